import { formatNumber } from '#kernel/i18n.ts';
import type { LedgerStanding, Seal } from '#kernel/ledger/queries.ts';
import { EmptyState, Section } from '#ui/card.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { PreviousNext } from '#ui/pagination.tsx';
import { Figures } from '#ui/progress.tsx';
import { SearchBox } from '#ui/search-box.tsx';
import { type Column, Table } from '#ui/table.tsx';
import { Time } from '#ui/time.tsx';
import { messages } from '../messages.ts';
import type { Sealer } from '../queries.ts';
import { StampTag } from './stamp-tag.tsx';
import { VerifySection } from './verify-section.tsx';

export interface LedgerPageProps {
  readonly seals: readonly Seal[];
  /** The newest of all; absent while nothing is sealed. */
  readonly head: Seal | undefined;
  readonly sealer: Sealer | undefined;
  readonly standing: LedgerStanding;
  readonly site: string;
  readonly publicUrl: string;
  /** Older seals than the first page's are shown. */
  readonly later: boolean;
}

const HASH_SHOWN = 16;

function SealTable({ seals }: { readonly seals: readonly Seal[] }) {
  const m = useMessages(messages);
  const lang = useLang();
  const columns: readonly Column<Seal>[] = [
    { title: m.number, rowHeader: true, nowrap: true, cell: ({ no }) => <a href={`/so-cai/${no}`}>{formatNumber(no, lang)}</a> },
    {
      title: m.range,
      nowrap: true,
      cell: ({ firstSeq, lastSeq }) =>
        firstSeq === lastSeq ? formatNumber(firstSeq, lang) : `${formatNumber(firstSeq, lang)} – ${formatNumber(lastSeq, lang)}`,
    },
    { title: m.sealedAt, nowrap: true, cell: ({ at }) => <Time at={at} /> },
    { title: m.hashShort, nowrap: true, cell: ({ hash }) => <code>{hash.slice(0, HASH_SHOWN)}…</code> },
    { title: m.stamp, cell: (seal) => <StampTag seal={seal} /> },
  ];
  return <Table caption={m.sealCaption} captionHidden columns={columns} rows={seals} rowKey={({ no }) => String(no)} />;
}

function Standing({ standing }: { readonly standing: LedgerStanding }) {
  const m = useMessages(messages);
  const lang = useLang();
  const { entries, seals, pending, pendingLate } = standing;
  return (
    <>
      {pendingLate > 0 ? (
        <Notice kind="warning" title={m.stalled}>
          <p>{m.stalledWhat(formatNumber(pendingLate, lang))}</p>
        </Notice>
      ) : null}
      <Figures
        figures={[
          { label: m.entries, value: entries },
          { label: m.seals, value: seals },
          { label: m.pending, value: pending },
        ]}
      />
    </>
  );
}

function Ledger(props: LedgerPageProps) {
  const { seals, head, standing, later } = props;
  const m = useMessages(messages);
  const oldest = seals.at(-1);
  return (
    <Page title={m.title} lead={m.lead} description={m.lead}>
      <Standing standing={standing} />
      {head ? (
        <>
          <SearchBox label={m.find} hint={m.findHint} name="doi-tuong" action="/so-cai/tra-cuu" />
          <Section title={later ? m.olderSeals : m.newest}>
            <SealTable seals={seals} />
            <PreviousNext
              previousUrl={later ? '/so-cai' : undefined}
              nextUrl={oldest && oldest.no > 1 ? `/so-cai?truoc=${oldest.no}` : undefined}
            />
          </Section>
          <VerifySection {...props} head={head} />
        </>
      ) : (
        <EmptyState title={m.none}>
          <p>{m.noneHow}</p>
        </EmptyState>
      )}
    </Page>
  );
}

/** The ledger as it stands, and how to check it. */
export function LedgerPage(props: LedgerPageProps) {
  return <Ledger {...props} />;
}
