import { agencyUrl, type Agency, type LinkedUnit, type Unit, unitUrl } from '#core/agencies/index.ts';
import { formatNumber } from '#kernel/i18n.ts';
import type { FrontSection } from '#kernel/module.ts';
import { shortDate } from '#kernel/time.ts';
import { Details, Section } from '#ui/card.tsx';
import { Button } from '#ui/button.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { DateField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Time } from '#ui/time.tsx';
import { searchUrl } from '../addresses.ts';
import { placeMessages } from '../place-messages.ts';
import type { Hit } from '../queries/hits.ts';
import { Front } from './front-section.tsx';
import { type Addressed, DocumentsOf } from './documents-of.tsx';

export interface UnitPageProps {
  readonly unit: Unit;
  readonly above: readonly Unit[];
  readonly became: readonly LinkedUnit[];
  readonly madeFrom: readonly LinkedUnit[];
  readonly children: readonly Unit[];
  readonly history: readonly Unit[];
  readonly agencies: readonly Agency[];
  readonly issued: readonly Hit[];
  readonly addressed: readonly (Addressed & { readonly agency: Agency })[];
  readonly date: string;
  /** What other systems publish about it. */
  readonly about: readonly FrontSection[];
  readonly kindName: (kind: string) => string;
}

const OPEN_CHILDREN = 60;

/** A unit, today's or former: what it is, what it was made from and became, what its agencies issued and were sent. */
export function UnitPage(props: UnitPageProps) {
  const { unit, above, agencies, issued, addressed, about, kindName } = props;
  const p = useMessages(placeMessages);
  const filters = { 'don-vi': unit.code };
  const feed = searchUrl(filters).replace('/van-ban', '/van-ban.atom');
  return (
    <Page
      title={unit.fullName}
      lead={above.map((parent) => parent.fullName).join(', ')}
      crumbs={[
        { title: p.units, url: '/don-vi' },
        ...above.toReversed().map((parent) => ({ title: parent.fullName, url: unitUrl(parent) })),
        { title: unit.fullName },
      ]}
      feeds={[{ title: p.follow, url: feed, type: 'application/atom+xml' }]}
    >
      <Change {...props} />
      <UnitFacts {...props} />
      {about.map((section) => (
        <Front key={section.more.url} section={section} />
      ))}
      <AgencyLinks agencies={agencies} />
      <DocumentsOf title={p.issued} hits={issued} all={searchUrl(filters)} kindName={kindName} />
      {addressed.map(({ agency, ...documents }) => (
        <DocumentsOf key={agency.id} title={`${p.addressed}: ${agency.name}`} {...documents} kindName={kindName} />
      ))}
      <Children {...props} />
      <Periods {...props} />
      <p>
        <a href={feed}>{p.follow}</a>
      </p>
    </Page>
  );
}

function Change({ unit, became, madeFrom }: UnitPageProps) {
  const p = useMessages(placeMessages);
  return (
    <>
      {unit.validTo !== null && became.length > 0 ? (
        <Notice kind="info">
          <p>{p.ended(shortDate(unit.validTo))}</p>
          <p>{p.became}:</p>
          <UnitLinks links={became} />
          {became.length > 1 || became.some((link) => link.part === 'partial') ? <p>{p.partialNote}</p> : null}
        </Notice>
      ) : null}
      {madeFrom.length > 0 ? (
        <Details summary={`${p.madeFrom} (${madeFrom.length})`} open={madeFrom.length <= 12}>
          <UnitLinks links={madeFrom} />
        </Details>
      ) : null}
    </>
  );
}

function UnitLinks({ links }: { readonly links: readonly LinkedUnit[] }) {
  const p = useMessages(placeMessages);
  return (
    <ul class="ds-list">
      {links.map(({ unit, part, confirmed }) => (
        <li key={`${unit.code} ${unit.validFrom}`}>
          <a href={unitUrl(unit)}>{unit.fullName}</a> ({part === 'whole' ? p.whole : p.partialOf}
          {confirmed ? '' : `; ${p.unconfirmed}`})
        </li>
      ))}
    </ul>
  );
}

function UnitFacts({ unit, above, date }: UnitPageProps) {
  const p = useMessages(placeMessages);
  const lang = useLang();
  const [parent] = above;
  return (
    <>
      <DescriptionList
        items={[
          { term: p.code, value: unit.code },
          { term: p.within, value: parent ? <a href={unitUrl(parent)}>{parent.fullName}</a> : null },
          { term: p.validFrom, value: unit.sinceKnown ? <Time at={unit.validFrom} form="long" /> : null },
          { term: p.validTo, value: unit.validTo ? <Time at={unit.validTo} form="long" /> : null },
          { term: p.resolution, value: unit.resolution },
          { term: p.area, value: unit.areaKm2 === null ? null : `${formatNumber(Math.round(unit.areaKm2 * 10) / 10, lang)} km²` },
        ]}
      />
      <Form action={`/don-vi/${unit.code}`} method="get" inline>
        <DateField name="ngay" label={p.asOf} value={date} />
        <Button>{p.show}</Button>
      </Form>
    </>
  );
}

export function AgencyLinks({ agencies }: { readonly agencies: readonly Agency[] }) {
  const p = useMessages(placeMessages);
  if (agencies.length === 0) return null;
  return (
    <Section title={p.agencies}>
      <ul class="ds-list">
        {agencies.map((agency) => (
          <li key={agency.id}>
            <a href={agencyUrl(agency)}>{agency.name}</a>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Children({ children }: UnitPageProps) {
  const p = useMessages(placeMessages);
  const lang = useLang();
  if (children.length === 0) return null;
  return (
    <Details summary={p.children(formatNumber(children.length, lang))} open={children.length <= OPEN_CHILDREN}>
      <ul class="mc-link-columns">
        {children.map((child) => (
          <li key={child.code}>
            <a href={unitUrl(child)}>{child.fullName}</a>
          </li>
        ))}
      </ul>
    </Details>
  );
}

function Periods({ history, unit }: UnitPageProps) {
  const p = useMessages(placeMessages);
  if (history.length < 2) return null;
  return (
    <Details summary={p.periods}>
      <ul class="ds-list">
        {history.map((row) => (
          <li key={row.validFrom}>
            {row.validFrom === unit.validFrom ? row.fullName : <a href={`/don-vi/${row.code}?tu=${row.validFrom}`}>{row.fullName}</a>}:{' '}
            {shortDate(row.validFrom)} – {row.validTo ? shortDate(row.validTo) : p.now}
          </li>
        ))}
      </ul>
    </Details>
  );
}
