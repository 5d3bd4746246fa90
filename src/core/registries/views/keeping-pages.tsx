import type { Problem } from '#kernel/problem.ts';
import { Button } from '#ui/button.tsx';
import { EmptyState, Section } from '#ui/card.tsx';
import { TextArea } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import { correctingMessages } from '../correcting-messages.ts';
import { keepingMessages } from '../keeping-messages.ts';
import { messages } from '../messages.ts';
import type { Correction } from '../queries/corrections.ts';
import type { AskedLook, Question } from '../queries/questions.ts';
import type { Register } from '../types.ts';
import { KEEPING } from '../urls.ts';
import { LookFacts } from './look-page.tsx';
import { Quoted } from './look-parts.tsx';

export interface KeepingPageProps {
  readonly registers: readonly Register[];
  /** Names of those that the agencies of whoever looks keep. */
  readonly kept: readonly string[];
  readonly questions: readonly (Question & { readonly register: string })[];
  readonly corrections: readonly Correction[];
}

function Corrections({ registers, corrections }: Pick<KeepingPageProps, 'registers' | 'corrections'>) {
  const m = useMessages(messages);
  const c = useMessages(correctingMessages);
  const lang = useLang();
  const itemOf = ({ register, attribute }: Correction) => {
    const found = registers.find(({ name }) => name === register);
    return `${found?.attributes.find(({ name }) => name === attribute)?.title[lang] ?? attribute} – ${found?.title[lang] ?? register}`;
  };
  return (
    <Section title={c.waitingAtKeeper}>
      <Table
        caption={c.waitingAtKeeper}
        captionHidden
        rows={corrections}
        rowKey={({ id }) => id}
        rowUrl={({ id }) => `${KEEPING}/dinh-chinh/${id}`}
        empty={<EmptyState title={c.noneWaiting} />}
        columns={[
          { title: m.item, rowHeader: true, cell: (one) => <a href={`${KEEPING}/dinh-chinh/${one.id}`}>{itemOf(one)}</a> },
          { title: c.theyAsk, cell: ({ words }) => words },
          { title: c.step, cell: ({ decision }) => <Tag kind="info">{decision ? c.secondStep : c.firstStep}</Tag> },
          { title: m.due, nowrap: true, cell: ({ due }) => <Time at={due} /> },
        ]}
      />
    </Section>
  );
}

/** What waits for the keepers of registers. */
export function KeepingPage({ registers, kept, questions, corrections }: KeepingPageProps) {
  const m = useMessages(messages);
  const k = useMessages(keepingMessages);
  const lang = useLang();
  return (
    <Page title={m.keep} lead={m.keepLead} audience="staff">
      <Section title={k.registers}>
        {kept.length === 0 ? <p>{k.noRegisters}</p> : null}
        <ul class="ds-list">
          {registers
            .filter(({ name }) => kept.includes(name))
            .map(({ name, title }) => (
              <li key={name}>
                <a href={`${KEEPING}/so/${name}`}>{title[lang]}</a>
              </li>
            ))}
        </ul>
      </Section>
      <Corrections registers={registers} corrections={corrections} />
      <Section title={m.questions}>
        <Table
          caption={m.questions}
          captionHidden
          rows={questions}
          rowKey={({ id }) => id}
          rowUrl={({ id }) => `${KEEPING}/cau-hoi/${id}`}
          empty={<EmptyState title={m.noQuestions} />}
          columns={[
            {
              title: m.register,
              rowHeader: true,
              cell: ({ id, register }) => (
                <a href={`${KEEPING}/cau-hoi/${id}`}>{registers.find(({ name }) => name === register)?.title[lang] ?? register}</a>
              ),
            },
            { title: m.theyAsk, cell: ({ words }) => words },
            { title: m.askedAt, nowrap: true, cell: ({ askedAt }) => <Time at={askedAt} /> },
            { title: m.due, nowrap: true, cell: ({ due }) => <Time at={due} /> },
          ]}
        />
      </Section>
    </Page>
  );
}

export interface QuestionPageProps {
  readonly asked: AskedLook;
  readonly registers: readonly Register[];
  readonly problem?: Problem | undefined;
  readonly values?: Readonly<Record<string, unknown>> | undefined;
}

/** A question about a look, for the keeper to answer. */
export function QuestionPage({ asked, registers, problem, values }: QuestionPageProps) {
  const m = useMessages(messages);
  return (
    <Page
      title={m.question}
      lead={m.questionLead}
      audience="staff"
      failed={problem !== undefined}
      crumbs={[{ title: m.keep, url: KEEPING }, { title: m.question }]}
    >
      <LookFacts look={asked.look} registers={registers} />
      <Section title={m.theyAsk}>
        <Quoted words={asked.words} />
        <p>
          {m.due}: <Time at={asked.due} />
        </p>
        {asked.answer === null ? (
          <Form action={`${KEEPING}/cau-hoi/${asked.id}`} values={values} errors={problem?.fields} refusals={problem?.refusals}>
            <TextArea name="answer" label={m.yourAnswer} rows={5} maxLength={4_000} required />
            <Button variant="primary">{m.sendAnswer}</Button>
          </Form>
        ) : (
          <Notice kind="done" title={m.answered}>
            <p>{asked.answer}</p>
          </Notice>
        )}
      </Section>
    </Page>
  );
}
