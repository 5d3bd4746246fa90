import { Notice } from '#ui/notice.tsx';
import { useMessages } from '#ui/page-context.ts';
import type { DemandedLevel } from '../levels.ts';
import { messages } from '../messages.ts';

/** How strongly the signer must prove who they are, why, and what to do when their account cannot. */
export function LevelNotice({ demanded: { level, why, reached } }: { readonly demanded: DemandedLevel }) {
  const m = useMessages(messages);
  if (reached) return <p>{m.demanded[why](level)}</p>;
  return (
    <Notice kind="warning">
      <p>
        {m.demanded[why](level)} {m.notReached} <a href="/tai-khoan/khoa">{m.addPasskey}</a>
        {' · '}
        <a href="/tai-khoan/hai-lop">{m.addTotp}</a>
      </p>
    </Notice>
  );
}
