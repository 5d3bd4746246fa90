import { chartOf, type ChartChoice, type State } from '#core/cases/index.ts';
import { say } from '#kernel/i18n.ts';
import { useLang, useMessages } from '#ui/page-context.ts';
import { type ChartLayout, chartLayout, type PlacedState, type Way } from './chart-layout.ts';
import { messages } from './messages.ts';

const BOX = { width: 170, height: 44 } as const;
const GAP = { x: 60, y: 34 } as const;
const WIDTH = 3 * BOX.width + 2 * GAP.x + 4;

const left = ({ column }: PlacedState): number => 2 + column * (BOX.width + GAP.x);
const top = ({ row }: PlacedState): number => 2 + row * (BOX.height + GAP.y);
const middleX = (state: PlacedState): number => left(state) + BOX.width / 2;
const middleY = (state: PlacedState): number => top(state) + BOX.height / 2;

export interface ChartDrawingProps {
  readonly choice: ChartChoice;
}

/**
 * How a dossier goes, drawn by the server: no script, in the colours of the page. Who cannot see the drawing reads the same as a
 * list; it is there for everybody, below it.
 */
export function ChartDrawing({ choice }: ChartDrawingProps) {
  const lang = useLang();
  const m = useMessages(messages);
  const chart = chartOf(choice);
  const layout = chartLayout(chart);
  const height = layout.rows * (BOX.height + GAP.y) - GAP.y + 4;
  return (
    <figure class="mc-chart">
      <figcaption class="mc-caption">
        {m.caption}: {say(chart.title, lang).toLocaleLowerCase(lang)}
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${height}`} width={WIDTH} height={height} aria-hidden="true" focusable="false">
        <Drawn layout={layout} lang={lang} />
      </svg>
      <details>
        <summary>{m.inWords}</summary>
        <ol>
          {chart.states.map((state) => (
            <li key={state.key}>
              <strong>{say(state.title, lang)}.</strong> {say(state.says, lang)} {clockWords(state, m)}
              {state.steps.length > 0 ? <StepsOf state={state} states={chart.states} /> : null}
            </li>
          ))}
        </ol>
      </details>
    </figure>
  );
}

function clockWords(state: State, m: { readonly runs: string; readonly paused: string }): string {
  return state.clock === 'runs' ? m.runs : state.clock === 'paused' ? m.paused : '';
}

function StepsOf({ state, states }: { readonly state: State; readonly states: readonly State[] }) {
  const lang = useLang();
  const m = useMessages(messages);
  return (
    <ul>
      {state.steps.map((step) => {
        const to = states.find(({ key }) => key === step.to)!;
        return (
          <li key={`${step.event}.${step.by.join('.')}`}>
            {say(step.title, lang)} ({step.by.map((role) => m.roles[role]).join(', ')}) → {say(to.title, lang)}
          </li>
        );
      })}
    </ul>
  );
}

function Drawn({ layout, lang }: { readonly layout: ChartLayout; readonly lang: 'vi' | 'en' }) {
  return (
    <g fill="none" stroke="currentColor" font-size="13" text-anchor="middle">
      {layout.ways.map((way) => (
        <Arrow key={`${way.from.state.key}.${way.to.state.key}`} way={way} />
      ))}
      {layout.states.map((placed) => (
        <Box key={placed.state.key} placed={placed} lines={twoLines(say(placed.state.title, lang))} />
      ))}
    </g>
  );
}

/** Ends have round corners; where the clock stands still the frame is broken; where the usual way goes it is thick. */
function Box({ placed, lines }: { readonly placed: PlacedState; readonly lines: readonly string[] }) {
  const { state, column } = placed;
  const from = middleY(placed) + 4.5 - (lines.length - 1) * 8;
  return (
    <g>
      <rect
        x={left(placed)}
        y={top(placed)}
        width={BOX.width}
        height={BOX.height}
        rx={state.end ? BOX.height / 2 : 4}
        stroke-width={column === 1 ? 2 : 1}
        {...(state.clock === 'paused' ? { 'stroke-dasharray': '5 4' } : {})}
      />
      {lines.map((line, index) => (
        <text key={line} x={middleX(placed)} y={from + index * 16} fill="currentColor" stroke="none">
          {line}
        </text>
      ))}
    </g>
  );
}

function Arrow({ way }: { readonly way: Way }) {
  const { points, head } = pathOf(way);
  return (
    <g stroke-width={way.main ? 2 : 1} {...(way.main ? {} : { opacity: '0.75' })}>
      <path d={points} />
      <path d={head} fill="currentColor" stroke="none" />
    </g>
  );
}

/** Down the middle straight, past a state along its left; aside from edge to edge; back up along the right of the middle. */
function pathOf({ from, to }: Way): { points: string; head: string } {
  if (from.column === to.column && to.row === from.row + 1) {
    const [x, y] = [middleX(from), top(to)];
    return { points: `M${x} ${top(from) + BOX.height}V${y - 6}`, head: headAt(x, y, 'down') };
  }
  if (from.column === to.column && to.row > from.row) {
    const [x, out] = [left(from), left(from) - GAP.x / 3];
    return { points: `M${x} ${middleY(from) + 16}H${out}V${middleY(to)}H${x - 6}`, head: headAt(x, middleY(to), 'right') };
  }
  if (from.column === to.column) {
    const [x, out] = [left(from) + BOX.width, left(from) + BOX.width + GAP.x / 2];
    return { points: `M${x} ${middleY(from) - 8}H${out}V${middleY(to) + 8}H${x + 6}`, head: headAt(x, middleY(to) + 8, 'left') };
  }
  const right = to.column > from.column;
  const start = right ? left(from) + BOX.width : left(from);
  const end = right ? left(to) : left(to) + BOX.width;
  // A way there and a way back lie beside each other.
  const shift = right ? -7 : 7;
  const bend = (start + end) / 2 + shift;
  const [y1, y2] = [middleY(from) + shift, middleY(to) + shift];
  return { points: `M${start} ${y1}H${bend}V${y2}H${end + (right ? -6 : 6)}`, head: headAt(end, y2, right ? 'right' : 'left') };
}

function headAt(x: number, y: number, to: 'down' | 'left' | 'right'): string {
  if (to === 'down') return `M${x} ${y}l-4 -8h8z`;
  return to === 'right' ? `M${x} ${y}l-8 -4v8z` : `M${x} ${y}l8 -4v8z`;
}

/** A title that fits into a box: in two lines when it is long. */
function twoLines(title: string): string[] {
  if (title.length <= 22) return [title];
  const words = title.split(' ');
  const half = title.length / 2;
  let first = '';
  while (words.length > 1 && first.length + words[0]!.length / 2 < half) first = `${first} ${words.shift()!}`.trim();
  return [first, words.join(' ')].filter(Boolean);
}
