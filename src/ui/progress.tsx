import { formatNumber } from '#kernel/i18n.ts';
import { useLang } from './page-context.ts';

export interface ProgressProps {
  readonly label: string;
  readonly value: number;
  readonly max: number;
  /** Key under which `mc-live` finds the number: `<Live>` events carry `{ [live]: value }`. */
  readonly live?: string;
}

/** How far something is: a bar, and the same in words: "2.941 / 3.321". */
export function Progress({ label, value, max, live }: ProgressProps) {
  const lang = useLang();
  const id = `p-${label.replaceAll(/\W/g, '')}-${max}`;
  return (
    <div class="mc-progress">
      <label for={id}>
        <span>{label}</span>
        <span class="mc-progress__text">
          <span data-live={live}>{formatNumber(value, lang)}</span> / {formatNumber(max, lang)}
        </span>
      </label>
      <progress id={id} value={value} max={Math.max(max, 1)} data-live={live} />
    </div>
  );
}

export interface FigureProps {
  readonly label: string;
  readonly value: number | string;
  readonly live?: string;
  readonly url?: string | undefined;
}

/** Numbers that matter, large, side by side. */
export function Figures({ figures }: { readonly figures: readonly FigureProps[] }) {
  const lang = useLang();
  return (
    <dl class="mc-figures">
      {figures.map(({ label, value, live, url }) => (
        <div key={label}>
          <dt>{url ? <a href={url}>{label}</a> : label}</dt>
          <dd data-live={live}>{typeof value === 'number' ? formatNumber(value, lang) : value}</dd>
        </div>
      ))}
    </dl>
  );
}
