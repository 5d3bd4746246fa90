import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { guessMetadata, type KnownKind, numberKey, plainText } from '../src/core/documents/index.ts';
import { newId } from '../src/kernel/id.ts';
import { fold } from '../src/kernel/text.ts';
import { addDays, today } from '../src/kernel/time.ts';
import { targetSize } from '../src/systems/library/rules/balance.ts';
import { foldedWords, foldInPlace, hashesOf, inBucket, tonedWords, WORDS_VERSION } from '../src/systems/library/rules/terms.ts';

const corpus = new URL('../../shared/data/legal-docs/documents.ndjson.gz', import.meta.url);

/** Pieces of real documents (own sentences where the data folder is absent) that synthetic ones are made of. */
export interface Pieces {
  readonly abstracts: readonly string[];
  readonly sentences: readonly string[];
  readonly source: string;
}

export function readPieces(kinds: readonly KnownKind[]): Pieces {
  if (!existsSync(corpus)) return { abstracts: ownAbstracts, sentences: ownAbstracts, source: 'own sentences' };
  const abstracts: string[] = [];
  const sentences: string[] = [];
  for (const line of gunzipSync(readFileSync(corpus)).toString().split('\n').filter(Boolean)) {
    const { noi_dung: text } = JSON.parse(line) as { noi_dung: string };
    const abstract = guessMetadata(text, kinds).abstract.value;
    if (abstract) abstracts.push(abstract.replace(/[\t\\]/g, ' '));
    const plain = plainText(text.slice(0, 120_000)).replace(/[\s|\\*]+/g, ' ');
    for (const sentence of plain.split(/[.;:]\s/)) {
      if (sentence.length > 40 && sentence.length < 400) sentences.push(sentence);
    }
  }
  return { abstracts, sentences, source: '152 real documents' };
}

const ownAbstracts = [
  'Quy định chi tiết một số điều của Luật Đất đai về bồi thường, hỗ trợ, tái định cư',
  'Ban hành kế hoạch chuyển đổi số của thành phố giai đoạn 2026 - 2030',
  'Về việc miễn, giảm học phí cho học sinh mầm non và phổ thông trên địa bàn tỉnh',
  'Công bố danh mục thủ tục hành chính mới ban hành trong lĩnh vực hộ tịch',
];

/** A generator that gives the same documents in every run (mulberry-like mixing; quality is enough for choosing words). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x45d9f3b);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const kindsOf = ['quyet-dinh', 'ke-hoach', 'thong-bao', 'nghi-quyet', 'cong-van', 'bao-cao', 'chi-thi', 'nghi-dinh', 'thong-tu'] as const;
const notations = ['QĐ-UBND', 'KH-UBND', 'TB-UBND', 'NQ-HĐND', 'UBND-VP', 'BC-UBND', 'CT-UBND', 'NĐ-CP', 'TT-BTC'] as const;
const fields = ['Đất đai', 'Giáo dục', 'Y tế', 'Xây dựng', 'Hộ tịch', 'Tài chính', 'Chuyển đổi số', 'Môi trường'];
/** About 160 words: far shorter than a real document, so that a million fit on a bench. Posting lists grow with documents, not words. */
const SENTENCES = 5;
const SPREAD_DAYS = 9_500;

export interface MadeDocument {
  readonly number: string;
  readonly abstract: string;
  readonly kind: string;
  readonly day: string;
  readonly issuer: string;
}

/** Documents newest last; more of them the nearer to today. */
export function* makeDocuments(count: number, pieces: Pieces): Generator<MadeDocument & { body: string; field: string }> {
  const random = randomFrom(20_261_121);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const days = Array.from({ length: count }, () => Math.floor(random() ** 2 * SPREAD_DAYS)).toSorted((a, b) => b - a);
  for (const [index, age] of days.entries()) {
    const day = addDays(today(), -age);
    const kind = Math.floor(random() ** 2 * kindsOf.length);
    const place = Math.floor(random() ** 1.5 * 3_355);
    const body = Array.from({ length: SENTENCES }, () => pick(pieces.sentences)).join('. ');
    yield {
      number: `${1 + (index % 9_999)}/${day.slice(0, 4)}/${notations[kind]}`,
      abstract: `${pick(pieces.abstracts).slice(0, 140)} ${pick(pieces.sentences).slice(0, 80)}`,
      kind: kindsOf[kind] as string,
      day,
      issuer: `Ủy ban nhân dân đơn vị ${place}`,
      body,
      field: pick(fields),
    };
  }
}

/** Fills an empty migrated database through COPY, with buckets cut as the nightly job would have cut them. */
export async function fill(url: string, count: number, pieces: Pieces, report: (done: number) => void): Promise<MadeDocument[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('drop index library.document_terms_terms');
  // The rows are made to fit each other: no look-up of foreign keys, no triggers.
  await client.query('set session_replication_role = replica');
  const sample: MadeDocument[] = [];
  const starts = bucketStarts(count);
  let buckets: string[] = [];
  let bucket = -1;
  let seq = 0;
  const rows: string[][] = [[], [], [], [], []];
  await client.query('delete from library.bucket');
  for (const document of makeDocuments(count, pieces)) {
    if (starts.has(seq) && (bucket < 0 || document.day > (buckets.at(-1) ?? ''))) {
      bucket += 1;
      buckets = [...buckets, bucket === 0 ? '0001-01-01' : document.day];
      await client.query('insert into library.bucket (no, from_day) values ($1, $2)', [bucket, buckets.at(-1)]);
    }
    seq += 1;
    addRows(rows, document, bucket, seq);
    if (seq % 97 === 0) sample.push(document);
    if (seq % 5_000 === 0 || seq === count) {
      await flush(client, rows);
      report(seq);
    }
  }
  await client.query(`set maintenance_work_mem = '1GB'`);
  await client.query('create index document_terms_terms on library.document_terms using gin (terms) with (fastupdate = off)');
  await client.query('vacuum analyze library.document_terms');
  await client.query('vacuum analyze library.document_index');
  await client.query('analyze');
  await client.end();
  return sample;
}

/** Positions (oldest first) at which a bucket begins. */
function bucketStarts(count: number): Set<number> {
  const starts = new Set<number>([0]);
  let left = count;
  for (let place = 0; left > 0; place++) {
    left -= targetSize(place);
    if (left > 0) starts.add(left);
  }
  return starts;
}

const AT = '2026-11-22T00:00:00+07';

function addRows(rows: readonly string[][], document: MadeDocument & { body: string; field: string }, bucket: number, seq: number): void {
  const { number, abstract, kind, day, issuer, body, field } = document;
  const id = newId();
  const key = numberKey(number) ?? '';
  const head = `${number} . ${kind} . ${abstract} . ${issuer} . ${field}`;
  const filters = [
    ['kind', kind],
    ['issuer', fold(issuer)],
    ['status', 'in_force'],
    ['force', 'yes'],
    ['field', fold(field)],
    ['year', day.slice(0, 4)],
  ] as const;
  const terms = hashesOf({ head, body, filters }).map((hash) => inBucket(bucket, hash));
  rows[0]?.push([id, issuer, kind, 'x', number, key, day, abstract, 'public', 'issued', 'imported', AT, AT].join('\t'));
  rows[1]?.push([id, 1, '', body, AT].join('\t'));
  const words = [` ${foldedWords(head).join(' ')} `, ` ${tonedWords(head).join(' ')} `];
  const main = [id, seq, day, key, number, kind, fold(issuer), issuer, field, fold(field), day.slice(0, 4), 'in_force', 'f', abstract];
  rows[2]?.push([...main, ...words, 1, WORDS_VERSION, AT].join('\t'));
  rows[4]?.push([seq, bucket, day, `{${terms.join(',')}}`].join('\t'));
  rows[3]?.push([id, foldInPlace(body)].join('\t'));
}

const targets = [
  'documents.document (id, issuer_name, kind, book, number_notation, number_key, issued_on, abstract, visibility, state, source, created_at, updated_at)',
  'documents.edition (document_id, edition, markdown, plain, created_at)',
  `library.document_index (id, seq, sort_day, number_key, number_notation, kind, issuer_key, issuer_name, field, field_key, year, status,
    normative, abstract, head_folded, head_toned, version, words_version, updated_at)`,
  'library.document_text (id, folded)',
  'library.document_terms (seq, bucket, sort_day, terms)',
];

async function flush(client: pg.Client, rows: readonly string[][]): Promise<void> {
  for (const [at, target] of targets.entries()) {
    const lines = rows[at] ?? [];
    await pipeline(Readable.from(lines.map((line) => `${line}\n`)), client.query(copyFrom(`copy ${target} from stdin`)));
    lines.length = 0;
  }
}
