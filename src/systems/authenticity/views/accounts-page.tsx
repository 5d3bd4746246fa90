import { say } from '#kernel/i18n.ts';
import { Button, LinkButton } from '#ui/button.tsx';
import { EmptyState, Section } from '#ui/card.tsx';
import { SelectField } from '#ui/choices.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { StatusTag, Tag, type TagKind } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import { Timeline } from '#ui/timeline.tsx';
import { accountMessages } from '../account-messages.ts';
import { fakeMessages } from '../fake-messages.ts';
import type { AccountName, AccountPeriod, OfficialAccount } from '../queries/accounts.ts';
import type { Proof } from '../queries/proofs.ts';
import type { Seen } from '../queries/seen-accounts.ts';
import type { AccountStatus } from '../rules/account-rules.ts';
import { platformNames, platforms } from '../rules/platforms.ts';
import { proofMessages } from '../proof-messages.ts';
import { AccountAlarms, ProofSection } from './proofs.tsx';

const looks: Readonly<Record<AccountStatus, TagKind>> = { active: 'done', suspended: 'warning', compromised: 'late', closed: 'neutral' };

/** The state of an account in a word. */
export function AccountTag({ status }: { readonly status: AccountStatus }) {
  const m = useMessages(accountMessages);
  const of = (one: AccountStatus) => ({ kind: looks[one], label: m.statuses[one] });
  return (
    <StatusTag
      status={status}
      statuses={{ active: of('active'), suspended: of('suspended'), compromised: of('compromised'), closed: of('closed') }}
    />
  );
}

export interface AccountsPageProps {
  readonly accounts: readonly OfficialAccount[];
  readonly text: string | undefined;
  readonly platform: string | undefined;
}

/** The public registry: who speaks for the State, and where. */
export function AccountsPage(props: AccountsPageProps) {
  return <AccountsBody {...props} />;
}

function AccountsBody({ accounts, text, platform }: AccountsPageProps) {
  const m = useMessages(accountMessages);
  const lang = useLang();
  const choices = platforms.map((value) => ({ value, label: say(platformNames[value], lang) }));
  return (
    <Page
      title={m.title}
      lead={m.lead}
      description={m.lead}
      actions={<LinkButton href="/bao-gia-mao">{useMessages(fakeMessages).title}</LinkButton>}
      feeds={[{ title: m.feedTitle, url: '/tai-khoan-chinh-thuc.atom', type: 'application/atom+xml' }]}
    >
      <Form action="/tai-khoan-chinh-thuc" method="get" inline values={{ q: text ?? '', 'nen-tang': platform ?? '' }}>
        <TextField name="q" label={m.search} type="search" width="medium" />
        <SelectField name="nen-tang" label={m.platform} choices={choices} emptyLabel={m.all} />
        <Button>{m.find}</Button>
      </Form>
      <AccountTable accounts={accounts} />
      <Section title={m.machine}>
        <p>{m.machineText}</p>
        <ul class="ds-list">
          {['/.well-known/official-accounts.json', '/.well-known/official-accounts.jws', '/trust.txt', '/api/tai-khoan-chinh-thuc'].map(
            (url) => (
              <li key={url}>
                <a href={url}>{url}</a>
              </li>
            ),
          )}
        </ul>
      </Section>
    </Page>
  );
}

/** A link that says "this is also us"; never to an account that is not in our hands. */
function AccountLink({ account }: { readonly account: OfficialAccount }) {
  return account.status === 'active' ? (
    <a href={account.url} rel={account.demo ? 'nofollow' : 'me'}>
      {account.displayName}
    </a>
  ) : (
    <>{account.displayName}</>
  );
}

/** The state, and whether the platform shows a name that nobody has confirmed. */
function AccountState({ account }: { readonly account: OfficialAccount }) {
  const p = useMessages(proofMessages);
  return (
    <>
      <AccountTag status={account.status} /> {account.shownAs === null ? null : <Tag kind="warning">{p.otherNameTag}</Tag>}
    </>
  );
}

function AccountTable({ accounts }: { readonly accounts: readonly OfficialAccount[] }) {
  const m = useMessages(accountMessages);
  const lang = useLang();
  return (
    <Table
      caption={m.list}
      captionHidden
      rows={accounts}
      rowKey={(account) => account.id}
      rowUrl={(account) => `/tai-khoan-chinh-thuc/${account.id}`}
      empty={
        <EmptyState title={m.empty}>
          <p>{m.emptyHint}</p>
        </EmptyState>
      }
      columns={[
        {
          title: m.name,
          rowHeader: true,
          cell: (account) => (
            <>
              <AccountLink account={account} /> {account.demo ? <Tag>{m.demo}</Tag> : null}
            </>
          ),
        },
        { title: m.platform, cell: (account) => say(platformNames[account.platform], lang) },
        { title: m.agency, cell: (account) => account.agencyName },
        { title: m.status, cell: (account) => <AccountState account={account} /> },
        { title: m.details, cell: (account) => <a href={`/tai-khoan-chinh-thuc/${account.id}`}>{m.details}</a> },
      ]}
    />
  );
}

export interface AccountPageProps {
  readonly account: OfficialAccount;
  readonly names: readonly AccountName[];
  readonly periods: readonly AccountPeriod[];
  readonly proofs: readonly Proof[];
  readonly seen: Seen | undefined;
}

/** One account with what it was called and how it stood when. */
export function AccountPage(props: AccountPageProps) {
  return <AccountBody {...props} />;
}

function AccountBody({ account, names, periods, proofs, seen }: AccountPageProps) {
  const m = useMessages(accountMessages);
  return (
    <Page title={account.displayName} crumbs={[{ title: m.title, url: '/tai-khoan-chinh-thuc' }, { title: account.displayName }]}>
      <AccountWarning account={account} />
      <AccountAlarms seen={seen} proofs={proofs} />
      <AccountFacts account={account} />
      <ProofSection account={account} periods={periods} proofs={proofs} />
      <AccountHistory names={names} periods={periods} />
    </Page>
  );
}

/** Said in red wherever a taken-over account is shown. */
export function AccountWarning({ account }: { readonly account: OfficialAccount }) {
  const m = useMessages(accountMessages);
  const lang = useLang();
  if (account.status !== 'compromised') return null;
  return (
    <Notice kind="error" title={m.warning(account.displayName, say(platformNames[account.platform], lang))}>
      <p>{account.statusReason}</p>
    </Notice>
  );
}

/** `staff`: with the names of those who answer for it. */
export function AccountFacts({ account, staff }: { readonly account: OfficialAccount; readonly staff?: boolean }) {
  const m = useMessages(accountMessages);
  const lang = useLang();
  return (
    <DescriptionList
      items={[
        { term: m.agency, value: account.agencyName },
        { term: m.platform, value: say(platformNames[account.platform], lang) },
        { term: m.name, value: <AccountLink account={account} /> },
        { term: m.url, value: <span class="mc-break">{account.url}</span> },
        { term: m.handle, value: account.handle },
        { term: m.stableId, value: <code class="mc-break">{account.stableId}</code> },
        { term: m.purpose, value: account.purpose },
        { term: m.status, value: <AccountTag status={account.status} /> },
        { term: m.openedOn, value: <Time at={account.openedOn} /> },
        { term: m.closedOn, value: account.closedOn ? <Time at={account.closedOn} /> : undefined },
        { term: m.owner, value: staff ? account.owner : undefined },
        { term: m.deputy, value: staff ? account.deputy : undefined },
      ]}
    />
  );
}

export function AccountHistory({ names, periods }: Pick<AccountPageProps, 'names' | 'periods'>) {
  const m = useMessages(accountMessages);
  const p = useMessages(proofMessages);
  return (
    <>
      <Section title={m.periods}>
        <Timeline
          label={m.periods}
          entries={periods.map(({ status, since, reason }) => ({ at: since, title: m.statuses[status], note: reason }))}
        />
      </Section>
      <Section title={m.names}>
        <ul class="ds-list">
          {names.map((name, at) => (
            <li key={at}>
              {name.displayName} ({name.handle}): <Time at={name.validFrom} />{' '}
              {name.validTo ? (
                <>
                  {m.until} <Time at={name.validTo} />
                </>
              ) : (
                m.now
              )}
              {name.source === 'platform' ? ` (${p.platformSource})` : ''}
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}
