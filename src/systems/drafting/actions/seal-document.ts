import { findAgency } from '#core/agencies/index.ts';
import { replaceBySealed } from '#core/documents/index.ts';
import { placed, sealMark, signPdf, theVault } from '#core/signatures/index.ts';
import { defineAction } from '#kernel/action.ts';
import { notFound } from '#kernel/problem.ts';
import { refusalsOf, scopeOfDraft, takeStep } from '../changes.ts';
import { typesetDraft } from '../making-pdf.ts';
import { type DraftView, readDraft } from '../queries/drafts.ts';
import { DraftRef } from '../schemas.ts';

/** The clerk puts the agency's digital seal on the signed file, by appending: the personal signature stays valid. */
export const sealDocument = defineAction({
  name: 'drafting.seal-document',
  title: { vi: 'Đóng dấu cơ quan', en: 'Put the agency’s seal on' },
  input: DraftRef,
  permission: 'drafting.seal',
  scope: scopeOfDraft,
  refuse: ({ tx }, input) => refusalsOf(tx, 'seal', input),
  async run(context, input) {
    const { tx, actor, files } = context;
    const draft = await takeStep(context, input.id, 'seal');
    const view = await readDraft(tx, input.id);
    const main = view?.files.find((file) => file.role === 'main');
    const agency = await findAgency(tx, draft.agencyId);
    if (!view || !main || !agency) throw notFound();
    const sealed = await signPdf(tx, theVault(), {
      pdf: await files.get(main.sha256),
      holder: { kind: 'seal', agencyId: agency.id, agencyName: agency.name, agencyCode: agency.code },
      reason: 'Dấu cơ quan',
      ...(await sealPlace(context.tx, view)),
    });
    const { serial } = sealed.certificate.certificate;
    const kept = { bytes: sealed.bytes, holderName: agency.name, certificateSerial: serial, signedAt: sealed.signedAt };
    const file = await replaceBySealed(tx, files, main, kept, actor.id);
    return { id: input.id, sha256: file.sha256 };
  },
  ledger: (input, result) => ({ subject: `document:${input.id}`, facts: { sha256: result.sha256, step: 'seal' } }),
});

/** The same input gives the same pages, so setting them again tells where the seal belongs; an uploaded PDF gets an unseen one. */
async function sealPlace(tx: Parameters<typeof typesetDraft>[0], view: DraftView) {
  const { document, draft } = view;
  if (draft.keptFileId || !document.numberNotation || !document.issuedOn) return {};
  const typeset = await typesetDraft(tx, view, {
    numberNotation: document.numberNotation,
    issuedOn: document.issuedOn,
    signer: document.signer,
  });
  return { appearance: placed(typeset.sealBox, sealMark) };
}
