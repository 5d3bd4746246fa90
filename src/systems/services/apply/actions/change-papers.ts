import { definitionOf } from '#core/cases/index.ts';
import { defineAction } from '#kernel/action.ts';
import { notFound, refused } from '#kernel/problem.ts';
import { type Draft, holdDraft, saveDraft } from '../drafts.ts';
import { refusals } from '../messages.ts';
import { AddPaper, DropDraft, RemovePaper } from '../schemas.ts';
import { type Db, query, sql } from '#kernel/db.ts';

const MOST_FILES = 20;

async function openDraft(tx: Db, id: string, accountId: string): Promise<Draft> {
  const draft = await holdDraft(tx, id, accountId);
  if (!draft) throw notFound();
  if (draft.caseId) throw refused([refusals.submitted]);
  return draft;
}

/** Puts a file that was stored into a draft, as one of the papers that the procedure asks for. */
export const addPaper = defineAction({
  name: 'services.add-paper',
  title: { vi: 'Kèm giấy tờ vào hồ sơ', en: 'Add a paper' },
  input: AddPaper,
  permission: 'signed-in',
  async run({ tx, actor, now }, input) {
    const draft = await openDraft(tx, input.draftId, actor.id);
    const { procedure } = await definitionOf(tx, draft.definitionVersion);
    const paper = procedure.papers.find(({ key }) => key === input.key);
    if (!paper?.satisfiedBy.some(({ by }) => by === 'upload')) throw notFound();
    const same = draft.papers.filter(({ key }) => key === input.key);
    if (same.length >= MOST_FILES) throw refused([refusals.tooManyPapers]);
    const others = draft.papers.filter(({ key, file }) => key !== input.key || file !== input.sha256);
    const added = { key: input.key, how: 'upload', file: input.sha256, name: input.name, source: null } as const;
    await saveDraft(tx, draft, { papers: [...others, added] }, now);
    return { id: draft.id };
  },
  ledger: () => undefined,
});

export const removePaper = defineAction({
  name: 'services.remove-paper',
  title: { vi: 'Bỏ giấy tờ khỏi hồ sơ', en: 'Take a paper out' },
  input: RemovePaper,
  permission: 'signed-in',
  async run({ tx, actor, now }, input) {
    const draft = await openDraft(tx, input.draftId, actor.id);
    await saveDraft(tx, draft, { papers: draft.papers.filter(({ key, file }) => key !== input.key || file !== input.sha256) }, now);
    return { id: draft.id };
  },
  ledger: () => undefined,
});

/** Deletes what was begun and not handed in; nobody but its owner ever saw it. */
export const dropDraft = defineAction({
  name: 'services.drop-draft',
  title: { vi: 'Xóa hồ sơ đang khai dở', en: 'Delete a draft' },
  input: DropDraft,
  permission: 'signed-in',
  async run({ tx, actor }, input) {
    const draft = await openDraft(tx, input.draftId, actor.id);
    await query(tx, sql`delete from services.draft where id = ${draft.id}`);
    return { id: draft.id };
  },
  ledger: () => undefined,
});
