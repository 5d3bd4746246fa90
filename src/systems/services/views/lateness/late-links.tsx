import type { CaseRecord } from '#core/cases/index.ts';
import { LinkButton } from '#ui/button.tsx';
import { useMessages } from '#ui/page-context.ts';
import { messages } from '../../lateness/messages.ts';

/** From the page of a case to what concerns its time. */
export function LateLinks({ record }: { readonly record: CaseRecord }) {
  const m = useMessages(messages);
  const at = `/giai-quyet/${record.code}`;
  return (
    <p>
      {record.promisedOn || (record.dueOn && !record.endedAt) ? (
        <LinkButton href={`${at}/xin-loi`} variant="tertiary" size="sm">
          {m.title}
        </LinkButton>
      ) : null}
      <LinkButton href={`${at}/kiem-soat`} variant="tertiary" size="sm">
        {m.control}
      </LinkButton>
    </p>
  );
}
