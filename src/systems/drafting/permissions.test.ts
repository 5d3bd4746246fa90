import { describe, expect, it } from 'vitest';
import { connectGateway } from '#core/exchange/index.ts';
import type { Actor } from '#kernel/permission.ts';
import { newGateway } from '../../../test/exchange-kit.ts';
import { approveContent } from './actions/approve-content.ts';
import { createDraft } from './actions/create-draft.ts';
import { issueDocument } from './actions/issue-document.ts';
import { recallIssued } from './actions/recall-issued.ts';
import { returnDraft } from './actions/return-draft.ts';
import { sealDocument } from './actions/seal-document.ts';
import { signDocument } from './actions/sign-document.ts';
import { submitDraft } from './actions/submit-draft.ts';
import { readDraft } from './queries/drafts.ts';
import { draftingOffice, form } from './test-kit.ts';

const { t, officer, head, clerk, leader, stranger, ref, begin, toSigning } = await draftingOffice();
const { services } = t;
connectGateway(newGateway());

describe('who may', () => {
  const attempts: readonly [string, () => Promise<string>, (id: string, actor: Actor) => Promise<unknown>, () => readonly Actor[]][] = [
    ['review', submitted, async (id, actor) => services.act(approveContent, actor, await ref(id)), () => [officer, clerk, stranger]],
    [
      'return',
      submitted,
      async (id, actor) => services.act(returnDraft, actor, { ...(await ref(id)), reason: 'x' }),
      () => [officer, clerk, stranger],
    ],
    ['sign', toSigning, async (id, actor) => services.act(signDocument, actor, await ref(id)), () => [officer, head, clerk, stranger]],
    ['seal', signed, async (id, actor) => services.act(sealDocument, actor, await ref(id)), () => [officer, head, leader, stranger]],
    ['withdraw', signed, async (id, actor) => services.act(recallIssued, actor, { id, reason: 'x' }), () => [officer, clerk, stranger]],
  ];

  async function submitted(): Promise<string> {
    const id = await begin();
    await services.act(submitDraft, officer, await ref(id));
    return id;
  }

  async function signed(): Promise<string> {
    const id = await toSigning();
    await services.act(signDocument, leader, await ref(id));
    return id;
  }

  it.each(attempts)('%s: only those of the agency with that permission', async (_verb, make, attempt, others) => {
    const id = await make();
    for (const actor of others()) await expect(attempt(id, actor)).rejects.toMatchObject({ status: 403 });
  });

  it('takes no file of the store by its hash alone', async () => {
    const id = await begin();
    const sha256 = await services.files.put(Buffer.from('%PDF-1.4 of another agency'));
    const fields = { sha256, name: 'a.pdf', use: 'attach', _version: '1' };
    const body = Object.entries(fields).map(([name, value]) => `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
    const answer = await t.app.inject({
      method: 'POST',
      url: `/soan-thao/${id}/tep`,
      headers: { ...t.as(officer), 'content-type': 'multipart/form-data; boundary=x' },
      payload: `${body.join('')}--x--\r\n`,
    });
    expect(answer.statusCode).toBe(422);
    expect((await readDraft(services.db, id))?.files).toEqual([]);
  });

  it('tells whoever guesses an id nothing of the document to be answered', async () => {
    const id = await signed();
    const { numberNotation } = (await readDraft(services.db, id))!.document;
    const ask = async (actor: Actor) => (await t.app.inject({ url: `/soan-thao/moi?tra-loi=${id}`, headers: t.as(actor) })).body;
    expect(await ask(officer)).toContain(`số ${numberNotation} của`);
    expect(await ask(stranger)).not.toContain(numberNotation);
    const answer = { ...form, answers: id };
    await expect(services.act(createDraft, stranger, answer)).rejects.toMatchObject({ refusals: [{ code: 'unknown-answered' }] });
    await expect(services.act(createDraft, officer, answer)).resolves.toBeDefined();
    // Received over the axis, or opened to everybody: then it may be answered.
    await services.act(sealDocument, clerk, await ref(id));
    await services.act(issueDocument, clerk, await ref(id));
    expect(await ask(stranger)).toContain(numberNotation);
  });

  it('sends nothing over the axis that is sealed but not issued', async () => {
    const id = await signed();
    await services.act(sealDocument, clerk, await ref(id));
    const payload = { recipients: stranger.scope! };
    const post = () => t.app.inject({ method: 'POST', url: `/van-ban-di/${id}/gui`, headers: t.as(clerk), payload });
    const early = await post();
    expect(early.statusCode).toBe(409);
    expect(early.body).toContain('chưa phát hành nên chưa gửi được');
    await services.act(issueDocument, clerk, await ref(id));
    expect((await post()).statusCode).toBe(303);
  });

  it('lists drafts only to those who work on them in the agency of the chosen post', async () => {
    const elsewhere = { ...officer, scope: stranger.scope };
    expect((await t.app.inject({ url: '/soan-thao', headers: t.as(elsewhere) })).statusCode).toBe(403);
  });

  it('carries on nothing that was withdrawn between signing and issue', async () => {
    const id = await signed();
    await services.act(recallIssued, leader, { id, reason: 'Sai căn cứ' });
    await expect(services.act(sealDocument, clerk, await ref(id))).rejects.toMatchObject({ refusals: [{ code: 'withdrawn' }] });
  });

  it('sees a draft: nobody of another agency, who is not even told that it exists', async () => {
    const id = await begin();
    const inside = await t.app.inject({ url: `/soan-thao/${id}`, headers: t.as(officer) });
    expect(inside.statusCode).toBe(200);
    const main = `/soan-thao/${id}/xem-truoc.pdf`;
    expect((await t.app.inject({ url: main, headers: t.as(officer) })).headers['content-type']).toBe('application/pdf');
    for (const url of [`/soan-thao/${id}`, main, `/soan-thao/${id}/sua`]) {
      expect((await t.app.inject({ url, headers: t.as(stranger) })).statusCode).toBe(404);
      expect([401, 303]).toContain((await t.app.inject({ url })).statusCode);
    }
  });
});
