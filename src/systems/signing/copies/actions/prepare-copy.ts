import { findAgency } from '#core/agencies/index.ts';
import { addRelation, createDocument, findDocument, readRecipients, setRecipients } from '#core/documents/index.ts';
import { asAccount, officialsOf } from '#core/identity/index.ts';
import { type ActionContext, defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { forbidden, invalid, type Problem, type Refusal, refused } from '#kernel/problem.ts';
import { allows } from '#kernel/permission.ts';
import { dateOf, today } from '#kernel/time.ts';
import type { SigningTables } from '../../db.gen.ts';
import { copyRule } from '../queries.ts';
import { COPY_BOOK, copyKinds, copyRefusals, orderOfCopies, readPages } from '../rules.ts';
import { NewCopy } from '../schemas.ts';
import { electronicSource, paperSource, type Source } from '../source.ts';

/**
 * A clerk puts a copy up for the signature of whoever may decide on it (Decree 30/2020/NĐ-CP, art. 25 and 27): of a document that
 * the agency issued or was sent, or of a paper that was scanned.
 */
export const prepareCopy = defineAction({
  name: 'signing.prepare-copy',
  title: { vi: 'Trình ký bản sao', en: 'Prepare a certified copy' },
  input: NewCopy,
  permission: 'signing.copy',
  scope: (_tx, _input, actor) => actor.scope,
  async refuse(context, input) {
    const { tx, actor, now, isShown } = context;
    const reasons: Refusal[] = [];
    const signers = await officialsOf(tx, actor.scope ?? '', today(), 'signing.approve-copy');
    if (!signers.some((one) => one.accountId === input.signerId)) reasons.push(copyRefusals.notSigner);
    const medium = input.documentId === undefined ? 'paper' : 'electronic';
    if (!(await copyRule(tx, input.form, medium, dateOf(now)))) reasons.push(copyRefusals.noRule);
    if (input.documentId !== undefined && !(await isShown(`held-document:${input.documentId}`))) reasons.push(copyRefusals.notHeld);
    const paperKind = input.paper === 'certified' ? copyKinds.certified.kind : 'original';
    const order = input.documentId === undefined ? orderOfCopies(input.form, paperKind) : undefined;
    return order ? [...reasons, order] : reasons;
  },
  async run(context, input) {
    const { actor } = context;
    if (!actor.scope) throw forbidden();
    const source = await sourceOf(context, input);
    if (source.restricted && !allows(actor, 'signing.copy-restricted', actor.scope)) throw refused([copyRefusals.restricted]);
    const pages = input.form === 'extract' ? readPages(input.pages ?? '', source.pages) : null;
    if (pages === undefined) throw refused([copyRefusals.pages]);
    const id = await createCopyDocument(context, actor.scope, input, source);
    await insertCopy(context, id, input, source, pages);
    return { id, sha256: source.sha256 };
  },
  ledger: (input, result) => ({
    subject: `document:${result.id}`,
    facts: { form: input.form, copiedFrom: result.sha256, step: 'prepare-copy' },
  }),
});

function sourceOf({ tx, files }: ActionContext, input: NewCopy): Promise<Source> {
  if (input.documentId !== undefined) return electronicSource(tx, files, input.documentId, input.form);
  const { file, title, open } = input;
  const missing = (field: string, vi: string, en: string): Problem => invalid([{ field, message: { vi, en } }]);
  if (!file) throw missing('file', 'Hãy chọn bản quét.', 'Choose the scan.');
  if (!title?.trim()) throw missing('title', 'Hãy ghi tên văn bản được sao.', 'Say what the paper is.');
  if (!open) throw missing('open', 'Hãy xác nhận bản giấy không thuộc bí mật nhà nước.', 'Confirm that the paper holds no State secret.');
  return paperSource(tx, files, { sha256: file.sha256, title: title.trim() });
}

async function createCopyDocument(context: ActionContext, agencyId: string, input: NewCopy, source: Source): Promise<string> {
  const { tx, actor } = context;
  const agency = await findAgency(tx, agencyId);
  if (!agency) throw forbidden();
  const { kind, words } = copyKinds[input.form];
  const original = input.documentId === undefined ? undefined : await findDocument(tx, input.documentId);
  const document = await createDocument(
    tx,
    {
      source: 'written',
      kind,
      book: COPY_BOOK,
      issuerAgencyId: agency.id,
      issuerName: agency.name,
      issuerCode: agency.code,
      abstract: `${words} ${source.title}`.slice(0, 500),
      place: input.place,
      urgency: original?.urgency ?? 0,
      signer: { competence: input.signerCompetence?.trim() || null, position: input.signerPosition.trim(), name: null },
      visibility: 'internal',
    },
    actor.id,
  );
  await setRecipients(tx, document.id, await readRecipients(tx, '', input.recipients), actor.id);
  if (original?.numberNotation) await addRelation(tx, document.id, { kind: 'refers', toDocumentId: original.id, note: words }, actor.id);
  return document.id;
}

async function insertCopy(
  { tx, actor, now }: ActionContext,
  id: string,
  input: NewCopy,
  source: Source,
  pages: readonly number[] | null,
): Promise<void> {
  await on<SigningTables>(tx)
    .insertInto('signing.copy')
    .values({
      id,
      agency_id: actor.scope ?? '',
      form: input.form,
      medium: input.documentId === undefined ? 'paper' : 'electronic',
      source_document_id: input.documentId ?? null,
      source_title: source.title,
      source_sha256: source.sha256,
      source_pages: source.pages,
      source_word_vi: source.word?.vi ?? null,
      source_word_en: source.word?.en ?? null,
      pages: pages === null ? null : [...pages],
      restricted: source.restricted,
      signer_id: input.signerId,
      recipients: input.recipients,
      prepared_by: asAccount(actor).id,
      prepared_at: now,
      state: 'waiting',
      state_since: now,
    })
    .execute();
}
