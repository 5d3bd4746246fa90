import type { Problem } from '#kernel/problem.ts';
import { Button, ButtonRow } from '#ui/button.tsx';
import { Details } from '#ui/card.tsx';
import { Radios, SelectField } from '#ui/choices.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { TextArea, TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import { broadcastMessages } from '../broadcast-messages.ts';
import { messages } from '../messages.ts';
import type { Connection } from '../queries/connections.ts';
import { platforms } from '../rules/platforms.ts';

interface Person {
  readonly accountId: string;
  readonly fullName: string;
  readonly postTitle: string;
}

interface Tried {
  readonly problem?: Problem;
  readonly values?: Readonly<Record<string, unknown>>;
}

interface NewAccountProps extends Tried {
  readonly agencyId: string;
  readonly officials: readonly Person[];
}

function Wording({ officials, connection }: { readonly officials: readonly Person[]; readonly connection?: Connection }) {
  const m = useMessages(messages);
  const people = officials.map((one) => ({ value: one.accountId, label: `${one.fullName}, ${one.postTitle}` }));
  return (
    <>
      <TextField name="name" label={m.name} value={connection?.name} required />
      <SelectField name="ownerId" label={m.owner} choices={people} value={connection?.ownerId} required />
      <SelectField name="deputyId" label={m.deputy} choices={people} value={connection?.deputyId} required />
      <TextArea name="purpose" label={m.purpose} value={connection?.purpose} rows={2} required />
      <TextArea name="editorialLine" label={m.editorialLine} value={connection?.editorialLine} rows={4} required />
      <Radios
        name="approval"
        label={m.approval}
        value={connection?.approval ?? 'each'}
        choices={[
          { value: 'each', label: m.approvals.each },
          { value: 'certified', label: m.approvals.certified },
          { value: 'automatic', label: m.approvals.automatic },
        ]}
      />
    </>
  );
}

function Secrets({ required }: { readonly required: boolean }) {
  const m = useMessages(messages);
  return <TextArea name="credentials" label={m.credentials} hint={m.credentialsHint} rows={4} required={required} />;
}

function NewAccount({ agencyId, officials, problem, values }: NewAccountProps) {
  const m = useMessages(messages);
  const crumbs = [{ title: m.title, url: '/kenh' }, { title: m.accounts, url: '/kenh/tai-khoan' }, { title: m.newAccount }];
  // What was typed comes back, the secret does not.
  const { credentials: _secret, ...shown } = values ?? {};
  return (
    <Page title={m.newAccount} audience="staff" crumbs={crumbs} failed={problem !== undefined}>
      <Form action="/kenh/tai-khoan/moi" values={shown} errors={problem?.fields} refusals={problem?.refusals}>
        <input type="hidden" name="agencyId" value={agencyId} />
        <SelectField
          name="platform"
          label={m.platform}
          choices={platforms.map((one) => ({ value: one, label: m.platforms[one] }))}
          required
        />
        <TextField name="stableId" label={m.stableId} hint={m.stableIdHint} spellcheck={false} required />
        <Wording officials={officials} />
        <Secrets required={false} />
        <Button variant="primary">{m.propose}</Button>
      </Form>
    </Page>
  );
}

/** Proposing an account. */
export function NewAccountPage(props: NewAccountProps) {
  return <NewAccount {...props} />;
}

interface AccountProps extends Tried {
  readonly connection: Connection;
  readonly officials: readonly Person[];
  readonly names: ReadonlyMap<string, string>;
  readonly mayManage: boolean;
  readonly mayPause: boolean;
}

function Account({ connection, officials, names, mayManage, mayPause, problem }: AccountProps) {
  const m = useMessages(messages);
  const b = useMessages(broadcastMessages);
  const lang = useLang();
  const at = `/kenh/tai-khoan/${connection.id}`;
  const open = connection.status !== 'closed';
  return (
    <Page
      title={connection.name}
      audience="staff"
      failed={problem !== undefined}
      crumbs={[{ title: m.title, url: '/kenh' }, { title: m.accounts, url: '/kenh/tai-khoan' }, { title: connection.name }]}
    >
      {problem ? (
        <Notice kind="error" role="alert" title={problem.title[lang]}>
          {problem.detail?.[lang]}
        </Notice>
      ) : null}
      <DescriptionList
        items={[
          { term: m.platform, value: m.platforms[connection.platform] },
          { term: m.stableId, value: connection.stableId },
          { term: m.status, value: <Tag kind={connection.status === 'active' ? 'done' : 'warning'}>{m.statuses[connection.status]}</Tag> },
          { term: m.owner, value: names.get(connection.ownerId) ?? '–' },
          { term: m.deputy, value: names.get(connection.deputyId) ?? '–' },
          { term: m.purpose, value: connection.purpose },
          { term: m.editorialLine, value: connection.editorialLine },
          { term: m.approval, value: m.approvals[connection.approval] },
          { term: m.credentials, value: connection.hasCredentials ? m.hasCredentials : m.noCredentials },
          ...(connection.accessUntil ? [{ term: b.accessUntil, value: <Time at={connection.accessUntil} /> }] : []),
        ]}
      />
      {connection.trouble === '' ? null : (
        <Notice kind="warning" title={b.notRenewed}>
          {connection.trouble}
        </Notice>
      )}
      <ButtonRow>
        {mayPause && connection.status === 'active' ? (
          <Form action={`${at}/tam-dung`} inline>
            <Button>{m.pause}</Button>
          </Form>
        ) : null}
        {mayManage && open && connection.status !== 'active' ? <Propose at={at} kind="resume" label={m.resume} /> : null}
        {mayManage && open ? <Propose at={at} kind="close" label={m.close} /> : null}
      </ButtonRow>
      {mayManage && open ? <Changes at={at} connection={connection} officials={officials} /> : null}
    </Page>
  );
}

function Propose({ at, kind, label }: { readonly at: string; readonly kind: string; readonly label: string }) {
  return (
    <Form action={`${at}/thay-doi`} inline>
      <input type="hidden" name="kind" value={kind} />
      <Button variant="tertiary">{label}</Button>
    </Form>
  );
}

function Changes({
  at,
  connection,
  officials,
}: {
  readonly at: string;
  readonly connection: Connection;
  readonly officials: readonly Person[];
}) {
  const m = useMessages(messages);
  return (
    <>
      <Details summary={m.changeCredentials}>
        <Form action={`${at}/thay-doi`}>
          <input type="hidden" name="kind" value="credentials" />
          <Secrets required />
          <Button>{m.propose}</Button>
        </Form>
      </Details>
      <Details summary={m.change}>
        <Form action={`${at}/thay-doi`}>
          <input type="hidden" name="kind" value="update" />
          <Wording officials={officials} connection={connection} />
          <Button>{m.propose}</Button>
        </Form>
      </Details>
    </>
  );
}

/** One account: who answers for it, and what may be proposed. */
export function AccountPage(props: AccountProps) {
  return <Account {...props} />;
}
