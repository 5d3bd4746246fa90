import type { CaseRecord } from '#core/cases/index.ts';
import type { Problem } from '#kernel/problem.ts';
import { Button } from '#ui/button.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { DateField, TextArea } from '#ui/fields.tsx';
import { Form, Refusals } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useMessages } from '#ui/page-context.ts';
import { Time } from '#ui/time.tsx';
import { messages as desk } from '../../desk/messages.ts';
import { messages } from '../../lateness/messages.ts';

export interface ApologyProps {
  readonly record: CaseRecord;
  /** First and last day that may be promised. */
  readonly min: string;
  readonly max: string;
  readonly problem?: Problem | undefined;
  readonly values?: Readonly<Record<string, unknown>> | undefined;
}

/** The letter of apology before it is signed; afterwards what was promised. */
export function ApologyPage({ record, min, max, problem, values }: ApologyProps) {
  const m = useMessages(messages);
  const d = useMessages(desk);
  const crumbs = [
    { title: d.title, url: '/giai-quyet' },
    { title: record.code, url: `/giai-quyet/${record.code}` },
  ];
  return (
    <Page title={m.title} lead={m.lead} audience="staff" crumbs={crumbs} failed={problem !== undefined}>
      <DescriptionList
        items={[
          { term: m.case, value: record.title },
          ...(record.dueOn && !record.promisedOn ? [{ term: m.oldDay, value: <Time at={record.dueOn} /> }] : []),
        ]}
      />
      {record.promisedOn && problem ? <Refusals refusals={problem.refusals} /> : null}
      {record.promisedOn ? (
        <Notice kind="done" title={m.done}>
          <p>
            <Time at={record.promisedOn} /> · <a href={`/ho-so/${record.code}/phieu-xin-loi`}>{m.letter}</a>
          </p>
        </Notice>
      ) : (
        <Form
          action={`/giai-quyet/${record.code}/xin-loi`}
          version={record.version}
          values={values}
          errors={problem?.fields}
          refusals={problem?.refusals}
        >
          <DateField name="promisedOn" label={m.newDay} hint={m.newDayHint} min={min} max={max} value={min} />
          <TextArea name="reason" label={m.reason} maxLength={1_000} />
          <Button>{m.send}</Button>
        </Form>
      )}
    </Page>
  );
}
