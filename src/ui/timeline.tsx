import type { ComponentChildren } from 'preact';
import { Time } from './time.tsx';

export interface TimelineEntry {
  readonly at: Date | string;
  readonly title: ComponentChildren;
  /** Who, in what capacity. */
  readonly by?: string | undefined;
  readonly note?: ComponentChildren;
  readonly kind?: 'done' | 'info' | 'warning' | 'late';
}

/** What happened to something, in the order given. */
export function Timeline({ entries, label }: { readonly entries: readonly TimelineEntry[]; readonly label?: string }) {
  return (
    <ol class="mc-timeline" {...(label ? { 'aria-label': label } : {})}>
      {entries.map((entry, index) => (
        <li key={index} data-kind={entry.kind}>
          <p class="mc-timeline__title">{entry.title}</p>
          <p class="mc-timeline__meta">
            <Time at={entry.at} />
            {entry.by ? ` · ${entry.by}` : null}
          </p>
          {entry.note ? <div class="mc-timeline__note">{entry.note}</div> : null}
        </li>
      ))}
    </ol>
  );
}
