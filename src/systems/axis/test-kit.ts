import { addSignature, attachStoredFile, createDocument, filesOf, markIssued, releaseDocument } from '#core/documents/index.ts';
import { type Db, query, sql } from '#kernel/db.ts';
import { sha256Hex } from '#kernel/files.ts';
import type { Services } from '#kernel/http/services.ts';
import { now } from '#kernel/time.ts';

const SMALLEST_PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF');

/** A released document of an agency with a stored main file; numbers must differ within an agency. */
export async function issueTestDocument(services: Pick<Services, 'db' | 'files'>, agencyId: string, number: number): Promise<string> {
  const { db, files } = services;
  const [issuer] = await query<{ name: string; code: string }>(
    db,
    sql<{ name: string; code: string }>`select name, code_qd20 as code from agencies.agency where id = ${agencyId}`,
  );
  const fields = {
    issuerAgencyId: agencyId,
    issuerName: issuer!.name,
    issuerCode: issuer!.code,
    kind: 'quyet-dinh',
    abstract: `Về việc thử số ${number}`,
  };
  const draft = await createDocument(db, { source: 'written', ...fields }, 'system:test');
  const sha256 = await files.put(SMALLEST_PDF);
  const file = { role: 'main', name: 'van-ban.pdf', mediaType: 'application/pdf', size: SMALLEST_PDF.length, pageCount: 1 } as const;
  await attachStoredFile(db, { documentId: draft.id, sha256, ...file }, 'system:test');
  const numbers = { number, year: 2026, notation: 'QĐ-TN', numberNotation: `${number}/QĐ-TN`, issuedOn: '2026-11-20' };
  await markIssued(db, draft.id, draft.version, numbers, 'system:test');
  const [stored] = await filesOf(db, draft.id);
  const seal = {
    documentId: draft.id,
    fileId: stored!.id,
    role: 'seal',
    holderName: issuer!.name,
    certificateSerial: '01',
    signedAt: now(),
  } as const;
  await addSignature(db, seal);
  await releaseDocument(db, draft.id, 'system:test');
  return draft.id;
}

/** An account for an agency's own software with the permission to exchange packets. */
export async function addTestSoftware(db: Db, id: string, agencyId: string, secret: string): Promise<void> {
  const hash = Buffer.from(sha256Hex(Buffer.from(secret)), 'hex');
  await query(
    db,
    sql`insert into identity.role (name, title_vi, title_en, nationwide) values ('test-software', 'Phần mềm', 'Software', false) on conflict do nothing`,
  );
  await query(
    db,
    sql`insert into identity.role_permission (role, permission) values ('test-software', 'axis.packets') on conflict do nothing`,
  );
  await query(
    db,
    sql`insert into identity.software_client (id, title, agency_id, role, secret_hash, created_at, created_by)
      values (${id}, 'Phần mềm thử', ${agencyId}, 'test-software', ${hash}, now(), 'system:test')`,
  );
}
