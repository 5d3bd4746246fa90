import { say } from '#kernel/i18n.ts';
import type { Problem } from '#kernel/problem.ts';
import { Button, ButtonRow, LinkButton } from '#ui/button.tsx';
import { Card, Details, EmptyState, Section } from '#ui/card.tsx';
import { Radios, SelectField } from '#ui/choices.tsx';
import { DateField, TextArea, TextField } from '#ui/fields.tsx';
import { Form, Refusals } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Time } from '#ui/time.tsx';
import { accountMessages } from '../account-messages.ts';
import type { AccountChange } from '../queries/account-changes.ts';
import type { OfficialAccount } from '../queries/accounts.ts';
import type { AccountAvatar } from '../queries/avatars.ts';
import type { Seen } from '../queries/seen-accounts.ts';
import { platformNames, platforms } from '../rules/platforms.ts';
import { AccountFacts, AccountHistory, AccountTag, AccountWarning, type AccountPageProps } from './accounts-page.tsx';
import { AccountAvatars } from './avatars.tsx';
import { AccountAlarms, ProofSection } from './proofs.tsx';

interface Rights {
  readonly register: boolean;
  readonly approve: boolean;
  readonly alarm: boolean;
}

interface Returned {
  readonly problem?: Problem;
  readonly values?: Readonly<Record<string, unknown>>;
}

export interface StaffAccountsProps extends Returned {
  readonly accounts: readonly OfficialAccount[];
  readonly waiting: readonly AccountChange[];
  readonly rights: Rights;
}

/** The agency's accounts and what waits for a second person. */
export function StaffAccountsPage(props: StaffAccountsProps) {
  return <StaffAccounts {...props} />;
}

function StaffAccounts({ accounts, waiting, rights }: StaffAccountsProps) {
  const m = useMessages(accountMessages);
  const lang = useLang();
  return (
    <Page
      title={m.staffTitle}
      audience="staff"
      actions={rights.register ? <LinkButton href="/xac-thuc/tai-khoan/moi">{m.propose}</LinkButton> : null}
    >
      <Section title={m.waiting}>
        {waiting.length === 0 ? <p>{m.noneWaiting}</p> : null}
        {waiting.map((change) => (
          <WaitingChange key={change.id} change={change} mayDecide={rights.approve} />
        ))}
      </Section>
      <Section title={m.list}>
        <Table
          caption={m.list}
          captionHidden
          rows={accounts}
          rowKey={(account) => account.id}
          rowUrl={(account) => `/xac-thuc/tai-khoan/${account.id}`}
          empty={<EmptyState title={m.empty} />}
          columns={[
            {
              title: m.name,
              rowHeader: true,
              cell: (account) => <a href={`/xac-thuc/tai-khoan/${account.id}`}>{account.displayName}</a>,
            },
            { title: m.platform, cell: (account) => say(platformNames[account.platform], lang) },
            { title: m.owner, cell: (account) => account.owner },
            { title: m.status, cell: (account) => <AccountTag status={account.status} /> },
          ]}
        />
      </Section>
    </Page>
  );
}

function WaitingChange({ change, mayDecide }: { readonly change: AccountChange; readonly mayDecide: boolean }) {
  const m = useMessages(accountMessages);
  const { displayName, url, platform } = change.fields;
  const title = [m.kinds[change.kind], displayName].filter(Boolean).join(': ');
  return (
    <Card title={title} meta={<Time at={change.proposedAt} />}>
      <p>
        {[platform, url].filter(Boolean).join(' · ')}
        <br />
        {m.reason}: {change.reason}
      </p>
      {change.kind === 'open' ? null : (
        <p>
          <a href={`/xac-thuc/tai-khoan/${change.accountId}`}>{m.name}</a>
        </p>
      )}
      {mayDecide ? (
        <Form action={`/xac-thuc/tai-khoan/de-nghi/${change.id}`}>
          <ButtonRow>
            <Button name="decision" value="confirm">
              {m.confirm}
            </Button>
            <Button name="decision" value="reject" variant="tertiary">
              {m.reject}
            </Button>
          </ButtonRow>
        </Form>
      ) : null}
    </Card>
  );
}

/** The form with which one person proposes an account. */
export function ProposeAccountPage(props: Returned) {
  return <ProposeAccount {...props} />;
}

function ProposeAccount({ problem, values }: Returned) {
  const m = useMessages(accountMessages);
  const lang = useLang();
  const choices = platforms.map((value) => ({ value, label: say(platformNames[value], lang) }));
  return (
    <Page
      title={m.propose}
      lead={m.proposeLead}
      audience="staff"
      failed={problem !== undefined}
      crumbs={[{ title: m.staffTitle, url: '/xac-thuc/tai-khoan' }, { title: m.propose }]}
    >
      <Form action="/xac-thuc/tai-khoan/moi" values={values} errors={problem?.fields} refusals={problem?.refusals}>
        <SelectField name="platform" label={m.platform} choices={choices} required />
        <TextField name="url" label={m.url} type="url" required spellcheck={false} />
        <TextField name="stableId" label={m.stableId} hint={m.stableHint} width="medium" required spellcheck={false} />
        <TextField name="handle" label={m.handle} width="medium" required spellcheck={false} />
        <TextField name="displayName" label={m.displayName} width="medium" required />
        <TextArea name="purpose" label={m.purpose} rows={2} required />
        <TextField name="owner" label={m.owner} width="medium" required />
        <TextField name="deputy" label={m.deputy} width="medium" required />
        <DateField name="openedOn" label={m.openedOn} required />
        <Button variant="primary">{m.send}</Button>
      </Form>
    </Page>
  );
}

export interface StaffAccountProps extends AccountPageProps, Returned {
  readonly rights: Rights;
  readonly avatars: readonly AccountAvatar[];
  /** This site's own, for the account to name. */
  readonly domain: string;
}

/** One account for those who keep it: the alarm first. */
export function StaffAccountPage(props: StaffAccountProps) {
  return <StaffAccount {...props} />;
}

function StaffAccount({ account, names, periods, proofs, seen, avatars, domain, rights, problem, values }: StaffAccountProps) {
  const m = useMessages(accountMessages);
  const back = { values, errors: problem?.fields };
  const canStop = rights.alarm && (account.status === 'active' || account.status === 'suspended');
  return (
    <Page
      title={account.displayName}
      audience="staff"
      failed={problem !== undefined}
      crumbs={[{ title: m.staffTitle, url: '/xac-thuc/tai-khoan' }, { title: account.displayName }]}
    >
      <Refusals refusals={problem?.refusals ?? []} />
      <AccountWarning account={account} />
      <AccountAlarms seen={seen} proofs={proofs} staff />
      <AccountFacts account={account} staff />
      {canStop ? <AlarmForm id={account.id} back={values?.['status'] === undefined ? {} : back} /> : null}
      {rights.register && account.status !== 'closed' ? (
        <ChangeForm account={account} seen={seen} back={values?.['kind'] === undefined ? {} : back} />
      ) : null}
      <AccountAvatars
        account={account}
        avatars={avatars}
        mayAdd={rights.register && account.status !== 'closed'}
        back={values?.['anh-dai-dien'] === undefined ? {} : back}
      />
      <ProofSection account={account} periods={periods} proofs={proofs} domain={domain} />
      <AccountHistory names={names} periods={periods} />
    </Page>
  );
}

type Back = { values?: Returned['values']; errors?: Problem['fields'] | undefined };

function AlarmForm({ id, back }: { readonly id: string; readonly back: Back }) {
  const m = useMessages(accountMessages);
  return (
    <Section title={m.alarm} id="bao-dong">
      <p>{m.alarmLead}</p>
      <Form action={`/xac-thuc/tai-khoan/${id}/bao-dong`} {...back}>
        <Radios
          name="status"
          label={m.alarmKind}
          value="compromised"
          choices={[
            { value: 'compromised', label: m.alarmCompromised },
            { value: 'suspended', label: m.alarmSuspended },
          ]}
        />
        <TextArea name="reason" label={m.reason} rows={2} required />
        <Button variant="primary">{m.alarmSend}</Button>
      </Form>
    </Section>
  );
}

/** Filled in with what the platform shows, when that is another name. */
function ChangeForm({ account, seen, back }: { readonly account: OfficialAccount; readonly seen: Seen | undefined; readonly back: Back }) {
  const m = useMessages(accountMessages);
  const kinds = (['rename', 'lift', 'close'] as const).filter((kind) => kind !== 'lift' || account.status !== 'active');
  const shown = seen?.differsSince ? seen : undefined;
  return (
    <Details summary={m.change} open={back.values !== undefined || shown !== undefined}>
      <Form action={`/xac-thuc/tai-khoan/${account.id}/thay-doi`} version={account.version} {...back}>
        <Radios name="kind" label={m.changeKind} choices={kinds.map((value) => ({ value, label: m.kinds[value] }))} />
        <TextArea name="reason" label={m.reason} rows={2} required />
        <p>{m.newNames}</p>
        <TextField name="handle" label={m.handle} width="medium" value={shown?.handle ?? account.handle} spellcheck={false} />
        <TextField name="displayName" label={m.displayName} width="medium" value={shown?.name ?? account.displayName} />
        <TextField name="url" label={m.url} value={account.url} spellcheck={false} />
        <Button>{m.send}</Button>
      </Form>
    </Details>
  );
}
