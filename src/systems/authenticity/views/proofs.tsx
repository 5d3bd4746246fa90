import type { ComponentChildren } from 'preact';
import { Section } from '#ui/card.tsx';
import { Notice } from '#ui/notice.tsx';
import { useMessages } from '#ui/page-context.ts';
import { Tag, type TagKind } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import { proofMessages } from '../proof-messages.ts';
import type { AccountPeriod, OfficialAccount } from '../queries/accounts.ts';
import type { Proof } from '../queries/proofs.ts';
import type { Seen } from '../queries/seen-accounts.ts';

export interface Proven {
  readonly account: OfficialAccount;
  readonly periods: readonly AccountPeriod[];
  readonly proofs: readonly Proof[];
}

/** What must be said first: a name that nobody confirmed, a link that is gone. */
export function AccountAlarms({
  seen,
  proofs,
  staff,
}: {
  readonly seen: Seen | undefined;
  readonly proofs: readonly Proof[];
  readonly staff?: boolean;
}) {
  const m = useMessages(proofMessages);
  const lost = !proofs.some(({ state }) => state === 'proven') && proofs.some((proof) => proof.lost);
  return (
    <>
      {seen?.differsSince ? (
        <Notice kind="warning" title={m.otherName(seen.name)}>
          <p>
            {m.otherNameSince} <Time at={seen.differsSince} />
            {seen.handle ? ` (${seen.handle})` : ''}
          </p>
          {staff ? <p>{m.otherNameStaff}</p> : null}
        </Notice>
      ) : null}
      {lost ? <Notice kind="warning" title={m.lostNotice} /> : null}
    </>
  );
}

/** Both directions with their days: the portal names the account, the account names the portal. `domain`: for those who keep the account. */
export function ProofSection({ account, periods, proofs, domain }: Proven & { readonly domain?: string }) {
  const m = useMessages(proofMessages);
  const active = account.status === 'active';
  const listedSince = active ? periods[0]?.since : account.statusAt;
  return (
    <Section title={m.title}>
      <p>{m.lead}</p>
      <dl class="mc-facts">
        <Direction term={m.fromUs} tag={active ? m.holds : m.stopped} kind={active ? 'done' : 'warning'}>
          {active ? m.listed : m.unlisted}
          {listedSince ? (
            <>
              , {m.since} <Time at={listedSince} />
            </>
          ) : null}
        </Direction>
        {proofs.map((proof) => (
          <AccountSide key={proof.method} proof={proof} />
        ))}
        {proofs.length === 0 ? (
          <Direction term={m.fromAccount} tag={m.states.missing} kind="neutral">
            {m.neverRead}
          </Direction>
        ) : null}
      </dl>
      {domain === undefined ? null : <p>{m.howTo(domain)}</p>}
    </Section>
  );
}

function AccountSide({ proof }: { readonly proof: Proof }) {
  const m = useMessages(proofMessages);
  const state = proof.lost ? 'lost' : proof.state;
  const kinds = { proven: 'done', missing: 'neutral', lost: 'warning' } as const;
  return (
    <Direction term={m.fromAccount} tag={m.states[state]} kind={kinds[state]}>
      {m.methods[proof.method]}
      {proof.evidence === '' ? null : (
        <>
          {': '}
          <code class="mc-break">{proof.evidence}</code>
        </>
      )}
      , {m.since} <Time at={proof.since} />, {m.checkedAt} <Time at={proof.checkedAt} />
    </Direction>
  );
}

interface DirectionProps {
  readonly term: string;
  readonly tag: string;
  readonly kind: TagKind;
  readonly children: ComponentChildren;
}

function Direction({ term, tag, kind, children }: DirectionProps) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>
        <Tag kind={kind}>{tag}</Tag> {children}
      </dd>
    </div>
  );
}
