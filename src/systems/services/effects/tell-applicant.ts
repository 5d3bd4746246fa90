import { accountOfPerson, contactsOf } from '#core/identity/index.ts';
import { keepMailAddress, queueLetter, wakePost, writeLetter } from '#core/notifications/index.ts';
import { definitionOf, findCase } from '#core/cases/index.ts';
import { type Db, sql, transaction } from '#kernel/db.ts';
import { defineJob } from '#kernel/jobs.ts';
import { instant, now } from '#kernel/time.ts';
import { isBetweenAgencies } from '../apply/access.ts';
import { words } from './words.ts';

/** News of a case that is late still helps; after two weeks it no longer does. */
const LATEST_MS = 14 * 86_400_000;
const LIST = 'ho-so';

interface Tell {
  readonly caseId: string;
  readonly what: string;
}

/**
 * Tells the applicant at the address they confirmed what has happened to their case. The letter names code and procedure, never a
 * person: it may be read by whoever looks over a shoulder. Whoever has confirmed no address sees it on the page of the case.
 */
export const tellApplicant = defineJob<Tell>({
  name: 'services.tell-applicant',
  title: { vi: 'Báo cho người nộp hồ sơ', en: 'Tell the applicant' },
  maxAttempts: 8,
  async handle(tell, { db }) {
    await transaction(db, (tx) => write(tx, tell));
  },
});

async function write(tx: Db, { caseId, what }: Tell): Promise<void> {
  const record = await findCase(tx, caseId);
  const said = words[what];
  const accountId = record?.applicantPerson ? await accountOfPerson(tx, record.applicantPerson) : undefined;
  if (!record || isBetweenAgencies(record) || !said || accountId === undefined) return;
  const { procedure } = await definitionOf(tx, record.definitionVersion);
  const content = {
    lang: 'vi' as const,
    subject: `${said.subject.vi} (${record.code})`,
    blocks: [
      { kind: 'heading' as const, text: said.subject.vi },
      { kind: 'text' as const, text: said.says.vi },
      { kind: 'fact' as const, term: 'Thủ tục', value: procedure.name.vi },
      { kind: 'fact' as const, term: 'Mã hồ sơ', value: record.code },
      { kind: 'button' as const, text: 'Mở hồ sơ', to: { path: `/ho-so/${record.code}` } },
    ],
    footer: [{ kind: 'text' as const, text: 'Thư này gửi cho bạn vì bạn đã nộp hồ sơ nêu trên.' }],
  };
  for (const { kind, value } of await contactsOf(tx, accountId)) {
    if (kind !== 'email') continue;
    const letterId = await writeLetter(tx, { channel: 'mail', about: 'case', content, until: instant(now().getTime() + LATEST_MS) });
    const addressId = await keepMailAddress(tx, value, LIST);
    await queueLetter(tx, 'mail', letterId, sql`select ${addressId}::bigint`);
    await wakePost(tx, 'mail');
  }
}
