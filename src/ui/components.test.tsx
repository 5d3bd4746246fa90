import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { ComponentChild } from 'preact';
import { describe, expect, test } from 'vitest';
import { instant } from '#kernel/time.ts';
import { plainAssets, readAssets } from './assets.ts';
import { Checkboxes, Radios, SelectField } from './choices.tsx';
import { Combobox } from './combobox.tsx';
import { TextArea, TextField } from './fields.tsx';
import { fieldId } from './form-context.ts';
import { Form } from './form.tsx';
import { Gallery } from './gallery.tsx';
import { currentUrl } from './header.tsx';
import { Page } from './layout.tsx';
import type { PageContext } from './page-context.ts';
import { Pagination, visiblePages } from './pagination.tsx';
import { ProblemPage } from './problem-page.tsx';
import { renderFragment, renderPage } from './render.ts';
import { Highlighted, HtmlText, RichText } from './rich-text.tsx';
import { Table } from './table.tsx';
import { Time } from './time.tsx';
import { withQuery } from './url.ts';

const context: PageContext = {
  lang: 'vi',
  path: '/search',
  query: new URLSearchParams('q=khai+sinh&page=3'),
  nav: { public: [{ title: { vi: 'Văn bản', en: 'Documents' }, url: '/search' }], staff: [] },
  assets: plainAssets,
  productName: 'Cửa <b>',
  canonicalUrl: 'https://example.vn/search',
  now: instant('2026-11-21T10:00:00+07:00'),
};
const show = (vnode: ComponentChild, changes: Partial<PageContext> = {}) => renderFragment(vnode, { ...context, ...changes });
const whole = (vnode: ComponentChild, changes: Partial<PageContext> = {}) => renderPage(vnode, { ...context, ...changes });

describe('the frame', () => {
  test('is a whole document in the reader’s language, with one heading and a way past the header', () => {
    const html = whole(<Page title="Tìm">x</Page>);
    expect(html).toMatch(/^<!doctype html>\n<html lang="vi"/);
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(html).toContain('<a class="ds-skip-link" href="#main"');
    expect(html).toContain('<title>Tìm – Cửa &lt;b></title>');
  });
  test('escapes what people wrote, everywhere', () => {
    const nasty = '<script>alert(1)</script>';
    const html = whole(
      <Page title={nasty} lead={nasty} crumbs={[{ title: nasty, url: '/"><script>' }]} description={`"${nasty}`}>
        <TextField name="a" label={nasty} value={`"${nasty}`} hint={nasty} />
        <TextArea name="b" label="b" value={`</textarea>${nasty}`} />
        <Highlighted text={`\u0001${nasty}\u0002`} />
      </Page>,
    );
    expect(html.match(/<script/g)).toHaveLength(1); // the module of the islands
    expect(html).not.toContain('</textarea><script');
  });
  test('switches language and appearance by plain links that keep the question', () => {
    const html = whole(<Page title="Tìm">x</Page>);
    expect(html).toContain('href="/search?lang=en&amp;page=3&amp;q=khai+sinh"');
    expect(html).toContain('href="/search?page=3&amp;q=khai+sinh&amp;theme=dark"');
    expect(whole(<Page title="Tìm">x</Page>, { theme: 'dark' })).toContain('data-color-scheme="dark"');
  });
  test('offers sign-in to strangers and a sign-out form to others; staff pages stay out of search engines', () => {
    expect(whole(<Page title="Tìm">x</Page>)).toContain('href="/sign-in"');
    const staff = whole(
      <Page title="Bàn" audience="staff">
        x
      </Page>,
      { user: { name: 'Hoa', post: 'Văn thư', unit: 'UBND xã A' } },
    );
    expect(staff).toContain('<form method="post" action="/sign-out" data-sign-out');
    expect(staff).toContain('content="noindex"');
    expect(staff).toContain('data-size="sm"');
  });
  test('marks the navigation item of the page or of the longest path above it', () => {
    const links = ['/', '/desk', '/desk/in'].map((url) => ({ title: { vi: url, en: url }, url }));
    expect(currentUrl(links, '/desk/in/7')).toBe('/desk/in');
    expect(currentUrl(links, '/desks')).toBeUndefined();
    expect(currentUrl(links, '/')).toBe('/');
  });
  test('nothing on any page needs a hole in the content security policy', () => {
    for (const audience of ['public', 'staff'] as const) {
      const html = whole(<Gallery audience={audience} />);
      expect(html).not.toMatch(/\sstyle=/);
      expect(html).not.toMatch(/\son[a-z]+=/);
      expect(html).not.toMatch(/<script(?![^>]*\ssrc=)/);
    }
  });
  test('ids are unique and everything that is pointed at exists', () => {
    const html = whole(<Gallery />);
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(ids).toHaveLength(new Set(ids).size);
    const refs = [...html.matchAll(/\s(?:for|aria-describedby|aria-labelledby)="([^"]+)"/g)].flatMap(([, list]) => list!.split(' '));
    for (const ref of refs) expect(ids).toContain(ref);
    for (const [, target] of html.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
  });
});

describe('forms', () => {
  const errors = [{ field: 'to/0', message: { vi: 'Chọn nơi nhận.', en: 'Choose a recipient.' } }];
  test('carry an idempotency key, kept when the form comes back, and the version shown', () => {
    const key = /name="_key" value="([0-9a-f-]{36})"/;
    const form = (props: object) =>
      show(
        <Form action="/x" {...props}>
          x
        </Form>,
      );
    expect(key.exec(form({}))?.[1]).not.toBe(key.exec(form({}))?.[1]);
    expect(form({ idempotencyKey: 'k-1', version: 4 })).toContain('name="_key" value="k-1"');
    expect(form({ version: 4 })).toContain('name="_version" value="4"');
    expect(form({ method: 'get' })).not.toContain('_key');
  });
  test('tie an error to its field, by the name, and link to it from the summary', () => {
    const html = show(
      <Form action="/x" errors={errors} values={{ title: 'đã gõ' }} names={['to']}>
        <TextField name="to" label="Nơi nhận" hint="Tên hoặc mã" />
        <TextField name="title" label="Trích yếu" value="ban đầu" />
      </Form>,
    );
    expect(html).toContain(`href="#${fieldId('to')}"`);
    expect(html).toContain('aria-describedby="f-to-hint f-to-error" aria-invalid="true"');
    expect(html).toContain('Chọn nơi nhận.');
    expect(html).toContain('value="đã gõ"');
  });
  test('two of a page may ask the same: each label finds its own field', () => {
    const one = (action: string) => (
      <Form action={action} errors={[{ field: 'reason', message: { vi: 'Nhập lý do.', en: 'Give a reason.' } }]}>
        <TextField name="reason" label="Lý do" />
      </Form>
    );
    const html = show(
      <>
        {one('/go')}
        {one('/thu-hoi')}
      </>,
    );
    const ids = [...html.matchAll(/ id="(f-[^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const way of ['for', 'href']) for (const id of ['f-reason', 'f-2-reason']) expect(html).toMatch(new RegExp(`${way}="#?${id}"`));
  });
  test('a list asked in two parts has a label for each of its boxes', () => {
    const part = (value: string) => <Checkboxes name="groups" label={value} choices={[{ value, label: value }]} />;
    const html = show(
      <Form action="/gui">
        {part('toan-quoc')}
        {part('cac-xa')}
      </Form>,
    );
    const ids = [...html.matchAll(/<input[^>]* id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) expect(html).toContain(`for="${id}"`);
  });
  test('never send a password back', () => {
    const html = show(
      <Form action="/x" values={{ secret: 'abc' }}>
        <TextField name="secret" label="Mật khẩu" type="password" />
      </Form>,
    );
    expect(html).not.toContain('abc');
  });
  test('choices come back as they were made, and the error’s link lands on the first of them', () => {
    const choices = ['a', 'b', 'c'].map((value) => ({ value, label: value }));
    const html = show(
      <Form action="/x" values={{ one: 'b', many: ['a', 'c'], list: 'c' }}>
        <Radios name="one" label="Một" choices={choices} />
        <Checkboxes name="many" label="Nhiều" choices={choices} />
        <SelectField name="list" label="Danh sách" choices={choices} />
      </Form>,
    );
    expect(html.match(/ checked/g)).toHaveLength(3);
    expect(html).toContain('id="f-one" type="radio" name="one" value="a"');
    expect(html).toMatch(/<option[^>]*selected[^>]*>c</);
  });
  test('a register picker sends what was chosen and what was typed', () => {
    const html = show(<Combobox name="to" label="Nơi nhận" source="/a.json" selected={[{ value: 'H57', label: 'Huế' }]} />);
    expect(html).toContain('name="to_text" value="Huế"');
    expect(html).toContain('type="hidden" name="to" value="H57"');
  });
});

describe('lists', () => {
  test('a table keeps its roles and names its cells for the cards of a phone', () => {
    const columns = [
      { title: 'Số', rowHeader: true, cell: (row: string) => row },
      { title: 'Bậc', cell: () => 1, sorted: 'ascending' as const },
    ];
    const html = show(<Table caption="Văn bản" columns={columns} rows={['7/NQ']} rowKey={(row) => row} />);
    expect(html).toContain('<th role="rowheader" scope="row" data-label="Số"');
    expect(html).toContain('<td role="cell" data-label="Bậc"');
    expect(html).toContain('aria-sort="ascending"');
    expect(show(<Table caption="x" columns={columns} rows={[]} rowKey={String} empty={<p>Chưa có</p>} />)).toBe('<p>Chưa có</p>');
  });
  test('pages: first, last, neighbours, and a gap only where more than one is left out', () => {
    expect(visiblePages(1, 1)).toEqual([1]);
    expect(visiblePages(5, 9)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(visiblePages(7, 34)).toEqual([1, 0, 5, 6, 7, 8, 9, 0, 34]);
    expect(show(<Pagination page={1} pageCount={1} href={String} />)).toBe('');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 500 }), (a, b) => {
        const [page, count] = [Math.min(a, b), Math.max(a, b)];
        const shown = visiblePages(page, count).filter((one) => one > 0);
        expect(shown).toContain(page);
        expect(shown.length).toBeLessThanOrEqual(9);
        expect(shown.at(-1)).toBe(count);
      }),
    );
  });
  test('the same selection has the same address', () => {
    const query = new URLSearchParams('b=2&a=1');
    expect(withQuery('/s', query, {})).toBe('/s?a=1&b=2');
    expect(withQuery('/s', query, { a: undefined, b: undefined })).toBe('/s');
    expect(withQuery('/s', query, { k: ['x', 'y'], page: 2 })).toBe('/s?a=1&b=2&k=x&k=y&page=2');
  });
  test('dates read as official documents have them', () => {
    expect(show(<Time at="2026-02-05" form="long" />)).toContain('ngày 05 tháng 02 năm 2026');
    expect(show(<Time at="2026-02-05" form="long" />, { lang: 'en' })).toContain('5 February 2026');
    expect(show(<Time at={instant('2026-02-05T20:30:00Z')} />)).toBe('<time datetime="2026-02-05T20:30:00.000Z">06/02/2026 03:30</time>');
  });
});

describe('text with form', () => {
  test('a small Markdown', () => {
    expect(show(<RichText markdown={'## Mục\n\nMột **hai**\nba [bốn](https://a.vn)\n\n- x\n- y'} />)).toBe(
      '<div class="mc-prose"><h3>Mục</h3><p>Một <strong>hai</strong><br/>ba <a href="https://a.vn" rel="noopener">bốn</a></p><ul><li>x</li><li>y</li></ul></div>',
    );
  });
  test('its headings begin where the page says and leave out no level, whatever the writer left out', () => {
    const levels = (markdown: string, level: 2 | 3 | 4) =>
      [...show(<RichText markdown={markdown} level={level} />).matchAll(/<h(\d)>/g)].map(([, one]) => Number(one));
    expect(levels('## A\n\n### B\n\n#### C\n\n## D', 2)).toEqual([2, 3, 4, 2]);
    expect(levels('#### A\n\n### B\n\n#### C', 2)).toEqual([2, 3, 4]);
    expect(levels('### A\n\nchữ\n\n#### B', 4)).toEqual([4, 5]);
  });
  test('addresses that would run are not followed', () => {
    for (const address of ['javascript:alert(1)', ' JaVa\tscript:x', 'data:text/html,x', '//evil.example', '/\\evil.example']) {
      expect(show(<RichText markdown={`[x](${address.replaceAll(/\s/g, '')})`} />)).not.toContain('href');
      expect(show(<HtmlText html={`<a href="${address}">x</a>`} />)).not.toContain('href');
    }
  });
  test('converted HTML keeps its form and loses what could run', () => {
    const html =
      '<h1>A</h1><p onclick="x()">B &amp; &#7841; <b>c</b><script>d()</script><img src=x onerror=y></p><table><tr><td colspan="2">e</td></tr></table>';
    expect(show(<HtmlText html={html} />)).toBe(
      '<div class="mc-prose"><h3>A</h3><p>B &amp; ạ <strong>c</strong></p><table><tr><td colspan="2">e</td></tr></table></div>',
    );
  });
  test('a hundred thousand nested elements are no trouble', () => {
    expect(show(<HtmlText html={`${'<div>'.repeat(10)}${'<blockquote>'.repeat(100_000)}sâu`} />)).toContain('sâu');
  });
  const harmless =
    /^(div|p|br|hr|blockquote|pre|code|h[3-6]|ul|ol|li|dl|dt|dd|strong|em|u|s|sup|sub|a|table|thead|tbody|tfoot|tr|th|td|caption)$/;
  test('whatever comes in, only known elements and attributes come out', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '<script>',
        '</script>',
        '<p',
        ' onerror=x',
        '<a href="javascript:x">',
        "<a href='/x'>",
        '<!--',
        '-->',
        '<svg/onload=x>',
        '&lt;script&gt;',
        '<td colspan=9>',
        '">',
        '</p>',
        '<style>',
        '<br/>',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const out = show(<HtmlText html={pieces.join('')} />);
        for (const [, tag, attributes] of out.matchAll(/<([a-z0-9]+)([^>]*)>/gi)) {
          expect(tag).toMatch(harmless);
          expect(attributes).toMatch(/^( class="mc-prose"| href="\/x"| rel="noopener"| colspan="9"|\/)*$/);
        }
      }),
    );
  });
});

describe('problems and built files', () => {
  test('a problem shows what, the reasons and the request', () => {
    const title = { vi: 'Chưa thể thực hiện', en: 'Not now' };
    const refusals = [{ code: 'a', message: { vi: 'Sổ đã khóa.', en: 'The book is closed.' } }];
    const html = whole(
      <ProblemPage problem={{ slug: 'refused', status: 409, title, detail: title, fields: [], refusals }} requestId="req-1" />,
    );
    expect(html).toContain('Sổ đã khóa.');
    expect(html).toContain('<code>req-1</code>');
  });
  test('files that are not built are an error that says what to do', () => {
    const folder = mkdtempSync(join(tmpdir(), 'motcua-assets-'));
    expect(() => readAssets(folder)).toThrow(/npm run build/);
    writeFileSync(join(folder, 'manifest.json'), '{"src/a.css": {"file": "a-1.css"}}');
    expect(readAssets(folder).url('src/a.css')).toBe('/assets/a-1.css');
    expect(() => readAssets(folder).url('src/b.css')).toThrow(/src\/b.css.*npm run build/);
  });
});
