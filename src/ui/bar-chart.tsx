import { formatNumber } from '#kernel/i18n.ts';
import { useLang } from './page-context.ts';
import type { TagKind } from './tag.tsx';

export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly kind?: TagKind;
  readonly url?: string | undefined;
}

export interface BarChartProps {
  readonly caption: string;
  readonly labelTitle: string;
  readonly valueTitle: string;
  readonly bars: readonly Bar[];
}

/** Numbers as bars. It is a table with a drawing in each row, so nothing is lost to those who cannot see it. */
export function BarChart({ caption, labelTitle, valueTitle, bars }: BarChartProps) {
  const lang = useLang();
  const most = Math.max(...bars.map(({ value }) => value), 1);
  return (
    <table class="mc-bars">
      <caption class="mc-caption">{caption}</caption>
      <thead class="ds-sr-only">
        <tr>
          <th scope="col">{labelTitle}</th>
          <th scope="col">{valueTitle}</th>
        </tr>
      </thead>
      <tbody>
        {bars.map(({ label, value, kind, url }) => (
          <tr key={label}>
            <th scope="row">{url ? <a href={url}>{label}</a> : label}</th>
            <td>
              <svg width="100%" height="14" aria-hidden="true" focusable="false">
                <rect width={`${((value / most) * 100).toFixed(1)}%`} height="14" rx="2" data-kind={kind ?? 'info'} />
              </svg>
              <span class="mc-bars__value">{formatNumber(value, lang)}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
