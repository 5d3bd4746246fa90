import { formatNumber } from '#kernel/i18n.ts';
import { timeOf, dateOf } from '#kernel/time.ts';
import { ButtonRow, LinkButton } from '#ui/button.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { QrCode } from '#ui/qr-code.tsx';
import { longDate } from '#ui/time.tsx';
import { termText } from '../../apply/words.ts';
import type { Receipt } from '../../counter/receipt.ts';
import { receiptMessages } from '../../counter/receipt-messages.ts';
import { PrintButton } from './print-button.tsx';

export const SIZES = ['a5', 'a4'] as const;

interface ReceiptProps {
  readonly receipt: Receipt;
  /** Whether officials look at it, at the counter. */
  readonly atCounter: boolean;
  /** Absolute address of the page on which a case is tracked. */
  readonly trackUrl: string;
  readonly size: (typeof SIZES)[number];
}

/** The receipt (giấy tiếp nhận hồ sơ và hẹn trả kết quả) as it is shown and printed. */
export function ReceiptPage({ receipt, atCounter, trackUrl, size }: ReceiptProps) {
  const m = useMessages(receiptMessages);
  const { code } = receipt.record;
  const own = atCounter ? `/mot-cua/${code}` : `/ho-so/${code}`;
  return (
    <Page title={m.title} heading={false} audience={atCounter ? 'staff' : 'public'} islands={['src/systems/services/islands/print.ts']}>
      <Slip receipt={receipt} trackUrl={trackUrl} size={size} />
      <ButtonRow>
        <PrintButton>{m.print}</PrintButton>
        {SIZES.filter((one) => one !== size).map((one) => (
          <LinkButton key={one} href={`${own}/giay-hen?kho=${one}`} variant="tertiary">
            {`${m.size} ${one.toUpperCase()}`}
          </LinkButton>
        ))}
        <LinkButton href={atCounter ? '/mot-cua' : own} variant="tertiary">
          {atCounter ? m.back : m.backToCase}
        </LinkButton>
      </ButtonRow>
    </Page>
  );
}

function Slip({ receipt, trackUrl, size }: Pick<ReceiptProps, 'receipt' | 'trackUrl' | 'size'>) {
  const lang = useLang();
  const m = useMessages(receiptMessages);
  const { record, receiving, official, applicant } = receipt;
  return (
    <article class="mc-slip" data-size={size}>
      <header class="mc-slip__head">
        <p>
          {receiving}
          <br />
          <strong>{m.desk}</strong>
        </p>
        <p>
          <strong>{m.state}</strong>
          <br />
          {m.motto}
        </p>
      </header>
      <h1 class="ds-heading">{m.title}</h1>
      <p class="mc-slip__code">
        {m.number}: <strong>{record.code}</strong>
      </p>
      <Facts receipt={receipt} />
      <footer class="mc-slip__foot">
        <div>
          <p>{m.giver}</p>
          <p class="mc-hint">{m.sign}</p>
          <p class="mc-slip__name">{applicant}</p>
        </div>
        <div>
          <p>
            {longDate(dateOf(record.submittedAt), lang)}
            <br />
            {m.taker}
          </p>
          <p class="mc-hint">{m.sign}</p>
          <p class="mc-slip__name">{official}</p>
        </div>
      </footer>
      <div class="mc-slip__track">
        <QrCode text={trackUrl} label={`${m.number} ${record.code}`} />
        <p>{m.track}</p>
      </div>
    </article>
  );
}

function Facts({ receipt }: { readonly receipt: Receipt }) {
  const lang = useLang();
  const m = useMessages(receiptMessages);
  const { record, procedure, papers, applicant, subject, receiving, handling } = receipt;
  const hour = (at: Date): string => `${timeOf(at).slice(0, 5)}, ${longDate(dateOf(at), lang)}`;
  const due = record.promisedOn ?? record.dueOn;
  const names = new Map(procedure.papers.map(({ key, name }) => [key, name[lang]]));
  return (
    <DescriptionList
      items={[
        { term: m.from, value: applicant },
        { term: m.for, value: subject === applicant ? null : subject },
        { term: m.about, value: record.title },
        {
          term: m.papers,
          value:
            papers.length === 0 ? (
              m.noPapers
            ) : (
              <ol class="ds-list">
                {papers.map(({ key, number, how }) => (
                  <li key={`${key}-${number}`}>{`${names.get(key) ?? key} (${m.how[how]})`}</li>
                ))}
              </ol>
            ),
        },
        { term: m.decides, value: handling === receiving ? null : handling },
        { term: m.term, value: termText(record.term, lang) },
        { term: m.receivedAt, value: hour(record.acceptedAt ?? record.submittedAt) },
        { term: m.due, value: due ? longDate(due, lang) : m.notYetDue },
        { term: m.fee, value: record.fee > 0 ? m.dong(formatNumber(record.fee, lang)) : m.noFee },
        { term: m.place, value: record.channel === 'counter' ? `${m.desk}, ${receiving}` : m.online },
      ]}
    />
  );
}
