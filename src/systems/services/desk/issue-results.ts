import { type Agency, findAgency } from '#core/agencies/index.ts';
import {
  type CaseRecord,
  factsWritten,
  holds,
  type Issued,
  type Procedure,
  recordResult,
  type Result,
  type Writes,
} from '#core/cases/index.ts';
import { allocateNumber, typesetDocument } from '#core/documents/index.ts';
import { asAccount, ensurePerson } from '#core/identity/index.ts';
import { recordFacts } from '#core/registries/index.ts';
import { personalMark, placed, sealMark, signPdf, theVault } from '#core/signatures/index.ts';
import type { ActionContext } from '#kernel/action.ts';
import { forbidden, notFound } from '#kernel/problem.ts';
import { dateOf } from '#kernel/time.ts';
import { circumstancesOf } from '../apply/circumstances.ts';
import { subjectName } from '../apply/subject.ts';
import { unitNames } from '../apply/units.ts';
import { printResult } from '../definitions/print.ts';
import { unitsIn } from '../views/fields/answer-text.ts';
import type { Values } from './values.ts';

/** Signs with the decider's own key, seals with the agency's, stores and records each result, and tells the registers. */
export async function issueResults(context: ActionContext, record: CaseRecord, procedure: Procedure, values: Values): Promise<string[]> {
  const agency = await findAgency(context.tx, record.handlingAgency);
  if (!agency) throw notFound();
  const circumstances = circumstancesOf(record, values.facts, values.all, record.channel);
  const hashes: string[] = [];
  for (const result of procedure.results) {
    if (result.onlyIf && !holds(result.onlyIf, circumstances)) continue;
    const issued = await issueOne(context, record, procedure, result, values, agency);
    for (const writes of result.writes ?? []) await tellRegister(context, record, writes, values, issued);
    hashes.push(issued.sha256);
  }
  return hashes;
}

async function issueOne(
  context: ActionContext,
  record: CaseRecord,
  procedure: Procedure,
  result: Result,
  values: Values,
  agency: Agency,
): Promise<Issued & { sha256: string }> {
  const { tx, actor, files, now } = context;
  const date = dateOf(now);
  const names = await unitNames(tx, unitsIn(values.all));
  const count = await allocateNumber(tx, {
    agencyId: agency.id,
    book: `ket-qua-${result.abbreviation.toLowerCase()}`,
    year: Number(date.slice(0, 4)),
  });
  const number = `${String(count).padStart(2, '0')}/${result.abbreviation}`;
  const markdown = printResult(procedure, result, {
    values: values.all,
    given: {
      resultNumber: number,
      issuedOn: date,
      issuerName: agency.name,
      caseCode: record.code,
      applicantName: await subjectName(tx, { subjectPerson: record.applicantPerson, subjectOrganisation: null }),
      subjectName: await subjectName(tx, record),
    },
    unitName: (code) => names[code] ?? code,
  });
  const bytes = await signedPage(context, { agency, result, number, date, markdown });
  const sha256 = await files.put(bytes);
  await recordResult(
    tx,
    record.id,
    { key: result.key, code: result.code, number, name: result.name.vi, file: sha256, agencyId: agency.id },
    actor.id,
    now,
  );
  return { number, date, agency: agency.name, sha256 };
}

interface Sheet {
  readonly agency: Agency;
  readonly result: Result;
  readonly number: string;
  readonly date: string;
  readonly markdown: string;
}

/** The page with its two signatures: of the person who decided, then of the agency (Decree 30/2020, annex I). */
async function signedPage({ tx, actor }: ActionContext, { agency, result, number, date, markdown }: Sheet): Promise<Buffer> {
  const account = asAccount(actor);
  const post = account.posts.find(({ agencyId }) => agencyId === agency.id);
  if (!post) throw forbidden();
  const signer = { competence: null, position: post.title, name: account.name };
  const page = await typesetDocument({
    superiorName: null,
    issuerName: agency.name,
    form: 'named',
    kindName: result.name.vi,
    abstract: '',
    normative: false,
    notation: result.abbreviation,
    numberNotation: number,
    place: agency.name.replace(/^.*?(xã|phường|đặc khu|tỉnh|thành phố)\s+/i, ''),
    issuedOn: date,
    madeOn: date,
    markdown,
    signer,
    recipients: [],
  });
  const common = { agencyId: agency.id, agencyName: agency.name, agencyCode: agency.code };
  const signed = await signPdf(tx, theVault(), {
    pdf: page.pdf,
    holder: { kind: 'person', accountId: actor.id, name: account.name, title: post.title, ...common },
    reason: `Số: ${number}`,
    appearance: placed(page.signatureBox, personalMark),
    withoutTimestamp: 'lower',
  });
  const sealed = await signPdf(tx, theVault(), {
    pdf: signed.bytes,
    holder: { kind: 'seal', ...common },
    reason: 'Dấu cơ quan',
    appearance: placed(page.sealBox, sealMark),
    withoutTimestamp: 'lower',
  });
  return sealed.bytes;
}

/** What a result says becomes a fact of the register, with the case as its source. */
async function tellRegister(
  { tx, actor, now }: ActionContext,
  record: CaseRecord,
  writes: Writes,
  values: Values,
  issued: Issued,
): Promise<void> {
  const subject = await subjectOf(tx, record, writes, values, now, actor.id);
  const facts = factsWritten(writes, values.all, issued);
  if (!subject || Object.keys(facts).length === 0) return;
  await recordFacts(tx, { register: writes.register, subject, facts, from: issued.date, source: `case:${record.code}`, by: actor });
}

async function subjectOf(tx: ActionContext['tx'], record: CaseRecord, { of }: Writes, values: Values, at: Date, by: string) {
  if (of === 'organisation')
    return record.subjectOrganisation ? ({ kind: 'organisation', id: record.subjectOrganisation } as const) : undefined;
  if (of === 'applicant') return { kind: 'person', id: record.subjectPerson ?? record.applicantPerson ?? '' } as const;
  if (of === 'spouse') return undefined;
  const number = values.all[of.numbered];
  if (typeof number !== 'string') return undefined;
  const person = await ensurePerson(
    tx,
    {
      personalNumber: number,
      fullName: String(values.all['childName'] ?? ''),
      birthDate: String(values.all['childBirth'] ?? ''),
      createdBy: by,
    },
    at,
  );
  return { kind: 'person', id: person } as const;
}
