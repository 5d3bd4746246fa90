import type { SendMailOptions } from 'nodemailer';
import type { Config } from '#kernel/config.ts';
import { postKeys } from '../keys.ts';
import type { MailContent, Target } from '../letters.ts';
import { linkToken } from '../tokens.ts';
import { mailHtml, mailText } from './render-mail.ts';

/** What a mail is made of, for one recipient. */
export interface Mail {
  readonly letterId: number;
  readonly addressId: number;
  readonly to: string;
  readonly content: MailContent;
  readonly date: Date;
}

/** Who writes: `Name <address>` of the setting, or an address of the site's own host. */
export function senderOf(config: Config): { name: string; address: string; host: string } {
  const given = /^\s*"?(?<name>[^"<]*?)"?\s*<(?<address>[^<>@\s]+@[^<>@\s]+)>\s*$/.exec(config.mailFrom)?.groups;
  const address = given?.['address'] ?? `khong-tra-loi@${new URL(config.publicUrl).hostname}`;
  return { name: given?.['name'] || 'Một Cửa', address, host: address.split('@').at(-1) ?? 'localhost' };
}

/**
 * The mail as it is handed to a server. The same mail has the same Message-ID however often it is tried, so that a receiver
 * that got it twice can tell. Headers: RFC 5322, RFC 2369 and 8058 (leaving with one click), RFC 2919 (list), RFC 3834 (nobody
 * answers a machine).
 */
export function composeMail(config: Config, mail: Mail): SendMailOptions {
  const { content, letterId, addressId } = mail;
  const sender = senderOf(config);
  const addressOf = (target: Target): string =>
    config.publicUrl + target.path + ('purpose' in target ? linkToken(target.purpose, { addressId, letterId }) : '');
  const mark = postKeys().mark('message id', `${letterId}.${addressId}`).subarray(0, 15).toString('base64url');
  const whole = (value: string) => ({ prepared: true, value });
  return {
    from: { name: sender.name, address: sender.address },
    to: mail.to,
    envelope: { from: sender.address, to: [mail.to] },
    subject: content.subject,
    text: mailText(content, sender.name, addressOf),
    html: mailHtml(content, sender.name, addressOf),
    messageId: `<${mark}@${sender.host}>`,
    date: mail.date,
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'Content-Language': content.lang,
      ...(content.list ? { 'List-Id': `<${content.list}.${sender.host}>` } : {}),
      ...(content.unsubscribe
        ? {
            'List-Unsubscribe': whole(`<${addressOf(content.unsubscribe)}>`),
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          }
        : {}),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
