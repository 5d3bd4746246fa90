import type { Problem } from '#kernel/problem.ts';
import { Button } from '#ui/button.tsx';
import { Section } from '#ui/card.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { TextArea } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { longDate, Time } from '#ui/time.tsx';
import { correctingMessages } from '../correcting-messages.ts';
import { messages } from '../messages.ts';
import type { Places } from '../places.ts';
import type { PastFact } from '../queries/facts.ts';
import type { Attribute, OwnFact, Register } from '../types.ts';
import { correctionUrl, dataUrl } from '../urls.ts';
import { Source } from './data-page.tsx';
import { Value } from './value.tsx';

export interface FactProps {
  readonly register: Register;
  readonly attribute: Attribute;
  readonly fact: OwnFact;
  readonly places: Places;
}

/** One fact with where it is from. */
export function FactShown({ register, attribute, fact, places }: FactProps) {
  const m = useMessages(messages);
  const c = useMessages(correctingMessages);
  const lang = useLang();
  return (
    <DescriptionList
      items={[
        { term: m.register, value: register.title[lang] },
        { term: m.item, value: attribute.title[lang] },
        { term: c.now, value: <Value shape={attribute.shape} fact={fact} places={places} /> },
        { term: m.since, value: <Time at={fact.validFrom} /> },
        { term: m.source, value: <Source source={fact.source} /> },
      ]}
    />
  );
}

export interface AskCorrectionPageProps extends FactProps {
  readonly history: readonly PastFact[];
  /** Somebody has asked already, and is not answered yet. */
  readonly inCorrection: boolean;
  /** Absent: the person's own. */
  readonly subjectId: string | undefined;
  readonly keeper: string | undefined;
  readonly due: string;
  readonly problem?: Problem | undefined;
  readonly values?: Readonly<Record<string, unknown>> | undefined;
}

function History({ history, attribute, places }: Pick<AskCorrectionPageProps, 'history' | 'attribute' | 'places'>) {
  const m = useMessages(messages);
  const c = useMessages(correctingMessages);
  const stateOf = ({ wrongSince, validTo }: PastFact) => {
    if (wrongSince === null) return validTo === null ? c.holds : c.held;
    return (
      <>
        {c.wrong} <Time at={wrongSince} />
      </>
    );
  };
  return (
    <Section title={c.history}>
      <Table
        caption={c.history}
        captionHidden
        rows={history}
        rowKey={({ id }) => String(id)}
        columns={[
          { title: m.value, rowHeader: true, cell: (fact) => <Value shape={attribute.shape} fact={fact} places={places} /> },
          { title: m.since, nowrap: true, cell: ({ validFrom }) => <Time at={validFrom} /> },
          { title: c.until, nowrap: true, cell: ({ validTo }) => (validTo === null ? c.today : <Time at={validTo} />) },
          { title: m.source, cell: ({ source }) => <Source source={source} /> },
          { title: c.standing, cell: stateOf },
        ]}
      />
    </Section>
  );
}

/** One fact: what it says, what it said before, and the form that asks for it to be corrected. */
export function AskCorrectionPage(props: AskCorrectionPageProps) {
  const m = useMessages(messages);
  const c = useMessages(correctingMessages);
  const lang = useLang();
  const { problem, attribute } = props;
  const title = attribute.title[lang];
  return (
    <Page title={title} failed={problem !== undefined} crumbs={[{ title: m.title, url: dataUrl(props.subjectId) }, { title }]}>
      <FactShown {...props} />
      <History {...props} />
      <Section title={c.title}>
        {props.inCorrection && !problem ? (
          <Notice kind="info">{c.underLong}</Notice>
        ) : (
          <>
            <p>{c.lead(props.keeper ?? m.keeperUnknown, longDate(props.due, lang))}</p>
            <Form action={correctionUrl(props.fact.id)} values={props.values} errors={problem?.fields} refusals={problem?.refusals}>
              <TextArea name="words" label={c.words} hint={c.wordsHint} rows={4} maxLength={2_000} required />
              <Button variant="primary">{c.send}</Button>
            </Form>
          </>
        )}
      </Section>
    </Page>
  );
}
