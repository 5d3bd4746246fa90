import { useMessages } from '#ui/page-context.ts';
import { Tag, type TagKind } from '#ui/tag.tsx';
import { messages } from '../messages.ts';
import { type DeliveryState, TROUBLED } from '../rules/states.ts';

const done: readonly DeliveryState[] = ['published', 'corrected', 'retracted', 'irrevocable_notice_sent'];

function kindOf(state: DeliveryState): TagKind {
  if (TROUBLED.includes(state) || state === 'rendered') return 'warning';
  return done.includes(state) ? 'done' : 'neutral';
}

/** The state of a delivery, in a word or two. */
export function StateTag({ state }: { readonly state: DeliveryState }) {
  const m = useMessages(messages);
  return <Tag kind={kindOf(state)}>{m.states[state]}</Tag>;
}
