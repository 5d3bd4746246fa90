import { accountOfPerson, contactsOf, type IdentityEvents, sendCode } from '#core/identity/index.ts';
import { keepMailAddress, linkToken, queueLetter, wakePost, writeLetter } from '#core/notifications/index.ts';
import { type Db, on, sql, transaction } from '#kernel/db.ts';
import { defineJob, enqueue } from '#kernel/jobs.ts';
import { instant, now } from '#kernel/time.ts';
import type { EidTables } from '../db.gen.ts';
import { LOCK_LINK, LOCK_PATH, mailOf, messageOf, type Particulars, type Told } from './words.ts';

/** A letter that is late still tells of what happened; after a week it would only frighten. */
const LATEST_MS = 7 * 86_400_000;
/** Addresses of owners are a list of their own: leaving the press list leaves this one alone. */
const OWNERS_LIST = 'dinh-danh';

interface Tell extends Particulars {
  readonly accountId: string;
  readonly told: Told;
}

async function note(tx: Db, { accountId, told }: Tell, mailLetterId: number | null): Promise<number> {
  const { id } = await on<EidTables>(tx)
    .insertInto('eid.letter')
    .values({ account_id: accountId, what: told, mail_letter_id: mailLetterId, made_at: now() })
    .returning('id')
    .executeTakeFirstOrThrow();
  return Number(id);
}

async function byMail(tx: Db, tell: Tell, address: string): Promise<void> {
  const at = now();
  const content = mailOf(tell.told, tell, instant);
  const letterId = await writeLetter(tx, { channel: 'mail', about: 'identity', content, until: instant(at.getTime() + LATEST_MS) });
  await note(tx, tell, letterId);
  const addressId = await keepMailAddress(tx, address, OWNERS_LIST);
  await queueLetter(tx, 'mail', letterId, sql`select ${addressId}::bigint`);
  await wakePost(tx, 'mail');
}

async function byMessage(tx: Db, tell: Tell, to: string, publicUrl: string): Promise<void> {
  const at = now();
  const letterId = await note(tx, tell, null);
  const words = messageOf(tell.told, `${publicUrl}${LOCK_PATH}${linkToken(LOCK_LINK, { addressId: 0, letterId })}`);
  await sendCode(tx, { kind: 'phone', to, words, at, expiresAt: instant(at.getTime() + LATEST_MS) });
}

/** Tells the owner of an account, at every confirmed address, what has happened to it. Whoever has confirmed none is told nothing. */
export const tellOwner = defineJob<Tell>({
  name: 'eid.tell-owner',
  title: { vi: 'Báo cho chủ tài khoản', en: 'Tell the owner of an account' },
  maxAttempts: 8,
  async handle(tell, { db, services }) {
    await transaction(db, async (tx) => {
      for (const { kind, value } of await contactsOf(tx, tell.accountId)) {
        if (kind === 'email') await byMail(tx, tell, value);
        else await byMessage(tx, tell, value, services.config.publicUrl);
      }
    });
  },
});

type About = Omit<Particulars, 'at'>;

function tell(tx: Db, accountId: string, told: Told, about: About = {}): Promise<void> {
  return enqueue(tx, tellOwner, { accountId, told, at: now().getTime(), ...about });
}

export function tellOfCredential(tx: Db, { accountId, change }: IdentityEvents['identity.credential-changed']): Promise<void> {
  return tell(tx, accountId, change);
}

export function tellOfLock(tx: Db, { accountId }: IdentityEvents['identity.locked']): Promise<void> {
  return tell(tx, accountId, 'locked');
}

export function tellOfUnlock(tx: Db, { accountId }: IdentityEvents['identity.unlocked']): Promise<void> {
  return tell(tx, accountId, 'unlocked');
}

export function tellOfDevice(tx: Db, { accountId, device, addressPrefix }: IdentityEvents['identity.new-device']): Promise<void> {
  return tell(tx, accountId, 'new-device', { device, addressPrefix });
}

export function tellOfLevel(tx: Db, { accountId }: IdentityEvents['identity.level-raised']): Promise<void> {
  return tell(tx, accountId, 'level-raised');
}

/** Both sides: who gave it, since a stranger may have, and who is to answer. */
export async function tellOfMandate(tx: Db, event: IdentityEvents['identity.mandate-offered']): Promise<void> {
  await tell(tx, event.giverAccountId, 'mandate-given');
  const representative = await accountOfPerson(tx, event.representativePersonId);
  if (representative !== undefined) await tell(tx, representative, 'mandate-offered');
}
