import { type AgencyHit, agencyUrl, type Unit, type UnitHit, unitUrl } from '#core/agencies/index.ts';
import { Details, EmptyState, Section } from '#ui/card.tsx';
import { Page } from '#ui/layout.tsx';
import { useMessages } from '#ui/page-context.ts';
import { SearchBox } from '#ui/search-box.tsx';
import { shortDate } from '#kernel/time.ts';
import { placeMessages } from '../place-messages.ts';

export interface UnitListProps {
  readonly text: string;
  readonly found: readonly UnitHit[];
  readonly provinces: readonly Unit[];
  readonly former: readonly Unit[];
}

/** The way to every unit: by name, or from its province down. */
export function UnitListPage({ text, found, provinces, former }: UnitListProps) {
  const p = useMessages(placeMessages);
  return (
    <Page title={p.units} lead={p.unitsLead}>
      <SearchBox label={p.findUnit} hint={p.findUnitHint} value={text} action="/don-vi" />
      {text === '' ? null : found.length === 0 ? (
        <EmptyState title={p.noMatch} />
      ) : (
        <ul class="ds-list">
          {found.map((unit) => (
            <li key={`${unit.code} ${unit.validFrom}`}>
              <a href={unitUrl(unit)}>{unit.fullName}</a>
              {unit.place ? `, ${unit.place}` : null}
              {unit.validTo ? ` (${p.validTo.toLowerCase()} ${shortDate(unit.validTo)})` : null}
            </li>
          ))}
        </ul>
      )}
      <Section title={p.provinces}>
        <UnitColumns units={provinces} />
      </Section>
      {former.length > 0 ? (
        <Details summary={p.formerProvinces}>
          <UnitColumns units={former} />
        </Details>
      ) : null}
    </Page>
  );
}

function UnitColumns({ units }: { readonly units: readonly Unit[] }) {
  return (
    <ul class="mc-link-columns">
      {units.map((unit) => (
        <li key={`${unit.code} ${unit.validFrom}`}>
          <a href={unitUrl(unit)}>{unit.fullName}</a>
        </li>
      ))}
    </ul>
  );
}

export interface AgencyListProps {
  readonly text: string;
  readonly found: readonly AgencyHit[];
  readonly central: readonly { readonly id: string; readonly code: string; readonly name: string; readonly validTo: string | null }[];
}

/** The way to every agency: by name or code, or among the central ones. */
export function AgencyListPage({ text, found, central }: AgencyListProps) {
  const p = useMessages(placeMessages);
  return (
    <Page title={p.agencyPages} lead={p.agencyLead}>
      <SearchBox label={p.findAgency} hint={p.findAgencyHint} value={text} action="/co-quan" />
      {text !== '' && found.length === 0 ? <EmptyState title={p.noMatch} /> : null}
      <ul class="mc-link-columns">
        {found.map((agency) => (
          <li key={agency.id}>
            <a href={agencyUrl(agency)}>{agency.name}</a>
            {agency.place ? `, ${agency.place}` : null}
          </li>
        ))}
        {text === ''
          ? central.map((agency) => (
              <li key={agency.id}>
                <a href={agencyUrl(agency)}>{agency.name}</a>
              </li>
            ))
          : null}
      </ul>
    </Page>
  );
}
