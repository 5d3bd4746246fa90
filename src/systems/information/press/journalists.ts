import { createHash, randomBytes } from 'node:crypto';
import { theVault } from '#core/signatures/index.ts';
import { type Db, on } from '#kernel/db.ts';
import { isId } from '#kernel/id.ts';
import { forbidden, notFound } from '#kernel/problem.ts';
import { today } from '#kernel/time.ts';
import type { InformationTables } from '../db.gen.ts';
import { termsInForce } from './terms/queries.ts';

/** Reporters' e-mail addresses are kept apart from those of subscribers: whoever leaves the public letters still gets their copies. */
export const PRESS_LIST = 'press';

export interface Journalist {
  readonly id: string;
  readonly agencyId: string;
  readonly fullName: string;
  readonly outlet: string;
  readonly cardNumber: string;
  readonly cardUntil: string;
  /** The last version of the terms that they accepted, and when. */
  readonly termsVersion: number | null;
  readonly termsAcceptedAt: Date | null;
  readonly revokedAt: Date | null;
  readonly accreditedAt: Date;
}

const columns = [
  'id',
  'agency_id as agencyId',
  'full_name as fullName',
  'outlet',
  'card_number as cardNumber',
  'card_until as cardUntil',
  'terms_version as termsVersion',
  'terms_accepted_at as termsAcceptedAt',
  'revoked_at as revokedAt',
  'accredited_at as accreditedAt',
] as const;

const PURPOSE = 'press room addresses';

export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** A new secret with what is kept of it. */
export function newToken(journalistId: string) {
  const token = randomBytes(32).toString('base64url');
  return { token_hash: hashOf(token), ...theVault().box(PURPOSE).seal(Buffer.from(token), journalistId) };
}

/** A reporter's own address; for those who accredit. */
export async function addressOf(db: Db, journalistId: string): Promise<string> {
  const row = await on<InformationTables>(db)
    .selectFrom('information.journalist')
    .select(['master_key', 'nonce', 'sealed'])
    .where('id', '=', journalistId)
    .executeTakeFirstOrThrow();
  return `/bao-chi/${theVault().box(PURPOSE).open(row, journalistId).toString('utf8')}`;
}

export function journalistsOf(db: Db, agencyId: string): Promise<Journalist[]> {
  return on<InformationTables>(db)
    .selectFrom('information.journalist')
    .select(columns)
    .where('agency_id', '=', agencyId)
    .orderBy('full_name')
    .limit(500)
    .execute();
}

export async function findJournalist(db: Db, id: string): Promise<Journalist | undefined> {
  if (!isId(id)) return undefined;
  return on<InformationTables>(db).selectFrom('information.journalist').select(columns).where('id', '=', id).executeTakeFirst();
}

/** As before; a Problem 404 for a reporter that nobody accredited. */
export async function knownJournalist(db: Db, id: string): Promise<Journalist> {
  const found = await findJournalist(db, id);
  if (found) return found;
  throw notFound({
    vi: 'Không có nhà báo này trong phòng báo chí. Hãy tải lại trang rồi chọn lại.',
    en: 'There is no such reporter in the press room. Reload the page and choose again.',
  });
}

/** The agency in which the permission over a reporter must be held. */
export async function scopeOfJournalist(tx: Db, { journalist }: { readonly journalist: string }): Promise<string | undefined> {
  return (await findJournalist(tx, journalist))?.agencyId;
}

/** The reporter whose address it is; throws 403 for an unknown, revoked or ended accreditation: all alike. */
export async function journalistBy(db: Db, token: string): Promise<Journalist> {
  const found = await on<InformationTables>(db)
    .selectFrom('information.journalist')
    .select(columns)
    .where('token_hash', '=', hashOf(token))
    .where('revoked_at', 'is', null)
    .where('card_until', '>=', today())
    .executeTakeFirst();
  if (found) return found;
  throw forbidden({
    vi: 'Địa chỉ này không còn hiệu lực: thẻ đã hết hạn hoặc quyền truy cập đã bị thu hồi. Hãy liên hệ cơ quan cấp.',
    en: 'This address no longer holds: the card has ended or access was revoked. Ask the agency that gave it.',
  });
}

/** As before, and the terms that hold now are accepted. */
export async function acceptedBy(db: Db, token: string): Promise<Journalist> {
  const journalist = await journalistBy(db, token);
  if (journalist.termsVersion === (await termsInForce(db, journalist.agencyId)).version) return journalist;
  throw forbidden({ vi: 'Hãy chấp nhận điều kiện giữ tin trước khi đọc.', en: 'Accept the terms of the embargo before reading.' });
}
