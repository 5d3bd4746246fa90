import { createTransport, type SendMailOptions } from 'nodemailer';
import type { Config } from '#kernel/config.ts';
import type { Outcome } from '../outcome.ts';

/** Takes mails to where they go. */
export interface MailTransport {
  send(mail: SendMailOptions): Promise<Outcome>;
  close(): void;
}

const CONNECTIONS = 5;

/** The server of the setting, or, without one, the outbox of this site: there mails are looked at and go no further. */
export function mailTransport(config: Config): MailTransport {
  if (config.smtpUrl === '') return { send: async () => ({ kind: 'sent' }), close: () => undefined };
  const url = new URL(config.smtpUrl);
  const near = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  const server = createTransport({
    url: config.smtpUrl,
    pool: true,
    maxConnections: CONNECTIONS,
    // Addresses and links in letters are personal: without TLS they go no further than this machine.
    requireTLS: !near && !config.closedNetworks,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    dnsTimeout: 10_000,
    logger: false,
  });
  return {
    async send(mail) {
      try {
        await server.sendMail(mail);
        return { kind: 'sent' };
      } catch (error) {
        return judgeMail(error);
      }
    },
    close: () => server.close(),
  };
}

interface SmtpError extends Error {
  readonly code?: string;
  readonly responseCode?: number;
  readonly response?: string;
  readonly command?: string;
}

/** Names that the library gives to trouble on the way, before the server has said anything of the mail. */
const AWAY = new Set(['ECONNECTION', 'ETIMEDOUT', 'ESOCKET', 'EDNS', 'ETLS', 'EPROTOCOL', 'EAUTH', 'ENOAUTH', 'EOAUTH2', 'EMAXLIMIT']);

/**
 * What a refusal means (RFC 5321, RFC 3463). 5xx to the recipient that speaks of the mailbox: it is not there, and the address
 * is left alone from now on. 5.2.x and 5.7.x speak of a full box or of us, not of the address: were they taken for bounces, one
 * entry on a blocklist would cost every reader. An address that the library cannot even name to a server is none.
 */
export function judgeMail(error: unknown): Outcome {
  const { responseCode: code, response = '', command = '', code: kind = 'unknown' } = error as SmtpError;
  const enhanced = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(response)?.[0];
  const reason = [code ?? kind, enhanced].filter(Boolean).join(' ');
  const ofThisMail = command === 'RCPT TO' || command === 'DATA';
  if (code === 421 || AWAY.has(kind) || (code !== undefined && !ofThisMail)) return { kind: 'away', reason };
  if (code === undefined) return { kind: kind === 'EENVELOPE' ? 'bounced' : 'failed', reason };
  if (code < 500) return { kind: 'later', reason };
  const ofMailbox = enhanced === undefined ? [550, 551, 553].includes(code) : enhanced.startsWith('5.1.');
  if (command === 'RCPT TO' && ofMailbox) return { kind: 'bounced', reason };
  return enhanced?.startsWith('5.2.') || enhanced?.startsWith('5.7.') ? { kind: 'later', reason } : { kind: 'failed', reason };
}
