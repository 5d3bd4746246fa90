import { signDetached, theVault, type Validation } from '#core/signatures/index.ts';
import { canonicalJson } from '#kernel/canonical-json.ts';
import type { Db } from '#kernel/db.ts';
import { sha256Hex } from '#kernel/files.ts';

/** A report that other programs can keep and check: what was judged, by what, with which result. */
export interface MachineReport {
  readonly report: Readonly<Record<string, unknown>>;
  /** Detached JWS (RFC 7515 appendix F) over the canonical form (RFC 8785) of `report`; keys at `/.well-known/jwks.json`. */
  readonly signature: string;
}

/** Signs the result in the name of the site. The file itself is named by its SHA-256 only. */
export async function machineReport(db: Db, site: string, bytes: Buffer, validation: Validation): Promise<MachineReport> {
  const { sentence, details: _details, ...facts } = validation;
  const report = plain({ version: 1, site, file: { sha256: sha256Hex(bytes), bytes: bytes.length }, sentence, ...facts });
  return { report, signature: await signDetached(db, theVault(), site, canonicalJson(report)) };
}

/** Certificates are named by their fingerprints; whoever has the file has the certificates. */
function plain(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return JSON.parse(JSON.stringify(value, (key, member: unknown) => (key === 'der' ? undefined : member))) as Record<string, unknown>;
}
