import { formatNumber } from '#kernel/i18n.ts';
import { instant } from '#kernel/time.ts';
import { type ProofStep, verifyInclusion } from '#kernel/ledger/merkle.ts';
import type { ProvenEntry } from '#kernel/ledger/queries.ts';
import { LinkButton } from '#ui/button.tsx';
import { Section } from '#ui/card.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { type Column, Table } from '#ui/table.tsx';
import { Time } from '#ui/time.tsx';
import { messages } from '../messages.ts';
import { type EntryNames, Subject } from './entry-table.tsx';

export interface EntryPageProps extends EntryNames {
  readonly proof: ProvenEntry;
}

function EntryFacts({ proof: { entry, leaf, index, size }, titles, agencies }: EntryPageProps) {
  const m = useMessages(messages);
  const lang = useLang();
  const title = titles.get(entry.action)?.[lang];
  return (
    <DescriptionList
      items={[
        { term: m.at, value: <Time at={instant(entry.at)} /> },
        {
          term: m.action,
          value: (
            <>
              {title} <code>{entry.action}</code>
            </>
          ),
        },
        {
          term: m.subject,
          value: <Subject subject={entry.subject}>{entry.subject}</Subject>,
        },
        { term: m.scope, value: entry.scope === null ? undefined : (agencies.get(entry.scope) ?? <code>{entry.scope}</code>) },
        { term: m.actor, value: <code>{entry.actor}</code> },
        { term: m.factsHash, value: <code>{entry.factsHash}</code> },
        { term: m.place, value: m.placeOf(formatNumber(index + 1, lang), formatNumber(size, lang)) },
        { term: m.leaf, value: <code>{leaf.toString('hex')}</code> },
      ]}
    />
  );
}

function PathTable({ path }: { readonly path: readonly ProofStep[] }) {
  const m = useMessages(messages);
  const columns: readonly Column<ProofStep>[] = [
    { title: m.step, rowHeader: true, cell: (_step, index) => index + 1 },
    { title: m.side, nowrap: true, cell: ({ side }) => m.sides[side] },
    { title: m.hash, cell: ({ hash }) => <code>{hash.toString('hex')}</code> },
  ];
  return <Table caption={m.pathCaption} captionHidden columns={columns} rows={path} rowKey={({ hash }) => hash.toString('hex')} />;
}

function EntryView(props: EntryPageProps) {
  const { proof } = props;
  const m = useMessages(messages);
  const lang = useLang();
  const { seal, entry, path } = proof;
  const title = m.entryTitle(formatNumber(entry.seq, lang));
  const sealNo = formatNumber(seal.no, lang);
  const holds = verifyInclusion(proof, Buffer.from(seal.root, 'hex'));
  return (
    <Page
      title={title}
      lead={m.entryLead(sealNo)}
      crumbs={[{ title: m.title, url: '/so-cai' }, { title: m.sealTitle(sealNo), url: `/so-cai/${seal.no}` }, { title }]}
    >
      <EntryFacts {...props} />
      <Section
        title={m.path}
        actions={
          <LinkButton href={`/api/ledger/proof?subject=${encodeURIComponent(entry.subject)}&after=${entry.seq - 1}`}>{m.asJson}</LinkButton>
        }
      >
        {path.length > 0 ? <PathTable path={path} /> : <p>{m.pathAlone}</p>}
        <DescriptionList items={[{ term: m.root, value: <code>{seal.root}</code> }]} />
        <Notice kind={holds ? 'done' : 'error'}>
          <p>{holds ? m.holds : m.broken}</p>
        </Notice>
      </Section>
    </Page>
  );
}

/** One entry and the path that shows that its seal holds it. */
export function EntryPage(props: EntryPageProps) {
  return <EntryView {...props} />;
}
