import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readXml, type ReadXmlOptions, type XmlElement } from './read-xml.ts';
import { XmlWriter } from './write-xml.ts';

const read = (text: string, options: ReadXmlOptions = {}): XmlElement => readXml(Buffer.from(text), options).root;
const refusal = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return (error as { slug?: string }).slug ?? String(error);
  }
  return 'accepted';
};
const bulk: ReadXmlOptions = { isBulk: (local) => local === 'big' };
const bulkOf = (text: string): string => Buffer.concat(read(text, bulk).children[0]?.bulk ?? []).toString();

describe('reading', () => {
  test('namespaces, attributes, references, CDATA, comments', () => {
    const root = read('<a xmlns="u:a" xmlns:b="u:b" x="1 &amp; 2"><b:c>&lt;&#225;&gt;</b:c><!-- no --><d><![CDATA[<e>]]></d></a>');
    expect([root.local, root.uri, root.attributes]).toEqual(['a', 'u:a', { x: '1 & 2' }]);
    expect(root.children.map((child) => [child.uri, child.local, child.text])).toEqual([
      ['u:b', 'c', '<á>'],
      ['u:a', 'd', '<e>'],
    ]);
  });

  test('byte order marks and encodings', () => {
    const text = '<a>Huế</a>';
    const little = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
    const big = Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(text, 'utf16le').swap16()]);
    for (const bytes of [Buffer.from(`\uFEFF${text}`), little, big]) expect(readXml(bytes).root.text).toBe('Huế');
    expect(read('<?xml version="1.0" encoding="utf-16"?><a>Huế</a>').text).toBe('Huế');
    expect(refusal(() => readXml(Buffer.from('<a>Hu\xea</a>', 'latin1')))).toBe('xml-malformed');
  });

  test('stray characters before the XML only when allowed', () => {
    expect(readXml(Buffer.from('1212<?xml version="1.0"?><a/>'), { allowStray: true })).toMatchObject({
      stray: '1212',
      root: { local: 'a' },
    });
    expect(refusal(() => read('1212<?xml version="1.0"?><a/>'))).toBe('xml-malformed');
    expect(read('\r\n <a/>').local).toBe('a');
  });

  test('line ends are normalised', () => {
    expect(read('<a>one\r\ntwo\rthree</a>').text).toBe('one\ntwo\nthree');
  });

  test('an element is kept verbatim on request, with the prefixes around it', () => {
    const inner = '<s:Sig  x="1>0">\r\n <é/> á</s:Sig >';
    const root = read(`<a xmlns:s="u:s"><t>é${'é'.repeat(50_000)}</t>${inner}<t/></a>`, { keepRaw: (local) => local === 'Sig' });
    expect(root.children[1]).toMatchObject({ raw: inner, namespaces: { s: 'u:s' } });
    expect(root.children[0]?.raw).toBeUndefined();
  });
});

describe('bulk text', () => {
  const long = 'QUJD'.repeat(5000);

  test('is a view of the input', () => {
    const input = Buffer.from(`<a><big>${long}</big></a>`);
    const part = readXml(input, bulk).root.children[0]?.bulk[0];
    expect(part?.buffer).toBe(input.buffer);
    expect(part?.toString()).toBe(long);
  });

  test('arrives the same by every road', () => {
    expect(bulkOf('<a><big>QUJD</big></a>')).toBe('QUJD');
    expect(bulkOf(`<a><big x=">">${long}</big></a>`)).toBe(long);
    expect(bulkOf(`<a><big>\n<![CDATA[${long}]]>\n</big></a>`).trim()).toBe(long);
    expect(bulkOf(`<a><big>${long}<!-- ${long} -->${long}</big></a>`)).toBe(long + long);
    expect(bulkOf(`<a><!-- <big>${long}</big> --><big>x</big></a>`)).toBe('x');
    const wrapped = long.replace(/.{76}/g, '$&&#xD;\n');
    expect(bulkOf(`<a><big>${wrapped}</big></a>`).replace(/\s/g, '')).toBe(long);
    expect(bulkOf(`<a><big>${long}&#x2B;&#61;</big></a>`)).toBe(`${long}+=`);
  });

  test('references are not cut at the seams of long runs', () => {
    const text = 'QUJD&#13;\n'.repeat(350_000);
    const root = read(`<a><big>${text}</big></a>`, { ...bulk, limits: { maxBytes: 8e6 } });
    expect(Buffer.concat(root.children[0]?.bulk ?? []).includes('&')).toBe(false);
  });
});

describe('refused', () => {
  const deep = (levels: number): string => '<a>'.repeat(levels) + '</a>'.repeat(levels);
  test.each([
    ['external entity', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', 'xml-doctype'],
    ['external subset', '<!DOCTYPE a SYSTEM "http://example.test/a.dtd"><a/>', 'xml-doctype'],
    ['entity bomb', '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>', 'xml-doctype'],
    ['unknown entity', '<a>&nbsp;</a>', 'xml-malformed'],
    ['unclosed', '<a><b></a>', 'xml-malformed'],
    ['cut off', '<a><b>text', 'xml-malformed'],
    ['two roots', '<a/><b/>', 'xml-malformed'],
    ['unbound prefix', '<x:a/>', 'xml-malformed'],
    ['control character', '<a>\u0001</a>', 'xml-malformed'],
    ['nothing', '', 'xml-malformed'],
    ['no XML', 'hello', 'xml-malformed'],
    ['depth', deep(65), 'xml-too-large'],
    ['elements', `<a>${'<b/>'.repeat(100_001)}</a>`, 'xml-too-large'],
    ['comments', `<a>${'<!---->'.repeat(100_001)}</a>`, 'xml-too-large'],
    ['attributes', `<a ${Array.from({ length: 65 }, (_, at) => `a${at}="1"`).join(' ')}/>`, 'xml-too-large'],
    ['text', `<a>${'x'.repeat(1024 * 1024 + 1)}</a>`, 'xml-too-large'],
    ['attribute value', `<a b="${'x'.repeat(1024 * 1024 + 1)}"/>`, 'xml-too-large'],
    ['bytes', `<a>${'<b>xxxx</b>'.repeat(1_000_000)}</a>`, 'xml-too-large'],
  ])('%s', (_name, text, slug) => {
    expect(refusal(() => read(text))).toBe(slug);
  });

  test('accepted up to the limits', () => {
    expect(refusal(() => read(deep(64)))).toBe('accepted');
    expect(refusal(() => read(`<a>${'x'.repeat(1024 * 1024)}</a>`))).toBe('accepted');
  });

  test('quadratic traps take no more than linear time', () => {
    const limits = { maxBytes: 40e6, maxMarkup: 4e6 };
    const start = performance.now();
    for (const trap of ['<![CDATA[', '<', '<a ', '&#13;', '<!--']) {
      refusal(() => read(`<a><big>${trap.repeat(20e6 / trap.length)}</big></a>`, { ...bulk, limits }));
    }
    expect(performance.now() - start).toBeLessThan(15_000);
  });
});

describe('writing', () => {
  test('indents, escapes, closes', () => {
    const xml = new XmlWriter()
      .open('a', { x: '<"\n&' })
      .leaf('b', '1 < 2 ]]> & \r\n')
      .base64('c', Buffer.from('ABC'))
      .open('d')
      .close()
      .close();
    expect(xml.toBuffer().toString()).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<a x="&lt;&quot;&#10;&amp;">\n  <b>1 &lt; 2 ]]&gt; &amp; &#13;\n</b>\n  <c>QUJD</c>\n  <d>\n  </d>\n</a>\n',
    );
    expect(() => new XmlWriter().open('a').toBuffer()).toThrow(RangeError);
    expect(() => new XmlWriter().close()).toThrow(RangeError);
  });

  test('what XML cannot carry is replaced, so the result is always readable', () => {
    const written = new XmlWriter().leaf('a', 'one\u000btwo\uD800\u0000\uFFFE').toBuffer();
    expect(readXml(written).root.text).toBe('one\uFFFDtwo\uFFFD\uFFFD\uFFFD');
  });

  test('any text comes back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ unit: 'grapheme' }), (value, text) => {
        const root = readXml(new XmlWriter().open('r', { v: value }).leaf('t', text).close().toBuffer()).root;
        const legal = (from: string): string => from.toWellFormed().replace(/[^\t\n\r\u0020-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
        expect(root.attributes['v']).toBe(legal(value));
        expect(root.children[0]?.text).toBe(legal(text));
      }),
    );
  });

  test('base64 of any length comes back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5000 }), (bytes) => {
        const root = readXml(new XmlWriter().open('r').base64('big', Buffer.from(bytes)).close().toBuffer(), bulk).root;
        expect(Buffer.from(Buffer.concat(root.children[0]?.bulk ?? []).toString(), 'base64')).toEqual(Buffer.from(bytes));
      }),
    );
  });
});
