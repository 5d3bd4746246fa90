import { formatNumber } from '#kernel/i18n.ts';
import type { Problem } from '#kernel/problem.ts';
import { Button } from '#ui/button.tsx';
import { Card, Details, EmptyState, Section } from '#ui/card.tsx';
import { DateField, TextArea, TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import type { Journalist } from '../press/journalists.ts';
import type { Breach, CopyLine, PressQuestion } from '../press/queries.ts';
import type { DeliveryLine } from '../press/deliveries.ts';
import { pressMessages } from '../press-messages.ts';
import { staffMessages } from '../staff-messages.ts';
import { Deliveries, HookPart, type ShownHook } from './press-hooks.tsx';

interface PressDeskProps {
  readonly journalists: readonly (Journalist & { readonly address: string })[];
  readonly questions: readonly PressQuestion[];
  readonly copies: readonly CopyLine[];
  readonly hooks: ReadonlyMap<string, ShownHook>;
  readonly deliveries: readonly DeliveryLine[];
  readonly today: string;
  readonly breach?: Breach;
  readonly problem?: Problem;
  readonly values?: Readonly<Record<string, unknown>>;
}

const BASE = '/thong-tin/bao-chi';

function Standing({ journalist, today }: { readonly journalist: Journalist; readonly today: string }) {
  const m = useMessages(pressMessages);
  if (journalist.revokedAt) return <Tag kind="warning">{m.revoked}</Tag>;
  if (journalist.cardUntil < today) return <Tag kind="warning">{m.ended}</Tag>;
  return journalist.termsVersion === null ? <Tag>{m.notAccepted}</Tag> : <Tag kind="done">{m.accepted}</Tag>;
}

function Journalists({ journalists, hooks, today }: PressDeskProps) {
  const m = useMessages(pressMessages);
  return (
    <>
      {journalists.map((journalist) => (
        <Card key={journalist.id} title={journalist.fullName} meta={`${journalist.outlet} · ${journalist.cardNumber}`}>
          <p>
            <Standing journalist={journalist} today={today} /> {m.until} <Time at={journalist.cardUntil} />
          </p>
          {journalist.revokedAt ? null : (
            <>
              <Details summary={m.address}>
                <p class="mc-hint">{m.addressHelp}</p>
                <p>
                  <code>{journalist.address}</code>
                </p>
              </Details>
              <HookPart journalist={journalist} hook={hooks.get(journalist.id)} />
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

function Accredit({ problem, values }: PressDeskProps) {
  const m = useMessages(pressMessages);
  return (
    <Form action={BASE} values={values} errors={problem?.fields} refusals={problem?.refusals}>
      <TextField name="fullName" label={m.fullName} maxLength={120} required />
      <TextField name="outlet" label={m.outlet} maxLength={120} required />
      <TextField name="cardNumber" label={m.card} maxLength={40} width="medium" spellcheck={false} required />
      <DateField name="cardUntil" label={m.until} required />
      <TextField name="mail" label={m.mail} hint={m.mailHint} type="email" maxLength={200} optional />
      <Button>{m.accredit}</Button>
    </Form>
  );
}

function OpenQuestions({ questions }: PressDeskProps) {
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
            </>
          }
        >
          <Form action={`${BASE}/cau-hoi/${question.id}`}>
            <TextArea name="answer" label={m.answer} rows={3} maxLength={5000} required />
            <Button>{m.answer}</Button>
          </Form>
        </Card>
      ))}
    </>
  );
}

function Copies({ copies, caption }: { readonly copies: readonly CopyLine[]; readonly caption: string }) {
  const m = useMessages(pressMessages);
  return (
    <Table
      caption={caption}
      captionHidden
      rows={copies}
      rowKey={(copy) => String(copy.mark)}
      empty={<EmptyState title={m.noCopies} />}
      columns={[
        { title: m.reader, rowHeader: true, cell: (copy) => `${copy.fullName}, ${copy.outlet}` },
        { title: m.code, nowrap: true, cell: (copy) => <code>{copy.code}</code> },
        { title: m.readings, align: 'end', cell: (copy) => copy.readings },
        { title: m.lastRead, nowrap: true, cell: (copy) => (copy.lastRead ? <Time at={copy.lastRead} /> : '–') },
      ]}
    />
  );
}

function Found({ breach }: { readonly breach: Breach }) {
  const m = useMessages(pressMessages);
  const lang = useLang();
  return (
    <>
      <Notice kind={breach.copies.length > 0 ? 'warning' : 'info'} title={breach.copies.length > 0 ? m.whose : m.noMark}>
        <ul class="ds-list">
          {breach.copies.map((copy) => (
            <li key={copy.mark}>
              <strong>
                {copy.fullName}, {copy.outlet}
              </strong>{' '}
              ({copy.code})
            </li>
          ))}
        </ul>
      </Notice>
      {breach.matches.map(({ code, title, share, early }) => (
        <p key={code}>
          {m.matches} <code>{code}</code> {title}: {m.share} {formatNumber(Math.round(share * 100), lang)}%{' '}
          {early ? <Tag kind="late">{m.early}</Tag> : null}
        </p>
      ))}
    </>
  );
}

/** The agency's press room: who may read early, what they ask, what they opened, and whose copy leaked. */
export function PressDeskPage(props: PressDeskProps) {
  const m = useMessages(pressMessages);
  const staff = useMessages(staffMessages);
  return (
    <Page
      title={m.title}
      lead={m.lead}
      audience="staff"
      failed={props.problem !== undefined}
      crumbs={[{ title: staff.title, url: '/thong-tin' }, { title: m.title }]}
    >
      <Section title={m.questions}>
        <OpenQuestions {...props} />
      </Section>
      <Section title={m.journalists}>
        <Journalists {...props} />
        <Details summary={m.accredit} open={props.problem !== undefined}>
          <Accredit {...props} />
        </Details>
      </Section>
      <Section title={m.copies}>
        <Copies copies={props.copies} caption={m.copies} />
      </Section>
      <Deliveries deliveries={props.deliveries} />
      <Section title={m.breach} id="doi-chieu">
        {props.breach ? <Found breach={props.breach} /> : null}
        <Form action={`${BASE}/doi-chieu`}>
          <TextArea name="text" label={m.breach} hint={m.breachHint} rows={6} maxLength={100_000} required />
          <Button>{m.compare}</Button>
        </Form>
      </Section>
    </Page>
  );
}
