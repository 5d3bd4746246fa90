import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { runAction } from '#kernel/action.ts';
import { openPool } from '#kernel/db.ts';
import { armFailpoint } from '#kernel/failpoint.ts';
import { openLedgerKey } from '#kernel/ledger/actor-mark.ts';
import { type Actor, systemActor } from '#kernel/permission.ts';
import { Problem } from '#kernel/problem.ts';
import { ensureAuthority, openVault } from '#core/signatures/index.ts';
import { readRevocationList } from '#core/signatures/certificates/revocation-list.ts';
import { readDer, sequenceOf } from '#core/signatures/der/read.ts';
import { revocationList } from '#core/signatures/revocation/lists.ts';
import { respond } from '#core/signatures/tsp/respond.ts';
import { openToken } from '#core/signatures/tsp/token.ts';
import { timestampSigner } from '#core/signatures/vault/authority.ts';
import { now } from '#kernel/time.ts';
import { endCertificate } from '#systems/certificates/actions/change-certificate.ts';
import { issueCertificate } from '#systems/certificates/actions/issue-certificate.ts';
import { randomOf } from './random.ts';

/** What an issuer is told: which requests to issue, in what order by chance, and where to die. */
export interface IssuerTurn {
  readonly requests: readonly string[];
  readonly seed: number;
  readonly failpoint: string;
  /** A TimeStampReq, base64. */
  readonly query: string;
}

/** A line of the journal that an issuer keeps outside the database: what it had in hand and gave away. */
export type Given =
  | { readonly kind: 'certificate'; readonly id: string; readonly serial: string; readonly request: string }
  | { readonly kind: 'time-stamp'; readonly serial: string }
  | { readonly kind: 'list'; readonly number: number; readonly delta: boolean; readonly hash: string };

/**
 * A process that issues certificates, revokes some, writes revocation lists and stamps, as the product does, and dies where
 * it is told to. Arguments: database, data folder, file of the journal.
 */
const [databaseUrl = '', dataFolder = '', journalFile = ''] = process.argv.slice(2);
const { db } = openPool(databaseUrl, { max: 4 });
await openLedgerKey(dataFolder);
const vault = await openVault(dataFolder, 'http://pki.example');
const { issuing } = await ensureAuthority(db, vault);
const journal = openSync(journalFile, 'a');
const STAMPS = 3;

function keep(given: Given): void {
  writeSync(journal, `${JSON.stringify(given)}\n`);
  fsyncSync(journal);
}

/** Every issue is another person's, so that the rule of three persons holds. */
const officer: Actor = { ...systemActor('issuer'), id: 'issuer', kind: 'account' };
const options = { db, actor: officer, events: { emit: async () => undefined }, files: undefined as never };

async function issue(id: string): Promise<string | undefined> {
  try {
    const issued = await runAction(issueCertificate, { id, version: 2 }, options);
    keep({ kind: 'certificate', id: issued.certificateId, serial: issued.serial, request: id });
    return issued.certificateId;
  } catch (error) {
    // The other process was quicker.
    if (error instanceof Problem && error.status === 409) return undefined;
    throw error;
  }
}

async function list(delta: boolean): Promise<void> {
  const served = await revocationList(db, vault, { issuer: issuing, partition: '', delta });
  if (!served) throw new Error('no revocation list');
  const { number } = readRevocationList(served.der, issuing.certificate);
  keep({ kind: 'list', number, delta, hash: createHash('sha256').update(served.der).digest('hex') });
}

async function stamp(query: Buffer): Promise<void> {
  const token = sequenceOf(readDer(respond(await timestampSigner(db, vault), query, now())))[1];
  if (!token) throw new Error('no time-stamp');
  keep({ kind: 'time-stamp', serial: openToken(token.raw, () => Buffer.alloc(0)).info.serial });
}

async function take({ requests, seed, failpoint, query }: IssuerTurn): Promise<void> {
  const random = randomOf(seed);
  armFailpoint(failpoint);
  for (const id of random.shuffled(requests)) {
    const issued = await issue(id);
    for (let times = 0; times < STAMPS; times += 1) await stamp(Buffer.from(query, 'base64'));
    if (issued && random.between(0, 1) === 0) await runAction(endCertificate, { id: issued, reason: 'privilegeWithdrawn' }, options);
    await list(random.between(0, 1) === 0);
  }
}

process.on('message', (turn: IssuerTurn) => {
  take(turn).then(
    () => process.send?.('done'),
    (error: unknown) => process.send?.(String(error instanceof Error ? error.stack : error)),
  );
});
process.on('disconnect', () => {
  closeSync(journal);
  process.exit(0);
});
process.send?.('ready');
