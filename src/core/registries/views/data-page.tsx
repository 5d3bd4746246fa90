import { Section } from '#ui/card.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import { correctingMessages } from '../correcting-messages.ts';
import { messages } from '../messages.ts';
import type { Places } from '../places.ts';
import type { Correction } from '../queries/corrections.ts';
import type { Own } from '../queries/mine.ts';
import type { Attribute, OwnFact, Register } from '../types.ts';
import { correctionUrl } from '../urls.ts';
import { OwnFrame } from './own-frame.tsx';
import { Value } from './value.tsx';

/** A register with what it says of the one who asks. */
export interface RegisterFacts {
  readonly register: Register;
  /** Name of the agency that keeps it. */
  readonly keeper: string | undefined;
  readonly facts: readonly { readonly attribute: Attribute; readonly fact: OwnFact }[];
}

export interface DataPageProps {
  readonly owns: readonly Own[];
  readonly own: Own;
  readonly known: readonly RegisterFacts[];
  readonly places: Places;
  /** What the person asked to be corrected here, the latest first. */
  readonly corrections: readonly Correction[];
  readonly today: string;
}

/** Where a fact comes from, in words. */
export function Source({ source }: { readonly source: string }) {
  const m = useMessages(messages);
  const [kind = '', rest = ''] = source.split(/:(.*)/);
  if (kind === 'case') return <>{m.sources.case(rest)}</>;
  const said = { demo: m.sources.demo, correction: m.sources.correction, import: m.sources.import }[kind];
  return <>{said ?? source}</>;
}

type OneRegisterProps = RegisterFacts & Pick<DataPageProps, 'places' | 'corrections'>;

function OneRegister({ register, keeper, facts, places, corrections }: OneRegisterProps) {
  const m = useMessages(messages);
  const c = useMessages(correctingMessages);
  const waits = (factId: number) => corrections.some(({ fact, confirmedAt }) => fact.id === factId && confirmedAt === null);
  const lang = useLang();
  return (
    <Section title={register.title[lang]}>
      <p class="mc-hint">
        {m.keeper}: {keeper ?? m.keeperUnknown}. {register.basis}
      </p>
      <Table
        caption={register.title[lang]}
        captionHidden
        rows={facts}
        rowKey={({ fact }) => String(fact.id)}
        columns={[
          { title: m.item, rowHeader: true, cell: ({ attribute }) => attribute.title[lang] },
          { title: m.value, cell: ({ attribute, fact }) => <Value shape={attribute.shape} fact={fact} places={places} /> },
          { title: m.since, nowrap: true, cell: ({ fact }) => <Time at={fact.validFrom} /> },
          { title: m.source, cell: ({ fact }) => <Source source={fact.source} /> },
          {
            title: c.see,
            nowrap: true,
            cell: ({ fact }) => (
              <>
                <a href={correctionUrl(fact.id)}>{c.see}</a>
                {waits(fact.id) ? <Tag kind="info">{c.under}</Tag> : null}
              </>
            ),
          },
        ]}
      />
    </Section>
  );
}

function Outcome({ correction, today }: { readonly correction: Correction; readonly today: string }) {
  const c = useMessages(correctingMessages);
  const { confirmedAt, decision, reason, due } = correction;
  if (!confirmedAt) {
    return (
      <>
        {due < today ? c.late : c.waiting} <Time at={due} />
      </>
    );
  }
  return (
    <>
      <Tag kind={decision === 'correct' ? 'done' : 'neutral'}>{decision === 'correct' ? c.corrected : c.refused}</Tag>
      <p>{reason}</p>
    </>
  );
}

function Corrections({ corrections, known, today }: Pick<DataPageProps, 'corrections' | 'known' | 'today'>) {
  const m = useMessages(messages);
  const c = useMessages(correctingMessages);
  const lang = useLang();
  const titleOf = ({ register, attribute }: Correction) =>
    known.find((one) => one.register.name === register)?.register.attributes.find(({ name }) => name === attribute)?.title[lang] ??
    attribute;
  return (
    <Section title={c.mine}>
      <Table
        caption={c.mine}
        captionHidden
        rows={corrections}
        rowKey={({ id }) => id}
        columns={[
          { title: m.item, rowHeader: true, cell: titleOf },
          { title: c.asked, cell: ({ words }) => words },
          { title: m.when, nowrap: true, cell: ({ askedAt }) => <Time at={askedAt} /> },
          { title: c.state, cell: (correction) => <Outcome correction={correction} today={today} /> },
        ]}
      />
    </Section>
  );
}

/** What the State knows of somebody, register by register. */
export function DataPage({ owns, own, known, places, corrections, today }: DataPageProps) {
  const m = useMessages(messages);
  const lang = useLang();
  const silent = known.filter(({ facts }) => facts.length === 0);
  return (
    <OwnFrame owns={owns} own={own} tab="data">
      {corrections.length > 0 ? <Corrections corrections={corrections} known={known} today={today} /> : null}
      {known
        .filter(({ facts }) => facts.length > 0)
        .map((one) => (
          <OneRegister key={one.register.name} {...one} places={places} corrections={corrections} />
        ))}
      {silent.length > 0 ? (
        <Section title={m.nothingKnown}>
          <p>{m.nothingIn}</p>
          <ul class="ds-list">
            {silent.map(({ register }) => (
              <li key={register.name}>{register.title[lang]}</li>
            ))}
          </ul>
        </Section>
      ) : null}
    </OwnFrame>
  );
}
