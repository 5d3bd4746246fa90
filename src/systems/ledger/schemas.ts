import { sentence, type Static, Type } from '#kernel/schema.ts';

const MOST = 2 ** 53 - 1;
const Position = Type.Integer({
  minimum: 1,
  maximum: MOST,
  ...sentence('Số này phải là số nguyên dương.', 'This must be a positive whole number.'),
});

export const SealRef = Type.Object({ no: Position });
export type SealRef = Static<typeof SealRef>;

export const EntryRef = Type.Object({ no: Position, seq: Position });
export type EntryRef = Static<typeof EntryRef>;

export const SealsQuery = Type.Object({ truoc: Type.Optional(Position) });
export const EntriesQuery = Type.Object({ sau: Type.Optional(Position) });

export const SubjectQuery = Type.Object({
  'doi-tuong': Type.Optional(Type.String({ maxLength: 500 })),
  sau: Type.Optional(Position),
});

export const ApiSealsQuery = Type.Object({
  before: Type.Optional(Position),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
});

export const ApiProofQuery = Type.Object({
  subject: Type.String({
    minLength: 1,
    maxLength: 250,
    description: 'As it stands in the ledger, e.g. document:<id>.',
    ...sentence('Hãy nêu đối tượng, ví dụ document:<mã>.', 'Name the subject, for example document:<id>.'),
  }),
  after: Type.Optional(Type.Integer({ minimum: 0, maximum: MOST, default: 0, description: 'Number of the last entry already known.' })),
});

const Hash = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 in hex.' });
const Bytes = Type.String({ contentEncoding: 'base64' });
const Instant = Type.String({ format: 'date-time' });

export const ApiSeal = Type.Object({
  no: Type.Integer(),
  firstSeq: Type.Integer(),
  lastSeq: Type.Integer(),
  at: Instant,
  root: Hash,
  previousHash: Hash,
  hash: Hash,
  keyId: Type.String(),
  signature: Bytes,
  stampedBy: Type.Union([Type.Integer(), Type.Null()], {
    description: 'The nearest seal from this one on that carries an RFC 3161 timestamp.',
  }),
});
export type ApiSeal = Static<typeof ApiSeal>;

const ApiEntry = Type.Object({
  seq: Type.Integer(),
  at: Instant,
  action: Type.String(),
  actor: Hash,
  scope: Type.Union([Type.String(), Type.Null()]),
  subject: Type.String(),
  factsHash: Hash,
});

const ApiProof = Type.Object({
  entry: ApiEntry,
  leafHash: Hash,
  index: Type.Integer(),
  treeSize: Type.Integer(),
  path: Type.Array(Type.Object({ side: Type.Union([Type.Literal('left'), Type.Literal('right')]), hash: Hash })),
  sealNo: Type.Integer(),
});

export const ApiSeals = Type.Object({ seals: Type.Array(ApiSeal), next: Type.Union([Type.String(), Type.Null()]) });

export const ApiProofs = Type.Object({
  subject: Type.String(),
  proofs: Type.Array(ApiProof),
  seals: Type.Array(ApiSeal),
  keys: Type.Array(Type.Object({ keyId: Type.String(), certificate: Bytes, chain: Type.Array(Bytes) })),
  next: Type.Union([Type.String(), Type.Null()]),
});
export type ApiProofs = Static<typeof ApiProofs>;
