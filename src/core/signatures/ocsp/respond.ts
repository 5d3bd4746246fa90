import type { Buffer } from 'node:buffer';
import type { Db } from '#kernel/db.ts';
import { machineClock, now } from '#kernel/time.ts';
import { DerError } from '../der/read.ts';
import { lastChange } from '../revocation/status.ts';
import { answeredAuthorities, ocspResponderFor } from '../vault/authority.ts';
import type { StoredCertificate } from '../vault/store.ts';
import type { Vault } from '../vault/vault.ts';
import { type CertificateState, issuerLabel, refusals, writeOcspAnswer } from './answer.ts';
import { changedSince, isYoung, knownState, presignedAnswer, type SignedAnswer, stateFor } from './answers.ts';
import { type CertId, type CertIdHash, type OcspRequest, readOcspRequest } from './request.ts';

/** An OCSPResponse with the instant up to which it may be kept by others; `undefined`: not at all. */
export interface OcspReply {
  readonly der: Buffer;
  readonly nextUpdate: Date | undefined;
}

/** Answers requests about this site's certificates. */
export interface OcspResponder {
  respond(request: Buffer): Promise<OcspReply>;
}

/** Answers kept in this process: about a kilobyte each. */
const MAX_KEPT = 20_000;
/** How long after a change elsewhere this process may still give the former answer. */
const LOOKS_AFTER_MS = 1000;

interface Kept {
  readonly db: Db;
  readonly vault: Vault;
  readonly answers: Map<string, SignedAnswer>;
  issuers: ReadonlyMap<string, StoredCertificate>;
  /** The last status change this process has heard of; -1 before the first look. */
  change: number;
  lookedAt: number;
  looking: Promise<void> | undefined;
}

/** A responder with answers of its own in memory; one for a process. */
export function ocspResponder(db: Db, vault: Vault): OcspResponder {
  const kept: Kept = { db, vault, answers: new Map(), issuers: new Map(), change: -1, lookedAt: Number.NaN, looking: undefined };
  return { respond: (request) => respond(kept, request) };
}

async function respond(kept: Kept, der: Buffer): Promise<OcspReply> {
  let request: OcspRequest;
  try {
    request = readOcspRequest(der);
  } catch (error) {
    if (error instanceof DerError) return { der: refusals.malformedRequest, nextUpdate: undefined };
    throw error;
  }
  if (!(Math.abs(machineClock() - kept.lookedAt) < LOOKS_AFTER_MS)) await (kept.looking ??= look(kept));
  const [first, ...more] = request.asked;
  const issuer = kept.issuers.get(first!.issuer);
  // About other people's certificates, or about those of two authorities at once, no key here can speak.
  if (!issuer || more.some((one) => kept.issuers.get(one.issuer) !== issuer)) return { der: refusals.unauthorized, nextUpdate: undefined };
  if (more.length > 0 || request.nonce) return answerNow(kept, issuer, request);
  return answerKept(kept, issuer, first!);
}

/** Hears what changed since the last look, and which authorities there are. */
async function look(kept: Kept): Promise<void> {
  try {
    if (kept.change < 0) kept.change = await lastChange(kept.db);
    const { serials, last } = await changedSince(kept.db, kept.change);
    const gone = new Set(serials);
    if (gone.size > 0) for (const key of kept.answers.keys()) if (gone.has(key.slice(key.lastIndexOf(' ') + 1))) kept.answers.delete(key);
    kept.change = last;
    const issuers = await answeredAuthorities(kept.db, kept.vault);
    const labels = (['sha1', 'sha256'] satisfies CertIdHash[]).flatMap((name) =>
      issuers.map((one) => [issuerLabel(one.certificate, name), one] as const),
    );
    kept.issuers = new Map(labels);
    kept.lookedAt = machineClock();
  } finally {
    kept.looking = undefined;
  }
}

async function answerKept(kept: Kept, issuer: StoredCertificate, asked: CertId): Promise<OcspReply> {
  const key = `${asked.issuer} ${asked.serial}`;
  const found = kept.answers.get(key);
  if (found && isYoung(found)) return found;
  const before = kept.change;
  const known = await knownState(kept.db, issuer.id, asked.serial);
  if (!known) return answerNow(kept, issuer, { asked: [asked], nonce: undefined });
  const answer = await presignedAnswer(kept.db, kept.vault, issuer, known, asked.hash!);
  // A change heard of while this was fetched found nothing to remove: then the answer is given, but not kept.
  if (kept.change === before && known.change <= before) {
    if (kept.answers.size >= MAX_KEPT) kept.answers.delete(kept.answers.keys().next().value!);
    kept.answers.set(key, answer);
  }
  return answer;
}

/** With a nonce, about several at once, or about a number never issued: signed for this one asker. */
async function answerNow(kept: Kept, issuer: StoredCertificate, { asked, nonce }: OcspRequest): Promise<OcspReply> {
  const { db, vault } = kept;
  const producedAt = now();
  const states: CertificateState[] = [];
  for (const one of asked) {
    const known = await knownState(db, issuer.id, one.serial);
    const dates = { thisUpdate: producedAt, nextUpdate: producedAt };
    states.push(
      known
        ? { ...stateFor(issuer, known, one.hash!, dates), certId: one.raw, nextUpdate: undefined }
        : { certId: one.raw, status: 'unknown', thisUpdate: producedAt, nextUpdate: undefined },
    );
  }
  const signer = await ocspResponderFor(db, vault, issuer);
  return { der: writeOcspAnswer(signer, states, { producedAt, nonce }), nextUpdate: undefined };
}
