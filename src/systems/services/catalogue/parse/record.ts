import { type Doubt, type Entry, GAP_FIELDS, type Gap, type GapField } from '../entry.ts';
import { readBasis } from './basis.ts';
import { readChannels } from './channels.ts';
import { readPapers } from './papers.ts';
import { LONGEST_FIELD, textOf } from './read.ts';
import { readResults } from './results.ts';
import { readSteps } from './steps.ts';
import { readAudiences, readLevels } from './words.ts';

/** Raise it when the same record gives another entry than before: those kept are then read anew. */
export const PARSER = 1;

/** A record of the national database: its fields by the source's names, all strings. */
export type SourceRecord = Readonly<Record<string, string>>;

const MOST_GAPS = 400;
const LONGEST_PIECE = 400;

/** Counts pieces, and notes those that were not taken apart for sure. */
class Findings {
  readonly gaps: Gap[] = [];
  readonly tally = Object.fromEntries(GAP_FIELDS.map((field) => [field, { pieces: 0, parsed: 0, unsaid: 0 }])) as Record<
    GapField,
    { pieces: number; parsed: number; unsaid: number }
  >;
  readonly verbatim: Partial<Record<GapField, string>> = {};

  piece(field: GapField, text: string, doubt: Doubt | undefined): void {
    if (doubt === 'unsaid') {
      this.tally[field].unsaid += 1;
      return;
    }
    this.tally[field].pieces += 1;
    if (doubt === undefined) this.tally[field].parsed += 1;
    else if (this.gaps.length < MOST_GAPS) this.gaps.push({ field, doubt, piece: text.slice(0, LONGEST_PIECE) });
  }

  /** A whole table: `read` gives its rows, or undefined when it has not the table's shape; '' is no table at all. */
  table<T>(field: GapField, text: string, read: (text: string) => T[] | undefined): T[] {
    if (text === '') return [];
    const rows = text.length > LONGEST_FIELD ? undefined : read(text);
    if (rows) return rows;
    this.verbatim[field] = text.slice(0, LONGEST_FIELD);
    this.piece(field, text, text.length > LONGEST_FIELD ? 'too-long' : 'shape');
    return [];
  }
}

/** Takes a record apart. Never fails, whatever the strings hold: what cannot be read stays in the source's words. */
export function entryOf(record: SourceRecord): Entry {
  const at = (name: string): string => textOf(record[name]);
  const found = new Findings();
  const entry = {
    name: at('ten_thu_tuc').slice(0, 2_000),
    decision: at('so_quyet_dinh').slice(0, 200),
    kind: at('loai_thu_tuc').slice(0, 200),
    field: at('linh_vuc').slice(0, 300),
    levels: listed(found, 'levels', readLevels(at('cap_thuc_hien'))),
    audiences: listed(found, 'audience', readAudiences(at('doi_tuong_thuc_hien'))),
    implementing: at('co_quan_thuc_hien'),
    competent: at('co_quan_co_tham_quyen'),
    authorised: at('co_quan_duoc_uy_quyen'),
    coordinating: at('co_quan_phoi_hop'),
    address: at('dia_chi_tiep_nhan'),
    channels: channels(found, at('cach_thuc_thuc_hien')),
    papers: papers(found, at('thanh_phan_ho_so')),
    steps: steps(found, at('trinh_tu_thuc_hien')),
    results: results(found, at('ket_qua_xu_ly')),
    basis: basis(found, at('can_cu_phap_ly')),
    conditions: at('yeu_cau_dieu_kien'),
    related: at('thu_tuc_lien_quan'),
  };
  return { ...entry, verbatim: found.verbatim, gaps: found.gaps, tally: found.tally };
}

function listed<T>(
  found: Findings,
  field: 'levels' | 'audience',
  words: { known: readonly T[]; unknown: readonly string[] },
): readonly T[] {
  for (const _ of words.known) found.piece(field, '', undefined);
  for (const word of words.unknown) found.piece(field, word, 'unknown-word');
  return words.known;
}

function channels(found: Findings, text: string) {
  const rows = found.table('channels', text, readChannels);
  for (const { time, fees } of rows) {
    found.piece('channels', '', undefined);
    found.piece('time', time.text, time.doubt);
    for (const fee of fees) found.piece('fee', fee.text, fee.doubt);
  }
  return rows;
}

function papers(found: Findings, text: string) {
  const groups = found.table('papers', text, readPapers);
  for (const paper of groups.flatMap((group) => group.papers)) found.piece('papers', paper.text, paper.doubt);
  return groups;
}

function steps(found: Findings, text: string) {
  const rows = found.table('steps', text, readSteps);
  if (rows.length > 0) found.piece('steps', text, rows.length === 1 ? 'no-steps' : undefined);
  return rows;
}

function results(found: Findings, text: string) {
  const rows = found.table('results', text, readResults);
  for (const row of rows) found.piece('results', row.text, row.code === undefined ? 'no-code' : undefined);
  return rows;
}

function basis(found: Findings, text: string) {
  const rows = found.table('basis', text, readBasis);
  for (const row of rows) found.piece('basis', row.text, row.number === undefined ? 'no-number' : undefined);
  return rows;
}
