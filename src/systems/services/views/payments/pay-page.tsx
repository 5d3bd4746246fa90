import type { CaseRecord } from '#core/cases/index.ts';
import type { Problem } from '#kernel/problem.ts';
import { dateOf, now } from '#kernel/time.ts';
import { Button, LinkButton } from '#ui/button.tsx';
import { Columns, Section } from '#ui/card.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { QrCode } from '#ui/qr-code.tsx';
import { Time } from '#ui/time.tsx';
import { messages as caseMessages } from '../../apply/messages.ts';
import { messages } from '../../payments/messages.ts';
import {
  canRenew,
  CASH,
  isOpen,
  type Offer,
  type PaymentNotice,
  type PaymentRequest,
  type Refund,
  waitingOf,
} from '../../payments/types.ts';
import { vietQr } from '../../payments/vietqr.ts';
import { dong } from '../../payments/words.ts';

export interface PayPageProps {
  readonly record: CaseRecord;
  readonly requests: readonly PaymentRequest[];
  readonly notices: readonly PaymentNotice[];
  readonly refunds: readonly Refund[];
  /** The case still waits for money. */
  readonly waits: boolean;
  /** Somebody takes payments for this site. */
  readonly online: boolean;
  /** Above this no quick transfer goes, and no code is drawn. */
  readonly largestQuick: number;
  readonly problem?: Problem | undefined;
}

/** Account, amount and content in words, beside the code: for whoever pays at another machine, or cannot scan. */
function Transfer(props: { request: PaymentRequest; offer: Offer; amount: number; largestQuick: number }) {
  const { request, offer, amount, largestQuick } = props;
  const lang = useLang();
  const m = useMessages(messages);
  const lines = (
    <DescriptionList
      items={[
        { term: m.bank, value: offer.bank },
        { term: m.account, value: <strong class="mc-code">{offer.account}</strong> },
        { term: m.accountName, value: offer.accountName },
        { term: m.amount, value: <strong>{dong(amount, lang)}</strong> },
        { term: m.content, value: <strong class="mc-code">{request.reference}</strong> },
      ]}
    />
  );
  const payload = amount <= largestQuick ? vietQr({ ...offer, amount, content: request.reference }) : undefined;
  return (
    <Section title={m.byTransfer}>
      {payload ? (
        <Columns side="start" aside={<QrCode text={payload} label={m.qr} />}>
          {lines}
          <p class="mc-hint">{m.contentHint}</p>
          <p class="mc-hint">{m.qrLead}</p>
        </Columns>
      ) : (
        <>
          {lines}
          <p class="mc-hint">{m.tooMuchForQr}</p>
        </>
      )}
    </Section>
  );
}

/** What the payer can do while money is waited for. */
function Waiting({ record, request, notices, online, largestQuick }: PayPageProps & { readonly request: PaymentRequest }) {
  const lang = useLang();
  const m = useMessages(messages);
  const open = request.amount - request.received;
  const wrong = notices.filter((notice) => notice.requestId === request.id && waitingOf(notice) > 0);
  // What completes an amount that was too little is kept together with it, so that is what the code asks for.
  const lacking = open - wrong.reduce((sum, notice) => sum + waitingOf(notice), 0);
  return (
    <>
      {wrong.length > 0 ? (
        wrong.map(({ id, amount }) => (
          <Notice key={id} kind="warning" title={m.waiting}>
            <p>{(amount < open ? m.short : m.over)(dong(amount, lang), dong(open, lang))}</p>
          </Notice>
        ))
      ) : (
        <Notice kind="warning" title={m.waiting}>
          <p>{online ? m.waitingLead : m.cashOnly}</p>
        </Notice>
      )}
      <Facts request={request} />
      {request.offer ? (
        <>
          <div class="mc-buttons">
            <LinkButton href={request.offer.url} variant="primary">
              {m.payNow}
            </LinkButton>
            <Form action={`/ho-so/${record.code}/nop-phi/hoi`}>
              <Button>{m.ask}</Button>
            </Form>
          </div>
          <Transfer request={request} offer={request.offer} amount={lacking > 0 ? lacking : open} largestQuick={largestQuick} />
        </>
      ) : online ? (
        <Notice kind="info">
          <p>{m.preparing}</p>
        </Notice>
      ) : null}
      {online ? <p class="mc-hint">{m.cashToo}</p> : null}
    </>
  );
}

function Facts({ request }: { readonly request: PaymentRequest }) {
  const lang = useLang();
  const m = useMessages(messages);
  const open = request.amount - request.received;
  return (
    <DescriptionList
      items={[
        { term: m.purpose, value: request.purpose },
        { term: m.amount, value: <strong>{dong(request.amount, lang)}</strong> },
        ...(request.received > 0 && open > 0 ? [{ term: m.open, value: <strong>{dong(open, lang)}</strong> }] : []),
        ...(request.state === 'waiting' ? [{ term: m.until, value: <Time at={dateOf(request.until)} /> }] : []),
        ...(request.paidAt ? [{ term: m.paid, value: <Time at={request.paidAt} /> }] : []),
      ]}
    />
  );
}

function Over({ record, request, waits, problem }: PayPageProps & { readonly request: PaymentRequest }) {
  const m = useMessages(messages);
  const title = request.state === 'waiting' ? m.expired : m[request.state];
  const closed = canRenew(request);
  return (
    <>
      <Notice kind={request.state === 'paid' ? 'done' : 'info'} title={title}>
        {closed && waits ? <p>{m.expiredLead}</p> : null}
      </Notice>
      <Facts request={request} />
      {closed && waits ? (
        <Form action={`/ho-so/${record.code}/nop-phi/mo-lai`} refusals={problem?.refusals}>
          <Button variant="primary">{m.renew}</Button>
        </Form>
      ) : null}
      {request.receiptNumber ? (
        <LinkButton href={`/ho-so/${record.code}/bien-lai/${request.id}`} icon="file">
          {m.receipt} {request.receiptNumber}
        </LinkButton>
      ) : request.state === 'paid' ? (
        <p class="mc-hint">{m.receiptSoon}</p>
      ) : null}
    </>
  );
}

/** All money that came for the case, and what of it went back: nothing is hidden, also not what was paid twice. */
export function Money({ notices, refunds }: { readonly notices: readonly PaymentNotice[]; readonly refunds: readonly Refund[] }) {
  const lang = useLang();
  const m = useMessages(messages);
  if (notices.length === 0) return null;
  const states = { asked: m.backAsked, done: m.backDone, refused: m.backRefused };
  return (
    <Section title={m.money}>
      <ul class="ds-list">
        {notices.map(({ id, amount, paidAt, provider }) => (
          <li key={id}>
            {dong(amount, lang)}, {provider === CASH ? m.cash : m.transfer}, <Time at={paidAt} />
            {refunds
              .filter(({ noticeId }) => noticeId === id)
              .map((refund) => (
                <p key={refund.id} class="mc-hint">
                  {m.refund} {dong(refund.amount, lang)}: {states[refund.state]}. {refund.words}
                </p>
              ))}
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** The page on which a case is paid. */
export function PayPage(props: PayPageProps) {
  const { record, requests, waits } = props;
  const m = useMessages(messages);
  const mine = useMessages(caseMessages);
  return (
    <Page
      title={m.pay}
      lead={record.title}
      failed={props.problem !== undefined}
      crumbs={[
        { title: mine.myCases, url: '/ho-so' },
        { title: record.code, url: `/ho-so/${record.code}` },
      ]}
    >
      {requests.length === 0 ? <p>{m.none}</p> : null}
      {requests
        .toReversed()
        .map((request) =>
          waits && isOpen(request, now()) ? (
            <Waiting key={request.id} {...props} request={request} />
          ) : (
            <Over key={request.id} {...props} request={request} />
          ),
        )}
      <Money {...props} />
    </Page>
  );
}
