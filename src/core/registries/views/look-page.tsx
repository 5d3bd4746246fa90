import type { Problem } from '#kernel/problem.ts';
import { Button } from '#ui/button.tsx';
import { Section } from '#ui/card.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { TextArea } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { longDate, Time } from '#ui/time.tsx';
import { messages } from '../messages.ts';
import type { Look } from '../queries/looks.ts';
import type { Own } from '../queries/mine.ts';
import type { Question } from '../queries/questions.ts';
import type { Register } from '../types.ts';
import { dataUrl, looksUrl, lookUrl } from '../urls.ts';
import { LookAbout, LookedFor, Looker, Quoted } from './look-parts.tsx';

export interface LookPageProps {
  readonly own: Own;
  readonly look: Look;
  readonly registers: readonly Register[];
  readonly keeper: string | undefined;
  readonly question: Question | undefined;
  /** The day by which a question of today would be answered. */
  readonly due: string;
  readonly today: string;
  readonly problem?: Problem | undefined;
  readonly values?: Readonly<Record<string, unknown>> | undefined;
}

/** Everything about a look but who the official is. */
export function LookFacts({ look, registers }: Pick<LookPageProps, 'look' | 'registers'>) {
  const m = useMessages(messages);
  const lang = useLang();
  return (
    <DescriptionList
      items={[
        { term: m.when, value: <Time at={look.at} /> },
        { term: m.who, value: <Looker look={look} /> },
        { term: m.what, value: <LookedFor look={look} registers={registers} /> },
        { term: m.purpose, value: look.purpose[lang] },
        { term: m.basis, value: look.basis },
        { term: m.about, value: <LookAbout look={look} /> },
      ]}
    />
  );
}

function Asked({ question, today }: { readonly question: Question; readonly today: string }) {
  const m = useMessages(messages);
  return (
    <Section title={m.ask}>
      <p>
        {m.asked} (<Time at={question.askedAt} />
        ):
      </p>
      <Quoted words={question.words} />
      {question.answer === null ? (
        <Notice kind={question.due < today ? 'warning' : 'info'}>
          <p>
            {question.due < today ? m.late : m.waiting} <Time at={question.due} />.
          </p>
        </Notice>
      ) : (
        <Notice kind="done" title={m.answer}>
          <p>{question.answer}</p>
          <p class="mc-hint">{question.answeredAt ? <Time at={question.answeredAt} /> : null}</p>
        </Notice>
      )}
    </Section>
  );
}

/** One look, and the question about it. */
export function LookPage(props: LookPageProps) {
  const m = useMessages(messages);
  const lang = useLang();
  const { own, look, question, problem } = props;
  const cua = own.mandateId === undefined ? undefined : own.subject.id;
  return (
    <Page
      title={m.look}
      failed={problem !== undefined}
      crumbs={[{ title: m.title, url: dataUrl(cua) }, { title: m.whoLooked, url: looksUrl({ cua }) }, { title: m.look }]}
    >
      <LookFacts {...props} />
      {question ? <Asked question={question} today={props.today} /> : null}
      {question || look.capacity === 'applicant' ? null : (
        <Section title={m.ask}>
          <p>{m.askHelp(props.keeper ?? m.keeperUnknown, longDate(props.due, lang))}</p>
          <Form action={lookUrl(look.id)} values={props.values} errors={problem?.fields} refusals={problem?.refusals}>
            <TextArea name="words" label={m.words} rows={4} maxLength={2_000} required />
            <Button variant="primary">{m.send}</Button>
          </Form>
        </Section>
      )}
    </Page>
  );
}
