import { formatNumber } from '#kernel/i18n.ts';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Tag } from '#ui/tag.tsx';
import { messages } from '../messages.ts';

/** A part of a whole, from 0 to 1, in hundredths. */
export function Percent({ share }: { readonly share: number }) {
  return <>{formatNumber(Math.round(share * 100), useLang())}%</>;
}

/** How long after a release something came; what came before it is what a reader must see. */
export function Delay({ seconds }: { readonly seconds: number }) {
  const m = useMessages(messages);
  if (seconds < 0) return <Tag kind="late">{m.early}</Tag>;
  if (seconds < 3_600) return <>{m.minutes(Math.round(seconds / 60))}</>;
  return <>{seconds < 2 * 86_400 ? m.hours(Math.round(seconds / 3_600)) : m.days(Math.round(seconds / 86_400))}</>;
}

export function Figures({ count }: { readonly count: number }) {
  return count === 0 ? <>–</> : <Tag kind="warning">{count}</Tag>;
}
