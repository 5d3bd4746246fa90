import type { ComponentChildren } from 'preact';
import { shortDate, shortInstant } from '#kernel/time.ts';
import { ButtonRow, LinkButton } from '#ui/button.tsx';
import { Notice } from '#ui/notice.tsx';
import { useMessages } from '#ui/page-context.ts';
import { accountMessages } from '../account-messages.ts';
import { checkMessages } from '../check-messages.ts';
import { fakeMessages } from '../fake-messages.ts';
import { proofMessages } from '../proof-messages.ts';
import type { Recognised } from '../queries/accounts.ts';
import type { AddressCheck } from '../queries/check-anything.ts';
import type { FakeCase } from '../queries/fake-cases.ts';
import { AccountFacts } from './accounts-page.tsx';
import { ReleaseFacts, ReleaseStanding } from './release-facts.tsx';

/** The answer about an address: a page, a post, an account now and then, a known fake. */
export function AddressAnswer({ check }: { readonly check: AddressCheck }) {
  const m = useMessages(checkMessages);
  const { verdict, release, recognised } = check;
  if (check.fake) return <FakeAnswer fake={check.fake} address={check.address} recognised={recognised} />;
  if (verdict === 'account' && recognised) return <AccountAnswer recognised={recognised} address={check.address} />;
  if (verdict === 'post' && recognised) return <PostAnswer check={check} by={recognised} />;
  const title = { release: m.pagePublished, site: m.pageOurs, post: m.postOurs, account: '', fake: '', unknown: m.addressUnknown }[verdict];
  return (
    <>
      <Notice kind={verdict === 'unknown' ? 'warning' : 'done'} title={title} role="status" id="ket-qua">
        <Shown address={check.address} />
        {verdict === 'unknown' ? <p>{m.addressUnknownMeans}</p> : null}
        <Standing check={check} />
      </Notice>
      {verdict === 'unknown' ? <WhatElse address={check.address} /> : null}
      {release ? <ReleaseFacts release={release} edition={check.edition ?? release.edition} /> : null}
    </>
  );
}

function Standing({ check: { release, edition } }: { readonly check: AddressCheck }) {
  return release ? <ReleaseStanding release={release} edition={edition ?? release.edition} /> : null;
}

/** A post that our channels made: it stands as posted only while its account is in our hands. */
function PostAnswer({ check, by: { account } }: { readonly check: AddressCheck; readonly by: Recognised }) {
  const m = useMessages(checkMessages);
  const p = useMessages(proofMessages);
  const stopped = account.status !== 'active';
  const when = check.postedAt ? ` (${shortInstant(check.postedAt)})` : '';
  return (
    <>
      <Notice kind={stopped ? 'warning' : 'done'} title={stopped ? `${p.postThen}${when}.` : m.postOurs} role="status" id="ket-qua">
        <Shown address={check.address} />
        {stopped ? <p>{p.postAccountStopped}</p> : null}
        <Standing check={check} />
      </Notice>
      {check.release ? <ReleaseFacts release={check.release} edition={check.edition ?? check.release.edition} /> : null}
      <AccountFacts account={account} />
    </>
  );
}

interface FakeAnswerProps {
  readonly fake: FakeCase;
  readonly address: string;
  readonly recognised: Recognised | undefined;
}

function FakeAnswer({ fake, address, recognised }: FakeAnswerProps) {
  const m = useMessages(fakeMessages);
  const p = useMessages(proofMessages);
  const then = recognised?.formerUntil ? p.fakeOnOldName(recognised.account.agencyName, ...heldOf(recognised)) : undefined;
  return (
    <>
      <Notice kind="error" title={m.fakeFound} role="status" id="ket-qua">
        <Shown address={address} />
        {then ? <p>{then}</p> : null}
        <p>{fake.finding}</p>
      </Notice>
      <LinkButton href="/trang-gia-mao">{m.toList}</LinkButton>
    </>
  );
}

/** From when to when an account had the name that was asked about. */
function heldOf({ namedSince, formerUntil }: Recognised): [string, string] {
  return [shortInstant(namedSince), formerUntil ? shortInstant(formerUntil) : ''];
}

/** Is it ours now, and was it then. */
function AccountAnswer({ recognised, address }: { readonly recognised: Recognised; readonly address: string }) {
  const m = useMessages(accountMessages);
  const p = useMessages(proofMessages);
  const { account, formerUntil, unconfirmed } = recognised;
  const { agencyName: agency, status } = account;
  const told = {
    active: unconfirmed ? p.unconfirmedName(agency) : m.ours(agency),
    suspended: m.oursSuspended(agency),
    compromised: m.oursCompromised(agency),
    closed: m.oursClosed(agency, shortDate(account.openedOn), account.closedOn ? shortDate(account.closedOn) : ''),
  };
  const doubtful = formerUntil !== undefined || unconfirmed || status === 'closed' || status === 'suspended';
  const kind = status === 'compromised' ? 'error' : doubtful ? 'warning' : 'done';
  return (
    <>
      <Notice kind={kind} title={formerUntil ? p.heldThen(agency, ...heldOf(recognised)) : told[status]} role="status" id="ket-qua">
        <Shown address={address} />
        {formerUntil && status !== 'closed' ? (
          <p>
            {p.nowCalled}: {account.displayName} ({account.handle})
          </p>
        ) : null}
        {kind === 'done' ? <p>{m.accountNote}</p> : null}
        {status === 'compromised' && account.statusReason ? <p>{account.statusReason}</p> : null}
      </Notice>
      <AccountFacts account={account} />
      <LinkButton href={`/tai-khoan-chinh-thuc/${account.id}`}>{m.details}</LinkButton>
    </>
  );
}

/** Written out, never a link: it may lead to a trap. */
function Shown({ address }: { readonly address: string }): ComponentChildren {
  return (
    <p>
      <code class="mc-break">{address}</code>
    </p>
  );
}

function WhatElse({ address }: { readonly address: string }) {
  const m = useMessages(checkMessages);
  return (
    <ButtonRow>
      <LinkButton href={`/bao-gia-mao?${new URLSearchParams({ 'dia-chi': address }).toString()}`}>{m.reportFake}</LinkButton>
      <LinkButton href="/tai-khoan-chinh-thuc" variant="tertiary">
        {m.accounts}
      </LinkButton>
    </ButtonRow>
  );
}
