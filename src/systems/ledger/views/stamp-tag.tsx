import { formatNumber } from '#kernel/i18n.ts';
import type { Seal } from '#kernel/ledger/queries.ts';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Tag } from '#ui/tag.tsx';
import { messages } from '../messages.ts';
import { stampState } from '../rules.ts';

/** Whether a seal has a timestamp, its own or through a later seal. */
export function StampTag({ seal }: { readonly seal: Seal }) {
  const m = useMessages(messages);
  const lang = useLang();
  const state = stampState(seal);
  if (state === 'waiting') return <Tag>{m.stamps.waiting}</Tag>;
  return <Tag kind="done">{state === 'own' ? m.stamps.own : m.stamps.later(formatNumber(seal.stampedBy ?? 0, lang))}</Tag>;
}
