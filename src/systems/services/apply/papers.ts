import { type Circumstances, holds, type Paper, type Procedure } from '#core/cases/index.ts';
import { type Db, query, sql } from '#kernel/db.ts';
import type { DraftPaper } from './drafts.ts';
import { factKey, type Facts } from './known-facts.ts';

/** A paper of the dossier and how it is there; `undefined`: it is still missing. */
export interface PaperStatus {
  readonly paper: Paper;
  readonly given: DraftPaper | undefined;
  readonly files: readonly DraftPaper[];
  readonly mayUpload: boolean;
}

/** Results of earlier cases of the same person that can stand for papers. */
export interface EarlierResult {
  readonly procedureCode: string;
  readonly caseCode: string;
  readonly name: string;
  readonly number: string;
  readonly file: string;
  readonly key: string;
}

export function earlierResults(db: Db, personId: string): Promise<EarlierResult[]> {
  return query<EarlierResult>(
    db,
    sql<EarlierResult>`select c.procedure_code as "procedureCode", c.code as "caseCode", r.name, r.number, r.file, r.key
      from cases.result r join cases.case_record c on c.id = r.case_id
      where r.revoked_at is null and (c.subject_person = ${personId} or c.applicant_person = ${personId})
      order by r.issued_at desc limit 200`,
  );
}

/** The papers that this application needs, each with the first way that works. */
export function paperStatuses(
  procedure: Procedure,
  uploaded: readonly DraftPaper[],
  facts: Facts,
  earlier: readonly EarlierResult[],
  circumstances: Circumstances,
): PaperStatus[] {
  return procedure.papers
    .filter(({ neededIf }) => !neededIf || holds(neededIf, circumstances))
    .map((paper) => {
      const files = uploaded.filter(({ key }) => key === paper.key);
      const mayUpload = paper.satisfiedBy.some(({ by }) => by === 'upload');
      return { paper, files, mayUpload, given: files[0] ?? withoutFile(paper, facts, earlier) };
    });
}

function withoutFile(paper: Paper, facts: Facts, earlier: readonly EarlierResult[]): DraftPaper | undefined {
  for (const source of paper.satisfiedBy) {
    if (source.by === 'register') {
      const fact = facts[factKey(source)];
      if (fact) return { key: paper.key, how: 'register', file: null, name: null, source: fact.look };
    } else if (source.by === 'result') {
      const found = earlier.find(({ procedureCode }) => source.procedures.includes(procedureCode));
      if (found)
        return { key: paper.key, how: 'result', file: found.file, name: `${found.name} ${found.number}`, source: `case:${found.caseCode}` };
    } else if (source.by === 'original') return { key: paper.key, how: 'original', file: null, name: null, source: null };
  }
  return undefined;
}
