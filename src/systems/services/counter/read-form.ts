import { type Answers, holds, type Procedure, type Raw } from '#core/cases/index.ts';
import type { FieldError } from '#kernel/problem.ts';
import type { Assessed } from '../apply/assess.ts';
import { circumstancesOf } from '../apply/circumstances.ts';
import type { Draft, DraftPaper } from '../apply/drafts.ts';
import { readWithKnown } from '../apply/known-facts.ts';
import type { PaperStatus } from '../apply/papers.ts';

/** The whole form, sent from one page: read page after page, as if each had come for itself. */
export function readForm(procedure: Procedure, draft: Draft, values: Raw): { answers: Answers; errors: FieldError[] } {
  const outside = circumstancesOf(draft, draft.facts, {}, 'counter');
  let answers: Answers = {};
  const errors: FieldError[] = [];
  for (const page of procedure.pages) {
    const here = { ...outside, answers };
    if (page.showIf && !holds(page.showIf, here)) continue;
    const read = readWithKnown(page, values, draft.facts, here);
    answers = { ...answers, ...read.answers };
    errors.push(...read.errors);
  }
  return { answers, errors };
}

interface SentPapers {
  readonly papers: readonly { readonly key: string; readonly name: string; readonly sha256: string }[];
  readonly originals: readonly string[];
  readonly dropped: readonly string[];
}

/** The papers after a send: new scans beside those that were there, originals as they are ticked now. */
export function papersAfter(procedure: Procedure, before: readonly DraftPaper[], sent: SentPapers): DraftPaper[] {
  const keys = new Set(procedure.papers.map(({ key }) => key));
  const scans = sent.papers.map(({ key, name, sha256 }) => ({ key, how: 'upload' as const, file: sha256, name, source: null }));
  const stays = before.filter(
    ({ key, how, file }) =>
      how === 'upload' && !sent.dropped.includes(`${key}:${file}`) && !scans.some((scan) => scan.key === key && scan.file === file),
  );
  const originals = [...new Set(sent.originals)].map((key) => ({ key, how: 'original' as const, file: null, name: null, source: null }));
  return [...stays, ...scans, ...originals].filter(({ key }) => keys.has(key));
}

/**
 * Whether a paper is there. Online an original is shown when the result is collected; at the counter it lies before the official,
 * who says that it was compared.
 */
export const isThere = ({ files, given }: PaperStatus): boolean => files.length > 0 || given?.how === 'register' || given?.how === 'result';

export const missingPapers = ({ papers }: Pick<Assessed, 'papers'>): PaperStatus[] => papers.filter((status) => !isThere(status));
