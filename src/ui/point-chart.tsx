import { formatNumber } from '#kernel/i18n.ts';
import { shortDate } from '#kernel/time.ts';
import { useLang } from './page-context.ts';
import type { TagKind } from './tag.tsx';

/** A stretch of days with a value for each thing that happened in it, and their mean. */
export interface PointSeries {
  readonly label: string;
  readonly kind: TagKind;
  /** Calendar days, both ends included. */
  readonly from: string;
  readonly to: string;
  readonly mean: number;
  readonly points: readonly { readonly day: string; readonly value: number }[];
}

export interface PointChartProps {
  readonly caption: string;
  readonly series: readonly PointSeries[];
  /** A value that was to be reached. */
  readonly goal?: { readonly label: string; readonly value: number };
}

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [480, 230, 48, 8, 8, 22];
const DAY_MS = 86_400_000;
const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY_MS;

/** The smallest of 1, 2, 5 times a power of ten that divides the height into at most five. */
function stepFor(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most / 5));
  return [1, 2, 5, 10].map((times) => times * power).find((step) => most / step <= 5) ?? 10 * power;
}

interface Scale {
  x(day: string): number;
  y(value: number): number;
}

/**
 * Values over days as dots, the mean of each stretch as a line. The drawing is hidden from those who hear the page: put the
 * same numbers into words or a table beside it.
 */
export function PointChart({ caption, series, goal }: PointChartProps) {
  const values = series.flatMap(({ points, mean }) => [mean, ...points.map(({ value }) => value)]);
  const most = Math.max(1, goal?.value ?? 0, ...values) * 1.04;
  const first = Math.min(...series.map(({ from }) => dayNumber(from)));
  const last = Math.max(...series.map(({ to }) => dayNumber(to)));
  const scale: Scale = {
    x: (day) => LEFT + ((dayNumber(day) - first + 0.5) / (last - first + 1)) * (WIDTH - LEFT - RIGHT),
    y: (value) => HEIGHT - BOTTOM - (value / most) * (HEIGHT - TOP - BOTTOM),
  };
  return (
    <figure class="mc-points">
      <figcaption class="mc-caption">{caption}</figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" focusable="false">
        <Axis most={most} series={series} scale={scale} />
        {series.map((one) => (
          <Stretch key={one.label} one={one} scale={scale} />
        ))}
        {goal ? <line class="mc-points__goal" x1={LEFT} x2={WIDTH - RIGHT} y1={scale.y(goal.value)} y2={scale.y(goal.value)} /> : null}
      </svg>
      <Legend series={series} goal={goal} />
    </figure>
  );
}

function Axis({ most, series, scale }: { readonly most: number; readonly series: readonly PointSeries[]; readonly scale: Scale }) {
  const lang = useLang();
  const step = stepFor(most);
  const ticks = Array.from({ length: Math.floor(most / step) + 1 }, (_, at) => at * step);
  return (
    <>
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={LEFT} x2={WIDTH - RIGHT} y1={scale.y(tick)} y2={scale.y(tick)} />
          <text x={LEFT - 6} y={scale.y(tick) + 4} text-anchor="end">
            {formatNumber(tick, lang)}
          </text>
        </g>
      ))}
      {series.map(({ from }) => (
        <text key={from} x={scale.x(from)} y={HEIGHT - 6}>
          {shortDate(from)}
        </text>
      ))}
    </>
  );
}

function Stretch({ one: { kind, from, to, mean, points }, scale }: { readonly one: PointSeries; readonly scale: Scale }) {
  return (
    <g data-kind={kind}>
      {points.map(({ day, value }, at) => (
        <circle key={at} cx={scale.x(day)} cy={scale.y(value)} r="3" />
      ))}
      {points.length > 0 ? (
        <line class="mc-points__mean" x1={scale.x(from)} x2={scale.x(to)} y1={scale.y(mean)} y2={scale.y(mean)} />
      ) : null}
    </g>
  );
}

function Legend({ series, goal }: { readonly series: readonly PointSeries[]; readonly goal: PointChartProps['goal'] | undefined }) {
  const lang = useLang();
  return (
    <ul class="mc-legend">
      {series.map(({ label, kind, mean }) => (
        <li key={label}>
          <span class="mc-legend__key" data-kind={kind} />
          {label}: {formatNumber(mean, lang)}
        </li>
      ))}
      {goal ? (
        <li>
          <span class="mc-legend__key mc-legend__key--goal" />
          {goal.label}: {formatNumber(goal.value, lang)}
        </li>
      ) : null}
    </ul>
  );
}
