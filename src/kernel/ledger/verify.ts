import { type KeyObject, verify as verifySignature, X509Certificate } from 'node:crypto';
import type { Text } from '../i18n.ts';
import type { ExportLine } from './export.ts';
import { type LedgerEntry, leafHash, merkleRoot, NO_SEAL_BEFORE, sealHash } from './merkle.ts';

export interface LedgerFinding {
  /** The seal it was found in, or 0 for the export as a whole. */
  readonly sealNo: number;
  /** The entry, when one can be named. */
  readonly seq?: number;
  readonly message: Text;
}

export interface LedgerVerdict {
  readonly ok: boolean;
  readonly seals: number;
  readonly entries: number;
  readonly timestamps: number;
  /** Whose signatures the seals carry, to be looked at by whoever verifies. */
  readonly keys: readonly { readonly keyId: string; readonly subject: string }[];
  /** SHA-256 of the last seal: compare it with one published elsewhere to find a rewritten history. */
  readonly head: string;
  readonly findings: LedgerFinding[];
}

export interface VerifyOptions {
  /** Root certificates that are trusted (PEM or DER); without them the export's own chain is only checked for consistency. */
  readonly trusted?: readonly Buffer[];
  /** What a sealing key's certificate must be for (OID of an extended key usage); absent: anything. */
  readonly sealPurpose?: string;
  /** Checks an RFC 3161 token over a seal hash; returns a reason when it does not hold. */
  readonly checkTimestamp?: (token: Buffer, hash: Buffer) => Text | undefined;
  /** A head published earlier; the export must contain it. */
  readonly expectedHead?: string;
}

type SealLine = Extract<ExportLine, { kind: 'seal' }>;

interface State {
  readonly options: VerifyOptions;
  readonly findings: LedgerFinding[];
  readonly keys: Map<string, { readonly publicKey: KeyObject; readonly subject: string }>;
  seal: SealLine | undefined;
  sealHash: Buffer;
  headSeen: boolean;
  started: boolean;
  leaves: Buffer[];
  nextSeq: number;
  previousHash: string;
  seals: number;
  entries: number;
  timestamps: number;
  /** Signatures being verified on other threads. */
  checking: Promise<void>[];
}

const MAX_FINDINGS = 100;
/** Enough to keep every core busy, few enough to hold in memory. */
const CHECKED_AT_ONCE = 256;

/** Checks an export without a database: any change, removal, insertion or reordering of sealed entries is found. */
export async function verifyLedger(
  lines: AsyncIterable<ExportLine> | Iterable<ExportLine>,
  options: VerifyOptions = {},
): Promise<LedgerVerdict> {
  const state = freshState(options);
  for await (const line of lines) {
    takeAny(state, line);
    // Half stays in hand, so that the other threads have work while this one reads on.
    if (state.checking.length >= CHECKED_AT_ONCE) await Promise.all(state.checking.splice(0, CHECKED_AT_ONCE / 2));
  }
  closeSeal(state);
  await Promise.all(state.checking);
  if (!state.started) find(state, 0, 'Đây không phải bản kết xuất sổ cái.', 'This is no export of a ledger.');
  if (options.expectedHead !== undefined && !state.headSeen) {
    find(
      state,
      0,
      'Bản kết xuất không chứa dấu niêm phong đã công bố: lịch sử đã bị viết lại hoặc bị cắt.',
      'The export does not hold the published seal: history was rewritten or cut off.',
    );
  }
  return {
    ok: state.findings.length === 0,
    seals: state.seals,
    entries: state.entries,
    timestamps: state.timestamps,
    keys: [...state.keys].map(([keyId, { subject }]) => ({ keyId, subject: subject.replaceAll('\n', ', ') })),
    head: state.previousHash,
    findings: state.findings.toSorted((a, b) => a.sealNo - b.sealNo),
  };
}

function freshState(options: VerifyOptions): State {
  return {
    options,
    findings: [],
    keys: new Map(),
    seal: undefined,
    sealHash: NO_SEAL_BEFORE,
    headSeen: false,
    started: false,
    leaves: [],
    nextSeq: 1,
    previousHash: NO_SEAL_BEFORE.toString('hex'),
    seals: 0,
    entries: 0,
    timestamps: 0,
    checking: [],
  };
}

function find(state: State, sealNo: number, vi: string, en: string, seq?: number): void {
  if (state.findings.length < MAX_FINDINGS) state.findings.push({ sealNo, message: { vi, en }, ...(seq === undefined ? {} : { seq }) });
}

/** A line without the fields it should have is a finding like any other, not the end of the verification. */
function takeAny(state: State, line: ExportLine): void {
  try {
    take(state, line);
  } catch {
    unreadable(state);
  }
}

function unreadable(state: State): void {
  find(state, state.seal?.no ?? 0, 'Dòng không đọc được trong bản kết xuất.', 'A line of the export cannot be read.');
}

function take(state: State, line: ExportLine): void {
  switch (line.kind) {
    case 'ledger':
      state.started = true;
      return;
    case 'key':
      return takeKey(state, line);
    case 'seal':
      closeSeal(state);
      return openSeal(state, line);
    case 'entry':
      return takeEntry(state, line);
    case 'timestamp':
      return takeTimestamp(state, line);
    default:
      unreadable(state);
  }
}

function takeKey(state: State, line: Extract<ExportLine, { kind: 'key' }>): void {
  const certificate = new X509Certificate(Buffer.from(line.certificate, 'base64'));
  // Taken out once: the getter makes a new key object each time, which costs as much as a verification.
  const { publicKey, subject } = certificate;
  state.keys.set(line.keyId, { publicKey, subject });
  const { trusted, sealPurpose } = state.options;
  // Whoever holds any certificate of the same authority, to sign documents, could otherwise rewrite the ledger.
  if (sealPurpose !== undefined && !certificate.keyUsage?.includes(sealPurpose))
    find(
      state,
      0,
      `Chứng thư của khóa ${line.keyId} không được cấp để niêm phong sổ cái (${subject}).`,
      `The certificate of key ${line.keyId} was not issued to seal a ledger (${subject}).`,
    );
  if (!trusted) return;
  const chain = [certificate, ...line.chain.map((der) => new X509Certificate(Buffer.from(der, 'base64')))];
  const roots = trusted.map((bytes) => new X509Certificate(bytes));
  const linked = chain.every((child, index) => {
    const issuer = chain[index + 1];
    // Without `ca` anybody who holds a certificate could issue one for the ledger.
    if (issuer) return issuer.ca && child.verify(issuer.publicKey);
    return roots.some((root) => root.fingerprint256 === child.fingerprint256 || child.verify(root.publicKey));
  });
  if (!linked)
    find(
      state,
      0,
      `Chứng thư của khóa ${line.keyId} không thuộc gốc tin cậy.`,
      `The certificate of key ${line.keyId} does not lead to a trusted root.`,
    );
}

function openSeal(state: State, line: SealLine): void {
  state.seal = line;
  state.leaves = [];
  state.seals += 1;
  if (line.no !== state.seals)
    find(
      state,
      line.no,
      `Thiếu hoặc đảo thứ tự dấu niêm phong: chờ số ${state.seals}, gặp số ${line.no}.`,
      `A seal is missing or out of order: expected ${state.seals}, found ${line.no}.`,
    );
  if (line.firstSeq !== state.nextSeq)
    find(
      state,
      line.no,
      `Số thứ tự không liền: chờ ${state.nextSeq}, gặp ${line.firstSeq}.`,
      `Numbers do not follow: expected ${state.nextSeq}, found ${line.firstSeq}.`,
    );
  if (line.previousHash !== state.previousHash)
    find(state, line.no, 'Không nối với dấu niêm phong trước.', 'It does not chain to the seal before it.');
  const hash = sealHash(line);
  if (hash.toString('hex') !== line.hash) find(state, line.no, 'Nội dung dấu niêm phong đã bị sửa.', 'The seal’s own content was changed.');
  const key = state.keys.get(line.keyId);
  if (!key) find(state, line.no, `Không có chứng thư của khóa ${line.keyId}.`, `There is no certificate for key ${line.keyId}.`);
  else state.checking.push(checkSignature(state, line, hash, key.publicKey));
  state.sealHash = hash;
  state.previousHash = hash.toString('hex');
  state.headSeen ||= state.previousHash === state.options.expectedHead;
}

function checkSignature(state: State, { no, signature }: SealLine, hash: Buffer, key: KeyObject): Promise<void> {
  const bytes = Buffer.from(signature, 'base64');
  return new Promise((resolve) => {
    verifySignature('sha256', hash, key, bytes, (error, valid) => {
      if (error || !valid) find(state, no, 'Chữ ký của dấu niêm phong không đúng.', 'The seal’s signature is not valid.');
      resolve();
    });
  });
}

function takeEntry(state: State, line: LedgerEntry & { kind: 'entry' }): void {
  const { kind: _, ...entry } = line;
  const sealNo = state.seal?.no ?? 0;
  if (entry.seq !== state.nextSeq) {
    find(
      state,
      sealNo,
      `Mục ${state.nextSeq} bị thiếu, thừa hoặc đảo chỗ.`,
      `Entry ${state.nextSeq} is missing, added or out of place.`,
      state.nextSeq,
    );
  }
  state.nextSeq = entry.seq + 1;
  state.entries += 1;
  state.leaves.push(leafHash(entry));
}

function closeSeal(state: State): void {
  const { seal } = state;
  if (!seal) return;
  if (state.leaves.length !== seal.lastSeq - seal.firstSeq + 1) {
    find(
      state,
      seal.no,
      `Dấu niêm phong phủ ${seal.lastSeq - seal.firstSeq + 1} mục nhưng có ${state.leaves.length}.`,
      `The seal covers ${seal.lastSeq - seal.firstSeq + 1} entries but ${state.leaves.length} are there.`,
    );
  } else if (merkleRoot(state.leaves).toString('hex') !== seal.root) {
    find(
      state,
      seal.no,
      `Có mục trong khoảng ${seal.firstSeq}–${seal.lastSeq} đã bị sửa.`,
      `An entry between ${seal.firstSeq} and ${seal.lastSeq} was changed.`,
    );
  }
  state.nextSeq = seal.lastSeq + 1;
  state.seal = undefined;
}

function takeTimestamp(state: State, line: Extract<ExportLine, { kind: 'timestamp' }>): void {
  state.timestamps += 1;
  // It follows its seal in the export.
  const wrong =
    state.seal?.no === line.sealNo
      ? state.options.checkTimestamp?.(Buffer.from(line.token, 'base64'), state.sealHash)
      : { vi: 'Dấu thời gian không thuộc dấu niêm phong nào.', en: 'The timestamp belongs to no seal.' };
  if (wrong) find(state, line.sealNo, wrong.vi, wrong.en);
}
