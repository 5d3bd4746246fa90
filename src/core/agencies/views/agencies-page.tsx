import { formatNumber } from '#kernel/i18n.ts';
import { shortDate } from '#kernel/time.ts';
import { LinkButton } from '#ui/button.tsx';
import { EmptyState } from '#ui/card.tsx';
import { SearchBox } from '#ui/search-box.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Tag } from '#ui/tag.tsx';
import { messages } from '../messages.ts';
import type { AgencyKind } from '../queries/list-agencies.ts';
import type { Agency, AgencyHit } from '../types.ts';

interface AgenciesProps {
  readonly agencies: readonly AgencyHit[];
  readonly kinds: readonly AgencyKind[];
  readonly q: string;
  readonly kind: string | undefined;
}

/** Open, or since when closed. */
export function AgencyStatus({ agency }: { readonly agency: Agency }) {
  const m = useMessages(messages);
  return agency.validTo === null ? <Tag kind="done">{m.open}</Tag> : <Tag>{m.closedOn(shortDate(agency.validTo))}</Tag>;
}

/** The code, marked when it is one of our own making. */
export function AgencyCode({ agency }: { readonly agency: Agency }) {
  const m = useMessages(messages);
  return (
    <>
      <code>{agency.code}</code> {agency.codeSource === 'generated' ? <Tag kind="info">{m.generated}</Tag> : null}
    </>
  );
}

function AgencyTable({ agencies, kinds }: Pick<AgenciesProps, 'agencies' | 'kinds'>) {
  const m = useMessages(messages);
  const lang = useLang();
  const kindName = (key: string): string => {
    const kind = kinds.find((candidate) => candidate.key === key);
    return (lang === 'vi' ? kind?.nameVi : kind?.nameEn) ?? key;
  };
  return (
    <Table
      caption={m.count(formatNumber(agencies.length, lang))}
      rows={agencies}
      rowKey={(agency) => agency.id}
      rowUrl={(agency) => `/quan-tri/co-quan/${agency.id}`}
      empty={<EmptyState title={m.none} />}
      columns={[
        { title: m.name, rowHeader: true, cell: (agency) => <a href={`/quan-tri/co-quan/${agency.id}`}>{agency.name}</a> },
        { title: m.place, cell: (agency) => agency.place },
        { title: m.code, nowrap: true, cell: (agency) => <AgencyCode agency={agency} /> },
        { title: m.kind, cell: (agency) => kindName(agency.kind) },
        { title: m.status, cell: (agency) => <AgencyStatus agency={agency} /> },
      ]}
    />
  );
}

function Agencies({ agencies, kinds, q, kind }: AgenciesProps) {
  const m = useMessages(messages);
  const actions = (
    <>
      <LinkButton href="/quan-tri/co-quan/moi" variant="primary">
        {m.newAgency}
      </LinkButton>
      <LinkButton href="/quan-tri/don-vi" variant="secondary">
        {m.importReport}
      </LinkButton>
    </>
  );
  return (
    <Page title={m.title} lead={m.lead} actions={actions} audience="staff" wide>
      <SearchBox label={m.searchLabel} hint={m.searchHint} value={q} action="/quan-tri/co-quan" keep={kind ? [['kind', kind]] : []} />
      <AgencyTable agencies={agencies} kinds={kinds} />
    </Page>
  );
}

export function AgenciesPage(props: AgenciesProps) {
  return <Agencies {...props} />;
}
