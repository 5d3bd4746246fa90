import { agencyUrl, type Agency, type LinkedUnit, type Unit, unitUrl } from '#core/agencies/index.ts';
import { formatNumber } from '#kernel/i18n.ts';
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
import { messages } from '../messages.ts';
import type { Hit } from '../queries/hits.ts';
import { DocumentsOf } from './documents-of.tsx';

export interface UnitPageProps {
  readonly unit: Unit;
  readonly above: readonly Unit[];
  readonly became: readonly LinkedUnit[];
  readonly madeFrom: readonly LinkedUnit[];
  readonly children: readonly Unit[];
  readonly history: readonly Unit[];
  readonly agencies: readonly Agency[];
  readonly issued: readonly Hit[];
  readonly addressed: readonly { readonly agency: Agency; readonly hits: readonly Hit[] }[];
  readonly date: string;
  readonly kindName: (kind: string) => string;
}

const OPEN_CHILDREN = 60;

/** A unit, today's or former: what it is, what it was made from and became, what its agencies issued and were sent. */
export function UnitPage(props: UnitPageProps) {
  const { unit, above, agencies, issued, addressed, kindName } = props;
  const m = useMessages(messages);
  const filters = { 'don-vi': unit.code };
  const feed = searchUrl(filters).replace('/van-ban', '/van-ban.atom');
  return (
    <Page
      title={unit.fullName}
      lead={above.map((parent) => parent.fullName).join(', ')}
      crumbs={[
        { title: m.places.units, url: '/don-vi' },
        ...above.toReversed().map((parent) => ({ title: parent.fullName, url: unitUrl(parent) })),
        { title: unit.fullName },
      ]}
      feeds={[{ title: m.places.follow, url: feed, type: 'application/atom+xml' }]}
    >
      <Change {...props} />
      <UnitFacts {...props} />
      <AgencyLinks agencies={agencies} />
      <DocumentsOf title={m.places.issued} hits={issued} all={searchUrl(filters)} kindName={kindName} />
      {addressed.map(({ agency, hits }) => (
        <DocumentsOf
          key={agency.id}
          title={`${m.places.addressed}: ${agency.name}`}
          hits={hits}
          all={searchUrl({ 'noi-nhan': agency.id })}
          kindName={kindName}
        />
      ))}
      <Children {...props} />
      <Periods {...props} />
      <p>
        <a href={feed}>{m.places.follow}</a>
      </p>
    </Page>
  );
}

function Change({ unit, became, madeFrom }: UnitPageProps) {
  const m = useMessages(messages);
  return (
    <>
      {unit.validTo !== null && became.length > 0 ? (
        <Notice kind="info">
          <p>{m.places.ended(shortDate(unit.validTo))}</p>
          <p>{m.places.became}:</p>
          <UnitLinks links={became} />
          {became.length > 1 || became.some((link) => link.part === 'partial') ? <p>{m.places.partialNote}</p> : null}
        </Notice>
      ) : null}
      {madeFrom.length > 0 ? (
        <Details summary={`${m.places.madeFrom} (${madeFrom.length})`} open={madeFrom.length <= 12}>
          <UnitLinks links={madeFrom} />
        </Details>
      ) : null}
    </>
  );
}

function UnitLinks({ links }: { readonly links: readonly LinkedUnit[] }) {
  const m = useMessages(messages);
  return (
    <ul class="ds-list">
      {links.map(({ unit, part, confirmed }) => (
        <li key={`${unit.code} ${unit.validFrom}`}>
          <a href={unitUrl(unit)}>{unit.fullName}</a> ({part === 'whole' ? m.places.whole : m.places.partialOf}
          {confirmed ? '' : `; ${m.places.unconfirmed}`})
        </li>
      ))}
    </ul>
  );
}

function UnitFacts({ unit, above, date }: UnitPageProps) {
  const m = useMessages(messages);
  const lang = useLang();
  const [parent] = above;
  return (
    <>
      <DescriptionList
        items={[
          { term: m.places.code, value: unit.code },
          { term: m.places.within, value: parent ? <a href={unitUrl(parent)}>{parent.fullName}</a> : null },
          { term: m.places.validFrom, value: unit.sinceKnown ? <Time at={unit.validFrom} form="long" /> : null },
          { term: m.places.validTo, value: unit.validTo ? <Time at={unit.validTo} form="long" /> : null },
          { term: m.places.resolution, value: unit.resolution },
          { term: m.places.area, value: unit.areaKm2 === null ? null : `${formatNumber(Math.round(unit.areaKm2 * 10) / 10, lang)} km²` },
        ]}
      />
      <Form action={`/don-vi/${unit.code}`} method="get" inline>
        <DateField name="ngay" label={m.places.asOf} value={date} />
        <Button>{m.places.show}</Button>
      </Form>
    </>
  );
}

export function AgencyLinks({ agencies }: { readonly agencies: readonly Agency[] }) {
  const m = useMessages(messages);
  if (agencies.length === 0) return null;
  return (
    <Section title={m.places.agencies}>
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
  const m = useMessages(messages);
  const lang = useLang();
  if (children.length === 0) return null;
  return (
    <Details summary={m.places.children(formatNumber(children.length, lang))} open={children.length <= OPEN_CHILDREN}>
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
  const m = useMessages(messages);
  if (history.length < 2) return null;
  return (
    <Details summary={m.places.periods}>
      <ul class="ds-list">
        {history.map((row) => (
          <li key={row.validFrom}>
            {row.validFrom === unit.validFrom ? row.fullName : <a href={`/don-vi/${row.code}?tu=${row.validFrom}`}>{row.fullName}</a>}:{' '}
            {shortDate(row.validFrom)} – {row.validTo ? shortDate(row.validTo) : m.places.now}
          </li>
        ))}
      </ul>
    </Details>
  );
}
