import { describe, expect, it } from 'vitest';
import { chartOf } from '#core/cases/index.ts';
import { instant } from '#kernel/time.ts';
import { plainAssets } from '#ui/assets.ts';
import type { PageContext } from '#ui/page-context.ts';
import { renderFragment } from '#ui/render.ts';
import { CHARTS } from '../../../../core/cases/charts/types.ts';
import { ChartDrawing } from './chart-drawing.tsx';
import { chartLayout } from './chart-layout.ts';

const context: PageContext = {
  lang: 'vi',
  path: '/thu-tuc/1.001193',
  query: new URLSearchParams(),
  nav: { public: [], staff: [] },
  assets: plainAssets,
  productName: 'Một Cửa',
  canonicalUrl: 'https://example.vn/thu-tuc/1.001193',
  now: instant('2026-11-22T10:00:00+07:00'),
};

describe.each(CHARTS.flatMap((name) => (['at-submission', 'none'] as const).map((pay) => ({ name, pay }))))(
  'the drawing of $name, pay $pay',
  (choice) => {
    const chart = chartOf(choice);
    const layout = chartLayout(chart);

    it('has each state once, in a place of its own, and the usual way down the middle to its end', () => {
      const places = layout.states.map(({ column, row }) => `${column}.${row}`);
      expect(new Set(places).size).toBe(places.length);
      expect(layout.states.length).toBe(chart.states.filter(({ key }) => !['withdrawn', 'stopped'].includes(key)).length);
      const spine = layout.states.filter(({ column }) => column === 1).toSorted((a, b) => a.row - b.row);
      expect(spine[0]?.state.key).toBe(chart.first);
      expect(spine.at(-1)?.state.key).toBe('returned');
    });

    it('says in words every state and every step, and needs no script or colour of its own', () => {
      const html = renderFragment(<ChartDrawing choice={choice} />, context);
      expect(html.match(/<li/g)).toHaveLength(chart.states.length + chart.states.reduce((sum, { steps }) => sum + steps.length, 0));
      for (const { title } of chart.states) expect(html).toContain(`<strong>${title.vi}.</strong>`);
      expect(html).not.toMatch(/<script|#[0-9a-f]{3,6}\b|NaN|undefined/);
    });
  },
);
