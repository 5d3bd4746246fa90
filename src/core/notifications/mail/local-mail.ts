import { createTransport, type SendMailOptions } from 'nodemailer';
import { on } from '#kernel/db.ts';
import type { Services } from '#kernel/http/services.ts';
import { openAddress } from '../addresses.ts';
import type { NotificationsTables } from '../db.gen.ts';
import { findLetter } from '../queries/outbox.ts';
import { composeMail } from './compose-mail.ts';

/** A mail as a server would have been given it. */
export interface LocalMail {
  readonly subject: string;
  readonly headers: string;
  readonly html: string;
  readonly text: string;
}

/**
 * The mail that an address was sent while there is no server, composed anew the same way: no copy of it is kept. Undefined when
 * it has not been sent, or its address or letter is gone.
 */
export async function localMail(services: Services, letterId: number, addressId: number): Promise<LocalMail | undefined> {
  const mail = await composed(services, letterId, addressId);
  if (!mail) return undefined;
  const raw = (await bytesOf(mail)).toString('utf8');
  const end = /\r?\n\r?\n/.exec(raw)?.index ?? raw.length;
  return { subject: String(mail.subject), headers: raw.slice(0, end), html: String(mail.html), text: String(mail.text) };
}

/** The same, as it would have travelled (RFC 5322). */
export async function localMailBytes(services: Services, letterId: number, addressId: number): Promise<Buffer | undefined> {
  const mail = await composed(services, letterId, addressId);
  return mail && bytesOf(mail);
}

async function bytesOf(mail: SendMailOptions): Promise<Buffer> {
  const { message } = await createTransport({ streamTransport: true, buffer: true }).sendMail(mail);
  return message as Buffer;
}

async function composed({ db, config }: Services, letterId: number, addressId: number): Promise<SendMailOptions | undefined> {
  const message = await on<NotificationsTables>(db)
    .selectFrom('notifications.message')
    .select('settled_at as date')
    .where('letter_id', '=', letterId)
    .where('address_id', '=', addressId)
    .where('channel', '=', 'mail')
    .where('state', '=', 'sent')
    .executeTakeFirst();
  const content = (await findLetter(db, letterId))?.content;
  const to = message && content && (await openAddress(db, addressId));
  if (!message?.date || !content || !('subject' in content) || to === undefined) return undefined;
  return composeMail(config, { letterId, addressId, to, content, date: message.date });
}
