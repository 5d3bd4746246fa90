import { useMessages } from '#ui/page-context.ts';
import { Tag, type TagKind } from '#ui/tag.tsx';
import { messages } from '../messages.ts';
import { type Frozen, type IncomingState, isLate } from '../rules.ts';

const looks: Readonly<Record<IncomingState, TagKind>> = {
  arrived: 'info',
  refused: 'neutral',
  registered: 'neutral',
  assigned: 'neutral',
  processing: 'warning',
  finished: 'done',
};

export interface StateTagsProps {
  readonly state: IncomingState;
  readonly frozen: Frozen | null;
  readonly recall: string | null;
  readonly dueOn: string | null;
  readonly today: string;
}

/** How an incoming document stands, in words; "Quá hạn" is the only red thing. */
export function StateTags({ state, frozen, recall, dueOn, today }: StateTagsProps) {
  const m = useMessages(messages);
  if (frozen) return <Tag>{m.frozen[frozen]}</Tag>;
  return (
    <>
      <Tag kind={looks[state]}>{m.states[state]}</Tag>
      {isLate(state, dueOn, today) ? <Tag kind="late">{m.late}</Tag> : null}
      {recall === 'asked' ? <Tag kind="warning">{m.views.recall}</Tag> : null}
    </>
  );
}
