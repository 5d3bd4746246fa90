import { expect, it } from 'vitest';
import { query, sql } from '#kernel/db.ts';
import { submitDraft } from './actions/submit-draft.ts';
import { waitingDrafts } from './board.ts';
import { draftingOffice } from './test-kit.ts';

const { t, officer, leader, stranger, ref, begin, toSigning } = await draftingOffice();
const { services } = t;

async function figures(scope: string | undefined): Promise<Record<string, string>> {
  const read = waitingDrafts.map(async (one) => {
    const { value, late } = await one.read(services.db, scope);
    return [one.name, `${value}/${late}`] as const;
  });
  return Object.fromEntries(await Promise.all(read));
}

it('counts the drafts at each step, and calls late what has waited too long: an urgent one sooner', async () => {
  const age = (id: string, days: number) =>
    query(services.db, sql`update drafting.draft set stage_since = stage_since - make_interval(days => ${days}) where document_id = ${id}`);
  for (const days of [0, 2, 4]) {
    const id = await begin();
    await services.act(submitDraft, officer, await ref(id));
    await age(id, days);
  }
  await age(await toSigning(), 2);
  await age(await toSigning({ urgency: 1 }), 2);
  await begin();
  const none = { 'drafting.format-check': '0/0', 'drafting.sealing': '0/0', 'drafting.issuing': '0/0' };
  expect(await figures(officer.scope)).toEqual({ ...none, 'drafting.content-review': '3/1', 'drafting.signing': '2/1' });
  expect(await figures(stranger.scope)).toEqual({ ...none, 'drafting.content-review': '0/0', 'drafting.signing': '0/0' });
  expect(await figures(undefined)).toMatchObject({ 'drafting.content-review': '3/1' });
});

it('stands on the board of the agency, each figure with the way to its list', async () => {
  const page = await t.app.inject({ url: '/bang-dieu-hanh', headers: t.as(leader) });
  expect(page.statusCode).toBe(200);
  expect(page.body).toContain('Dự thảo chờ duyệt nội dung (hạn 3 ngày; khẩn: 1 ngày)');
  expect(page.body).toContain('href="/soan-thao?buoc=content-review"');
});
