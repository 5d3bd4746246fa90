import {
  addPapers,
  amendAnswers,
  type Answers,
  type Circumstances,
  contentOf,
  definitionOf,
  holdCase,
  openMarks,
  type Page,
  type Procedure,
  readPage,
  refuseStep,
  type Role,
  takeStep,
} from '#core/cases/index.ts';
import { defineAction } from '#kernel/action.ts';
import { type FieldError, invalid, notFound, refused } from '#kernel/problem.ts';
import type { Static } from '#kernel/schema.ts';
import { tellApplicant } from '../../effects/tell-applicant.ts';
import { rolesIn } from '../access.ts';
import { circumstancesOf } from '../circumstances.ts';
import { allAnswers } from '../known-facts.ts';
import { refusals } from '../messages.ts';
import { Resupply } from '../schemas.ts';

/** The marked fields as one page. */
export function markedPage(procedure: Procedure, targets: readonly string[]): Page {
  const names = new Set(targets.filter((target) => target.startsWith('field:')).map((target) => target.slice(6)));
  const fields = procedure.pages.flatMap((page) => page.fields).filter(({ name }) => names.has(name));
  // What was marked is asked again, also where a register suggested it.
  return {
    key: 'supplement',
    title: procedure.name,
    fields: fields.map(({ showIf: _showIf, ...field }) => field as Page['fields'][number]),
  };
}

export const markedPapers = (procedure: Procedure, targets: readonly string[]): Procedure['papers'] =>
  procedure.papers.filter(({ key }) => targets.includes(`paper:${key}`));

/** Supplies exactly what the officer marked, nothing else; the clock goes on from the count at which it stopped. */
export const resupply = defineAction({
  name: 'services.resupply',
  title: { vi: 'Nộp phần bổ sung của hồ sơ', en: 'Supply what was marked' },
  input: Resupply,
  permission: 'signed-in',
  async run(context, input) {
    const { tx, actor, now } = context;
    const record = await holdCase(tx, input.caseId);
    const roles = record ? await rolesIn(tx, actor, record) : [];
    const role: Role | undefined = roles.find((one) => one === 'applicant' || one === 'receiver');
    if (!record || !role) throw notFound();
    if (record.version !== input.version) throw refused([refusals.stale]);
    const { procedure } = await definitionOf(tx, record.definitionVersion);
    const content = await contentOf(tx, record.id);
    const outside = circumstancesOf(record, content.facts, {}, record.channel);
    const circumstances = { ...outside, answers: allAnswers(procedure, content.answers, content.facts, outside) };
    const reasons = refuseStep(record, procedure, 'resupply', [role], circumstances, {});
    if (reasons.length > 0) throw refused(reasons);
    const targets = (await openMarks(tx, record.id)).map(({ target }) => target);
    const { answers, papers } = supplied(procedure, targets, content.answers, input, circumstances);
    await amendAnswers(tx, record.id, answers);
    await addPapers(tx, record.id, papers, actor.id, now);
    const given = { data: { supplied: targets } };
    const taken = await takeStep(tx, record, procedure, 'resupply', circumstances, given, { actor: actor.id, role }, now);
    for (const effect of taken.effects)
      if (effect.do === 'tell') await context.enqueue(tellApplicant, { caseId: record.id, what: effect.what });
    return { code: record.code, state: taken.state.key };
  },
  ledger: (_input, { code, state }) => ({ subject: `case:${code}`, facts: { event: 'resupply', state } }),
});

/** The answers as they stand after the supplement, and the papers that came with it; throws with a sentence for each thing that is missing. */
function supplied(
  procedure: Procedure,
  targets: readonly string[],
  before: Answers,
  input: Static<typeof Resupply>,
  circumstances: Circumstances,
) {
  const page = markedPage(procedure, targets);
  const read = readPage(page, input.values, circumstances);
  const missing: FieldError[] = markedPapers(procedure, targets)
    .filter((paper) => !input.papers.some(({ key }) => key === paper.key))
    .map((paper) => ({ field: `paper.${paper.key}`, message: refusals.paperMissing(paper.name).message }));
  if (read.errors.length + missing.length > 0) throw invalid([...read.errors, ...missing]);
  const kept = Object.entries(before).filter(([name]) => !page.fields.some((field) => field.name === name));
  const papers = input.papers
    .filter(({ key }) => targets.includes(`paper:${key}`))
    .map(({ key, name, sha256 }) => ({ key, how: 'upload' as const, file: sha256, name, source: null }));
  return { answers: { ...Object.fromEntries(kept), ...read.answers }, papers };
}
