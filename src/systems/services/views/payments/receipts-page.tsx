import { EmptyState } from '#ui/card.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Time } from '#ui/time.tsx';
import { messages as caseMessages } from '../../apply/messages.ts';
import { messages } from '../../payments/messages.ts';
import type { PaymentRequest } from '../../payments/types.ts';
import { dong } from '../../payments/words.ts';

interface ReceiptsProps {
  readonly receipts: readonly (PaymentRequest & { readonly caseCode: string; readonly caseTitle: string })[];
}

/** Every receipt of a person and of the organisations they represent. */
export function ReceiptsPage({ receipts }: ReceiptsProps) {
  const m = useMessages(messages);
  const lang = useLang();
  const { myCases } = useMessages(caseMessages);
  return (
    <Page title={m.receipts} lead={m.receiptsLead} crumbs={[{ title: myCases, url: '/ho-so' }]}>
      <Table
        caption={m.receipts}
        captionHidden
        empty={<EmptyState title={m.noReceipts} />}
        rows={receipts}
        rowKey={({ id }) => id}
        columns={[
          {
            title: m.number,
            rowHeader: true,
            nowrap: true,
            cell: (one) => <a href={`/ho-so/${one.caseCode}/bien-lai/${one.id}`}>{one.receiptNumber}</a>,
          },
          { title: m.case, cell: (one) => <a href={`/ho-so/${one.caseCode}`}>{one.caseTitle}</a> },
          { title: m.purpose, cell: (one) => one.purpose },
          { title: m.date, cell: (one) => (one.receiptAt ? <Time at={one.receiptAt} /> : '') },
          { title: m.amount, align: 'end', nowrap: true, cell: (one) => dong(one.amount, lang) },
        ]}
      />
    </Page>
  );
}
