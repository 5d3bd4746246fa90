import { Notice } from '#ui/notice.tsx';
import { useLang } from '#ui/page-context.ts';
import type { Gathered } from '../queries.ts';

export interface SilentProps {
  readonly silent: Gathered<unknown>['silent'];
  readonly title: (names: string) => string;
  readonly children: string;
}

/** Says which modules did not answer, so that nobody takes a short list for a whole one. */
export function SilentNotice({ silent, title, children }: SilentProps) {
  const lang = useLang();
  if (silent.length === 0) return null;
  return (
    <Notice kind="warning" title={title(silent.map((module) => module.title[lang]).join(', '))}>
      <p>{children}</p>
    </Notice>
  );
}
