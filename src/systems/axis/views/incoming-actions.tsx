import type { Official } from '#core/identity/index.ts';
import { Button, ButtonRow, LinkButton } from '#ui/button.tsx';
import { Details } from '#ui/card.tsx';
import { Checkboxes, SelectField } from '#ui/choices.tsx';
import { DateField, TextArea, TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Notice } from '#ui/notice.tsx';
import { useMessages } from '#ui/page-context.ts';
import { messages } from '../messages.ts';
import { possible, type Verb } from '../rules.ts';
import { books } from '../schemas.ts';
import type { IncomingPageProps } from './incoming-page.tsx';

/** What the reader's post allows, and whom work can be given to. */
export interface Permitted {
  readonly register: boolean;
  readonly assign: boolean;
  readonly process: boolean;
  readonly answer: boolean;
  readonly copy: boolean;
  readonly people: readonly Official[];
}

/** Address of each verb's form, and the key under which its failure comes back. */
export const verbPaths = {
  register: 'vao-so',
  refuse: 'tu-choi',
  assign: 'phan-cong',
  start: 'bat-dau',
  finish: 'hoan-thanh',
  recall: 'tra-loi-lay-lai',
} as const;

type Props = IncomingPageProps;

function formOf({ incoming, failed }: Props, verb: keyof typeof verbPaths) {
  const mine = failed?.verb === verb ? failed : undefined;
  return {
    action: `/van-ban-den/${incoming.id}/${verbPaths[verb]}`,
    version: incoming.version,
    values: mine?.values,
    errors: mine?.problem.fields,
  };
}

function RegisterForm(props: Props) {
  const m = useMessages(messages);
  const choices = books.map((book) => ({ value: book, label: m.books[book] }));
  return (
    <Form {...formOf(props, 'register')}>
      <SelectField name="book" label={m.book} choices={choices} value="chung" emptyLabel={false} />
      <ButtonRow>
        <Button variant="primary">{m.register}</Button>
      </ButtonRow>
    </Form>
  );
}

function RefuseForm(props: Props) {
  const m = useMessages(messages);
  return (
    <Details summary={m.refuse} open={props.failed?.verb === 'refuse'}>
      <Form {...formOf(props, 'refuse')}>
        <TextArea name="reason" label={m.refuseReason} hint={m.refuseHint} rows={3} maxLength={1_000} required />
        <Button>{m.refuse}</Button>
      </Form>
    </Details>
  );
}

function AssignForm(props: Props) {
  const m = useMessages(messages);
  const { incoming, permitted } = props;
  const people = permitted.people.map((one) => ({ value: one.accountId, label: `${one.fullName} – ${one.postTitle}` }));
  return (
    <Details summary={m.assign} open={props.failed?.verb === 'assign' || incoming.state === 'registered'}>
      <Form {...formOf(props, 'assign')}>
        <SelectField name="main" label={m.assignMain} choices={people} />
        <TextField name="unit" label={m.assignUnit} hint={m.assignUnitHint} maxLength={200} optional />
        {people.length > 1 ? <Checkboxes name="joint" label={m.assignJoint} choices={people} optional /> : null}
        <DateField name="dueOn" label={m.due} value={incoming.dueOn ?? undefined} optional />
        <TextArea name="instruction" label={m.instruction} rows={3} maxLength={1_000} optional />
        <Button variant={incoming.state === 'registered' ? 'primary' : 'secondary'}>{m.assign}</Button>
      </Form>
    </Details>
  );
}

function StartForm(props: Props) {
  const m = useMessages(messages);
  return (
    <Form {...formOf(props, 'start')}>
      <Button variant={props.incoming.state === 'assigned' ? 'primary' : 'secondary'}>{m.start}</Button>
    </Form>
  );
}

function FinishForm(props: Props) {
  const m = useMessages(messages);
  const isNext = props.incoming.state === 'processing';
  return (
    <Details summary={m.finish} open={isNext || props.failed?.verb === 'finish'}>
      <Form {...formOf(props, 'finish')}>
        <TextArea name="note" label={m.finishNote} hint={m.finishHint} rows={3} maxLength={1_000} optional />
        <Button variant={isNext ? 'primary' : 'secondary'}>{m.finish}</Button>
      </Form>
    </Details>
  );
}

function RecallForm(props: Props) {
  const m = useMessages(messages);
  const asked = props.history.find((line) => line.code === '13');
  return (
    <Notice kind="warning" title={m.recallAsked}>
      {asked?.note ? <p>{asked.note}</p> : null}
      <Form {...formOf(props, 'recall')}>
        <TextArea name="reason" label={m.recallReason} rows={2} maxLength={1_000} optional />
        <ButtonRow>
          <Button name="answer" value="agree">
            {m.recallAgree}
          </Button>
          <Button name="answer" value="refuse">
            {m.recallRefuse}
          </Button>
        </ButtonRow>
      </Form>
    </Notice>
  );
}

const REGISTERED = ['registered', 'assigned', 'processing', 'finished'];

/** The forms of what may be done now; what the rules or the reader's post forbid is not shown. */
export function IncomingActions(props: Props) {
  const { incoming, permitted, document } = props;
  const m = useMessages(messages);
  const now = new Set<Verb>(possible(incoming));
  const mayAnswer = permitted.answer && REGISTERED.includes(incoming.state) && incoming.frozen === null;
  const shown = [
    permitted.register && now.has('agree-recall') ? <RecallForm key="recall" {...props} /> : null,
    permitted.register && now.has('register') ? <RegisterForm key="register" {...props} /> : null,
    permitted.assign && now.has('assign') ? <AssignForm key="assign" {...props} /> : null,
    permitted.process && now.has('start') ? <StartForm key="start" {...props} /> : null,
    permitted.process && now.has('finish') ? <FinishForm key="finish" {...props} /> : null,
    permitted.register && now.has('refuse') ? <RefuseForm key="refuse" {...props} /> : null,
    mayAnswer ? (
      <LinkButton key="answer" href={`/soan-thao/moi?tra-loi=${document.id}`}>
        {m.answer}
      </LinkButton>
    ) : null,
    permitted.copy && REGISTERED.includes(incoming.state) && incoming.frozen === null ? (
      <LinkButton key="copy" href={`/ky-so/ban-sao/moi?van-ban=${document.id}`}>
        {m.copy}
      </LinkButton>
    ) : null,
  ].filter(Boolean);
  return shown.length > 0 ? <>{shown}</> : <p>{m.nothingToDo}</p>;
}
