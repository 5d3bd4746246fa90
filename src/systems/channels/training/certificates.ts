import { type Db, on } from '#kernel/db.ts';
import type { Refusal } from '#kernel/problem.ts';
import type { ChannelsTables } from '../db.gen.ts';

/** Proof that an official was trained for publishing on accounts of the agency. */
export interface Certificate {
  readonly id: string;
  readonly agencyId: string;
  readonly accountId: string;
  readonly course: string;
  readonly issuer: string;
  readonly number: string;
  /** Calendar dates, both included. */
  readonly validFrom: string;
  readonly validUntil: string;
  readonly withdrawnAt: Date | null;
  readonly withdrawnReason: string | null;
}

function certificates(db: Db) {
  return on<ChannelsTables>(db)
    .selectFrom('channels.training_certificate')
    .select([
      'id',
      'agency_id as agencyId',
      'account_id as accountId',
      'course',
      'issuer',
      'number',
      'valid_from as validFrom',
      'valid_until as validUntil',
      'withdrawn_at as withdrawnAt',
      'withdrawn_reason as withdrawnReason',
    ]);
}

export function findCertificate(db: Db, id: string): Promise<Certificate | undefined> {
  return certificates(db).where('id', '=', id).executeTakeFirst();
}

/** Certificates of an agency's officials, those that end last first. */
export function certificatesOf(db: Db, agencyId: string): Promise<Certificate[]> {
  return certificates(db).where('agency_id', '=', agencyId).orderBy('valid_until', 'desc').orderBy('number').limit(500).execute();
}

/** Whether a person holds a certificate on a day (`yyyy-mm-dd`). */
async function isCertified(db: Db, accountId: string, day: string): Promise<boolean> {
  const found = await certificates(db)
    .where('account_id', '=', accountId)
    .where('withdrawn_at', 'is', null)
    .where('valid_from', '<=', day)
    .where('valid_until', '>=', day)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** Why a person may not let a text leave for an account that asks for training; the database holds the same. */
export async function trainingRefusals(db: Db, approval: string, accountId: string, day: string): Promise<Refusal[]> {
  return approval !== 'certified' || (await isCertified(db, accountId, day)) ? [] : [uncertified];
}

const uncertified: Refusal = {
  code: 'uncertified',
  message: {
    vi: 'Tài khoản này chỉ người có chứng nhận tập huấn còn hạn mới được duyệt đăng. Bạn chưa có, hoặc chứng nhận đã hết hạn; hãy nhờ người có chứng nhận, hoặc đề nghị người quản lý kênh ghi chứng nhận của bạn.',
    en: 'On this account only a person with a valid training certificate approves posts. You have none, or it has expired; ask somebody who has one, or have the manager of the channels enter yours.',
  },
};
