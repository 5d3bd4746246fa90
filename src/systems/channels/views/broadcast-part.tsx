import { Button, ButtonRow } from '#ui/button.tsx';
import { Details } from '#ui/card.tsx';
import { Checkboxes } from '#ui/choices.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { Form } from '#ui/form.tsx';
import { Notice } from '#ui/notice.tsx';
import { useMessages } from '#ui/page-context.ts';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import { broadcastMessages } from '../broadcast-messages.ts';
import { messages } from '../messages.ts';
import type { BroadcastRow } from '../queries/broadcasts.ts';
import type { Delivery } from '../queries/deliveries.ts';
import { STANDING } from '../rules/states.ts';

/** What is shown of pushing one post to followers. */
export interface BroadcastShown {
  readonly row: BroadcastRow | undefined;
  readonly most: number;
  readonly used: number;
}

interface BroadcastProps {
  readonly shown: BroadcastShown;
  readonly delivery: Delivery;
  readonly names: ReadonlyMap<string, string>;
  readonly mayApprove: boolean;
}

/** Pushing a post to all followers: said to be for ever before it is done, and what became of it. */
export function BroadcastPart({ shown: { row, most, used }, delivery, names, mayApprove }: BroadcastProps) {
  const m = useMessages(messages);
  const b = useMessages(broadcastMessages);
  const at = `/kenh/bai/${delivery.id}`;
  const maySend = (row === undefined || row.state === 'cancelled') && STANDING.includes(delivery.state) && delivery.connectionActive;
  return (
    <>
      {row ? (
        <DescriptionList
          items={[
            { term: b.broadcast, value: <Tag kind={row.state === 'sent' ? 'done' : 'warning'}>{b.states[row.state]}</Tag> },
            { term: b.by, value: [names.get(row.askedBy) ?? '', ', ', <Time key="at" at={row.sendingAt ?? row.askedAt} />] },
            ...(row.problem === '' ? [] : [{ term: m.problem, value: row.problem }]),
          ]}
        />
      ) : null}
      {row?.state === 'unconfirmed' && mayApprove ? <Settle at={at} /> : null}
      {mayApprove && maySend && delivery.ended === null ? (
        <Details summary={b.broadcast}>
          <Notice kind="warning" title={b.warning}>
            {`${b.warningMore} ${b.left(Math.max(0, most - used), most)}`}
          </Notice>
          <Form action={`${at}/gui-toi-nguoi-quan-tam`} version={delivery.version}>
            <Checkboxes name="understood" label={b.broadcast} choices={[{ value: 'yes', label: b.understood }]} required />
            <Button>{b.send}</Button>
          </Form>
        </Details>
      ) : null}
    </>
  );
}

function Settle({ at }: { readonly at: string }) {
  const b = useMessages(broadcastMessages);
  return (
    <Form action={`${at}/da-xem-quan-ly`}>
      <p>{b.lookThere}</p>
      <ButtonRow>
        <Button name="found" value="sent">
          {b.foundSent}
        </Button>
        <Button name="found" value="not-sent">
          {b.foundNotSent}
        </Button>
      </ButtonRow>
    </Form>
  );
}
