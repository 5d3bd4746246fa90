import type { CaseRecord } from '#core/cases/index.ts';
import type { Problem } from '#kernel/problem.ts';
import { now } from '#kernel/time.ts';
import { Button, LinkButton } from '#ui/button.tsx';
import { Section } from '#ui/card.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Tag } from '#ui/tag.tsx';
import { messages as deskMessages } from '../../desk/messages.ts';
import { messages } from '../../payments/messages.ts';
import { isOpen, type PaymentNotice, type PaymentRequest, type Refund } from '../../payments/types.ts';
import { dong } from '../../payments/words.ts';
import { Money } from './pay-page.tsx';

export interface CashPageProps {
  readonly record: CaseRecord;
  readonly requests: readonly PaymentRequest[];
  readonly notices: readonly PaymentNotice[];
  readonly refunds: readonly Refund[];
  /** It waits for money, and the reader may take it. */
  readonly waits: boolean;
  readonly problem?: Problem | undefined;
  readonly values?: Readonly<Record<string, unknown>> | undefined;
}

/** The fees of a case before an officer of the desk, who may take them in cash and print the receipt. */
export function CashPage({ record, requests, notices, refunds, waits, problem, values }: CashPageProps) {
  const m = useMessages(messages);
  const desk = useMessages(deskMessages);
  const lang = useLang();
  return (
    <Page
      title={m.payments}
      lead={record.title}
      audience="staff"
      failed={problem !== undefined}
      crumbs={[
        { title: desk.title, url: '/giai-quyet' },
        { title: record.code, url: `/giai-quyet/${record.code}` },
      ]}
    >
      {requests.length === 0 ? <p>{m.none}</p> : null}
      {requests.toReversed().map((request) => {
        const open = request.amount - request.received;
        return (
          <Section key={request.id} title={request.purpose}>
            <DescriptionList
              items={[
                { term: m.amount, value: <strong>{dong(request.amount, lang)}</strong> },
                { term: desk.waitsFor, value: <Tag>{m[request.state]}</Tag> },
                { term: m.open, value: open > 0 && request.state === 'waiting' ? dong(open, lang) : undefined },
              ]}
            />
            {waits && isOpen(request, now()) ? (
              <Form action={`/giai-quyet/${record.code}/thu-phi`} values={values} errors={problem?.fields} refusals={problem?.refusals}>
                <p>{m.takeCashLead}</p>
                <input type="hidden" name="requestId" value={request.id} />
                <TextField name="amount" label={m.cashReceived} inputMode="numeric" width="short" value={open} />
                <Button variant="primary">{m.takeCash}</Button>
              </Form>
            ) : null}
            {request.receiptNumber ? (
              <LinkButton href={`/ho-so/${record.code}/bien-lai/${request.id}`}>
                {m.receipt} {request.receiptNumber}
              </LinkButton>
            ) : request.state === 'paid' ? (
              <p class="mc-hint">{m.receiptSoon}</p>
            ) : null}
          </Section>
        );
      })}
      <Money notices={notices} refunds={refunds} />
    </Page>
  );
}
