import { type Db, query, sql } from '#kernel/db.ts';
import type { PageVersion } from '#kernel/http/page-cache.ts';
import { now } from '#kernel/time.ts';
import { nextMoment } from './visible.ts';

/**
 * Differs whenever the front page or a feed of all releases reads otherwise: an edition has come, a release has gone, a running
 * event has begun, changed or ended; and whenever it may be kept until another moment. The count beside each newest instant is for transactions that committed out of their order.
 */
export async function shownVersion(db: Db): Promise<PageVersion> {
  const at = now();
  const next = nextMoment(db);
  const [row] = await query<{ version: string }>(
    db,
    sql<{ version: string }>`select concat_ws(' ',
      (select max(visible_from) from information.edition where state in ('embargoed', 'published') and visible_from <= ${at}),
      (select count(*) from information.edition
        where state in ('embargoed', 'published') and visible_from <= ${at} and visible_from > ${at}::timestamptz - interval '1 hour'),
      (select max(ended_at) from information.release where ended_at is not null),
      (select count(*) from information.release where ended_at > ${at}::timestamptz - interval '1 hour'),
      (select string_agg(id || ' ' || changes, ' ' order by id) from information.live_event where state = 'open')) as version`,
  );
  const until = await next;
  return { value: `${row?.version} ${until?.getTime()}`, until };
}
