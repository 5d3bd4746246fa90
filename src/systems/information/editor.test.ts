import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { query, sql } from '#kernel/db.ts';
import type { Actor } from '#kernel/permission.ts';
import { official } from '../../../test/kit.ts';
import { addMedia } from './actions/add-media.ts';
import { removeMedia } from './actions/remove-media.ts';
import { submitRelease } from './actions/submit-release.ts';
import { editionsOf } from './queries/editions.ts';
import { form, newsroom } from './test-kit.ts';
import { pastedMarkdown } from './views/pasted-markdown.ts';

const { t, writer, head, lawyer, stranger, begin } = await newsroom();
const { app, services } = t;

/** As Word 2019 puts it on the clipboard. */
const fromWord = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p.MsoNormal {margin:0} --></style></head><body>
<!--StartFragment--><h1 style='mso-x:y'>Tình hình<o:p></o:p></h1>
<p class=MsoNormal style='color:red'><b><span lang=VI>Sáng nay</span></b>, mưa   lớn&nbsp;tại <i>Huế</i>.<o:p></o:p></p>
<p class=MsoListParagraph><![if !supportLists]><span style='font-family:Symbol'>·<span>&nbsp;&nbsp; </span></span><![endif]>Sơ tán dân</p>
<p class=MsoListParagraph><span style='font-family:Symbol'>·<span>&nbsp;&nbsp; </span></span>Trực <a href="https://example.vn/a" onclick="x()">24 giờ</a></p>
<table><tr><td>Xã</td><td>Hộ</td></tr><tr><td>A</td><td>12</td></tr></table>
<script>alert(1)</script><img src=x onerror=alert(2)><a href="javascript:alert(3)">xấu</a><!--EndFragment--></body></html>`;

describe('what is pasted', () => {
  it('from Word becomes small Markdown: words, headings, lists and links, nothing else', () => {
    expect(pastedMarkdown(fromWord)).toBe(
      '## Tình hình\n\n**Sáng nay**, mưa lớn tại *Huế*.\n\n- Sơ tán dân\n- Trực [24 giờ](https://example.vn/a)\n\nXã | Hộ\nA | 12\n\nxấu',
    );
  });

  it('never holds a tag of it, nor an address that runs', () => {
    const piece = fc.constantFrom(
      '<p>',
      '</p>',
      '<b>',
      '</b>',
      '<script>',
      '</script>',
      '<a href="javascript:x">',
      '</a>',
      '<ul><li>',
      '·',
      'chữ',
      '&lt;',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pastedMarkdown(pieces.join(' '));
        return !/<\/?(p|b|script|a|ul|li)\b/.test(text) && !text.includes('](javascript');
      }),
    );
  });

  it('is converted for writers only', async () => {
    const ask = (headers: Record<string, string>) =>
      app.inject({
        method: 'POST',
        url: '/thong-tin/doan-dan',
        payload: { html: '<b>a</b>' },
        headers: { accept: 'application/json', ...headers },
      });
    expect((await ask(t.as(writer))).json()).toEqual({ markdown: '**a**' });
    expect((await ask(t.as(lawyer))).statusCode).toBe(403);
    expect((await ask({})).statusCode).toBe(401);
  });
});

test('two editors on one release: the second gets both texts, and saving again keeps what they put together', async () => {
  const { id } = await begin();
  const url = `/thong-tin/${id}/sua`;
  const save = (actor: typeof writer, version: number, bodyVi: string, extra = {}) =>
    app.inject({ method: 'POST', url, headers: t.as(actor), payload: { ...form, bodyVi, _version: version, ...extra } });
  expect((await save(writer, 1, 'Đoạn của chuyên viên.')).statusCode).toBe(303);
  const second = await save(head, 1, 'Đoạn của trưởng phòng.');
  expect(second.statusCode).toBe(409);
  for (const words of ['Đoạn của chuyên viên.', 'Đoạn của trưởng phòng.', 'name="_version" value="2"'])
    expect(second.body).toContain(words);
  expect((await save(head, 2, 'Đoạn của chuyên viên. Đoạn của trưởng phòng.')).statusCode).toBe(303);
  const [edition] = await editionsOf(services.db, id);
  expect(edition?.bodyVi).toBe('Đoạn của chuyên viên. Đoạn của trưởng phòng.');
  expect(edition?.editedBy).toEqual([writer.id, head.id]);
  expect((await save(stranger, 3, 'x')).statusCode).toBe(403);
});

test('pictures, videos and documents come and go without stopping who types', async () => {
  const { id } = await begin();
  const picture = { sourceHash: 'a'.repeat(64), hash: 'b'.repeat(64), width: 960, height: 540, renditions: [] };
  const about = { altVi: 'Ảnh', credit: 'Mẫu', rights: 'own', shape: 'whole', focus: 'centre' };
  const renditions = [{ width: 480, format: 'webp', hash: 'c'.repeat(64) }];
  const { media } = await services.act(addMedia, head, { id, ...about, picture: { ...picture, renditions } });
  await services.act(removeMedia, head, { id, media });
  const headers = { ...t.as(writer), accept: 'application/json' };
  const saved = await app.inject({ method: 'POST', url: `/thong-tin/${id}/sua`, headers, payload: { ...form, auto: 'true', _version: 1 } });
  expect(saved.json()).toEqual({ id, version: 2 });
  const [edition] = await editionsOf(services.db, id);
  // Whoever chose a picture has written it too.
  expect(edition?.editedBy).toEqual([writer.id, head.id]);
  await services.act(submitRelease, writer, { id, version: 2 });
  await expect(services.act(removeMedia, head, { id, media })).rejects.toMatchObject({ refusals: [{ code: 'wrong-state' }] });
});

test('the way to the previews on channels is shown to those alone who may go it', async () => {
  const button = async (actor: Actor) =>
    (await app.inject({ url: '/thong-tin/moi', headers: t.as(actor) })).body.includes('channel-preview');
  expect(await button(writer)).toBe(true);
  expect(await button(official(['information.read', 'information.write'], writer.scope))).toBe(false);
});

test('saving while one types answers with the next version and is no entry of the ledger', async () => {
  const { id } = await begin();
  const headers = { ...t.as(writer), accept: 'application/json' };
  const post = (version: number) =>
    app.inject({ method: 'POST', url: `/thong-tin/${id}/sua`, headers, payload: { ...form, auto: 'true', _version: version } });
  expect((await post(1)).json()).toEqual({ id, version: 2 });
  expect((await post(1)).statusCode).toBe(409);
  const entries = await query(
    services.db,
    sql`select 1 from kernel.ledger_pending where action = 'information.edit-release' and subject = ${`release:${id}`}`,
  );
  expect(entries).toEqual([]);
});
