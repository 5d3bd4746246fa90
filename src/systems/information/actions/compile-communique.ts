import { type Agency, findAgency, unitAt } from '#core/agencies/index.ts';
import { typesetDocument } from '#core/documents/index.ts';
import { signPdf, theVault } from '#core/signatures/index.ts';
import { type ActionContext, defineAction } from '#kernel/action.ts';
import { type Db, query, sql } from '#kernel/db.ts';
import { notFound } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { mailCommunique } from '../press/mails.ts';
import { queueCommunique } from '../press/queue-deliveries.ts';
import { findCommunique, type Item, itemsBetween } from '../queries/communiques.ts';
import { communiqueMarkdown, spanOf } from '../rules/communique.ts';
import { PUBLISH } from '../rules/states.ts';

const LOCK = 720_611_031;

/**
 * Sets and seals the communiqué of an agency for a day. Once made it stays as it is, unless a release in it was retracted:
 * then it is made again without that one. A day without releases has none.
 */
export const compileCommunique = defineAction({
  name: 'information.compile-communique',
  title: { vi: 'Lập thông cáo trong ngày', en: 'Compile the daily communiqué' },
  input: Type.Object({
    agencyId: Type.String({ minLength: 36, maxLength: 36 }),
    day: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
    publicUrl: Type.String({ maxLength: 300 }),
  }),
  permission: PUBLISH,
  scope: (_tx, { agencyId }) => agencyId,
  async run(context, { agencyId, day, publicUrl }) {
    const { tx, now } = context;
    await query(tx, sql`select pg_advisory_xact_lock(${LOCK}, hashtext(${agencyId}))`);
    const agency = await findAgency(tx, agencyId);
    if (!agency) throw notFound();
    const known = await findCommunique(tx, agency.code, day);
    if (known && !known.held) return { made: false, sha256: known.pdfHash };
    const { from, to } = spanOf(day);
    const items = await itemsBetween(tx, agencyId, from, to, now);
    if (items.length === 0) return { made: false, sha256: null };
    const number = known?.number ?? (await nextNumber(tx, agencyId, day));
    const markdown = communiqueMarkdown(agency.name, day, items, publicUrl);
    const sha256 = await sealedPdf(context, agency, { day, number, markdown });
    const version = await keep(context, { agencyId, day, number, items, sha256 });
    await queueCommunique(context, agencyId, day, version);
    await mailCommunique(context, { agencyId, agencyName: agency.name, agencyCode: agency.code, day, items });
    return { made: true, sha256 };
  },
  ledger: ({ agencyId, day }, { made, sha256 }) => (made ? { subject: `communique:${agencyId}:${day}`, facts: { sha256 } } : undefined),
});

async function nextNumber(tx: Db, agencyId: string, day: string): Promise<number> {
  const [row] = await query<{ next: number }>(
    tx,
    sql<{ next: number }>`select coalesce(max(number), 0) + 1 as next from information.communique
      where agency_id = ${agencyId} and extract(year from day) = ${Number(day.slice(0, 4))}`,
  );
  return row?.next ?? 1;
}

interface Words {
  readonly day: string;
  readonly number: number;
  readonly markdown: string;
}

/** By annex I of Decree 30/2020, kind "thông cáo"; sealed by the agency, without a person's signature. */
async function sealedPdf({ tx, files }: ActionContext, agency: Agency, { day, number, markdown }: Words): Promise<string> {
  const unit = agency.unitCode ? await unitAt(tx, agency.unitCode, day) : undefined;
  const notation = `TC-${agency.shortName ?? agency.code}`;
  const { pdf } = await typesetDocument({
    superiorName: null,
    issuerName: agency.name,
    form: 'named',
    kindName: 'Thông cáo',
    abstract: 'Báo chí trong ngày',
    normative: false,
    notation,
    // Decree 30/2020, annex I: numbers below 10 have two digits.
    numberNotation: `${String(number).padStart(2, '0')}/${notation}`,
    place: unit?.name ?? 'Hà Nội',
    issuedOn: day,
    madeOn: day,
    markdown,
    signer: { competence: null, position: null, name: null },
    recipients: ['Các cơ quan báo chí', 'Lưu: VT'],
  });
  const holder = { kind: 'seal', agencyId: agency.id, agencyName: agency.name, agencyCode: agency.code } as const;
  const { bytes } = await signPdf(tx, theVault(), { pdf, holder, reason: 'Thông cáo trong ngày' });
  return files.put(bytes);
}

interface Made {
  readonly agencyId: string;
  readonly day: string;
  readonly number: number;
  readonly items: readonly Item[];
  readonly sha256: string;
}

async function keep({ tx, now }: ActionContext, { agencyId, day, number, items, sha256 }: Made): Promise<number> {
  const ids = items.map(({ id }) => id);
  const [row] = await query<{ version: number }>(
    tx,
    sql<{ version: number }>`insert into information.communique (agency_id, day, number, items, pdf_hash, made_at)
      values (${agencyId}, ${day}, ${number}, ${ids}::uuid[], ${sha256}, ${now})
      on conflict (agency_id, day) do update
        set items = excluded.items, pdf_hash = excluded.pdf_hash, made_at = excluded.made_at, version = information.communique.version + 1
      returning version`,
  );
  return row?.version ?? 1;
}
