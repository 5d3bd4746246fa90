import { findAgency } from '#core/agencies/index.ts';
import { accountOf, asAccount } from '#core/identity/index.ts';
import {
  addFile,
  addSignature,
  allocateNumber,
  type DocumentFile,
  markIssued,
  numberNotationOf,
  type Signer,
} from '#core/documents/index.ts';
import { type PersonHolder, personalMark, placed, signPdf, theVault } from '#core/signatures/index.ts';
import { type ActionContext, defineAction } from '#kernel/action.ts';
import { forbidden, notFound, type Refusal } from '#kernel/problem.ts';
import { dateOf } from '#kernel/time.ts';
import { documentVersion, refusalsOf, scopeOfDraft, takeStep } from '../changes.ts';
import { type Numbered, typesetDraft } from '../making-pdf.ts';
import { type DraftView, readDraft } from '../queries/drafts.ts';
import { DraftRef } from '../schemas.ts';

/**
 * The competent person signs: in one transaction the book gives its next number, the page is set with number, date and
 * signer, and the signature is put on it (Decree 30/2020, art. 13–15). A failure anywhere gives the number back.
 */
export const signDocument = defineAction({
  name: 'drafting.sign-document',
  title: { vi: 'Ký và cấp số', en: 'Sign and number' },
  input: DraftRef,
  permission: 'drafting.sign',
  scope: scopeOfDraft,
  async refuse({ tx, actor }, input) {
    const refusals = await refusalsOf(tx, 'sign', input);
    return accountOf(actor) ? refusals : [...refusals, notAPerson];
  },
  async run(context, input) {
    const { tx, actor, now } = context;
    const draft = await takeStep(context, input.id, 'sign');
    const view = await readDraft(tx, input.id);
    if (!view) throw notFound();
    const { document } = view;
    const issuedOn = dateOf(now);
    const year = Number(issuedOn.slice(0, 4));
    const number = await allocateNumber(tx, { agencyId: draft.agencyId, book: document.book, year });
    const numberNotation = numberNotationOf(number, year, draft.notation, document.normative);
    const signer: Signer = { ...document.signer, name: actor.name };
    const file = await makeFile(context, view, { numberNotation, issuedOn, signer });
    await markIssued(
      tx,
      input.id,
      await documentVersion(tx, input.id),
      {
        number,
        year,
        notation: draft.notation,
        numberNotation,
        issuedOn,
        signer,
        ...(file.pageCount === null ? {} : { pageCount: file.pageCount }),
        visibility: 'internal',
        effectiveFrom: document.effectiveFrom ?? issuedOn,
      },
      actor.id,
    );
    return { id: input.id, numberNotation, sha256: file.sha256 };
  },
  ledger: (input, result) => ({
    subject: `document:${input.id}`,
    facts: { numberNotation: result.numberNotation, sha256: result.sha256, step: 'sign' },
  }),
});

const notAPerson: Refusal = {
  code: 'not-a-person',
  message: {
    vi: 'Chỉ người có thẩm quyền, đăng nhập bằng tài khoản của mình, mới ký được.',
    en: 'Only a person signed in with their own account can sign.',
  },
};

/** The signer as they stand on their certificate: in the post they hold in the draft's agency. */
async function holderOf({ tx, actor }: ActionContext, agencyId: string): Promise<PersonHolder> {
  const post = asAccount(actor).posts.find((one) => one.agencyId === agencyId);
  const agency = await findAgency(tx, agencyId);
  if (!post || !agency) throw forbidden();
  const { name } = actor;
  return { kind: 'person', accountId: actor.id, agencyId, name, title: post.title, agencyName: agency.name, agencyCode: agency.code };
}

/** The page with its number, date and signer (or the kept PDF), signed and stored as the document's main file. */
async function makeFile(context: ActionContext, view: DraftView, numbered: Numbered): Promise<DocumentFile> {
  const { tx, actor, files } = context;
  const { draft, document } = view;
  const kept = view.files.find((file) => file.id === draft.keptFileId);
  const page = kept
    ? { pdf: await files.get(kept.sha256), pages: kept.pageCount, appearance: undefined }
    : await typesetDraft(tx, view, numbered).then(({ pdf, pages, signatureBox }) => ({
        pdf,
        pages,
        appearance: placed(signatureBox, personalMark),
      }));
  const signed = await signPdf(tx, theVault(), {
    pdf: page.pdf,
    holder: await holderOf(context, draft.agencyId),
    reason: `Số: ${numbered.numberNotation}`,
    location: document.place ?? undefined,
    appearance: page.appearance,
  });
  const name = `${numbered.numberNotation}.pdf`.replaceAll('/', '-');
  const file = await addFile(
    tx,
    files,
    { documentId: document.id, role: 'main', name, bytes: signed.bytes, pageCount: page.pages },
    actor.id,
  );
  const { serial } = signed.certificate.certificate;
  await addSignature(tx, {
    documentId: document.id,
    fileId: file.id,
    role: 'person',
    holderName: actor.name,
    certificateSerial: serial,
    signedAt: signed.signedAt,
  });
  return file;
}
