import type { Problem } from '#kernel/problem.ts';
import { Button } from '#ui/button.tsx';
import { Section } from '#ui/card.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { TextField } from '#ui/fields.tsx';
import { FoldedForm, Form, Refusals } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import { decide, DECISIONS } from '../../payments/judge.ts';
import { messages } from '../../payments/reconcile-messages.ts';
import { CASH, type PaymentNotice, type PaymentRequest, type Refund, waitingOf } from '../../payments/types.ts';
import { dong } from '../../payments/words.ts';
import { Outcome } from './reconciliation-page.tsx';

export interface NoticePageProps {
  readonly notice: PaymentNotice;
  readonly request: PaymentRequest | undefined;
  readonly caseCode: string | undefined;
  /** What is still to be paid; 0 when the case no longer waits. */
  readonly open: number;
  readonly refunds: readonly Refund[];
  readonly problem?: Problem | undefined;
  readonly values?: Readonly<Record<string, unknown>> | undefined;
}

/** What can be done with money that waits: only what its amount allows. */
function Decisions({ notice, request, open, problem, values }: NoticePageProps) {
  const m = useMessages(messages);
  const lang = useLang();
  const held = waitingOf(notice);
  if (held === 0) return null;
  const action = `/giai-quyet/doi-soat/${notice.id}`;
  const possible = DECISIONS.filter((one) => (request || one === 'return') && decide(one, held, open));
  return (
    <Section title={m.decideTitle}>
      {open > 0 ? <p>{m.difference(dong(held, lang), dong(open, lang), dong(Math.abs(open - held), lang))}</p> : null}
      {request ? null : (
        <FoldedForm label={m.match} variant="primary" open action={action} values={values} refusals={problem?.refusals}>
          <input type="hidden" name="decision" value="match" />
          <TextField name="code" label={m.caseCode} maxLength={60} width="medium" spellcheck={false} />
        </FoldedForm>
      )}
      {possible.map((one, index) => (
        <Form key={one} action={action} refusals={request && index === 0 ? problem?.refusals : undefined}>
          <input type="hidden" name="decision" value={one} />
          <Button variant={request && index === 0 ? 'primary' : 'secondary'}>{m[one]}</Button>
        </Form>
      ))}
    </Section>
  );
}

function Refunds({ notice, refunds }: NoticePageProps) {
  const m = useMessages(messages);
  const lang = useLang();
  if (refunds.length === 0) return null;
  return (
    <Section title={m.refunds}>
      {refunds.map((refund) => (
        <div key={refund.id}>
          <p>
            {dong(refund.amount, lang)}{' '}
            <Tag kind={refund.state === 'done' ? 'done' : refund.state === 'asked' ? 'info' : 'warning'}>{m[refund.state]}</Tag>{' '}
            {refund.words} {refund.answer}
          </p>
          {refund.state === 'refused' || (refund.state === 'asked' && notice.provider === CASH) ? (
            <>
              <FoldedForm label={m.payOut} action={`/giai-quyet/doi-soat/${notice.id}/hoan-tra/${refund.id}`}>
                <input type="hidden" name="how" value="paid-out" />
                <TextField name="voucher" label={m.voucher} maxLength={200} />
              </FoldedForm>
              {notice.provider === CASH ? null : (
                <Form action={`/giai-quyet/doi-soat/${notice.id}/hoan-tra/${refund.id}`}>
                  <input type="hidden" name="how" value="again" />
                  <Button>{m.askAgain}</Button>
                </Form>
              )}
            </>
          ) : null}
        </div>
      ))}
    </Section>
  );
}

/** One sum of money: from whom it was told, where it is, what can be done. */
export function NoticePage(props: NoticePageProps) {
  const { notice, request, caseCode, problem } = props;
  const m = useMessages(messages);
  const lang = useLang();
  const held = waitingOf(notice);
  return (
    <Page
      title={`${dong(notice.amount, lang)}`}
      lead={caseCode ?? m.noCase}
      audience="staff"
      failed={problem !== undefined}
      crumbs={[{ title: m.title, url: '/giai-quyet/doi-soat' }]}
    >
      {notice.contradicted ? (
        <Notice kind="error" title={m.contradicted}>
          <p>{m.contradictedLead}</p>
          <pre>{notice.contradicted}</pre>
        </Notice>
      ) : null}
      {problem && held === 0 ? <Refusals refusals={problem.refusals} /> : null}
      <DescriptionList
        items={[
          { term: m.status, value: <Outcome line={notice} /> },
          { term: m.case, value: caseCode ? <a href={`/giai-quyet/${caseCode}`}>{caseCode}</a> : undefined },
          { term: m.purpose, value: request?.purpose },
          { term: m.reference, value: request?.reference },
          { term: m.content, value: notice.content },
          { term: m.provider, value: notice.provider === CASH ? m.cash : notice.provider },
          { term: m.taker, value: notice.takenBy },
          { term: m.transaction, value: notice.providerId },
          { term: m.when, value: <Time at={notice.paidAt} /> },
          { term: m.toldAt, value: <Time at={notice.toldAt} /> },
          { term: m.times, value: String(notice.toldTimes) },
          { term: m.kept, value: dong(notice.kept, lang) },
          { term: m.back, value: dong(notice.givenBack, lang) },
          { term: m.held, value: held > 0 ? <strong>{dong(held, lang)}</strong> : undefined },
        ]}
      />
      <Decisions {...props} />
      <Refunds {...props} />
    </Page>
  );
}
