import { guardedRequest } from '#kernel/guarded-request.ts';
import type { Db } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { now } from '#kernel/time.ts';
import { SIGNATURE_HEADER, signMessage } from '../signed-messages.ts';
import { noteTold, noteTransfer, type SampleTransfer, transfersFor, untold } from './books.ts';

/** How the bank tells of a transfer: at once, twice, only when it is reminded (late, in another order), or never. */
export const TELLING = ['once', 'twice', 'late', 'never'] as const;
export type Telling = (typeof TELLING)[number];

export interface Paying {
  readonly reference: string;
  readonly amount: number;
  /** What the payer writes; absent: the reference. */
  readonly content?: string;
  readonly telling?: Telling;
  readonly at?: Date;
}

export interface Tell {
  readonly secret: string;
  to(): string;
}

const AGAIN_MS = [2_000, 10_000, 60_000];

/** Money moves; then the site is told as was asked for. */
export async function payAt(
  db: Db,
  { reference, amount, content = reference, telling = 'once', at = now() }: Paying,
  tell: Tell,
): Promise<string> {
  const id = `NHM-${newId()}`;
  await noteTransfer(db, { id, reference, amount, content, at });
  const transfer = (await transfersFor(db, reference)).find((one) => one.id === id)!;
  if (telling === 'never') await noteTold(db, id);
  if (telling === 'once' || telling === 'twice') {
    const took = await tellOf(db, transfer, tell);
    if (took && telling === 'twice') await tellOf(db, transfer, tell);
    if (!took) tellAgain(db, transfer, tell, 0);
  }
  return id;
}

/** A bank does not give up because a site did not answer once. */
function tellAgain(db: Db, transfer: SampleTransfer, tell: Tell, tries: number): void {
  const pause = AGAIN_MS[tries];
  if (pause === undefined) return;
  const again = async (): Promise<void> => {
    const took = await tellOf(db, transfer, tell).catch(() => false);
    if (!took) tellAgain(db, transfer, tell, tries + 1);
  };
  setTimeout(() => void again(), pause).unref();
}

export async function tellWaiting(db: Db, tell: Tell): Promise<void> {
  for (const transfer of await untold(db)) await tellOf(db, transfer, tell);
}

/** Whether the site confirmed it. */
async function tellOf(db: Db, transfer: SampleTransfer, tell: Tell): Promise<boolean> {
  const to = tell.to();
  if (to === '') return false;
  const url = new URL(to);
  const body = JSON.stringify(transfer);
  const headers = { 'content-type': 'application/json', [SIGNATURE_HEADER]: signMessage(tell.secret, url.pathname, body, now()) };
  try {
    const { status } = await guardedRequest(to, { method: 'POST', headers, body: Buffer.from(body), closedNetworks: true });
    if (status !== 200) return false;
  } catch {
    return false;
  }
  await noteTold(db, transfer.id);
  return true;
}
