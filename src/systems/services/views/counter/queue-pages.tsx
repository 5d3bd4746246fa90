import type { Agency } from '#core/agencies/index.ts';
import type { FieldError, Refusal } from '#kernel/problem.ts';
import { Button, ButtonRow, LinkButton } from '#ui/button.tsx';
import { EmptyState, Section } from '#ui/card.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useMessages } from '#ui/page-context.ts';
import { Time } from '#ui/time.tsx';
import { type Queue, type Ticket, waitOf } from '../../counter/queue.ts';
import { queueMessages } from '../../counter/queue-messages.ts';
import { PrintButton } from './print-button.tsx';

const kioskOf = ({ code }: Agency): string => `/mot-cua/lay-so?co-quan=${encodeURIComponent(code)}`;
const screenOf = ({ code }: Agency): string => `/mot-cua/man-hinh?co-quan=${encodeURIComponent(code)}`;

interface QueueProps {
  readonly agency: Agency;
  readonly queue: Queue;
}

function Standing({ queue }: Pick<QueueProps, 'queue'>) {
  const m = useMessages(queueMessages);
  const wait = waitOf(queue.waiting, queue.pace);
  return (
    <DescriptionList
      items={[
        { term: m.waiting, value: m.people(queue.waiting) },
        { term: m.wait, value: wait === undefined ? m.notMeasured : m.minutes(wait) },
      ]}
    />
  );
}

/** The kiosk: one button. */
export function TakeNumberPage({ agency, queue }: QueueProps) {
  const m = useMessages(queueMessages);
  return (
    <Page title={m.take} lead={`${agency.name}. ${m.takeLead}`}>
      <Standing queue={queue} />
      <Form action={kioskOf(agency)}>
        <Button variant="primary">{m.takeButton}</Button>
      </Form>
    </Page>
  );
}

interface TicketProps {
  readonly agency: Agency;
  readonly ticket: Ticket;
  readonly ahead: number;
  /** Minutes. */
  readonly wait: number | undefined;
}

/** The slip, to print or to look at again on a phone. */
export function TicketPage({ agency, ticket, ahead, wait }: TicketProps) {
  const m = useMessages(queueMessages);
  const { counter, calledAt } = ticket;
  return (
    <Page title={`${m.yourNumber}: ${ticket.number}`} heading={false} islands={['src/systems/services/islands/print.ts']}>
      <article class="mc-slip" data-size="a5">
        <p>{agency.name}</p>
        <h1 class="ds-heading">{m.yourNumber}</h1>
        <p class="mc-slip__number">{ticket.number}</p>
        {counter === null ? null : (
          <Notice kind="done" title={m.goTo(counter)}>
            <p>
              {m.calledAt} <Time at={calledAt!} />
            </p>
          </Notice>
        )}
        <DescriptionList
          items={[
            { term: m.takenAt, value: <Time at={ticket.takenAt} /> },
            { term: m.ahead, value: counter === null ? m.people(ahead) : null },
            { term: m.wait, value: counter === null ? (wait === undefined ? m.notMeasured : m.minutes(wait)) : null },
          ]}
        />
      </article>
      <ButtonRow>
        <PrintButton>{m.print}</PrintButton>
        <LinkButton href={`/mot-cua/so/${ticket.id}`}>{m.again}</LinkButton>
        <LinkButton href={kioskOf(agency)} variant="tertiary">
          {m.another}
        </LinkButton>
      </ButtonRow>
    </Page>
  );
}

/** What hangs on the wall of the hall. */
export function ScreenPage({ agency, queue }: QueueProps) {
  const m = useMessages(queueMessages);
  return (
    <Page title={m.screen} lead={m.screenLead(agency.name)} wide>
      {queue.calls.length === 0 ? (
        <EmptyState title={m.nobodyYet} />
      ) : (
        <ol class="mc-calls">
          {queue.calls.map(({ number, counter }) => (
            <li key={counter}>
              <span class="mc-slip__number">{number}</span>
              <span>{m.counterOf(counter)}</span>
            </li>
          ))}
        </ol>
      )}
      <Standing queue={queue} />
    </Page>
  );
}

interface CallingProps extends QueueProps {
  /** The counter at which the official sits, when they have said so. */
  readonly counter: number | undefined;
  /** The number that was just called. */
  readonly called: number | undefined;
  readonly errors: readonly FieldError[];
  readonly refusals: readonly Refusal[];
}

/** The queue as the official at a counter works it. */
export function Calling({ agency, queue, counter, called, errors, refusals }: CallingProps) {
  const m = useMessages(queueMessages);
  return (
    <Section title={m.queue}>
      {called !== undefined && counter !== undefined ? (
        <Notice kind="done" role="status">
          <p>{m.calledTo(called, counter)}</p>
        </Notice>
      ) : null}
      <DescriptionList
        items={[
          { term: m.waiting, value: m.people(queue.waiting) },
          { term: m.called, value: queue.called },
          { term: m.pace, value: queue.pace === undefined ? m.notMeasured : m.minutes(Math.max(1, Math.round(queue.pace))) },
        ]}
      />
      <Form action="/mot-cua/goi" errors={errors} refusals={refusals} inline>
        <TextField name="counter" label={m.counter} value={counter ?? 1} width="short" inputMode="numeric" maxLength={2} />
        <Button>{m.callNext}</Button>
      </Form>
      <p>
        <a href={screenOf(agency)}>{m.screen}</a> · <a href={kioskOf(agency)}>{m.kiosk}</a>
      </p>
    </Section>
  );
}
