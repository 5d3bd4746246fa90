import { findAgency } from '#core/agencies/index.ts';
import { signDetached, theVault } from '#core/signatures/index.ts';
import { canonicalJson } from '#kernel/canonical-json.ts';
import { type Db, on } from '#kernel/db.ts';
import { sha256Hex } from '#kernel/files.ts';
import type { InformationTables } from './db.gen.ts';
import type { Edition, Release } from './queries/editions.ts';

/** What the site signs of an edition; anybody can make the hashes from the words and files that are served. */
export interface SignedRelease {
  readonly id: string;
  readonly edition: number;
  readonly kind: string;
  readonly agency: { readonly code: string; readonly name: string };
  readonly title: { readonly vi: string; readonly en?: string };
  /** SHA-256 in hex of the UTF-8 bytes of `/tin/<code>/<edition>.<lang>.md`. */
  readonly body: { readonly vi: string; readonly en?: string };
  readonly attachments: readonly { readonly sha256: string }[];
  readonly published_at: string;
  readonly status: 'published' | 'corrected';
  /** SHA-256 of the signed text of the edition before. */
  readonly supersedes: string | null;
}

/** The words of an edition in one language as they are served and hashed. */
export function wordsFile(title: string, summary: string, body: string): string {
  return `# ${title}\n\n${summary}\n\n${body.trim()}\n`;
}

/** Signs an edition in the name of the site of its agency (RFC 8785, RFC 7515 detached), and keeps text and signature with it. */
export async function signEdition(tx: Db, release: Release, edition: Edition, attachments: readonly string[]): Promise<void> {
  const agency = await findAgency(tx, release.agencyId);
  if (!agency) throw new Error(`release ${release.id} has no agency`);
  const text = canonicalJson({
    id: release.code,
    edition: edition.number,
    kind: release.kind,
    agency: { code: agency.code, name: release.agencyName },
    title: { vi: edition.titleVi, ...(edition.titleEn === '' ? {} : { en: edition.titleEn }) },
    body: bodyHashes(edition),
    attachments: attachments.map((sha256) => ({ sha256 })),
    published_at: (edition.visibleFrom ?? edition.stateSince).toISOString(),
    status: edition.number > 1 ? 'corrected' : 'published',
    supersedes: await hashBefore(tx, edition),
  } satisfies SignedRelease);
  const jws = await signDetached(tx, theVault(), agency.site, text);
  await on<InformationTables>(tx)
    .updateTable('information.edition')
    .set({ signed_text: text, jws })
    .where('release_id', '=', release.id)
    .where('number', '=', edition.number)
    .execute();
}

function bodyHashes(edition: Edition): SignedRelease['body'] {
  const hash = (title: string, summary: string, body: string) => sha256Hex(Buffer.from(wordsFile(title, summary, body)));
  return {
    vi: hash(edition.titleVi, edition.summaryVi, edition.bodyVi),
    ...(edition.titleEn === '' ? {} : { en: hash(edition.titleEn, edition.summaryEn, edition.bodyEn) }),
  };
}

async function hashBefore(tx: Db, edition: Edition): Promise<string | null> {
  const before = await on<InformationTables>(tx)
    .selectFrom('information.edition')
    .select('signed_text')
    .where('release_id', '=', edition.releaseId)
    .where('number', '<', edition.number)
    .where('state', '=', 'published')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return before?.signed_text ? sha256Hex(Buffer.from(before.signed_text)) : null;
}
