import { accountOfPerson, contactsOf } from '#core/identity/index.ts';
import { keepMailAddress, type MailContent, queueLetter, wakePost, writeLetter } from '#core/notifications/index.ts';
import { type Db, on, query, sql, transaction } from '#kernel/db.ts';
import { defineJob } from '#kernel/jobs.ts';
import { instant, now, shortInstant } from '#kernel/time.ts';
import type { RegistriesTables } from './db.gen.ts';
import { type Look, lookColumns } from './queries/looks.ts';
import { lookUrl } from './urls.ts';

/** A letter that comes later than that says nothing that the page does not. */
const LATEST_MS = 7 * 86_400_000;
const LIST = 'du-lieu';

/** Names neither whose data it was nor what was looked at: mail is read by others too. */
function letterOf({ id, at, agencyName }: Look): MailContent {
  const subject = 'Dữ liệu của bạn vừa được xem ngoài hồ sơ';
  return {
    lang: 'vi',
    subject,
    blocks: [
      { kind: 'heading', text: subject },
      {
        kind: 'text',
        text: 'Một cán bộ vừa tra cứu dữ liệu của bạn, không phải để giải quyết hồ sơ bạn nộp. Lý do và căn cứ được ghi ở trang của bạn.',
      },
      { kind: 'fact', term: 'Cơ quan', value: agencyName ?? '' },
      { kind: 'fact', term: 'Lúc', value: shortInstant(at) },
      { kind: 'button', text: 'Xem lượt này, hỏi lại nếu không hiểu', to: { path: lookUrl(id) } },
    ],
    footer: [
      {
        kind: 'text',
        text: 'Thư gửi tới địa chỉ liên hệ đã xác nhận của một tài khoản định danh điện tử. Một Cửa không bao giờ hỏi mật khẩu hay mã xác thực qua thư.',
      },
    ],
  };
}

/** Where the person is reached by e-mail; undefined: an organisation, nobody with an account, or no confirmed address. */
async function mailOf(db: Db, { subject }: Look): Promise<string | undefined> {
  const account = subject.kind === 'person' ? await accountOfPerson(db, subject.id) : undefined;
  return account && (await contactsOf(db, account)).find(({ kind }) => kind === 'email')?.value;
}

/** Writes to whom an official looked at outside a dossier, once; whoever has confirmed no e-mail address reads it on the page. */
export const tellSubject = defineJob<{ readonly lookId: string }>({
  name: 'registries.tell-subject',
  title: { vi: 'Báo cho người được tra cứu', en: 'Tell whom an official looked at' },
  maxAttempts: 8,
  async handle({ lookId }, { db }) {
    await transaction(db, async (tx) => {
      const [look] = await query<Look>(tx, sql<Look>`select ${lookColumns} from registries.look look where look.id = ${lookId}`);
      const address = look && (await mailOf(tx, look));
      if (!look || !address) return;
      const told = await on<RegistriesTables>(tx)
        .insertInto('registries.told')
        .values({ look_id: lookId, told_at: now() })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      if (!told.numInsertedOrUpdatedRows) return;
      const until = instant(now().getTime() + LATEST_MS);
      const letterId = await writeLetter(tx, { channel: 'mail', about: 'look', content: letterOf(look), until });
      const addressId = await keepMailAddress(tx, address, LIST);
      await queueLetter(tx, 'mail', letterId, sql`select ${addressId}::bigint`);
      await wakePost(tx, 'mail');
    });
  },
});
