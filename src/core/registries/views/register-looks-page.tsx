import { formatNumber } from '#kernel/i18n.ts';
import { EmptyState, Section } from '#ui/card.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Time } from '#ui/time.tsx';
import { keepingMessages } from '../keeping-messages.ts';
import { messages } from '../messages.ts';
import type { PostCount, Unusual } from '../queries/counts.ts';
import type { Register } from '../types.ts';
import { KEEPING } from '../urls.ts';

export interface RegisterLooksPageProps {
  readonly register: Register;
  readonly counts: readonly PostCount[];
  readonly unusual: readonly Unusual[];
}

function UnusualLooks({ unusual }: Pick<RegisterLooksPageProps, 'unusual'>) {
  const k = useMessages(keepingMessages);
  const why = ({ kind, count }: Unusual) => (kind === 'many-persons' ? k.kinds.manyPersons(count) : k.kinds.outsideHours(count));
  return (
    <Section title={k.unusual}>
      <p class="mc-hint">{k.unusualHelp}</p>
      <Table
        caption={k.unusual}
        captionHidden
        rows={unusual}
        rowKey={({ kind, account, at }) => `${kind}${account}${at.getTime()}`}
        empty={<EmptyState title={k.noUnusual} />}
        columns={[
          { title: k.at, nowrap: true, cell: ({ at }) => <Time at={at} /> },
          { title: k.agency, rowHeader: true, cell: ({ agencyName }) => agencyName },
          { title: k.post, cell: ({ post }) => post },
          { title: k.account, nowrap: true, cell: ({ account }) => <code>…{account}</code> },
          { title: k.what, cell: why },
        ]}
      />
    </Section>
  );
}

/** How much a register is looked at, for its keeper: by post, and what wants attention. Nobody's name, no subject. */
export function RegisterLooksPage({ register, counts, unusual }: RegisterLooksPageProps) {
  const m = useMessages(messages);
  const k = useMessages(keepingMessages);
  const lang = useLang();
  const number = (value: number) => formatNumber(value, lang);
  return (
    <Page title={register.title[lang]} audience="staff" crumbs={[{ title: m.keep, url: KEEPING }, { title: register.title[lang] }]}>
      <UnusualLooks unusual={unusual} />
      <Section title={k.counts}>
        <Table
          caption={k.counts}
          captionHidden
          rows={counts}
          rowKey={({ agencyName, post }) => `${agencyName}/${post}`}
          empty={<EmptyState title={k.noCounts} />}
          columns={[
            { title: k.agency, rowHeader: true, cell: ({ agencyName }) => agencyName },
            { title: k.post, cell: ({ post }) => post },
            { title: k.looks, align: 'end', cell: ({ looks }) => number(looks) },
            { title: k.subjects, align: 'end', cell: ({ subjects }) => number(subjects) },
            { title: k.outside, align: 'end', cell: ({ outside }) => number(outside) },
          ]}
        />
      </Section>
    </Page>
  );
}
