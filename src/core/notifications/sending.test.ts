import type { AddressInfo } from 'node:net';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { query, sql, transaction } from '#kernel/db.ts';
import { instant, now } from '#kernel/time.ts';
import { prepareSite } from '../../../test/demo-kit.ts';
import { testApp } from '../../../test/kit.ts';
import { claimDue } from './actions/claim-due.ts';
import { systemActor } from '#kernel/permission.ts';
import { cancelLetters, forgetAddress, keepMailAddress, type MailContent, queueLetter, writeLetter } from './index.ts';
import { sendingMail } from './jobs.ts';
import { judgeMail, mailTransport } from './mail/mail-transport.ts';
import { sendDue } from './send-due.ts';

const t = await testApp();
const { services } = t;
await prepareSite(services);

const received: { to: string; raw: string }[] = [];
/** What the server says to a recipient, by the name before the @. */
const refusals: Record<string, [number, string]> = {
  'khong-co': [550, '5.1.1 no such user'],
  'chan-ta': [550, '5.7.1 blocked using a list'],
  'ban-ron': [451, '4.7.1 greylisted'],
};
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  logger: false,
  onRcptTo({ address }, _session, done) {
    const [responseCode, words] = refusals[address.split('@')[0] ?? ''] ?? [];
    done(responseCode ? Object.assign(new Error(words), { responseCode }) : undefined);
  },
  onData(stream, session, done) {
    const parts: Buffer[] = [];
    stream.on('data', (part: Buffer) => parts.push(part));
    stream.on('end', () => {
      received.push({ to: session.envelope.rcptTo[0]?.address ?? '', raw: Buffer.concat(parts).toString() });
      done();
    });
  },
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const { port } = server.server.address() as AddressInfo;
const transport = mailTransport({ ...services.config, smtpUrl: `smtp://127.0.0.1:${port}` });
afterAll(() => {
  transport.close();
  server.close();
});
beforeEach(() => void received.splice(0));

const content: MailContent = {
  lang: 'vi',
  subject: 'Thông báo “bão số 12” – cập nhật lúc 7 giờ, tình hình mưa lũ ở các tỉnh miền Trung và Tây Nguyên',
  blocks: [
    { kind: 'heading', text: 'Bão số 12', to: { path: '/tin/X' } },
    { kind: 'text', text: 'Đoạn một.\n\nĐoạn <b>hai</b>.' },
  ],
  footer: [{ kind: 'button', text: 'Ngừng', to: { path: '/huy/', purpose: 'unsubscribe' } }],
  list: 'thu',
  unsubscribe: { path: '/huy/', purpose: 'unsubscribe' },
};

async function queue(...emails: string[]): Promise<number> {
  return transaction(services.db, async (tx) => {
    const letterId = await writeLetter(tx, { channel: 'mail', about: 'test', content, until: instant(now().getTime() + 3_600_000) });
    for (const email of emails) await queueLetter(tx, 'mail', letterId, sql`select ${await keepMailAddress(tx, email)}::bigint`);
    return letterId;
  });
}

const send = (by = transport) => sendDue(services, sendingMail(services, by));
/** The list of letters says what is there: the counts are kept by triggers. */
afterEach(async () => {
  const counted = await query(
    services.db,
    sql`select letter_id, state, count from notifications.letter_count where count <> 0 order by 1, 2`,
  );
  const there = sql`select letter_id, state, count(*) as count from notifications.message group by 1, 2 order by 1, 2`;
  expect(counted).toEqual(await query(services.db, there));
});

const states = async (letterId: number) =>
  (
    await query<{ line: string }>(
      services.db,
      sql<{ line: string }>`select concat_ws(' ', m.state, a.outcome, a.reason) as line from notifications.message m
        left join notifications.attempt a using (letter_id, address_id) where letter_id = ${letterId} order by m.address_id, a.number`,
    )
  ).map(({ line }) => line);

describe('sending mails to a real server', () => {
  it('headers, HTML and text arrive whole, as another reader finds them', async () => {
    await queue('Nguoi.Doc@example.vn');
    expect(await send()).toBe(1);
    const mail = await PostalMime.parse(received[0]?.raw ?? '');
    const header = (name: string) => mail.headers.find(({ key }) => key === name)?.value;
    expect(mail.subject).toBe(content.subject);
    expect([mail.from?.address, mail.to?.[0]?.address]).toEqual(['khong-tra-loi@localhost', 'Nguoi.Doc@example.vn']);
    expect(mail.text).toContain('Đoạn một.\n\nĐoạn <b>hai</b>.');
    expect(mail.html).toContain('Đoạn &lt;b&gt;hai&lt;/b&gt;.');
    expect(header('list-unsubscribe')).toMatch(/^<http:\/\/localhost\/huy\/[\w-]{43}>$/);
    expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    expect(header('content-type')).toMatch(/^multipart\/alternative/);
    expect(header('content-language')).toBe('vi');
    expect(await send()).toBe(0);
  });

  it('a mailbox that is not there is left alone; a block or a greylist is not the reader’s fault', async () => {
    const first = await queue('khong-co@example.vn', 'chan-ta@example.vn', 'ban-ron@example.vn', 'tot@example.vn');
    await send();
    expect(await states(first)).toEqual(['failed bounced 550 5.1.1', 'waiting later 550 5.7.1', 'waiting later 451 4.7.1', 'sent sent']);
    const second = await queue('khong-co@example.vn', 'tot@example.vn');
    await send();
    expect(await states(second)).toEqual(['cancelled', 'sent sent']);
  });

  it('a server that is away costs nobody anything: the rest of the batch is not tried, and all are sent when it is back', async () => {
    const letterId = await queue(...Array.from({ length: 12 }, (_, index) => `cho${index}@example.vn`));
    const closed = mailTransport({ ...services.config, smtpUrl: 'smtp://127.0.0.1:1' });
    await send(closed);
    closed.close();
    const lines = await states(letterId);
    expect(lines.filter((line) => line.startsWith('waiting later')).length).toBeLessThanOrEqual(5);
    expect(lines.filter((line) => line === 'waiting not-tried').length).toBeGreaterThanOrEqual(7);
    await query(services.db, sql`update notifications.message set next_at = now() where letter_id = ${letterId}`);
    while ((await send()) > 0) continue;
    expect(received).toHaveLength(12);
    expect(new Set((await states(letterId)).filter((line) => line.startsWith('sent')))).toEqual(
      new Set(['sent sent', 'sent later ESOCKET', 'sent not-tried']),
    );
  });

  it('a process killed with messages in hand: when the lease ends they are sent, each once, under the same Message-ID', async () => {
    const letterId = await queue('a@example.vn', 'b@example.vn');
    expect(await services.act(claimDue, systemActor('notifications'), { channel: 'mail', limit: 10 })).toHaveLength(2);
    expect(await send()).toBe(0);
    await query(services.db, sql`update notifications.message set next_at = now() where letter_id = ${letterId}`);
    await send();
    expect(received.map(({ to }) => to).toSorted()).toEqual(['a@example.vn', 'b@example.vn']);
    expect(await states(letterId)).toEqual(['sent', 'sent sent', 'sent', 'sent sent']);
    const ids = received.map(({ raw }) => /^Message-ID: (.*)$/m.exec(raw)?.[1]);
    // What nobody knows the outcome of is sent again: killed after the server had it, the reader has it twice.
    await query(services.db, sql`update notifications.message set state = 'waiting', next_at = now() where letter_id = ${letterId}`);
    await send();
    expect(
      received
        .slice(2)
        .map(({ raw }) => /^Message-ID: (.*)$/m.exec(raw)?.[1])
        .toSorted(),
    ).toEqual(ids.toSorted());
  });

  it('two processes never send the same message', async () => {
    await queue(...Array.from({ length: 30 }, (_, index) => `hai${index}@example.vn`));
    await Promise.all([send(), send(), send()]);
    while ((await send()) > 0) continue;
    expect(received).toHaveLength(30);
    expect(new Set(received.map(({ to }) => to)).size).toBe(30);
  });

  it('what was taken back, or whose address is forgotten, does not leave', async () => {
    const taken = await queue('x@example.vn');
    await cancelLetters(services.db, [taken]);
    const forgotten = await queue('y@example.vn');
    await forgetAddress(services.db, await keepMailAddress(services.db, 'y@example.vn'));
    await send();
    expect(received).toEqual([]);
    expect([await states(taken), await states(forgotten)]).toEqual([['cancelled'], ['cancelled']]);
  });

  it('addresses are not readable in the database', async () => {
    await queue('bi.mat@example.vn');
    const found = await query<{ text: string }>(
      services.db,
      sql<{ text: string }>`select encode(sealed, 'escape') || encode(key, 'escape') as text from notifications.address`,
    );
    expect(found.some(({ text }) => /bi\.mat|example/.test(text))).toBe(false);
  });
});

it('tells trouble with one address from trouble with the way', () => {
  const kind = (error: object) => judgeMail(Object.assign(new Error('x'), error)).kind;
  expect(kind({ code: 'EENVELOPE', responseCode: 550, command: 'RCPT TO', response: '550 no such user' })).toBe('bounced');
  expect(kind({ code: 'EENVELOPE', responseCode: 552, command: 'RCPT TO', response: '552 5.2.2 full' })).toBe('later');
  expect(kind({ code: 'EMESSAGE', responseCode: 554, command: 'DATA', response: '554 5.6.0 content' })).toBe('failed');
  expect(kind({ code: 'EENVELOPE', responseCode: 550, command: 'MAIL FROM', response: '550 5.1.8 sender' })).toBe('away');
  expect(kind({ code: 'EAUTH', responseCode: 535, command: 'AUTH PLAIN', response: '535 5.7.8' })).toBe('away');
  expect(kind({ code: 'ETIMEDOUT' })).toBe('away');
  expect(kind({})).toBe('failed');
});
