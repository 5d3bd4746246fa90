import { defineAction } from '#kernel/action.ts';
import { type Db, on, query, sql } from '#kernel/db.ts';
import type { Refusal } from '#kernel/problem.ts';
import { over, recordHistory } from '../changes.ts';
import type { InformationTables } from '../db.gen.ts';
import { lockNewest, scopeOfRelease } from '../queries/editions.ts';
import { WRITE } from '../rules/states.ts';
import { CorrectionBegin } from '../schemas.ts';

const notPublished: Refusal = {
  code: 'not-published',
  message: {
    vi: 'Chỉ đính chính được bản tin đã công bố và không có bản đính chính nào đang soạn.',
    en: 'Only a published release without another correction in work can be corrected.',
  },
};

/** Begins the next edition with the words of the last; it goes the whole way of approval again. */
export const beginCorrection = defineAction({
  name: 'information.begin-correction',
  title: { vi: 'Đính chính bản tin', en: 'Correct a release' },
  input: CorrectionBegin,
  permission: WRITE,
  scope: scopeOfRelease,
  async refuse({ tx }, input) {
    const { release, edition } = await lockNewest(tx, input.id);
    if (release.ended !== null) return [over];
    const dropped = edition.state === 'dropped' && edition.number > 1;
    return edition.state === 'published' || dropped ? [] : [notPublished];
  },
  async run(context, input) {
    const { tx, actor, now } = context;
    const { edition } = await lockNewest(tx, input.id);
    const number = edition.number + 1;
    await query(
      tx,
      sql`insert into information.edition (release_id, number, state_since, edited_by, change, title_vi, summary_vi, body_vi,
          title_en, summary_en, body_en, topics, persons, place_code, place_name, folded)
        select release_id, ${number}, ${now}, ${[actor.id]}, ${input.change}, title_vi, summary_vi, body_vi,
          title_en, summary_en, body_en, topics, persons, place_code, place_name, folded
        from information.edition where release_id = ${input.id} and state = 'published' order by number desc limit 1`,
    );
    await copyParts(tx, input.id, number);
    await recordHistory(context, input.id, number, 'correct', input.change);
    const copied = await on<InformationTables>(tx)
      .selectFrom('information.edition')
      .select('version')
      .where('release_id', '=', input.id)
      .where('number', '=', number)
      .executeTakeFirstOrThrow();
    return { id: input.id, edition: number, version: copied.version };
  },
  ledger: (input, result) => ({
    subject: `release:${input.id}`,
    facts: { step: 'correct', edition: result.edition, change: input.change },
  }),
});

/** Pictures, videos and related documents of the edition that was published last. */
async function copyParts(tx: Db, id: string, number: number): Promise<void> {
  const ofLast = sql`where release_id = ${id}
    and edition = (select max(number) from information.edition where release_id = ${id} and state = 'published')`;
  await query(
    tx,
    sql`insert into information.media (id, release_id, edition, position, source_hash, hash, width, height, shape, focus, alt_vi, alt_en, credit, rights,
        frame, share_hash, share_focus, share_frame)
      select gen_random_uuid(), release_id, ${number}, position, source_hash, hash, width, height, shape, focus, alt_vi, alt_en, credit, rights,
        frame, share_hash, share_focus, share_frame
      from information.media ${ofLast}`,
  );
  await query(
    tx,
    sql`insert into information.video (id, release_id, edition, position, hash, type, bytes, seconds, width, height,
        alt_vi, alt_en, credit, rights, captions_vi, captions_en, poster)
      select gen_random_uuid(), release_id, ${number}, position, hash, type, bytes, seconds, width, height,
        alt_vi, alt_en, credit, rights, captions_vi, captions_en, poster
      from information.video ${ofLast}`,
  );
  await query(
    tx,
    sql`insert into information.related_document (release_id, edition, document_id, position)
      select release_id, ${number}, document_id, position from information.related_document ${ofLast}`,
  );
}
