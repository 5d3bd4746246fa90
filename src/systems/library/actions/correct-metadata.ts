import { searchAgencies } from '#core/agencies/index.ts';
import { correctDocument, findDocument, numberKey } from '#core/documents/index.ts';
import { defineAction } from '#kernel/action.ts';
import { type Db, on } from '#kernel/db.ts';
import type { Refusal } from '#kernel/problem.ts';
import { fold } from '#kernel/text.ts';
import { isDate } from '#kernel/time.ts';
import { keeperOf } from '../importing/import-records.ts';
import { CorrectMetadata } from '../schemas.ts';
import type { Tables } from '../tables.ts';

/** An editor puts the metadata of an imported document right; its findings are settled by that. */
export const correctMetadata = defineAction({
  name: 'library.correct-metadata',
  title: { vi: 'Sửa thông tin văn bản đã nhập', en: 'Correct the metadata of an imported document' },
  input: CorrectMetadata,
  permission: 'library.edit',
  scope: (tx, { id }, actor) => keeperOf(tx, id, actor.scope),
  async refuse({ tx }, input) {
    const document = await findDocument(tx, input.id);
    const reasons: Refusal[] = [];
    if (document?.source !== 'imported') reasons.push(onlyImported);
    if (input.issuedOn !== '' && !isDate(input.issuedOn)) reasons.push(noSuchDay);
    if (input.numberNotation !== '' && numberKey(input.numberNotation) === undefined) reasons.push(noNumber);
    return reasons;
  },
  async run({ tx, actor, now, emit }, input) {
    const { id, version, reason, numberNotation, issuedOn, place, field, issuerName, ...rest } = input;
    const change = {
      ...rest,
      issuerName,
      issuerAgencyId: await agencyNamed(tx, issuerName),
      place: place === '' ? null : place,
      field: field === '' ? null : field,
      numberNotation: numberNotation === '' ? null : numberNotation,
      ...(issuedOn === '' ? {} : { issuedOn }),
    };
    const document = await correctDocument(tx, id, version, change, reason, actor.id);
    await on<Tables>(tx)
      .updateTable('library.finding')
      .set({ settled_at: now })
      .where('document_id', '=', id)
      .where('settled_at', 'is', null)
      .execute();
    await emit('documents.changed', { documentId: id });
    return { id, version: document.version };
  },
  ledger: ({ id, reason: _reason, version: _version, ...facts }) => ({ subject: `document:${id}`, facts }),
});

async function agencyNamed(tx: Db, name: string): Promise<string | null> {
  const found = await searchAgencies(tx, name, { limit: 5 });
  const exact = found.filter((agency) => fold(agency.name) === fold(name));
  return exact.length === 1 ? (exact[0]?.id ?? null) : null;
}

const onlyImported: Refusal = {
  code: 'not-imported',
  message: {
    vi: 'Chỉ sửa được thông tin của văn bản nhập từ kho. Văn bản ký trên hệ thống giữ nguyên như đã ký.',
    en: 'Only documents imported from a corpus can be corrected. What was signed here stays as it was signed.',
  },
};
const noSuchDay: Refusal = {
  code: 'no-such-day',
  field: 'issuedOn',
  message: { vi: 'Ngày ban hành không có trong lịch.', en: 'The date of issue is no day of the calendar.' },
};
const noNumber: Refusal = {
  code: 'no-number',
  field: 'numberNotation',
  message: {
    vi: 'Số/ký hiệu không đúng dạng. Ví dụ đúng: 15/QĐ-UBND, 118/2025/NĐ-CP.',
    en: 'The number has not the right form. Examples: 15/QĐ-UBND, 118/2025/NĐ-CP.',
  },
};
