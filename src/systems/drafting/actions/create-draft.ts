import { findAgency } from '#core/agencies/index.ts';
import { addRelation, createDocument, kinds, setRecipients, readRecipients } from '#core/documents/index.ts';
import { type ActionContext, defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { forbidden, invalid, type Refusal } from '#kernel/problem.ts';
import type { DraftingTables } from '../db.gen.ts';
import { documentFields } from '../fields.ts';
import { notationOf } from '../notation.ts';
import { DraftForm } from '../schemas.ts';

/** Begins a document in the agency of the post the drafter works in. */
export const createDraft = defineAction({
  name: 'drafting.create-draft',
  title: { vi: 'Soạn văn bản', en: 'Begin a document' },
  input: DraftForm,
  permission: 'drafting.write',
  scope: (_tx, _input, actor) => actor.scope,
  refuse: async (context, { answers }) => (!answers || (await context.isShown(`document:${answers}`)) ? [] : [unknownAnswered]),
  async run(context, input) {
    const { tx, actor, now } = context;
    const agency = actor.scope ? await findAgency(tx, actor.scope) : undefined;
    if (!agency) throw forbidden();
    const kind = (await kinds(tx)).find((one) => one.code === input.kind);
    if (!kind)
      throw invalid([{ field: 'kind', message: { vi: 'Hãy chọn loại văn bản trong danh mục.', en: 'Choose a kind from the list.' } }]);
    const document = await createDocument(
      tx,
      {
        ...documentFields(input),
        kind: kind.code,
        issuerAgencyId: agency.id,
        issuerName: agency.name,
        issuerCode: agency.code,
        source: 'written',
        markdown: input.markdown,
      },
      actor.id,
    );
    const recipients = await readRecipients(tx, input.addressees, input.recipients);
    await setRecipients(tx, document.id, recipients, actor.id);
    if (input.answers) await addRelation(tx, document.id, { kind: 'answers', toDocumentId: input.answers }, actor.id);
    await insertDraft(context, document.id, agency.id, {
      notation: notationOf(kind, agency, typed(input)),
      addressees: input.addressees,
      recipients_text: input.recipients,
      publish: input.publish,
      answers_document_id: input.answers ?? null,
      now,
    });
    return { id: document.id };
  },
  ledger: (input, result) => ({ subject: `document:${result.id}`, facts: { kind: input.kind, abstract: input.abstract } }),
});

/** The relation would show number and issuer of whatever is answered: it must be a document that the drafter may know of. */
const unknownAnswered: Refusal = {
  code: 'unknown-answered',
  message: {
    vi: 'Không tìm thấy văn bản cần trả lời trong số văn bản công khai hoặc văn bản cơ quan đã nhận, đã ban hành.',
    en: 'The document to be answered is neither public nor among those that the agency has received or issued.',
  },
};

function typed(input: { notation?: string; unit?: string }): { notation?: string; unit?: string } {
  return { ...(input.notation ? { notation: input.notation } : {}), ...(input.unit ? { unit: input.unit } : {}) };
}

interface DraftColumns {
  readonly notation: string;
  readonly addressees: string;
  readonly recipients_text: string;
  readonly publish: boolean;
  readonly answers_document_id: string | null;
  readonly now: Date;
}

async function insertDraft(
  { tx, actor }: ActionContext,
  documentId: string,
  agencyId: string,
  { now, ...columns }: DraftColumns,
): Promise<void> {
  await on<DraftingTables>(tx)
    .insertInto('drafting.draft')
    .values({ document_id: documentId, agency_id: agencyId, stage: 'writing', stage_since: now, drafter_id: actor.id, ...columns })
    .execute();
}
