import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { query, sql } from '#kernel/db.ts';
import { testApp } from '../../../../test/kit.ts';
import { searchDocuments } from '../queries/search.ts';
import type { Finding } from './findings.ts';
import { importCorpus, type ImportedRow } from './import-corpus.ts';

const corpus = new URL('../../../../../shared/data/legal-docs/documents.ndjson.gz', import.meta.url).pathname;

describe.skipIf(!existsSync(corpus))('importing the real corpus of shared/data', () => {
  test('152 documents come in with a report; again changes nothing', { timeout: 180_000 }, async () => {
    const { services } = await testApp();
    const rows: ImportedRow[] = [];
    const first = await importCorpus(services, { files: [corpus], report: (row) => rows.push(row) });
    expect(rows.filter((row) => row.outcome === 'refused')).toEqual([]);
    expect(first).toMatchObject({ added: 152, repeated: 0, refused: 0 });
    const of = (field: Finding['field'], code: Finding['code']) =>
      rows.filter((row) => row.findings.some((finding) => finding.field === field && finding.code === code)).length;
    // What the data's README says is wrong with it.
    expect(of('issuedOn', 'missing')).toBe(10);
    expect(of('issuerName', 'missing')).toBe(5);
    expect(of('place', 'missing')).toBe(10);
    expect(of('place', 'holds-number')).toBeGreaterThan(100);
    expect(of('numberNotation', 'same-number')).toBe(3);

    const [state] = await query<{ documents: number }>(services.db, sql`select count(*)::int as documents from documents.document`);
    const second = await importCorpus(services, { files: [corpus] });
    expect(second).toMatchObject({ added: 0, repeated: 152, refused: 0, findings: 0 });
    expect((await query(services.db, sql`select count(*)::int as documents from documents.document`))[0]).toEqual(state);

    const search = (text: string) => searchDocuments(services.db, { text, filters: {}, order: 'relevance' });
    expect((await search('nep song van minh viec cuoi viec tang')).hits[0]?.numberNotation).toBe('87/2025/QĐ-UBND');
    expect((await search('302-2025-nđ cp')).hits[0]?.numberNotation).toBe('302/2025/NĐ-CP');
  });
});
