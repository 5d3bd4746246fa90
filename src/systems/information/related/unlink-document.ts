import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { isId } from '#kernel/id.ts';
import { notFound } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { partRefusals, takePart } from '../changes.ts';
import type { InformationTables } from '../db.gen.ts';
import { scopeOfRelease } from '../queries/editions.ts';
import { WRITE } from '../rules/states.ts';
import { ReleaseRef } from '../schemas.ts';

const DocumentUnlink = Type.Object({ ...ReleaseRef.properties, document: Type.String({ minLength: 36, maxLength: 36 }) });

/** Takes a document from those that the edition in work speaks of; editions before keep theirs. */
export const unlinkDocument = defineAction({
  name: 'information.unlink-document',
  title: { vi: 'Bỏ văn bản liên quan', en: 'Remove a related document' },
  input: DocumentUnlink,
  permission: WRITE,
  scope: scopeOfRelease,
  refuse: partRefusals,
  async run(context, input) {
    const edition = await takePart(context, input.id);
    const removed = await on<InformationTables>(context.tx)
      .deleteFrom('information.related_document')
      .where('document_id', '=', isId(input.document) ? input.document : input.id)
      .where('release_id', '=', input.id)
      .where('edition', '=', edition.number)
      .returning('document_id')
      .executeTakeFirst();
    if (!removed) throw notFound();
    return { id: input.id };
  },
  ledger: (input) => ({ subject: `release:${input.id}`, facts: { unrelated: `document:${input.document}` } }),
});
