import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Db, query, sql, transaction } from '#kernel/db.ts';
import { folderStore } from '#kernel/files.ts';
import { instant, today } from '#kernel/time.ts';
import { testDatabase } from '../../../test/kit.ts';
import * as documents from './index.ts';
import type { NewDocument } from './types.ts';

const WHO = 'system:test';
const imported: NewDocument = {
  source: 'imported',
  state: 'issued',
  issuerName: 'Chính phủ',
  kind: 'nghi-dinh',
  normative: true,
  abstract: 'Quy định về thực hiện thủ tục hành chính theo cơ chế một cửa',
  numberNotation: '118/2025/NĐ-CP',
  issuedOn: '2025-06-09',
  effectiveFrom: '2025-07-01',
  visibility: 'public',
};

let db: Db;
beforeAll(async () => {
  db = (await testDatabase()).db;
});

const create = (change: Partial<NewDocument> = {}) =>
  transaction(db, (tx) => documents.createDocument(tx, { ...imported, ...change }, WHO));

describe('kinds', () => {
  it('are the 29 of Decree 30/2020 and the normative ones, as of a date', async () => {
    const now = await documents.kinds(db);
    expect(now.filter((kind) => kind.source.includes('30/2020'))).toHaveLength(29);
    expect(now.find((kind) => kind.code === 'ban-ghi-nho')).toMatchObject({ abbreviation: 'BGN', confirmed: false });
    expect(now.find((kind) => kind.code === 'cong-van')).toMatchObject({ abbreviation: null, form: 'letter' });
    const before = await documents.kinds(db, '2019-01-01');
    expect(before.find((kind) => kind.code === 'ban-ghi-nho')?.abbreviation).toBe('GN');
    expect((await documents.kindAbbreviations(db)).get('NĐ')).toBe('nghi-dinh');
  });
});

describe('an imported document', () => {
  it('is found by its number, however typed, or by its beginning', async () => {
    const made = await create();
    expect(made).toMatchObject({ number: 118, year: 2025, notation: 'NĐ-CP', kindName: 'Nghị định', version: 1, book: 'nghi-dinh-qppl' });
    for (const typed of ['so 118 / 2025 / nd cp', '118-2025-nđcp', '118/2025']) {
      expect((await documents.documentByNumber(db, typed)).map((found) => found.id)).toContain(made.id);
    }
    expect(await documents.documentByNumber(db, '118/2025', { visibility: 'internal' })).toEqual([]);
    expect(await documents.documentByNumber(db, 'học phí')).toEqual([]);
  });

  it('may be corrected, wording as a new edition; a stale tab is told', async () => {
    const made = await create({ markdown: '**Điều 1.** Cũ', numberNotation: '119/2025/NĐ-CP' });
    const change = { abstract: 'Trích yếu đúng', markdown: '**Điều 1.** Mới', numberNotation: '120/2025/NĐ-CP' };
    const corrected = await transaction(db, (tx) => documents.correctDocument(tx, made.id, 1, change, 'Sai trích yếu', WHO));
    expect(corrected).toMatchObject({
      version: 2,
      abstract: 'Trích yếu đúng',
      number: 120,
      numberKey: '120/2025/ndcp',
      issuedOn: '2025-06-09',
    });
    expect(await documents.editionOf(db, made.id)).toMatchObject({ edition: 2, plain: 'Điều 1. Mới', reason: 'Sai trích yếu' });
    expect(await documents.editionOf(db, made.id, 1)).toMatchObject({ plain: 'Điều 1. Cũ' });
    await expect(transaction(db, (tx) => documents.correctDocument(tx, made.id, 1, {}, 'x', WHO))).rejects.toMatchObject({
      slug: 'stale-document',
    });
    expect((await documents.historyOf(db, made.id)).map((row) => row.event)).toEqual(['created', 'corrected']);
  });

  it('is refused when secret, of an unknown kind, or with a number of no form', async () => {
    await expect(create({ secrecy: 'mat' })).rejects.toMatchObject({ refusals: [{ code: 'secret-document' }] });
    await expect(create({ kind: 'truyen-thuyet' })).rejects.toMatchObject({ refusals: [{ code: 'unknown-kind' }] });
    await expect(create({ effectiveTo: '2025-06-30' })).rejects.toMatchObject({ refusals: [{ code: 'wrong-dates' }] });
    await expect(create({ numberNotation: 'không số' })).rejects.toMatchObject({ refusals: [{ code: 'wrong-number' }] });
  });
});

describe('a draft written here', () => {
  it('is changed, issued, then kept as signed, then recalled and frozen', async () => {
    const agency = await newAgency(db);
    const draft = await create({
      source: 'written',
      state: 'draft',
      issuerAgencyId: agency,
      kind: 'quyet-dinh',
      normative: false,
      numberNotation: null,
      issuedOn: null,
      markdown: 'Một',
    });
    const changed = await transaction(db, (tx) =>
      documents.updateDraft(tx, draft.id, 1, { abstract: '  Về   việc mới ', markdown: 'Hai' }, WHO),
    );
    expect(changed).toMatchObject({ version: 2, abstract: 'Về việc mới', book: 'quyet-dinh' });
    const issued = await transaction(db, async (tx) => {
      const number = await documents.allocateNumber(tx, { agencyId: agency, book: changed.book, year: 2026 });
      const numberNotation = documents.numberNotationOf(number, 2026, 'QĐ-UBND', false);
      return documents.markIssued(
        tx,
        draft.id,
        2,
        { number, year: 2026, notation: 'QĐ-UBND', numberNotation, issuedOn: '2026-11-22' },
        WHO,
      );
    });
    expect(issued).toMatchObject({ state: 'issued', numberNotation: '01/QĐ-UBND', numberKey: '1/qdubnd', releasedAt: null });
    await expect(transaction(db, (tx) => documents.updateDraft(tx, draft.id, 3, { abstract: 'x' }, WHO))).rejects.toMatchObject({
      slug: 'refused',
    });
    await expect(query(db, sql`update documents.document set abstract = 'x' where id = ${draft.id}`)).rejects.toThrow(/does not change/);
    await expect(query(db, sql`delete from documents.document where id = ${draft.id}`)).rejects.toThrow(/cannot be deleted/);
    await expect(transaction(db, (tx) => documents.setVisibility(tx, draft.id, 'public', WHO))).rejects.toMatchObject({
      refusals: [{ code: 'not-released' }],
    });
    const released = await transaction(db, (tx) => documents.releaseDocument(tx, draft.id, WHO));
    expect(released.releasedAt).toBeInstanceOf(Date);
    expect(await transaction(db, (tx) => documents.releaseDocument(tx, draft.id, WHO))).toEqual(released);
    await expect(query(db, sql`update documents.document set released_at = null where id = ${draft.id}`)).rejects.toThrow(
      /cannot be undone/,
    );
    const recalled = await transaction(db, (tx) => documents.recallDocument(tx, draft.id, 'Sai thẩm quyền', WHO));
    expect(recalled).toMatchObject({ state: 'recalled', recallReason: 'Sai thẩm quyền' });
    await expect(query(db, sql`update documents.document set field = 'x' where id = ${draft.id}`)).rejects.toThrow(/frozen/);
    await expect(transaction(db, (tx) => documents.recallDocument(tx, draft.id, 'lại', WHO))).rejects.toMatchObject({ slug: 'refused' });
    expect((await documents.statusInForce(db, draft.id)).status).toBe('recalled');
  });

  it('has files, recipients and signatures in order', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'motcua-files-'));
    afterAll(() => rm(folder, { recursive: true, force: true }));
    const store = folderStore(folder);
    const { id } = await create({ numberNotation: '7/2025/NĐ-CP' });
    const pdf = Buffer.from('%PDF-1.7 thử');
    await transaction(db, async (tx) => {
      await documents.addFile(tx, store, { documentId: id, role: 'attachment', name: 'Phụ lục số 1.csv', bytes: Buffer.from('a,b') }, WHO);
      const main = await documents.addFile(
        tx,
        store,
        { documentId: id, role: 'main', name: 'Nghị định.pdf', bytes: pdf, pageCount: 3 },
        WHO,
      );
      const at = instant(0);
      await documents.addSignature(tx, {
        documentId: id,
        fileId: main.id,
        role: 'seal',
        holderName: 'Chính phủ',
        certificateSerial: '0a',
        signedAt: at,
      });
      await documents.setRecipients(
        tx,
        id,
        [
          { role: 'to', label: 'Các bộ', groupKey: 'ministries' },
          { role: 'cc', label: 'Lưu: VT' },
        ],
        WHO,
      );
    });
    const files = await documents.filesOf(db, id);
    expect(files.map((file) => file.name)).toEqual(['Nghi-dinh.pdf', 'Phu-luc-so-1.csv']);
    expect((await documents.filesByHash(db, files[0]!.sha256))[0]?.documentId).toBe(id);
    expect((await documents.recipientsOf(db, id)).map((recipient) => recipient.label)).toEqual(['Các bộ', 'Lưu: VT']);
    expect(await documents.signaturesOf(db, id)).toMatchObject([{ role: 'seal', holderName: 'Chính phủ' }]);
  });
});

describe('relations', () => {
  it('wait for their target and are seen from both sides', async () => {
    const newer = await create({ numberNotation: '200/2025/NĐ-CP', issuedOn: '2025-09-01', effectiveFrom: '2025-10-01' });
    await transaction(db, async (tx) => {
      await documents.addRelation(tx, newer.id, { kind: 'replaces', toNumberNotation: '61/2018/NĐ-CP' }, WHO);
      await documents.addRelation(tx, newer.id, { kind: 'replaces', toNumberNotation: '61/2018/nđ-cp' }, WHO);
    });
    expect(await documents.relationsOf(db, newer.id)).toMatchObject([
      { direction: 'out', documentId: null, numberNotation: '61/2018/NĐ-CP' },
    ]);
    const older = await create({ numberNotation: '61/2018/NĐ-CP', issuedOn: '2018-04-23', effectiveFrom: '2018-06-21' });
    expect(await documents.relationsOf(db, older.id)).toMatchObject([{ direction: 'in', kind: 'replaces', documentId: newer.id }]);
    expect(await documents.statusInForce(db, older.id, '2025-09-30')).toMatchObject({ status: 'in_force', byDocumentId: null });
    expect(await documents.statusInForce(db, older.id, '2025-10-01')).toMatchObject({ status: 'replaced', byDocumentId: newer.id });
  });

  it('ends nothing before it is released', async () => {
    const agency = await newAgency(db);
    const older = await create({ numberNotation: '71/2018/NĐ-CP', issuedOn: '2018-04-23' });
    const draft = await create({ source: 'written', state: 'draft', issuerAgencyId: agency, numberNotation: null, issuedOn: null });
    await expect(transaction(db, (tx) => documents.releaseDocument(tx, draft.id, WHO))).rejects.toMatchObject({
      refusals: [{ code: 'not-released' }],
    });
    await transaction(db, async (tx) => {
      await documents.addRelation(tx, draft.id, { kind: 'replaces', toDocumentId: older.id }, WHO);
      const facts = { number: 71, year: 2025, notation: 'NĐ-CP', numberNotation: '71/2025/NĐ-CP', issuedOn: '2025-09-01' };
      await documents.markIssued(tx, draft.id, draft.version, facts, WHO);
    });
    const statuses = async () => [
      (await documents.statusInForce(db, older.id)).status,
      (await documents.statusesToday(db, [older.id])).get(older.id)?.status,
    ];
    expect(await statuses()).toEqual(['in_force', 'in_force']);
    await transaction(db, (tx) => documents.releaseDocument(tx, draft.id, WHO));
    expect(await statuses()).toEqual(['replaced', 'replaced']);
  });

  it('the view and the rule say the same of every document', async () => {
    const day = today();
    const targets = await Promise.all(
      [...Array(12).keys()].map((i) =>
        create({
          numberNotation: `${900 + i}/2020/NĐ-CP`,
          issuedOn: '2020-01-01',
          effectiveFrom: i % 3 === 0 && i % 4 !== 1 ? '2199-01-01' : null,
          effectiveTo: i % 4 === 1 ? day : null,
        }),
      ),
    );
    for (const [i, target] of targets.entries()) {
      if (i % 2 === 0) continue;
      const ender = await create({
        numberNotation: `${950 + i}/2021/NĐ-CP`,
        issuedOn: '2021-01-01',
        effectiveFrom: i % 5 === 0 ? '2199-01-01' : null,
      });
      const relation = { kind: i % 3 === 0 ? 'revokes' : 'replaces', toDocumentId: target.id, partial: i === 7 } as const;
      await transaction(db, (tx) => documents.addRelation(tx, ender.id, relation, WHO));
    }
    const all = await documents.documentsAfter(db, undefined, 1_000);
    const seen = await documents.statusesToday(
      db,
      all.map((document) => document.id),
    );
    for (const document of all) expect(seen.get(document.id)).toEqual(await documents.statusInForce(db, document.id, day));
    expect(new Set([...seen.values()].map((status) => status.status)).size).toBeGreaterThanOrEqual(6);
  });
});

/** The least row that agencies accept; the tests of that module say more. */
export async function newAgency(target: Db): Promise<string> {
  const [kind] = await query<{ key: string }>(target, sql<{ key: string }>`select key from agencies.agency_kind limit 1`);
  const [row] = await query<{ id: string }>(
    target,
    sql<{ id: string }>`
      insert into agencies.agency (id, code_qd20, code_source, kind, name, name_folded, bare_folded, site, search)
      values (gen_random_uuid(), 'T' || substr(gen_random_uuid()::text, 1, 6), 'generated', ${kind?.key}, 'Cơ quan thử', 'co quan thu', 'thu', 'vn', '')
      returning id`,
  );
  return row!.id;
}
