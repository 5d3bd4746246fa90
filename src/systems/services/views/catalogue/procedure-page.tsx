import { say } from '#kernel/i18n.ts';
import { shortDate } from '#kernel/time.ts';
import { LinkButton } from '#ui/button.tsx';
import type { ChartChoice } from '#core/cases/index.ts';
import { Details, Section } from '#ui/card.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { eventUrl, listUrl, procedureUrl } from '../../catalogue/addresses.ts';
import { eventsWith } from '../../catalogue/events/all.ts';
import type { Entry, LegalBasis, Step } from '../../catalogue/entry.ts';
import { messages } from '../../catalogue/messages.ts';
import { pageMessages } from '../../catalogue/page-messages.ts';
import type { Found } from '../../catalogue/queries.ts';
import { summaryOf } from '../../catalogue/summary.ts';
import { CostTable } from './cost-table.tsx';
import { PaperLists, Verbatim } from './paper-list.tsx';
import { SourceText } from './source-text.tsx';
import { audienceName, summaryWords } from './words.ts';
import { ChartDrawing } from '../chart/chart-drawing.tsx';

export interface ProcedurePageProps {
  readonly procedure: Found;
  /** Where it is begun online; undefined: not here. */
  readonly startUrl: string | undefined;
  /** How its cases go, when they can be begun here. */
  readonly chart: ChartChoice | undefined;
  /** Addresses in the library by number, of legal bases that are there. */
  readonly documents: ReadonlyMap<string, string>;
  readonly versions: readonly { readonly version: number; readonly validFrom: string }[];
  readonly fieldKey: string;
  readonly keyOf: (word: string) => string;
}

/** One procedure in plain order: what it takes, how long, how much, where; then the source's own words. */
export function ProcedurePage(props: ProcedurePageProps) {
  const { procedure, startUrl, fieldKey } = props;
  const { entry } = procedure;
  const m = useMessages(messages);
  const p = useMessages(pageMessages);
  const lang = useLang();
  const summary = summaryWords(summaryOf(entry), lang);
  const crumbs = [
    { title: m.title, url: '/thu-tuc' },
    ...(entry.field === '' ? [] : [{ title: entry.field, url: listUrl({ 'linh-vuc': fieldKey }) }]),
    { title: procedure.code },
  ];
  const start =
    startUrl === undefined || procedure.goneSince !== null ? null : (
      <LinkButton href={startUrl} variant="primary">
        {p.start}
      </LinkButton>
    );
  return (
    <Page title={entry.name} lead={summary} description={summary} crumbs={crumbs} actions={start}>
      <State procedure={procedure} />
      <div class="mc-prose">
        <Section title={p.papers} id="giay-to">
          <PaperLists entry={entry} />
        </Section>
        <Section title={p.cost} id="thoi-han">
          {entry.channels.length > 0 ? <CostTable rows={entry.channels} /> : null}
          <Verbatim text={entry.verbatim.channels} />
        </Section>
        <Where {...props} />
        <Words {...props} />
        {props.chart ? <ChartDrawing choice={props.chart} /> : null}
        <Source {...props} />
      </div>
    </Page>
  );
}

function State({ procedure }: { readonly procedure: Found }) {
  const p = useMessages(pageMessages);
  const { goneSince, version, newest, code, origin } = procedure;
  return (
    <>
      {goneSince === null ? null : (
        <Notice kind="warning">
          <p>{p.gone(shortDate(goneSince))}</p>
        </Notice>
      )}
      {version === newest ? null : (
        <Notice kind="warning">
          <p>
            {p.older} <a href={procedureUrl(code)}>{p.toNewest}</a>
          </p>
        </Notice>
      )}
      {origin === 'own' ? (
        <Notice>
          <p>{p.own}</p>
        </Notice>
      ) : null}
    </>
  );
}

function Where({ procedure: { entry }, keyOf }: ProcedurePageProps) {
  const m = useMessages(messages);
  const p = useMessages(pageMessages);
  const lang = useLang();
  const competent = entry.competent === entry.implementing ? '' : entry.competent;
  const items = [
    { term: p.implementing, value: entry.implementing },
    { term: p.competent, value: competent },
    { term: p.authorised, value: entry.authorised },
    { term: p.coordinating, value: entry.coordinating },
    { term: p.address, value: entry.address },
    { term: p.level, value: entry.levels.map((level) => m.levels[level]).join(', ') },
    { term: p.audience, value: entry.audiences.map((word) => audienceName(word, keyOf(word), lang)).join('; ') },
  ];
  return (
    <Section title={p.where} id="noi-nop">
      <DescriptionList items={items} />
    </Section>
  );
}

/** Parts that are the source's running text. */
function Words({ procedure: { entry }, documents }: ProcedurePageProps) {
  const p = useMessages(pageMessages);
  return (
    <>
      {entry.results.length > 0 || entry.verbatim.results !== undefined ? (
        <Section title={p.results} id="ket-qua">
          <Results entry={entry} />
        </Section>
      ) : null}
      {entry.steps.length > 0 || entry.verbatim.steps !== undefined ? (
        <Section title={p.steps} id="cac-buoc">
          <Steps steps={entry.steps} />
          <Verbatim text={entry.verbatim.steps} />
        </Section>
      ) : null}
      {entry.conditions === '' ? null : (
        <Section title={p.conditions} id="dieu-kien">
          <SourceText text={entry.conditions} />
        </Section>
      )}
      {entry.basis.length > 0 || entry.verbatim.basis !== undefined ? (
        <Section title={p.basis} id="can-cu">
          <ul>
            {entry.basis.map((row, index) => (
              <li key={index}>
                <Basis row={row} documents={documents} />
              </li>
            ))}
          </ul>
          <Verbatim text={entry.verbatim.basis} />
        </Section>
      ) : null}
      {entry.related === '' ? null : (
        <Section title={p.related}>
          <SourceText text={entry.related} />
        </Section>
      )}
    </>
  );
}

function Steps({ steps }: { readonly steps: readonly Step[] }) {
  if (steps.length === 1) return <SourceText text={steps[0]?.text ?? ''} />;
  return (
    <>
      {steps.map(({ title, text }, index) => (
        <div key={index}>
          {title === '' ? null : <h3 class="ds-heading">{title}</h3>}
          <SourceText text={text} />
        </div>
      ))}
    </>
  );
}

function Results({ entry }: { readonly entry: Entry }) {
  const p = useMessages(pageMessages);
  return (
    <>
      <ul>
        {entry.results.map(({ text, code }, index) => (
          <li key={index}>
            {text} {code === undefined ? null : <span class="mc-hint">{`(${p.resultCode} ${code})`}</span>}
          </li>
        ))}
      </ul>
      <Verbatim text={entry.verbatim.results} />
    </>
  );
}

function Basis({ row: { text, number }, documents }: { readonly row: LegalBasis; readonly documents: ReadonlyMap<string, string> }) {
  if (number === undefined) return <>{text}</>;
  const url = documents.get(number);
  const shown = url === undefined ? number : <a href={url}>{number}</a>;
  return text.includes(number) && url === undefined ? <>{text}</> : <>{text === number ? shown : [text, ' – ', shown]}</>;
}

function Source({ procedure, versions, fieldKey }: ProcedurePageProps) {
  const p = useMessages(pageMessages);
  const lang = useLang();
  const { code, entry, sourceUrl, recordsDay, validFrom } = procedure;
  const events = eventsWith(code);
  const items = [
    { term: p.code, value: code },
    { term: p.decision, value: entry.decision },
    { term: p.field, value: entry.field === '' ? undefined : <a href={listUrl({ 'linh-vuc': fieldKey })}>{entry.field}</a> },
    { term: p.original, value: sourceUrl === null ? undefined : <a href={sourceUrl}>dichvucong.gov.vn</a> },
    { term: p.recordsDay, value: recordsDay === null ? undefined : p.recordsBy(shortDate(recordsDay)) },
    { term: p.validFrom, value: shortDate(validFrom) },
    { term: p.data, value: <a href={`/api/thu-tuc/${encodeURIComponent(code)}`}>{`/api/thu-tuc/${code}`}</a> },
    {
      term: p.events,
      value:
        events.length === 0
          ? undefined
          : events.map(({ key, title }, at) => [at > 0 ? ', ' : '', <a href={eventUrl(key)}>{say(title, lang)}</a>]),
    },
  ];
  return (
    <Section title={p.source} id="nguon">
      <DescriptionList items={items} />
      <p class="mc-hint">{p.caution}</p>
      {versions.length > 1 ? (
        <Details summary={p.versions}>
          <ul>
            {versions.map((one) => (
              <li key={one.version}>
                <a href={`${procedureUrl(code)}?ban=${one.version}`}>{p.version(one.version, shortDate(one.validFrom))}</a>
              </li>
            ))}
          </ul>
        </Details>
      ) : null}
    </Section>
  );
}
