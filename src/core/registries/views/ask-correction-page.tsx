import type { Problem } from '#kernel/problem.ts';
import { Button } from '#ui/button.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { TextArea } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { longDate, Time } from '#ui/time.tsx';
import { correctingMessages } from '../correcting-messages.ts';
import { messages } from '../messages.ts';
import type { Places } from '../places.ts';
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
  /** Absent: the person's own. */
  readonly subjectId: string | undefined;
  readonly keeper: string | undefined;
  readonly due: string;
  readonly problem?: Problem | undefined;
  readonly values?: Readonly<Record<string, unknown>> | undefined;
}

/** Asks for one fact to be corrected. */
export function AskCorrectionPage(props: AskCorrectionPageProps) {
  const m = useMessages(messages);
  const c = useMessages(correctingMessages);
  const lang = useLang();
  const { problem } = props;
  return (
    <Page
      title={c.title}
      lead={c.lead(props.keeper ?? m.keeperUnknown, longDate(props.due, lang))}
      failed={problem !== undefined}
      crumbs={[{ title: m.title, url: dataUrl(props.subjectId) }, { title: c.title }]}
    >
      <FactShown {...props} />
      <Form action={correctionUrl(props.fact.id)} values={props.values} errors={problem?.fields} refusals={problem?.refusals}>
        <TextArea name="words" label={c.words} hint={c.wordsHint} rows={4} maxLength={2_000} required />
        <Button variant="primary">{c.send}</Button>
      </Form>
    </Page>
  );
}
