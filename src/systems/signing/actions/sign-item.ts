import { ALLOWED_TYPES, extensionOf } from '#core/documents/index.ts';
import { certificateFor, createAsice, type Holder, signPdf, signXades, theVault } from '#core/signatures/index.ts';
import { type ActionContext, defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { notFound, Problem, type Refusal, refused } from '#kernel/problem.ts';
import { lastPageMark } from '../appearance.ts';
import { setState } from '../changes.ts';
import type { SigningTables } from '../db.gen.ts';
import { fileRefusal } from '../inspect-file.ts';
import { type Authorisation, findAuthorisation, itemsOf, lockBatch } from '../queries.ts';
import { refusals, rootOf } from '../rules.ts';
import { SignItem } from '../schemas.ts';
import type { Batch, Item } from '../types.ts';

/**
 * Signs one file of an authorised list. The list is held against the authorisation's root each time; a file that was
 * signed stays as it is, however often this runs; one that cannot be signed keeps its reason.
 */
export const signItem = defineAction({
  name: 'signing.sign-item',
  title: { vi: 'Ký một tệp trong danh sách đã xác nhận', en: 'Sign a file of an authorised list' },
  input: SignItem,
  permission: 'signing.sign-authorised',
  async run(context, input) {
    const { tx, now } = context;
    const authorisation = await findAuthorisation(tx, input.authorisationId);
    const batch = authorisation && (await lockBatch(tx, authorisation.batchId));
    if (!authorisation?.provenAt || !batch) throw notFound();
    const items = await itemsOf(tx, batch.id);
    const item = items.find((one) => one.id === input.itemId);
    if (!item || item.state !== 'waiting') return undefined;
    if (!isStillAuthorised(authorisation, batch, items, now)) throw refused([refusals.listChanged]);
    const outcome = await signOne(context, authorisation, batch, item);
    await on<SigningTables>(tx).updateTable('signing.item').set(outcome).where('id', '=', item.id).execute();
    if (items.every((one) => one.id === item.id || one.state !== 'waiting')) await setState(tx, batch.id, 'done', now);
    const { accountId, root } = authorisation;
    const signed = 'signed_sha256' in outcome ? outcome.signed_sha256 : null;
    return { batchId: batch.id, agencyId: batch.agencyId, accountId, root: root.toString('hex'), sha256: item.sha256, signed };
  },
  ledger: (_input, result) =>
    result && {
      subject: `signing-batch:${result.batchId}`,
      facts: { root: result.root, sha256: result.sha256, signed: result.signed },
      by: { actor: result.accountId, scope: result.agencyId },
    },
});

/** The list as it stands today must give the root that the signer saw. */
function isStillAuthorised(authorisation: Authorisation, batch: Batch, items: readonly Item[], now: Date): boolean {
  if (authorisation.voidedAt || batch.state !== 'signing' || authorisation.expiresAt <= now) return false;
  const listed = items.filter((item) => item.authorisationId === authorisation.id);
  return rootOf(listed)?.equals(authorisation.root) === true;
}

type Outcome =
  | { state: 'failed'; reason_vi: string; reason_en: string }
  | {
      state: 'signed';
      signed_sha256: string;
      signed_name: string;
      signed_level: string;
      signed_at: Date;
      certificate_serial: string;
      reason_vi: string | null;
      reason_en: string | null;
    };

/** 422: this file cannot be signed; 409: the signer's certificate is suspended or ended, so nothing more of the list can be. */
const OF_THE_FILE: ReadonlySet<number> = new Set([409, 422]);

/** A reason that is the file's own is kept with it; anything else ends the run, which is tried again. */
async function signOne(context: ActionContext, authorisation: Authorisation, batch: Batch, item: Item): Promise<Outcome> {
  const { tx, files } = context;
  const holder = authorisation.holder as Holder;
  try {
    const current = await certificateFor(tx, theVault(), holder);
    if (current.id !== authorisation.certificateId) return failed(refusals.certificateChanged.message);
    const bytes = await files.get(item.sha256);
    const refusal: Refusal | undefined = await fileRefusal(tx, batch, item.kind, bytes);
    if (refusal) return failed(refusal.message);
    const signed = await signByKind(context, batch, item, holder, bytes);
    return {
      state: 'signed',
      signed_sha256: await files.put(signed.bytes),
      signed_name: item.kind === 'other' ? `${item.name}.asice` : item.name,
      signed_level: signed.level,
      signed_at: signed.signedAt,
      certificate_serial: signed.certificate.certificate.serial,
      reason_vi: signed.lowered?.vi ?? null,
      reason_en: signed.lowered?.en ?? null,
    };
  } catch (error) {
    if (!(error instanceof Problem) || !OF_THE_FILE.has(error.status)) throw error;
    return failed(error.detail ?? error.title);
  }
}

function failed(reason: { readonly vi: string; readonly en: string }): Outcome {
  return { state: 'failed', reason_vi: reason.vi, reason_en: reason.en };
}

function signByKind({ tx }: ActionContext, batch: Batch, item: Item, holder: Holder, bytes: Buffer) {
  const options = { holder, withoutTimestamp: 'lower' as const, level: batch.level };
  if (item.kind === 'xml') return signXades(tx, theVault(), { ...options, what: { xml: bytes } });
  if (item.kind === 'pdf') {
    const appearance = batch.shown ? lastPageMark(batch.step) : undefined;
    return signPdf(tx, theVault(), { ...options, pdf: bytes, reason: batch.title, appearance });
  }
  const mimeType = ALLOWED_TYPES.get(extensionOf(item.name)) ?? 'application/octet-stream';
  return createAsice(tx, theVault(), { ...options, files: [{ name: item.name, bytes, mimeType }] });
}
