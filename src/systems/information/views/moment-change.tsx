import { Button } from '#ui/button.tsx';
import { Details } from '#ui/card.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { DateField, TextArea, TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Notice } from '#ui/notice.tsx';
import { useMessages } from '#ui/page-context.ts';
import { Time } from '#ui/time.tsx';
import { momentMessages } from '../moment/messages.ts';
import type { MomentProposal } from '../moment/queries.ts';

export interface MomentChangeProps {
  /** Address of the release at the newsroom's desk. */
  readonly base: string;
  readonly version: number;
  readonly proposal: MomentProposal | undefined;
  /** Whoever looks at the page. */
  readonly actorId: string;
  /** Name of whoever asked. */
  readonly by: string;
  readonly values: Readonly<Record<string, unknown>> | undefined;
}

/** Another moment of publication: asked for by one person, decided by another. */
export function MomentChange({ base, version, proposal, actorId, by, values }: MomentChangeProps) {
  const m = useMessages(momentMessages);
  if (!proposal) {
    return (
      <Details summary={m.ask}>
        <Form action={`${base}/doi-gio`} version={version} values={values}>
          <p>{m.askHelp}</p>
          <DateField name="date" label={m.date} />
          <TextField name="time" label={m.time} hint={m.timeHint} width="short" />
          <TextArea name="reason" label={m.reason} rows={2} maxLength={1000} required />
          <Button>{m.send}</Button>
        </Form>
      </Details>
    );
  }
  const own = proposal.proposedBy === actorId;
  const decide = (agree: boolean, label: string) => (
    <Form action={`${base}/quyet-dinh-doi-gio`} version={version}>
      <input type="hidden" name="proposal" value={proposal.id} />
      <input type="hidden" name="agree" value={String(agree)} />
      <Button variant={agree ? 'primary' : 'secondary'}>{label}</Button>
    </Form>
  );
  return (
    <Notice kind="warning" title={m.waits}>
      <DescriptionList
        items={[
          { term: m.to, value: proposal.toAt ? <Time at={proposal.toAt} /> : m.atOnce },
          { term: m.by, value: by },
          { term: m.reason, value: proposal.reason },
        ]}
      />
      {own ? <p>{m.own}</p> : decide(true, m.agree)}
      {decide(false, own ? m.takeBack : m.decline)}
    </Notice>
  );
}
