import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Db } from '#kernel/db.ts';
import { now } from '#kernel/time.ts';
import { isSigned, SIGNATURE_HEADER } from '../signed-messages.ts';
import { orderOf, type SampleOrder, takeOrder, takeRefund, transfersFor } from './books.ts';
import { type Paying, payAt, tellWaiting } from './pay.ts';

export interface SampleBank {
  /** Where the site asks it. */
  readonly url: string;
  /** Where it tells the site of money; nobody is told while it is empty. */
  tellTo: string;
  /** Refuses to give money back. */
  refusesRefunds: boolean;
  order(reference: string): Promise<SampleOrder | undefined>;
  /** A payer presses "Trả". Answers with the number of the transfer. */
  pay(paying: Paying): Promise<string>;
  /** Tells of everything that nobody was told of yet, the newest first. */
  tellWaiting(): Promise<void>;
  close(): Promise<void>;
}

const LARGEST = 64 * 1024;
const NUMBER_OF_BANK = '970400';

/** "Ngân hàng Mẫu": a payment provider over HTTP as a real one would be, for demonstrations and tests. Its books are in the database. */
export async function startSampleBank({ db, secret }: { readonly db: Db; readonly secret: string }): Promise<SampleBank> {
  const server = createServer((request, response) => {
    answer(db, secret, bank, request)
      .then(({ status, json }) => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(json));
      })
      .catch(() => request.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  const tell = { secret, to: () => bank.tellTo };
  const bank: SampleBank = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tellTo: '',
    refusesRefunds: false,
    order: (reference) => orderOf(db, reference),
    pay: (paying) => payAt(db, paying, tell),
    tellWaiting: () => tellWaiting(db, tell),
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return bank;
}

async function answer(db: Db, secret: string, bank: SampleBank, request: IncomingMessage): Promise<{ status: number; json: unknown }> {
  const { pathname } = new URL(request.url ?? '/', 'http://bank');
  const body = await bodyOf(request);
  if (!isSigned(secret, pathname, body, request.headers[SIGNATURE_HEADER], now())) return { status: 401, json: { error: 'signature' } };
  const asked = body.length > 0 ? (JSON.parse(body.toString('utf8')) as Record<string, unknown>) : {};
  if (request.method === 'POST' && pathname === '/orders') return { status: 200, json: offerFor(await takeOrder(db, asked)) };
  const reference = /^\/orders\/([0-9A-Z]+)\/transfers$/.exec(pathname)?.[1];
  if (request.method === 'GET' && reference) return { status: 200, json: { transfers: await transfersFor(db, reference) } };
  if (request.method === 'POST' && pathname === '/refunds') {
    if (bank.refusesRefunds) return { status: 200, json: { state: 'refused', reason: 'Tài khoản của người chuyển đã đóng.' } };
    return { status: 200, json: await takeRefund(db, asked) };
  }
  return { status: 404, json: { error: 'not found' } };
}

/** An account of nobody: zeros and the agency's code. */
function offerFor({ agency, reference }: SampleOrder) {
  const account = `0000${agency.replaceAll(/[^0-9A-Za-z]/g, '')}`.slice(0, 19);
  const accountName = 'TAI KHOAN THU PHI LE PHI MAU';
  return { bin: NUMBER_OF_BANK, bank: 'Ngân hàng Mẫu', account, accountName, url: `/ngan-hang-mau/${reference}` };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > LARGEST) throw new Error('too large');
    parts.push(part);
  }
  return Buffer.concat(parts);
}
