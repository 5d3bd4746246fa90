import { type Db, query, sql } from '#kernel/db.ts';
import { now, today } from '#kernel/time.ts';
import { findCommuniqueOf, itemsOf } from '../queries/communiques.ts';
import { withMark } from '../rules/watermark.ts';
import { hasAccepted } from './terms/queries.ts';

/** What is sent, where to, and by which hook's secret it is signed. */
export interface Letter {
  readonly hookId: string;
  readonly url: string;
  readonly payload: { readonly type: string; readonly timestamp: string; readonly data: Readonly<Record<string, unknown>> };
}

interface Row {
  readonly about: 'copy' | 'recall' | 'communique' | 'moment';
  readonly journalistId: string;
  readonly agencyId: string;
  readonly fullName: string;
  readonly outlet: string;
  readonly cardNumber: string;
  readonly allowed: boolean;
  readonly hookId: string | null;
  readonly url: string | null;
  readonly code: string | null;
  readonly edition: number | null;
  readonly usable: boolean;
  readonly reason: string | null;
  readonly visibleFrom: Date | null;
  readonly title: string | null;
  readonly summary: string | null;
  readonly body: string | null;
  readonly mark: number | null;
  readonly day: string | null;
}

async function rowOf(db: Db, id: string): Promise<Row | undefined> {
  const [row] = await query<Row>(
    db,
    sql<Row>`select d.about, j.id as "journalistId", j.agency_id as "agencyId", j.full_name as "fullName", j.outlet, j.card_number as "cardNumber",
        j.revoked_at is null and j.card_until >= ${today()}::date and ${hasAccepted()} as allowed,
        h.id as "hookId", h.url, r.code, d.edition,
        r.ended is null and e.state in ('embargoed', 'published') and o.release_id is not null as usable,
        r.ended_reason as reason, e.visible_from as "visibleFrom", e.title_vi as title, e.summary_vi as summary, e.body_vi as body, c.mark, d.day
      from information.press_delivery d
        join information.journalist j on j.id = d.journalist_id
        left join information.press_hook h on h.journalist_id = j.id and h.closed_at is null and h.confirmed_at is not null
        left join information.release r on r.id = d.release_id
        left join information.edition e on e.release_id = d.release_id and e.number = d.edition
        left join information.press_offer o on o.release_id = d.release_id and o.edition = d.edition
        left join information.press_copy c on c.journalist_id = j.id and c.release_id = d.release_id and c.edition = d.edition
      where d.id = ${id} and d.state = 'queued'`,
  );
  return row;
}

/** What a delivery says, as things are now; `not-allowed` when it may not go, `done` when it is not waiting. */
export async function letterFor(db: Db, id: string, publicUrl: string): Promise<Letter | 'not-allowed' | 'done'> {
  const row = await rowOf(db, id);
  if (!row) return 'done';
  const { hookId, url } = row;
  // Whoever had a copy is told that it is not to be used, also after their accreditation ended.
  if (hookId === null || url === null || (!row.allowed && row.about !== 'recall')) return 'not-allowed';
  const data = await dataOf(db, row, publicUrl);
  return data ? { hookId, url, payload: { type: `press.${row.about}`, timestamp: now().toISOString(), data } } : 'not-allowed';
}

async function dataOf(db: Db, row: Row, publicUrl: string): Promise<Record<string, unknown> | undefined> {
  if (row.about === 'communique') return communiqueData(db, row, publicUrl);
  const { code, edition } = row;
  if (row.about === 'recall') return { code, edition, reason: row.reason };
  if (!row.usable) return undefined;
  const embargoUntil = row.visibleFrom?.toISOString();
  if (row.about === 'moment') return { code, edition, embargoUntil, url: `${publicUrl}/tin/${code}` };
  if (row.mark === null) return undefined;
  const mark = row.mark;
  const marked = (text: string | null): string => withMark(text ?? '', mark);
  return {
    code,
    edition,
    embargoUntil,
    url: `${publicUrl}/tin/${code}`,
    reader: { name: row.fullName, outlet: row.outlet, card: row.cardNumber },
    title: marked(row.title),
    summary: marked(row.summary),
    body: marked(row.body),
  };
}

async function communiqueData(db: Db, { agencyId, day }: Row, publicUrl: string): Promise<Record<string, unknown> | undefined> {
  const communique = day === null ? undefined : await findCommuniqueOf(db, agencyId, day);
  if (!communique || communique.held) return undefined;
  const items = await itemsOf(db, agencyId, communique.day);
  return {
    agency: communique.agencyName,
    day: communique.day,
    number: communique.number,
    pdf: `${publicUrl}/tin/thong-cao-ngay/${communique.agencyCode}/${communique.day}.pdf`,
    sha256: communique.pdfHash,
    items: items.map(({ code, title, summary }) => ({ code, title, summary, url: `${publicUrl}/tin/${code}` })),
  };
}
