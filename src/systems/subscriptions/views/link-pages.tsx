import { Button, LinkButton } from '#ui/button.tsx';
import { Card } from '#ui/card.tsx';
import { SelectField } from '#ui/choices.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useMessages } from '#ui/page-context.ts';
import { messages } from '../messages.ts';
import type { Follow } from '../queries/follows.ts';

/** Links of letters are nobody's to find. */
const hidden = <meta name="robots" content="noindex" />;

/** A link of a letter: says what it does, and does it only when the button is pressed. */
export function LinkPage({ purpose, token }: { readonly purpose: 'confirm' | 'leave'; readonly token: string }) {
  const m = useMessages(messages);
  const isConfirm = purpose === 'confirm';
  const path = isConfirm ? 'xac-nhan' : 'huy';
  return (
    <Page title={isConfirm ? m.confirmTitle : m.leaveTitle} lead={isConfirm ? m.confirmLead : m.leaveLead} head={hidden}>
      <Form action={`/nhan-tin/${path}/${token}`}>
        <Button variant="primary">{isConfirm ? m.confirm : m.leave}</Button>
      </Form>
    </Page>
  );
}

/** What has just been done. */
export function SaidPage({ said }: { readonly said: 'sent' | 'confirmed' | 'left' }) {
  const m = useMessages(messages);
  const titles = { sent: m.sentTitle, confirmed: m.confirmedTitle, left: m.leftTitle };
  return (
    <Page title={titles[said]} head={hidden}>
      <Notice kind={said === 'sent' ? 'info' : 'done'}>
        <p>{m[said]}</p>
      </Notice>
      {said === 'sent' ? <p>{m.sentNot}</p> : null}
      <div class="mc-buttons">
        {said === 'confirmed' ? null : <LinkButton href="/nhan-tin">{m.again}</LinkButton>}
        <LinkButton href="/tin">{m.front}</LinkButton>
      </div>
    </Page>
  );
}

/** The link is none, or its address gets nothing any more. */
export function BadLinkPage() {
  const m = useMessages(messages);
  return (
    <Page title={m.badLink} lead={m.badLinkHelp} head={hidden}>
      <div class="mc-buttons">
        <LinkButton href="/nhan-tin">{m.again}</LinkButton>
      </div>
    </Page>
  );
}

interface Line {
  readonly follow: Follow;
  /** Empty for everything. */
  readonly names: readonly string[];
}

function FollowCard({ line: { follow, names }, token }: { readonly line: Line; readonly token: string }) {
  const m = useMessages(messages);
  const base = `/nhan-tin/quan-ly/${token}`;
  const choices = (all: Record<string, string>) => Object.entries(all).map(([value, label]) => ({ value, label }));
  return (
    <Card title={names.length === 0 ? m.everything : names.join('; ')} level={2}>
      <Form action={`${base}/doi`} values={{ [`frequency-${follow.id}`]: follow.frequency, [`lang-${follow.id}`]: follow.lang }}>
        <input type="hidden" name="id" value={String(follow.id)} />
        <SelectField name={`frequency-${follow.id}`} label={m.frequency} choices={choices(m.frequencies)} emptyLabel={false} />
        <SelectField name={`lang-${follow.id}`} label={m.language} choices={choices(m.languages)} emptyLabel={false} />
        <div class="mc-buttons">
          <Button>{m.save}</Button>
          <Button variant="tertiary" formAction={`${base}/bo`}>
            {m.stop}
          </Button>
        </div>
      </Form>
    </Card>
  );
}

interface ManageProps {
  readonly token: string;
  /** Masked. */
  readonly address: string;
  readonly lines: readonly Line[];
  readonly saved: boolean;
}

/** What an address gets, to change or to end. */
export function ManagePage({ token, address, lines, saved }: ManageProps) {
  const m = useMessages(messages);
  return (
    <Page title={m.manageTitle} lead={m.manageLead(address)} head={hidden}>
      {saved ? (
        <Notice kind="done" role="status">
          <p>{m.saved}</p>
        </Notice>
      ) : null}
      {lines.map((line) => (
        <FollowCard key={line.follow.id} line={line} token={token} />
      ))}
      <div class="mc-buttons">
        <LinkButton href="/nhan-tin">{m.more}</LinkButton>
      </div>
    </Page>
  );
}
