import { LinkButton } from '#ui/button.tsx';
import { EmptyState } from '#ui/card.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Tabs } from '#ui/tabs.tsx';
import { Tag, type TagKind } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import { messages } from '../../payments/reconcile-messages.ts';
import { type List, LISTS, type OpenLine, type ToldLine } from '../../payments/reconciliation.ts';
import type { Sums } from '../../payments/sums.ts';
import { CASH, waitingOf } from '../../payments/types.ts';
import { dong } from '../../payments/words.ts';

interface ReconciliationProps {
  readonly list: List;
  readonly lines: readonly ToldLine[];
  readonly open: readonly OpenLine[];
  readonly more: boolean;
  readonly sums: Sums;
}

const kinds: Readonly<Record<ToldLine['outcome'], TagKind>> = {
  matched: 'done',
  short: 'warning',
  over: 'warning',
  again: 'info',
  late: 'info',
  unknown: 'warning',
};

/** What became of money, in a word or two. */
export function Outcome({ line }: { readonly line: Pick<ToldLine, 'outcome' | 'amount' | 'kept' | 'givenBack'> }) {
  const m = useMessages(messages);
  const decided = waitingOf(line) === 0 && (line.outcome === 'short' || line.outcome === 'over' || line.outcome === 'unknown');
  return (
    <>
      <Tag kind={decided ? 'neutral' : kinds[line.outcome]}>{m[line.outcome]}</Tag> {decided ? <Tag kind="done">{m.settled}</Tag> : null}
    </>
  );
}

/** The reckoning: what was told of is what lies on cases, goes back, or waits. */
function Reckoning({ sums }: { readonly sums: Sums }) {
  const m = useMessages(messages);
  const lang = useLang();
  const balanced = sums.kept === sums.onCases && sums.back === sums.refunds;
  return (
    <>
      <DescriptionList
        items={[
          { term: m.told, value: <strong>{dong(sums.told, lang)}</strong> },
          { term: m.onCases, value: dong(sums.onCases, lang) },
          { term: m.back, value: dong(sums.refunds, lang) },
          { term: m.waits, value: dong(sums.waiting, lang) },
        ]}
      />
      {balanced ? <p class="mc-hint">{m.balanced}</p> : <Notice kind="error" role="alert" title={m.unbalanced} />}
    </>
  );
}

function Told({ lines }: { readonly lines: readonly ToldLine[] }) {
  const m = useMessages(messages);
  const lang = useLang();
  return (
    <Table
      caption={m.title}
      captionHidden
      empty={<EmptyState title={m.none} />}
      rows={lines}
      rowKey={({ id }) => id}
      rowUrl={({ id }) => `/giai-quyet/doi-soat/${id}`}
      columns={[
        {
          title: m.money,
          rowHeader: true,
          cell: (line) => (
            <a href={`/giai-quyet/doi-soat/${line.id}`}>
              {dong(line.amount, lang)}
              {line.provider === CASH ? `, ${m.cash.toLowerCase()}` : ''}
            </a>
          ),
        },
        {
          title: m.case,
          nowrap: true,
          cell: (line) => (line.caseCode ? <a href={`/giai-quyet/${line.caseCode}`}>{line.caseCode}</a> : m.noCase),
        },
        { title: m.content, cell: (line) => line.content },
        { title: m.when, nowrap: true, cell: (line) => <Time at={line.paidAt} /> },
        { title: m.kept, align: 'end', nowrap: true, cell: (line) => dong(line.kept, lang) },
        {
          title: m.status,
          cell: (line) => (
            <>
              <Outcome line={line} /> {line.contradicted ? <Tag kind="warning">{m.contradicted}</Tag> : null}{' '}
              {line.refund ? <Tag kind={line.refund === 'done' ? 'done' : 'info'}>{m[line.refund]}</Tag> : null}
            </>
          ),
        },
      ]}
    />
  );
}

function Open({ lines }: { readonly lines: readonly OpenLine[] }) {
  const m = useMessages(messages);
  const lang = useLang();
  return (
    <Table
      caption={m['chua-thu']}
      captionHidden
      empty={<EmptyState title={m.none} />}
      rows={lines}
      rowKey={({ id }) => id}
      columns={[
        { title: m.case, rowHeader: true, nowrap: true, cell: (line) => <a href={`/giai-quyet/${line.caseCode}`}>{line.caseCode}</a> },
        { title: m.purpose, cell: (line) => line.purpose },
        { title: m.reference, nowrap: true, cell: (line) => line.reference },
        { title: m.open, align: 'end', nowrap: true, cell: (line) => dong(line.amount - line.received, lang) },
        { title: m.until, nowrap: true, cell: (line) => <Time at={line.until} /> },
      ]}
    />
  );
}

/** What was told of and matched, and what was not. */
export function ReconciliationPage({ list, lines, open, more, sums }: ReconciliationProps) {
  const m = useMessages(messages);
  const last = lines.at(-1);
  return (
    <Page title={m.title} lead={m.lead} audience="staff">
      <Reckoning sums={sums} />
      <Tabs label={m.lists} tabs={LISTS.map((one) => ({ title: m[one], url: `/giai-quyet/doi-soat?muc=${one}`, current: one === list }))} />
      {list === 'chua-thu' ? <Open lines={open} /> : <Told lines={lines} />}
      <div class="mc-buttons">
        {more && last ? (
          <LinkButton href={`/giai-quyet/doi-soat?muc=${list}&sau=${last.toldAt.toISOString()}_${last.id}`}>{m.more}</LinkButton>
        ) : null}
        <LinkButton href="/giai-quyet/doi-soat.csv" variant="tertiary" download>
          {m.csv}
        </LinkButton>
      </div>
    </Page>
  );
}
