import { h } from 'preact';
import type { Services } from '#kernel/http/services.ts';
import type { Routes } from '#kernel/module.ts';
import { notFound } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { type LocalMail, localMail } from '../mail/local-mail.ts';
import { countsOf, findLetter, type LetterLine, messagesOf, newestLetters } from '../queries/outbox.ts';
import { LetterPage } from '../views/letter-page.tsx';
import { MailPage } from '../views/mail-page.tsx';
import { OutboxPage } from '../views/outbox-page.tsx';

const config = { permission: 'notifications.read', everywhere: true } as const;
const Letter = Type.Object({ letter: Type.Integer({ minimum: 1 }) });
const Message = Type.Object({ letter: Type.Integer({ minimum: 1 }), address: Type.Integer({ minimum: 1 }) });
type Message = { letter: number; address: number };

/** The mail has styles of its own and may do nothing at all. */
const ALONE = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";

/** What the product sends. Mails themselves are shown only while they go nowhere: later they are between it and its readers. */
export const outboxRoutes: Routes = (app, services) => {
  const { db } = services;
  const isLocal = services.config.smtpUrl === '';

  app.get('/hop-thu-di', { config, schema: {} }, async (_request, reply) => {
    const letters = await newestLetters(db);
    const counts = await countsOf(
      db,
      letters.map(({ id }) => id),
    );
    return reply.page(h(OutboxPage, { letters: letters.map((letter) => ({ letter, counts: counts.get(letter.id) ?? {} })), isLocal }));
  });

  app.get('/hop-thu-di/:letter', { config, schema: { params: Letter } }, async (request, reply) => {
    const letter = await letterOr404(services, (request.params as { letter: number }).letter);
    const messages = await messagesOf(db, letter.id, isLocal && letter.channel === 'mail');
    const counts = (await countsOf(db, [letter.id])).get(letter.id) ?? {};
    return reply.page(h(LetterPage, { letter, counts, messages, isLocal }));
  });

  app.get('/hop-thu-di/:letter/:address', { config, schema: { params: Message } }, async (request, reply) => {
    const mail = await mailOr404(services, request.params as Message);
    return reply.page(h(MailPage, { mail, ...(request.params as Message) }));
  });

  app.get('/hop-thu-di/:letter/:address/html', { config, schema: { params: Message } }, async (request, reply) => {
    const mail = await mailOr404(services, request.params as Message);
    void reply.header('content-security-policy', ALONE).header('cache-control', 'private, no-store');
    return reply.type('text/html; charset=utf-8').send(mail.html.replace('<head>', '<head><base target="_blank">'));
  });
};

async function letterOr404({ db }: Services, id: number): Promise<LetterLine> {
  const letter = await findLetter(db, id);
  if (!letter) throw notFound();
  return letter;
}

async function mailOr404(services: Services, { letter, address }: Message): Promise<LocalMail> {
  const mail = services.config.smtpUrl === '' ? await localMail(services, letter, address) : undefined;
  if (!mail) throw notFound();
  return mail;
}
