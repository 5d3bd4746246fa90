import type { Chart, State } from '#core/cases/index.ts';

/** A state in its place; units of the drawing. */
export interface PlacedState {
  readonly state: State;
  readonly column: number;
  readonly row: number;
}

/** A way between two states; several steps that lead the same way are one line. */
export interface Way {
  readonly from: PlacedState;
  readonly to: PlacedState;
  /** The usual way; else a way aside. */
  readonly main: boolean;
}

export interface ChartLayout {
  readonly states: readonly PlacedState[];
  readonly ways: readonly Way[];
  readonly rows: number;
}

/** Ways that the drawing leaves out: from almost every state somebody may withdraw, and a chart is not made clearer by it. */
const ASIDE_ENDS = new Set(['withdrawn', 'stopped']);

/**
 * Places a chart: the usual way goes down the middle, one state a row; what waits for somebody else stands to the left of the
 * state that it comes back to, ends that nobody hopes for to the right of where they come from.
 */
export function chartLayout(chart: Chart): ChartLayout {
  const byKey = new Map(chart.states.map((state) => [state.key, state]));
  const spine = spineOf(chart, byKey);
  const placed = new Map(spine.map((state, row) => [state.key, { state, column: 1, row }]));
  const taken = new Set<string>();
  for (const state of chart.states) {
    if (placed.has(state.key) || ASIDE_ENDS.has(state.key)) continue;
    const from = chart.states.filter(({ steps }) => steps.some(({ to }) => to === state.key));
    const row = Math.max(0, ...from.flatMap(({ key }) => (placed.get(key)?.column === 1 ? [placed.get(key)!.row] : [])));
    const column = state.end ? 2 : 0;
    let free = row;
    while (taken.has(`${column}.${free}`)) free += 1;
    taken.add(`${column}.${free}`);
    placed.set(state.key, { state, column, row: free });
  }
  const states = [...placed.values()];
  return { states, ways: waysBetween(placed), rows: Math.max(...states.map(({ row }) => row)) + 1 };
}

/** From the first state along the main steps to the end. */
function spineOf(chart: Chart, byKey: ReadonlyMap<string, State>): State[] {
  const spine: State[] = [];
  for (let state = byKey.get(chart.first); state && !spine.includes(state);) {
    spine.push(state);
    const main = state.steps.find((step) => step.main) ?? state.steps[0];
    state = main && byKey.get(main.to);
  }
  return spine;
}

function waysBetween(placed: ReadonlyMap<string, PlacedState>): Way[] {
  const ways = new Map<string, Way>();
  for (const from of placed.values()) {
    for (const step of from.state.steps) {
      const to = placed.get(step.to);
      if (!to) continue;
      const key = `${from.state.key}.${step.to}`;
      const main = from.column === 1 && to.column === 1 && to.row === from.row + 1;
      if (!ways.has(key)) ways.set(key, { from, to, main });
    }
  }
  return [...ways.values()];
}
