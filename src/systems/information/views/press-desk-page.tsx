import { Button, LinkButton } from '#ui/button.tsx';
import { Card, Details, EmptyState, Section } from '#ui/card.tsx';
import { DateField, TextArea, TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { useMessages } from '#ui/page-context.ts';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import type { Journalist } from '../press/journalists.ts';
import type { CopyLine } from '../press/copies/log.ts';
import { copyMessages } from '../press/copies/messages.ts';
import type { PressQuestion } from '../press/queries.ts';
import type { DeliveryLine } from '../press/deliveries.ts';
import { termsMessages } from '../press/terms/messages.ts';
import type { Terms } from '../press/terms/queries.ts';
import { pressMessages } from '../press-messages.ts';
import { staffMessages } from '../staff-messages.ts';
import { answerMessages } from '../press/answers/messages.ts';
import { Answered } from './press/answered.tsx';
import { CopiesTable } from './press/copies-table.tsx';
import { againIn, type WrongForm } from './press/wrong-form.ts';
import { Deliveries, HookPart, type ShownHook } from './press-hooks.tsx';

interface PressDeskProps {
  readonly journalists: readonly (Journalist & { readonly address: string })[];
  readonly questions: readonly PressQuestion[];
  readonly answered: readonly PressQuestion[];
  readonly copies: readonly CopyLine[];
  readonly hooks: ReadonlyMap<string, ShownHook>;
  readonly deliveries: readonly DeliveryLine[];
  readonly today: string;
  readonly terms: Terms;
  readonly wrong?: WrongForm;
}

const BASE = '/thong-tin/bao-chi';

function Standing({ journalist, today, terms }: { readonly journalist: Journalist } & Pick<PressDeskProps, 'today' | 'terms'>) {
  const m = useMessages(pressMessages);
  const t = useMessages(termsMessages);
  if (journalist.revokedAt) return <Tag kind="warning">{m.revoked}</Tag>;
  if (journalist.cardUntil < today) return <Tag kind="warning">{m.ended}</Tag>;
  if (journalist.termsVersion === null) return <Tag>{m.notAccepted}</Tag>;
  if (journalist.termsVersion !== terms.version) return <Tag kind="warning">{t.older}</Tag>;
  return <Tag kind="done">{m.accepted}</Tag>;
}

function Journalists({ journalists, hooks, today, terms, wrong }: PressDeskProps) {
  const m = useMessages(pressMessages);
  return (
    <>
      {journalists.map((journalist) => (
        <Card key={journalist.id} title={journalist.fullName} meta={`${journalist.outlet} · ${journalist.cardNumber}`}>
          <p>
            <Standing journalist={journalist} today={today} terms={terms} /> {m.until} <Time at={journalist.cardUntil} />
          </p>
          {journalist.revokedAt ? null : (
            <>
              <Details summary={m.address}>
                <p class="mc-hint">{m.addressHelp}</p>
                <p>
                  <code>{journalist.address}</code>
                </p>
              </Details>
              <HookPart journalist={journalist} hook={hooks.get(journalist.id)} wrong={wrong} />
              <Form action={`${BASE}/${journalist.id}/thu-hoi`}>
                <Button variant="tertiary">{m.revoke}</Button>
              </Form>
            </>
          )}
        </Card>
      ))}
    </>
  );
}

function Accredit({ wrong }: PressDeskProps) {
  const m = useMessages(pressMessages);
  return (
    <Form action={BASE} {...againIn(wrong, 'accredit')}>
      <TextField name="fullName" label={m.fullName} maxLength={120} required />
      <TextField name="outlet" label={m.outlet} maxLength={120} required />
      <TextField name="cardNumber" label={m.card} maxLength={40} width="medium" spellcheck={false} required />
      <DateField name="cardUntil" label={m.until} required />
      <TextField name="mail" label={m.mail} hint={m.mailHint} type="email" maxLength={200} optional />
      <Button>{m.accredit}</Button>
    </Form>
  );
}

function OpenQuestions({ questions, wrong }: PressDeskProps) {
  const m = useMessages(pressMessages);
  if (questions.length === 0) return <EmptyState title={m.noQuestions} />;
  return (
    <>
      {questions.map((question) => (
        <Card
          key={question.id}
          title={question.question}
          meta={
            <>
              {question.outlet} · {question.code} · {m.due} <Time at={question.due} />
              {question.wished ? (
                <>
                  {' '}
                  · {m.wished} <Time at={question.wished} />
                </>
              ) : null}
            </>
          }
        >
          <Form action={`${BASE}/cau-hoi/${question.id}`} {...againIn(wrong, `answer-${question.id}`)}>
            <TextArea name="answer" label={m.answer} rows={3} maxLength={5000} required />
            <Button>{m.answer}</Button>
          </Form>
        </Card>
      ))}
    </>
  );
}

/** The agency's press room: who may read early, what they ask, what they opened, and whose copy leaked. */
export function PressDeskPage(props: PressDeskProps) {
  const m = useMessages(pressMessages);
  const copies = useMessages(copyMessages);
  const answers = useMessages(answerMessages);
  const terms = useMessages(termsMessages);
  const staff = useMessages(staffMessages);
  return (
    <Page
      title={m.title}
      lead={m.lead}
      audience="staff"
      failed={props.wrong !== undefined}
      crumbs={[{ title: staff.title, url: '/thong-tin' }, { title: m.title }]}
    >
      <Section title={m.questions}>
        <OpenQuestions {...props} />
        <Answered questions={props.answered} />
        <p>
          <LinkButton href={`${BASE}/thoi-han`}>{answers.open}</LinkButton>
        </p>
      </Section>
      <Section title={m.journalists}>
        <Journalists {...props} />
        <Details summary={m.accredit} open={props.wrong?.form === 'accredit'}>
          <Accredit {...props} />
        </Details>
        <p>
          <LinkButton href={`${BASE}/dieu-kien`}>{terms.open}</LinkButton>
        </p>
      </Section>
      <Section title={m.copies}>
        <CopiesTable copies={props.copies} />
        <p>
          <LinkButton href={`${BASE}/doi-chieu`}>{copies.open}</LinkButton>
        </p>
      </Section>
      <Deliveries deliveries={props.deliveries} />
    </Page>
  );
}
