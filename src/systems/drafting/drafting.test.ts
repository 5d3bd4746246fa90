import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesOf, findDocument, signaturesOf } from '#core/documents/index.ts';
import { theVault, validateFile } from '#core/signatures/index.ts';
import { editDraft } from './actions/edit-draft.ts';
import { issueDocument } from './actions/issue-document.ts';
import { recallIssued } from './actions/recall-issued.ts';
import { returnDraft } from './actions/return-draft.ts';
import { sealDocument } from './actions/seal-document.ts';
import { signDocument } from './actions/sign-document.ts';
import { submitDraft } from './actions/submit-draft.ts';
import { findDraft } from './queries/drafts.ts';
import { draftingOffice, form } from './test-kit.ts';

const { t, officer, head, clerk, leader, ref, begin, toSigning } = await draftingOffice();
const { services } = t;
const { db } = services;

describe('a document on its way', () => {
  it('is signed, numbered, sealed and issued; both signatures hold and the referees accept the file', async () => {
    const id = await toSigning();
    const { numberNotation } = await services.act(signDocument, leader, await ref(id));
    expect(numberNotation).toMatch(/^\d\d+\/CĐ-VPCP$/);
    await services.act(sealDocument, clerk, await ref(id));
    expect(await findDocument(db, id)).toMatchObject({ visibility: 'internal', releasedAt: null });
    await services.act(issueDocument, clerk, await ref(id));
    expect(await findDocument(db, id)).toMatchObject({
      visibility: 'public',
      state: 'issued',
      numberNotation,
      releasedAt: expect.any(Date),
    });
    const main = (await filesOf(db, id)).filter((file) => file.role === 'main');
    expect(main).toHaveLength(1);
    const pdf = await services.files.get(main[0]!.sha256);
    const report = await validateFile(db, theVault(), { bytes: pdf });
    expect(report.overall).toBe('TOTAL-PASSED');
    expect(report.signatures).toHaveLength(2);
    expect((await signaturesOf(db, id)).map((one) => one.role).toSorted()).toEqual(['person', 'seal']);
    const path = join(services.config.dataFolder, 'van-ban.pdf');
    writeFileSync(path, pdf);
    expect(execFileSync('qpdf', ['--check', path], { encoding: 'utf8' })).toContain('No syntax or stream encoding errors');
    expect(execFileSync('pdfsig', [path], { encoding: 'utf8' }).match(/Signature is Valid/g)).toHaveLength(2);
  });

  it('gives its number back when signing fails, so that the book has no gap', async () => {
    const bad = await toSigning({ markdown: 'Ký tự \u{1F600} không in được' });
    await expect(services.act(signDocument, leader, await ref(bad))).rejects.toMatchObject({ slug: 'refused' });
    const [first, second] = [await toSigning(), await toSigning()];
    const signed = await Promise.all([first, second].map(async (id) => services.act(signDocument, leader, await ref(id))));
    const numbers = signed.map((one) => Number.parseInt(one.numberNotation, 10)).toSorted((a, b) => a - b);
    expect(numbers[1]).toBe(numbers[0]! + 1);
  });

  it('comes back to the drafter with the reason, and is taken up again', async () => {
    const id = await begin();
    await services.act(submitDraft, officer, await ref(id));
    await services.act(returnDraft, head, { ...(await ref(id)), reason: 'Bổ sung căn cứ pháp lý' });
    expect(await findDraft(db, id)).toMatchObject({ stage: 'writing', returnedReason: 'Bổ sung căn cứ pháp lý' });
    await services.act(editDraft, officer, { ...form, ...(await ref(id)), markdown: 'Căn cứ Luật Phòng thủ dân sự; …' });
    await services.act(submitDraft, officer, await ref(id));
  });

  it('is refused when it is secret', async () => {
    await expect(begin({ secrecy: 'mat' })).rejects.toMatchObject({ slug: 'refused' });
  });

  it('does not move twice on a stale tab or a double click', async () => {
    const id = await begin();
    const seen = await ref(id);
    await services.act(submitDraft, officer, seen, 'pressed');
    await services.act(submitDraft, officer, seen, 'pressed');
    await expect(services.act(submitDraft, officer, seen)).rejects.toMatchObject({ slug: 'refused' });
  });

  it('is frozen when it is withdrawn', async () => {
    const id = await toSigning();
    await services.act(signDocument, leader, await ref(id));
    await services.act(sealDocument, clerk, await ref(id));
    await services.act(issueDocument, clerk, await ref(id));
    await services.act(recallIssued, leader, { id, reason: 'Ban hành nhầm' });
    expect((await findDocument(db, id))?.state).toBe('recalled');
    await expect(services.act(recallIssued, leader, { id, reason: 'Lần nữa' })).rejects.toThrow();
  });
});
