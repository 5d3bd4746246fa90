import {
  type Block,
  cancelLetters,
  type LinkOwner,
  type MailContent,
  queueLetter,
  wakePost,
  whoGot,
  writeLetter,
} from '#core/notifications/index.ts';
import type { ActionContext } from '#kernel/action.ts';
import { type Db, on, sql } from '#kernel/db.ts';
import { addDays, dateOf, instant, shortDate, shortInstant } from '#kernel/time.ts';
import type { InformationTables } from '../db.gen.ts';
import { hasAccepted } from './terms/queries.ts';

/** Purpose of the links in these letters: they lead their reader, and nobody else, to the secure page. */
export const PRESS_LINK = 'press room';
const LINK_PATH = '/bao-chi/thu/';
const LATEST_MS = 7 * 86_400_000;

interface Reader {
  readonly id: string;
  readonly addressId: number;
}

/** Reporters of an agency whose accreditation holds, who gave an e-mail address and accepted the terms: those that hold now, or older ones. */
async function readers({ tx, now }: ActionContext, agencyId: string, terms: 'now' | 'older' = 'now'): Promise<Reader[]> {
  const rows = await on<InformationTables>(tx)
    .selectFrom('information.journalist as j')
    .select(['j.id', 'j.mail_address_id as addressId'])
    .where('j.agency_id', '=', agencyId)
    .where('j.revoked_at', 'is', null)
    .where('j.card_until', '>=', dateOf(now))
    .where('j.terms_version', 'is not', null)
    .where(terms === 'now' ? hasAccepted() : sql<boolean>`not ${hasAccepted()}`)
    .where('j.mail_address_id', 'is not', null)
    .execute();
  return rows.map(({ id, addressId }) => ({ id, addressId: addressId ?? 0 }));
}

interface Post {
  readonly about: { readonly release_id: string } | { readonly day: string };
  readonly content: MailContent;
  readonly until: Date;
}

/** One letter a reader, so that it can be stopped for one alone. */
async function send(context: ActionContext, { id, addressId }: Reader, { about, content, until }: Post): Promise<void> {
  const { tx, now } = context;
  const letterId = await writeLetter(tx, { channel: 'mail', about: 'press', content, until });
  await on<InformationTables>(tx)
    .insertInto('information.press_mail')
    .values({ letter_id: letterId, journalist_id: id, made_at: now, ...about })
    .execute();
  await queueLetter(tx, 'mail', letterId, sql`select ${addressId}::bigint`);
}

const footer: readonly Block[] = [
  {
    kind: 'text',
    text: 'Thư gửi riêng cho nhà báo được cấp quyền. Liên kết trong thư là của riêng bạn; đừng chuyển thư này cho người khác.',
  },
];

function letter(subject: string, blocks: readonly Block[]): MailContent {
  return { lang: 'vi', subject, blocks: [{ kind: 'heading', text: subject }, ...blocks], footer };
}

const button = (text: string): Block => ({ kind: 'button', text, to: { path: LINK_PATH, purpose: PRESS_LINK } });

interface Offered {
  readonly id: string;
  readonly code: string;
  readonly agencyId: string;
  readonly agencyName: string;
}

/** Tells reporters that a copy waits for them; of the release itself only its code and its moment. */
export async function mailCopies(context: ActionContext, release: Offered, visibleFrom: Date): Promise<void> {
  const { id, code, agencyId, agencyName } = release;
  const content = letter(`Bản gửi trước ${code}`, [
    {
      kind: 'text',
      text: `${agencyName} gửi trước một bản tin. Lời văn không có trong thư này: hãy mở bản riêng của bạn trên trang của cơ quan.`,
    },
    { kind: 'fact', term: 'Cấm công bố trước', value: shortInstant(visibleFrom) },
    button('Mở bản của bạn'),
  ]);
  const post = { about: { release_id: id }, content, until: visibleFrom };
  for (const reader of await readers(context, agencyId)) await send(context, reader, post);
  const newTerms = { ...post, content: termsLetter(agencyName) };
  for (const reader of await readers(context, agencyId, 'older')) await send(context, reader, newTerms);
  await wakePost(context.tx, 'mail');
}

/** To reporters who accepted older terms: that something waits, not what. */
function termsLetter(agencyName: string): MailContent {
  return letter('Điều kiện giữ tin đã đổi', [
    {
      kind: 'text',
      text: `${agencyName} vừa gửi trước một bản tin, và điều kiện giữ tin đã có phiên bản mới. Hãy đọc và chấp nhận phiên bản mới để mở bản của bạn.`,
    },
    button('Đọc điều kiện mới'),
  ]);
}

/** The moment of an offered release was moved: letters with the old one that wait are stopped, every reader hears of the new one. */
export async function mailMoved(context: ActionContext, release: Offered, visibleFrom: Date): Promise<void> {
  const { tx, now } = context;
  const { id, code, agencyId, agencyName } = release;
  await cancelLetters(tx, await lettersWhere(tx, 'release_id', id));
  const isOut = visibleFrom <= now;
  const content = letter(`Giờ công bố mới của ${code}`, [
    { kind: 'text', text: `${agencyName} đã đổi giờ công bố bản tin ${code} gửi trước. Giờ ghi ở thư trước không còn đúng.` },
    { kind: 'fact', term: isOut ? 'Đã công bố từ' : 'Cấm công bố trước', value: shortInstant(visibleFrom) },
    button('Mở bản của bạn'),
  ]);
  const post = { about: { release_id: id }, content, until: isOut ? instant(now.getTime() + LATEST_MS) : visibleFrom };
  for (const reader of await readers(context, agencyId)) await send(context, reader, post);
  await wakePost(tx, 'mail');
}

/** An offered release is not to be used: letters that wait are stopped, whoever got one is told. */
export async function mailRecalls(
  { tx, now }: ActionContext,
  release: Pick<Offered, 'id' | 'code' | 'agencyName'>,
  since?: Date,
): Promise<void> {
  const letters = await lettersWhere(tx, 'release_id', release.id, since);
  if (letters.length === 0) return;
  const content = letter(`Thôi dùng bản tin ${release.code}`, [
    {
      kind: 'text',
      text: `${release.agencyName} yêu cầu không dùng bản tin ${release.code} đã gửi trước. Bản riêng của bạn không còn mở được nếu bản tin chưa công bố.`,
    },
  ]);
  const recall = await writeLetter(tx, { channel: 'mail', about: 'press', content, until: instant(now.getTime() + LATEST_MS) });
  await queueLetter(tx, 'mail', recall, whoGot(letters));
  await cancelLetters(tx, letters);
  await wakePost(tx, 'mail');
}

export interface MailedCommunique {
  readonly agencyId: string;
  readonly agencyName: string;
  readonly agencyCode: string;
  readonly day: string;
  readonly items: readonly { readonly code: string; readonly title: string; readonly summary: string }[];
}

/** The day's communiqué: public already, so its titles are in the letter. */
export async function mailCommunique(
  context: ActionContext,
  { agencyId, agencyName, agencyCode, day, items }: MailedCommunique,
): Promise<void> {
  const content = letter(`Thông cáo trong ngày ${shortDate(day)} của ${agencyName}`, [
    ...items.flatMap(({ code, title, summary }): Block[] => [
      { kind: 'heading', text: title, to: { path: `/tin/${code}` } },
      { kind: 'text', text: summary },
    ]),
    { kind: 'button', text: 'Mở thông cáo (PDF)', to: { path: `/tin/thong-cao-ngay/${agencyCode}/${day}.pdf` } },
  ]);
  const post = { about: { day }, content, until: instant(`${addDays(day, 2)}T00:00:00+07:00`) };
  for (const reader of await readers(context, agencyId)) await send(context, reader, post);
  await wakePost(context.tx, 'mail');
}

/** No letter that waits goes to this reporter any more. */
export async function cancelMails(tx: Db, journalistId: string): Promise<void> {
  await cancelLetters(tx, await lettersWhere(tx, 'journalist_id', journalistId));
}

async function lettersWhere(tx: Db, column: 'release_id' | 'journalist_id', value: string, since?: Date): Promise<number[]> {
  const select = on<InformationTables>(tx).selectFrom('information.press_mail').select('letter_id').where(column, '=', value);
  const rows = await (since === undefined ? select : select.where('made_at', '>=', since)).execute();
  return rows.map(({ letter_id }) => letter_id);
}

/** Whose letter it is and which release it tells of: for the link in it. */
export async function readerOfLink(
  db: Db,
  { letterId, addressId }: LinkOwner,
): Promise<{ journalistId: string; code: string | null } | undefined> {
  return on<InformationTables>(db)
    .selectFrom('information.press_mail as m')
    .innerJoin('information.journalist as j', 'j.id', 'm.journalist_id')
    .leftJoin('information.release as r', 'r.id', 'm.release_id')
    .select(['j.id as journalistId', 'r.code'])
    .where('m.letter_id', '=', letterId)
    .where('j.mail_address_id', '=', addressId)
    .executeTakeFirst();
}
