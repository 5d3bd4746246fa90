import { Button } from '#ui/button.tsx';
import { Details, EmptyState, Section } from '#ui/card.tsx';
import { DateField, TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Tag, type TagKind } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import type { DeliveryLine } from '../press/deliveries.ts';
import type { Hook } from '../press/hooks.ts';
import type { Journalist } from '../press/journalists.ts';
import { pressHookMessages } from '../press-hook-messages.ts';
import { pressMessages } from '../press-messages.ts';
import { againIn, type WrongForm } from './press/wrong-form.ts';

const BASE = '/thong-tin/bao-chi';

export interface ShownHook extends Hook {
  /** `whsec_…`; only of a confirmed one. */
  readonly secret: string | undefined;
  /** Whether the reader proposed it, and so may not confirm it. */
  readonly own: boolean;
}

interface HookPartProps {
  readonly journalist: Journalist;
  readonly hook: ShownHook | undefined;
  readonly wrong: WrongForm | undefined;
}

/** Where a reporter's copies are sent; and a new press card. */
export function HookPart({ journalist, hook, wrong }: HookPartProps) {
  const m = useMessages(pressHookMessages);
  const proposed = againIn(wrong, `hook-${journalist.id}`);
  const renewed = againIn(wrong, `renew-${journalist.id}`);
  return (
    <>
      <Details summary={m.hook} open={proposed !== undefined}>
        <p class="mc-hint">{m.hookHelp}</p>
        {hook ? (
          <OpenHook hook={hook} />
        ) : (
          <Form action={`${BASE}/${journalist.id}/dia-chi-nhan`} id={`hook-${journalist.id}`} {...proposed}>
            <TextField name="url" label={m.url} type="url" maxLength={500} required />
            <Button>{m.propose}</Button>
          </Form>
        )}
      </Details>
      <Details summary={m.renew} open={renewed !== undefined}>
        <Renew journalist={journalist} again={renewed} />
      </Details>
    </>
  );
}

function OpenHook({ hook }: { readonly hook: ShownHook }) {
  const m = useMessages(pressHookMessages);
  return (
    <>
      <p>
        {hook.confirmedAt ? <Tag kind="done">{m.open}</Tag> : <Tag kind="warning">{m.proposed}</Tag>} <code>{hook.url}</code>
      </p>
      {hook.secret ? (
        <p>
          {m.secret}: <code>{hook.secret}</code>
        </p>
      ) : null}
      {hook.confirmedAt || hook.own ? null : (
        <Form action={`${BASE}/dia-chi-nhan/${hook.id}/xac-nhan`}>
          <Button>{m.confirm}</Button>
        </Form>
      )}
      <Form action={`${BASE}/dia-chi-nhan/${hook.id}/dong`}>
        <Button variant="tertiary">{m.close}</Button>
      </Form>
    </>
  );
}

function Renew({ journalist, again }: { readonly journalist: Journalist; readonly again: ReturnType<typeof againIn> }) {
  const m = useMessages(pressHookMessages);
  const press = useMessages(pressMessages);
  return (
    <Form
      action={`${BASE}/${journalist.id}/gia-han`}
      id={`renew-${journalist.id}`}
      values={{ cardNumber: journalist.cardNumber }}
      {...again}
    >
      <TextField name="cardNumber" label={press.card} maxLength={40} width="medium" spellcheck={false} required />
      <DateField name="cardUntil" label={press.until} required />
      <TextField name="mail" label={press.mail} hint={press.mailKeep} type="email" maxLength={200} optional />
      <Button>{m.renew}</Button>
    </Form>
  );
}

const looks: Record<DeliveryLine['state'], TagKind> = { queued: 'neutral', delivered: 'done', failed: 'warning', cancelled: 'neutral' };

/** What was sent to newsrooms' systems. */
export function Deliveries({ deliveries }: { readonly deliveries: readonly DeliveryLine[] }) {
  const m = useMessages(pressHookMessages);
  const press = useMessages(pressMessages);
  return (
    <Section title={m.deliveries}>
      <Table
        caption={m.deliveries}
        captionHidden
        rows={deliveries}
        rowKey={({ id }) => id}
        empty={<EmptyState title={m.noDeliveries} />}
        columns={[
          { title: press.reader, rowHeader: true, cell: ({ fullName, outlet }) => `${fullName}, ${outlet}` },
          {
            title: m.what,
            cell: ({ about, what }) => (
              <>
                {m.about[about]} <code>{what}</code>
              </>
            ),
          },
          {
            title: m.state,
            cell: ({ state, problem }) => (
              <>
                <Tag kind={looks[state]}>{m.states[state]}</Tag> {problem}
              </>
            ),
          },
          { title: m.attempts, align: 'end', cell: ({ attempts }) => attempts },
          { title: m.last, nowrap: true, cell: ({ changedAt }) => <Time at={changedAt} /> },
        ]}
      />
    </Section>
  );
}
