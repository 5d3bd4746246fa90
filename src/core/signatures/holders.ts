import type { KeyObject } from 'node:crypto';
import { type Db, on } from '#kernel/db.ts';
import type { Text } from '#kernel/i18n.ts';
import { Problem } from '#kernel/problem.ts';
import { now } from '#kernel/time.ts';
import type { Subject } from './certificates/names.ts';
import type { RevocationReason } from './certificates/revocation-list.ts';
import type { SignaturesTables } from './db.gen.ts';
import { automaticFirstIssue } from './first-issue.ts';
import { messages } from './messages.ts';
import { ensureCertificate, issueAnew, issueForKey } from './vault/authority.ts';
import type { Holding, StoredCertificate } from './vault/store.ts';
import type { Vault } from './vault/vault.ts';

/** An official who signs, in the post they hold now. */
export interface PersonHolder {
  readonly kind: 'person';
  readonly accountId: string;
  /** The agency of the post. */
  readonly agencyId: string;
  /** "Nguyễn Văn An" */
  readonly name: string;
  /** "Chủ tịch" */
  readonly title?: string | undefined;
  readonly agencyName: string;
  /** Identifier of the agency (Decision 20/2020/QĐ-TTg). */
  readonly agencyCode?: string | undefined;
}

/** An agency that seals. */
export interface SealHolder {
  readonly kind: 'seal';
  readonly agencyId: string;
  readonly agencyName: string;
  readonly agencyCode?: string | undefined;
}

export type Holder = PersonHolder | SealHolder;

/**
 * The holder's certificate; issued on the first call where the rule of the day allows that, and anew when name or post on it are
 * no longer true. Throws a Problem 409 when the first one has to be asked for, while the last one is suspended, or when it was revoked for a reason that a new one would undo: then a new one
 * has to be asked for.
 */
export async function certificateFor(db: Db, vault: Vault, holder: Holder): Promise<StoredCertificate> {
  const holding = holdingOf(holder);
  return ensureCertificate(db, vault, holding, subjectOf(holder), (tx) => demandStanding(tx, holding));
}

/** Issues a certificate to a holder whatever others they have: for whoever has checked that they shall have it. */
export function issueFor(tx: Db, vault: Vault, holder: Holder): Promise<StoredCertificate> {
  return issueAnew(tx, vault, holdingOf(holder), subjectOf(holder));
}

export interface ServerHolder {
  readonly agencyId: string;
  readonly agencyName: string;
  readonly agencyCode?: string | undefined;
  /** The first is the certificate's name. */
  readonly hostNames: readonly string[];
  /** Of the server, which proved that it has the other half. */
  readonly publicKey: KeyObject;
}

/** Issues a TLS certificate to an agency's server: for whoever has checked that the names are the agency's. */
export function issueForServer(tx: Db, vault: Vault, server: ServerHolder): Promise<StoredCertificate> {
  const { agencyId, agencyName, agencyCode, hostNames, publicKey } = server;
  const subject = { commonName: hostNames[0]!, organization: agencyName, organizationIdentifier: agencyCode };
  return issueForKey(tx, vault, { holding: { kind: 'tls', agencyId }, subject, publicKey, hostNames });
}

function holdingOf(holder: Holder): Holding {
  if (holder.kind === 'seal') return { kind: 'seal', agencyId: holder.agencyId };
  return { kind: 'person', accountId: holder.accountId, agencyId: holder.agencyId };
}

function subjectOf(holder: Holder): Subject {
  const agency = { organizationIdentifier: holder.agencyCode };
  if (holder.kind === 'seal') return { commonName: holder.agencyName, ...agency };
  return { commonName: holder.name, title: holder.title, organization: holder.agencyName, ...agency };
}

/** Reasons after which nobody gets a new certificate by merely signing again. */
const BARRED: ReadonlySet<string> = new Set<RevocationReason>(['keyCompromise', 'cessationOfOperation', 'privilegeWithdrawn']);

async function demandStanding(db: Db, { kind, accountId, agencyId }: Holding): Promise<void> {
  let latest = on<SignaturesTables>(db)
    .selectFrom('signatures.certificate as c')
    .leftJoin('signatures.revocation as r', 'r.certificate_id', 'c.id')
    .select('r.reason')
    .where('c.kind', '=', kind)
    .where('c.agency_id', '=', agencyId ?? null)
    .orderBy('c.issued_at', 'desc')
    .limit(1);
  if (accountId !== undefined) latest = latest.where('c.account_id', '=', accountId);
  const before = await latest.executeTakeFirst();
  if (!before && !(await automaticFirstIssue(db, now()))) {
    const detail = kind === 'seal' ? messages.sealNeeded : messages.certificateNeeded;
    throw standing({ slug: 'certificate-needed', detail });
  }
  const reason = before?.reason;
  if (reason === 'certificateHold') throw standing({ slug: 'certificate-suspended', detail: messages.certificateSuspended });
  if (reason && BARRED.has(reason)) throw standing({ slug: 'certificate-ended', detail: messages.certificateEnded });
}

function standing(about: { slug: string; detail: Text }): Problem {
  return new Problem({ ...about, status: 409, title: { vi: 'Chưa ký số được', en: 'Cannot be signed now' } });
}
