import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { query, sql } from '#kernel/db.ts';
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
