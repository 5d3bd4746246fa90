import { type ActionContext, defineAction } from '#kernel/action.ts';
import { query, sql } from '#kernel/db.ts';
import { sentence, Type } from '#kernel/schema.ts';
import { dateOf } from '#kernel/time.ts';
import { filesOf, findDocument, getDocument } from '#core/documents/index.ts';
import { notFound, type Refusal } from '#kernel/problem.ts';
import { type Addressed, resolveRecipients } from '../commands/recipients.ts';
import { dispatchDocument } from '../commands/dispatch.ts';
import { refusedBecause } from '../errors.ts';
import { Id, OptionalDate } from '../schemas.ts';

const List = (maxLength: number, maxItems: number) =>
  Type.Optional(Type.Union([Type.Array(Type.String({ maxLength }), { maxItems }), Type.String({ maxLength })]));

/**
 * A released document goes to agencies and groups; groups are resolved as of today, those who have it already are left out.
 * Written here it is released by the last step of its draft; an existing signed one comes in as imported (library) or
 * received (edXML), which counts as released elsewhere, and only its issuer sends it. One signed envelope, one delivery per recipient. A document that replaces one sent before travels as a replacement.
 */
export const sendDocument = defineAction({
  name: 'axis.send-document',
  title: { vi: 'Gửi văn bản qua trục liên thông', en: 'Send a document over the axis' },
  input: Type.Object({
    documentId: Id,
    /** Agency ids, one or more. */
    recipients: List(36, 2_000),
    /** Keys of groups. */
    groups: List(100, 100),
    dueOn: OptionalDate,
    note: Type.Optional(
      Type.String({ maxLength: 1_000, ...sentence('Lời nhắn tối đa 1.000 ký tự.', 'A message has 1,000 characters at most.') }),
    ),
  }),
  permission: 'axis.send',
  async scope(tx, { documentId }) {
    const document = await findDocument(tx, documentId);
    if (!document?.issuerAgencyId) throw notFound();
    return document.issuerAgencyId;
  },
  async refuse({ tx, now }, { documentId, dueOn }) {
    const document = await getDocument(tx, documentId);
    const reasons: Refusal[] = [];
    if (document.state !== 'issued') reasons.push(notIssued);
    else if (!document.releasedAt) reasons.push(notReleased);
    if (!(await filesOf(tx, documentId)).some((file) => file.role === 'main')) reasons.push(noFile);
    if (dueOn && dueOn < dateOf(now)) reasons.push(pastDeadline);
    return reasons;
  },
  async run(context, input) {
    const { tx, now } = context;
    const document = await getDocument(tx, input.documentId);
    const chosen = { ids: [input.recipients ?? []].flat(), groups: [input.groups ?? []].flat() };
    const addressed = await resolveRecipients(tx, chosen, dateOf(now));
    const fresh = await withoutThoseWhoHaveIt(context, document.id, document.issuerAgencyId, addressed);
    if (fresh.length === 0) throw nobody(addressed.ids.length > 0);
    return dispatchDocument(context, document, {
      recipientIds: fresh,
      addressed: addressed.label,
      business: 'auto',
      dueOn: input.dueOn || null,
      note: input.note?.trim() || null,
    });
  },
  ledger: ({ documentId, dueOn }, { dispatchId, envelopeId, recipients }) => ({
    subject: `document:${documentId}`,
    facts: { documentId, dispatchId, envelopeId, recipients, dueOn: dueOn ?? null },
  }),
});

async function withoutThoseWhoHaveIt(
  context: ActionContext,
  documentId: string,
  senderId: string | null,
  { ids }: Addressed,
): Promise<string[]> {
  const have = await query<{ id: string }>(
    context.tx,
    sql<{ id: string }>`
      select delivery.recipient_id as id from axis.dispatch
      join exchange.delivery using (envelope_id)
      join exchange.outbox on outbox.envelope_id = delivery.envelope_id and outbox.site = delivery.site and outbox.state <> 'cancelled'
      where dispatch.document_id = ${documentId} and dispatch.business in ('new', 'replace')`,
  );
  const known = new Set(have.map((row) => row.id));
  if (senderId !== null) known.add(senderId);
  return ids.filter((id) => !known.has(id));
}

const notIssued: Refusal = {
  code: 'not-issued',
  message: {
    vi: 'Chỉ gửi được văn bản đã ban hành và chưa bị thu hồi.',
    en: 'Only a document that is issued and not recalled can be sent.',
  },
};

const notReleased: Refusal = {
  code: 'not-released',
  message: {
    vi: 'Văn bản đã ký nhưng chưa phát hành nên chưa gửi được. Hãy đóng dấu và bấm “Phát hành” ở trang soạn thảo trước.',
    en: 'The document is signed but not issued yet, so it cannot be sent. Seal it and press “Issue” on its drafting page first.',
  },
};

const noFile: Refusal = {
  code: 'no-file',
  message: { vi: 'Văn bản chưa có tệp chính (PDF đã ký).', en: 'The document has no main file (signed PDF) yet.' },
};

const pastDeadline: Refusal = {
  code: 'past-deadline',
  field: 'dueOn',
  message: { vi: 'Hạn xử lý đã ở trong quá khứ.', en: 'The deadline is in the past.' },
};

function nobody(all: boolean) {
  return all
    ? refusedBecause(
        'all-have-it',
        { vi: 'Mọi nơi được chọn đều đã được gửi văn bản này.', en: 'Everyone chosen has been sent this document already.' },
        'groups',
      )
    : refusedBecause('no-recipient', { vi: 'Hãy chọn ít nhất một nơi nhận.', en: 'Choose at least one recipient.' }, 'groups');
}
