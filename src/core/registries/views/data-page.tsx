import { Section } from '#ui/card.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Time } from '#ui/time.tsx';
import { messages } from '../messages.ts';
import type { Places } from '../places.ts';
import type { Own } from '../queries/mine.ts';
import type { Attribute, OwnFact, Register } from '../types.ts';
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
}

/** Where a fact comes from, in words. */
export function Source({ source }: { readonly source: string }) {
  const m = useMessages(messages);
  const [kind = '', rest = ''] = source.split(/:(.*)/);
  if (kind === 'case') return <>{m.sources.case(rest)}</>;
  const said = { demo: m.sources.demo, correction: m.sources.correction, import: m.sources.import }[kind];
  return <>{said ?? source}</>;
}

function OneRegister({ register, keeper, facts, places }: RegisterFacts & { readonly places: Places }) {
  const m = useMessages(messages);
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
        ]}
      />
    </Section>
  );
}

/** What the State knows of somebody, register by register. */
export function DataPage({ owns, own, known, places }: DataPageProps) {
  const m = useMessages(messages);
  const lang = useLang();
  const silent = known.filter(({ facts }) => facts.length === 0);
  return (
    <OwnFrame owns={owns} own={own} tab="data">
      {known
        .filter(({ facts }) => facts.length > 0)
        .map((one) => (
          <OneRegister key={one.register.name} {...one} places={places} />
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
