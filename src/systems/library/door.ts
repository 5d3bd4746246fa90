import { agencyUrl, searchAgencies, searchUnits, unitUrl } from '#core/agencies/index.ts';
import type { Db } from '#kernel/db.ts';
import { type Lang, say } from '#kernel/i18n.ts';
import type { DoorHit } from '#kernel/module.ts';
import { documentUrl } from './addresses.ts';
import { kindNames } from './queries/facets.ts';
import { searchDocuments } from './queries/search.ts';

/** What the library answers to the one question: documents, units, agencies. */
export async function searchDoor(db: Db, text: string, limit: number, lang: Lang): Promise<DoorHit[]> {
  const [documents, units, agencies] = await Promise.all([
    searchDocuments(db, { text, filters: {}, order: 'relevance', limit }),
    searchUnits(db, text, { limit }),
    searchAgencies(db, text, { limit }),
  ]);
  const kinds = await kindNames(db);
  return [
    ...units.slice(0, limit).map((unit) => ({
      title: unit.fullName,
      summary: [unit.place, unit.validTo === null ? '' : formerly[lang]].filter(Boolean).join(' · '),
      url: unitUrl(unit),
      kind: { vi: 'Đơn vị hành chính', en: 'Administrative unit' },
    })),
    ...agencies.slice(0, limit).map((agency) => ({
      title: agency.name,
      summary: agency.place,
      url: agencyUrl(agency),
      kind: { vi: 'Cơ quan', en: 'Agency' },
    })),
    ...documents.hits.map((hit) => ({
      title: `${say(kinds.get(hit.kind) ?? { vi: hit.kind, en: hit.kind }, lang)} ${hit.numberNotation ?? ''}`.trim(),
      summary: hit.abstract,
      url: documentUrl(hit.id),
      kind: { vi: 'Văn bản', en: 'Document' },
    })),
  ];
}

const formerly: Readonly<Record<Lang, string>> = { vi: 'đã sáp nhập hoặc đổi tên', en: 'merged or renamed' };
