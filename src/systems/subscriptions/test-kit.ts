import PostalMime, { type Email } from 'postal-mime';
import { query, sql } from '#kernel/db.ts';
import type { Services } from '#kernel/http/services.ts';
import type { TestApp } from '../../../test/kit.ts';
import { sendingMail } from '../../core/notifications/jobs.ts';
import { localMailBytes } from '../../core/notifications/mail/local-mail.ts';
import { sendDue } from '../../core/notifications/send-due.ts';
import { fanOutJob } from './jobs.ts';

/** A mail that was sent, as an independent reader sees it. */
export interface ReadMail extends Email {
  readonly letterId: number;
  readonly addressId: number;
  header(name: string): string;
}

/** Does what the jobs do: finds the readers of every letter, sends what is due. */
export async function runPost(services: Services): Promise<void> {
  const letters = await query<{ id: number }>(
    services.db,
    sql<{ id: number }>`select letter_id as id from subscriptions.letter order by 1`,
  );
  for (const { id } of letters) {
    await fanOutJob.handle({ letterId: id }, { services, db: services.db, log: services.log });
  }
  while ((await sendDue(services, sendingMail(services))) > 0) continue;
}

/** Every mail that has been sent, oldest first. */
export async function mailsOf(services: Services): Promise<ReadMail[]> {
  const sent = await query<{ letterId: number; addressId: number }>(
    services.db,
    sql`select letter_id as "letterId", address_id as "addressId" from notifications.message
      where state = 'sent' and channel = 'mail' order by letter_id, address_id`,
  );
  const mails: ReadMail[] = [];
  for (const one of sent) {
    const bytes = await localMailBytes(services, one.letterId, one.addressId);
    if (!bytes) continue;
    const mail = await PostalMime.parse(bytes);
    mails.push({ ...mail, ...one, header: (name) => mail.headers.find(({ key }) => key === name)?.value ?? '' });
  }
  return mails;
}

/** The path of the first link to that page in a mail's text. */
export function pathIn(mail: Email, page: string): string {
  return new RegExp(`https?://[^/\\s]+(/nhan-tin/${page}/[\\w-]{43})(?![\\w-])`).exec(mail.text ?? '')?.[1] ?? '';
}

/** Asks on the page; returns the answer's status. */
export async function ask(t: TestApp, fields: Record<string, string>, ip = '198.51.100.7'): Promise<number> {
  const payload = new URLSearchParams({ frequency: 'immediate', lang: 'vi', ...fields }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
  const answer = await t.app.inject({ method: 'POST', url: '/nhan-tin', payload, headers, remoteAddress: ip });
  return answer.statusCode;
}

/** Asks, opens the mail and says yes; as the owner of an address would. */
export async function subscribed(t: TestApp, email: string, fields: Record<string, string> = {}, ip?: string): Promise<void> {
  await ask(t, { email, ...fields }, ip);
  await runPost(t.services);
  const mail = (await mailsOf(t.services)).findLast(({ to }) => to?.[0]?.address === email);
  if (!mail) throw new Error(`no mail came to ${email}`);
  await t.app.inject({ method: 'POST', url: pathIn(mail, 'xac-nhan'), headers: { 'sec-fetch-site': 'same-origin' }, payload: {} });
}
