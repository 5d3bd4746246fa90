import { formatNumber } from '#kernel/i18n.ts';
import type { Seal } from '#kernel/ledger/queries.ts';
import { Section } from '#ui/card.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { PreviousNext } from '#ui/pagination.tsx';
import { Time } from '#ui/time.tsx';
import { messages } from '../messages.ts';
import type { Sealer } from '../queries.ts';
import { stampState } from '../rules.ts';
import { EntryTable, type EntryTableProps } from './entry-table.tsx';
import { StampTag } from './stamp-tag.tsx';

export interface SealPageProps extends EntryTableProps {
  readonly seal: Seal;
  readonly sealer: Sealer | undefined;
}

function SealFacts({ seal, sealer }: Pick<SealPageProps, 'seal' | 'sealer'>) {
  const m = useMessages(messages);
  const lang = useLang();
  const previous = seal.no > 1 ? <a href={`/so-cai/${seal.no - 1}`}>{m.previousSeal}</a> : null;
  return (
    <DescriptionList
      items={[
        { term: m.sealedAt, value: <Time at={seal.at} /> },
        {
          term: m.stamp,
          value: (
            <>
              <StampTag seal={seal} />{' '}
              {stampState(seal) === 'later' ? (
                <a href={`/so-cai/${seal.stampedBy}`}>{m.stampedBy(formatNumber(seal.stampedBy ?? 0, lang))}</a>
              ) : null}
            </>
          ),
        },
        { term: m.hash, value: <code>{seal.hash}</code> },
        { term: m.root, value: <code>{seal.root}</code> },
        {
          term: m.previous,
          value: (
            <>
              <code>{seal.previousHash}</code> {previous}
            </>
          ),
        },
        { term: m.signedBy, value: sealer?.subject },
        { term: m.signature, value: <code>{seal.signature.toString('base64')}</code> },
      ]}
    />
  );
}

function SealView(props: SealPageProps) {
  const { seal, entries } = props;
  const m = useMessages(messages);
  const lang = useLang();
  const title = m.sealTitle(formatNumber(seal.no, lang));
  const last = entries.at(-1);
  return (
    <Page title={title} crumbs={[{ title: m.title, url: '/so-cai' }, { title }]}>
      <SealFacts {...props} />
      <Section title={m.entriesOf}>
        <EntryTable {...props} />
        <PreviousNext
          label={m.entriesOf}
          previousUrl={entries[0] && entries[0].seq > seal.firstSeq ? `/so-cai/${seal.no}` : undefined}
          nextUrl={last && last.seq < seal.lastSeq ? `/so-cai/${seal.no}?sau=${last.seq}` : undefined}
        />
      </Section>
    </Page>
  );
}

/** One seal, what was signed, and what it covers. */
export function SealPage(props: SealPageProps) {
  return <SealView {...props} />;
}
