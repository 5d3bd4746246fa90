import { type Agency, agencyUrl, type LinkedAgency, type NameSpan, type Unit, unitUrl } from '#core/agencies/index.ts';
import { shortDate } from '#kernel/time.ts';
import { Details } from '#ui/card.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Time } from '#ui/time.tsx';
import { searchUrl } from '../addresses.ts';
import { placeMessages } from '../place-messages.ts';
import type { Hit } from '../queries/hits.ts';
import { type Addressed, DocumentsOf } from './documents-of.tsx';

export interface AgencyPageProps {
  readonly agency: Agency;
  readonly names: readonly NameSpan[];
  readonly parent: Agency | undefined;
  readonly unit: Unit | undefined;
  readonly successors: readonly LinkedAgency[];
  readonly predecessors: readonly LinkedAgency[];
  readonly issued: readonly Hit[];
  readonly addressed: Addressed;
  readonly kindName: (kind: string) => string;
}

/** An agency, open or closed: what it is, what it issued, what was sent to it. A closed one keeps its page. */
export function AgencyPage(props: AgencyPageProps) {
  const { agency, successors, predecessors, issued, addressed, kindName } = props;
  const p = useMessages(placeMessages);
  const lang = useLang();
  const name = lang === 'vi' ? agency.name : (agency.nameEn ?? agency.name);
  const all = searchUrl({ 'co-quan': agency.id });
  const feed = all.replace('/van-ban', '/van-ban.atom');
  return (
    <Page
      title={name}
      crumbs={[{ title: p.agencyPages, url: '/co-quan' }, { title: name }]}
      feeds={[{ title: p.follow, url: feed, type: 'application/atom+xml' }]}
    >
      {agency.validTo !== null ? (
        <Notice kind="info">
          <p>{p.closed(shortDate(agency.validTo))}</p>
        </Notice>
      ) : null}
      <AgencyFacts {...props} />
      <Links title={p.successors} links={successors} />
      <Links title={p.predecessors} links={predecessors} />
      <DocumentsOf title={p.issued} hits={issued} all={all} kindName={kindName} />
      <DocumentsOf title={p.addressed} {...addressed} kindName={kindName} />
      <p>
        <a href={feed}>{p.follow}</a>
      </p>
    </Page>
  );
}

function AgencyFacts({ agency, names, parent, unit }: AgencyPageProps) {
  const p = useMessages(placeMessages);
  const former = names.slice(0, -1);
  const code = agency.codeSource === 'generated' ? `${agency.code} (${p.generated})` : agency.code;
  return (
    <DescriptionList
      items={[
        { term: p.agencyCode, value: code },
        { term: p.parent, value: parent ? <a href={agencyUrl(parent)}>{parent.name}</a> : null },
        { term: p.unit, value: unit ? <a href={unitUrl(unit)}>{unit.fullName}</a> : null },
        { term: p.validFrom, value: agency.validFrom ? <Time at={agency.validFrom} form="long" /> : null },
        { term: p.validTo, value: agency.validTo ? <Time at={agency.validTo} form="long" /> : null },
        { term: p.resolution, value: agency.basis },
        { term: p.formerNames, value: former.map((span) => span.name).join('; ') },
      ]}
    />
  );
}

function Links({ title, links }: { readonly title: string; readonly links: readonly LinkedAgency[] }) {
  if (links.length === 0) return null;
  return (
    <Details summary={`${title} (${links.length})`} open>
      <ul class="ds-list">
        {links.map(({ agency, since, basis }) => (
          <li key={agency.id}>
            <a href={agencyUrl(agency)}>{agency.name}</a>, <Time at={since} />
            {basis ? ` (${basis})` : null}
          </li>
        ))}
      </ul>
    </Details>
  );
}
