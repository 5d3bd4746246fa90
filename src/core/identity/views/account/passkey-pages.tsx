import { Button, LinkButton } from '#ui/button.tsx';
import { Details } from '#ui/card.tsx';
import { TextField } from '#ui/fields.tsx';
import { Form, Refusals } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Time } from '#ui/time.tsx';
import type { PasskeyLine } from '../../passkeys/store.ts';
import { type FormAgain, formProblem } from '../form-problem.ts';
import { accountMessages } from './messages.ts';

/** What has just been done, by the `xong` of the address. */
export const passkeyNotes = { them: 'doneAdd', ten: 'doneName', go: 'doneRemove' } as const;

interface PasskeysProps extends FormAgain {
  readonly passkeys: readonly PasskeyLine[];
  readonly done?: keyof typeof passkeyNotes | undefined;
}

function Change({ passkey }: { readonly passkey: PasskeyLine }) {
  const m = useMessages(accountMessages);
  return (
    <Details summary={m.change}>
      <Form action="/tai-khoan/khoa/ten">
        <input type="hidden" name="id" value={passkey.id} />
        <TextField name="name" label={m.newName} value={passkey.name} maxLength={60} required />
        <Button size="sm">{m.renameGo}</Button>
      </Form>
      <Form action="/tai-khoan/khoa/go">
        <input type="hidden" name="id" value={passkey.id} />
        <Button size="sm">
          {m.remove}
          <span class="ds-sr-only"> {passkey.name}</span>
        </Button>
      </Form>
    </Details>
  );
}

function Passkeys({ passkeys, done, problem }: PasskeysProps) {
  const m = useMessages(accountMessages);
  const crumbs = [{ title: m.myAccount, url: '/tai-khoan' }, { title: m.passkeys }];
  const { errors, refusals } = formProblem(problem);
  return (
    <Page
      title={m.passkeys}
      lead={m.passkeysLead}
      audience="staff"
      crumbs={crumbs}
      failed={problem !== undefined}
      actions={
        <LinkButton href="/tai-khoan/khoa/them" variant="primary">
          {m.addPasskey}
        </LinkButton>
      }
    >
      {done ? (
        <Notice kind="done" role="status">
          <p>{m[passkeyNotes[done]]}</p>
        </Notice>
      ) : null}
      <Refusals refusals={[...refusals, ...errors.map(({ message }) => ({ code: message.en, message }))]} />
      <Table
        caption={m.passkeys}
        captionHidden
        rows={passkeys}
        rowKey={(line) => line.id}
        columns={[
          { title: m.name, rowHeader: true, cell: (line) => line.name },
          { title: m.kind, cell: (line) => (line.synced ? m.synced : m.bound) },
          { title: m.added, cell: (line) => <Time at={line.createdAt} /> },
          { title: m.used, cell: (line) => (line.usedAt ? <Time at={line.usedAt} /> : m.never) },
          { title: m.change, cell: (line) => <Change passkey={line} /> },
        ]}
        empty={
          <>
            <p>{m.none}</p>
            <p>{m.noneHow}</p>
          </>
        }
      />
    </Page>
  );
}

/** One's own passkeys. */
export function PasskeysPage(props: PasskeysProps) {
  return <Passkeys {...props} />;
}

interface AddProps extends FormAgain {
  /** Suggested: the device at hand. */
  readonly name: string;
}

function Add({ name, problem }: AddProps) {
  const m = useMessages(accountMessages);
  const crumbs = [{ title: m.myAccount, url: '/tai-khoan' }, { title: m.passkeys, url: '/tai-khoan/khoa' }, { title: m.addPasskey }];
  return (
    <Page
      title={m.addPasskey}
      lead={m.addLead}
      audience="staff"
      crumbs={crumbs}
      failed={problem !== undefined}
      islands={['src/core/identity/islands/passkey.ts']}
    >
      <div data-passkey="add" data-ask="/tai-khoan/khoa/them/hoi" data-answer="/tai-khoan/khoa/them/xong" data-failed={m.addFailed}>
        <Form action="/tai-khoan/khoa/them" {...formProblem(problem)}>
          <TextField name="name" label={m.newName} hint={m.newNameHint} value={name} width="medium" maxLength={60} required />
          <Button variant="primary">{m.addGo}</Button>
        </Form>
      </div>
    </Page>
  );
}

/** Makes a passkey on the device at hand. */
export function AddPasskeyPage(props: AddProps) {
  return <Add {...props} />;
}
