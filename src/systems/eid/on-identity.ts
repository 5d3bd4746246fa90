import type { IdentityEvents } from '#core/identity/index.ts';
import type { Db } from '#kernel/db.ts';
import { tellOfCredential, tellOfLock } from './letters/tell-owner.ts';
import { endAllOf, endMandated } from './revoke.ts';

export async function onLocked(tx: Db, event: IdentityEvents['identity.locked']): Promise<void> {
  await endAllOf(tx, event.accountId);
  await tellOfLock(tx, event);
}

/** A factor that was taken away, replaced or recovered may have been somebody else's; one that was added changes nothing. */
export async function onCredentialChanged(tx: Db, event: IdentityEvents['identity.credential-changed']): Promise<void> {
  const { accountId, change } = event;
  await tellOfCredential(tx, event);
  if (change !== 'totp-added' && change !== 'passkey-added') await endAllOf(tx, accountId);
}

/** Whoever ends a session elsewhere means that browser, whatever it is logged in to. Logging out by itself is told by the site. */
export async function onSessionEnded(tx: Db, { accountId, because }: IdentityEvents['identity.session-ended']): Promise<void> {
  if (because === 'ended-by-owner') await endAllOf(tx, accountId);
}

export function onMandateRevoked(tx: Db, { mandateId }: IdentityEvents['identity.mandate-revoked']): Promise<void> {
  return endMandated(tx, mandateId);
}
