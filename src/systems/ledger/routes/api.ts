import { entriesOfSubject, findLedgerKey, newestSeals, type ProvenEntry, proveEntries, type Seal } from '#kernel/ledger/queries.ts';
import type { Db } from '#kernel/db.ts';
import type { Routes } from '#kernel/module.ts';
import type { Static } from '#kernel/schema.ts';
import { type ApiProofs, ApiProofQuery, ApiProofs as ApiProofsSchema, type ApiSeal, ApiSeals, ApiSealsQuery } from '../schemas.ts';

/** Each may stand in another seal of 10,000 entries, which has to be read for its proof. */
const PROOFS_A_PAGE = 20;

const config = { permission: 'public' } as const;

function apiSeal(seal: Seal): ApiSeal {
  return { ...seal, at: seal.at.toISOString(), signature: seal.signature.toString('base64'), stampedBy: seal.stampedBy ?? null };
}

function apiProof({ entry, leaf, index, size, path, seal }: ProvenEntry): ApiProofs['proofs'][number] {
  const { sealNo: _, ...fields } = entry;
  return {
    entry: fields,
    leafHash: leaf.toString('hex'),
    index,
    treeSize: size,
    path: path.map(({ side, hash }) => ({ side, hash: hash.toString('hex') })),
    sealNo: seal.no,
  };
}

/** Everything that is needed to check the proofs without asking again. */
async function proofsOf(db: Db, subject: string, after: number): Promise<ApiProofs> {
  const entries = await entriesOfSubject(db, subject, PROOFS_A_PAGE, after);
  const proven = await proveEntries(db, entries);
  const seals = [...new Map(proven.map(({ seal }) => [seal.no, seal])).values()];
  const keys: ApiProofs['keys'] = [];
  for (const keyId of new Set(seals.map((seal) => seal.keyId))) {
    const key = await findLedgerKey(db, keyId);
    if (key) keys.push({ keyId, certificate: key.certificate.toString('base64'), chain: key.chain.map((one) => one.toString('base64')) });
  }
  const last = entries.at(-1);
  const more = last !== undefined && entries.length === PROOFS_A_PAGE;
  return {
    subject,
    proofs: proven.map(apiProof),
    seals: seals.map(apiSeal),
    keys,
    next: more ? `/api/ledger/proof?subject=${encodeURIComponent(subject)}&after=${last.seq}` : null,
  };
}

export const apiRoutes: Routes = (app, { db }) => {
  app.get<{ Querystring: Static<typeof ApiSealsQuery> }>(
    '/api/ledger/seals',
    { config, schema: { tags: ['ledger'], summary: 'The newest seals', querystring: ApiSealsQuery, response: { 200: ApiSeals } } },
    async (request) => {
      const { before, limit = 20 } = request.query;
      const seals = await newestSeals(db, limit, before);
      const last = seals.at(-1);
      return { seals: seals.map(apiSeal), next: last && last.no > 1 ? `/api/ledger/seals?before=${last.no}&limit=${limit}` : null };
    },
  );

  const limited = { ...config, rateLimit: { max: 60, timeWindow: 60_000 } };
  app.get<{ Querystring: Static<typeof ApiProofQuery> }>(
    '/api/ledger/proof',
    {
      config: limited,
      schema: {
        tags: ['ledger'],
        summary: 'Entries about a subject, each with the Merkle path to its signed seal',
        querystring: ApiProofQuery,
        response: { 200: ApiProofsSchema },
      },
    },
    (request) => proofsOf(db, request.query.subject, request.query.after ?? 0),
  );
};
