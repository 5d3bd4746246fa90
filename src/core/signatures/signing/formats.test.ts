import { Buffer } from 'node:buffer';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { ContentInfo, SignedData as OtherSignedData } from 'pkijs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { query, sql, transaction } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { Problem } from '#kernel/problem.ts';
import { readZip } from '#kernel/zip/read-zip.ts';
import { createHash } from 'node:crypto';
import { testDatabase } from '../../../../test/kit.ts';
import { hasTool, tablePdf, workbench } from '../../../../test/signature-kit.ts';
import { readContainer, readManifest } from '../asic/container.ts';
import type { Trust } from '../certificates/chain.ts';
import { pem } from '../certificates/pem.ts';
import { readSignedData } from '../cms/read.ts';
import { signatureFault, signerChain } from '../cms/verify.ts';
import { createAsice, ensureAuthority, signCades, signPdf, siteTrust, signXades, validateFile } from '../index.ts';
import { checkToken } from '../tsp/token.ts';
import { createVault } from '../vault/vault.ts';
import { canonicalText } from '../xades/canonical.ts';
import { findXmlSignatures, readXades, type XadesSignature } from '../xades/read.ts';
import { isRefusedXml, readTree } from '../xades/tree.ts';

const { db } = await testDatabase();
const vault = createVault(Buffer.alloc(32, 9));
const holder = {
  kind: 'person',
  accountId: newId(),
  agencyId: newId(),
  name: 'Hồ Thị Hương',
  title: 'Chủ tịch',
  agencyName: 'Ủy ban nhân dân thành phố Huế',
} as const;
const bench = workbench();
afterAll(() => bench.remove());
let trust: Trust;
let root: string;
beforeAll(async () => {
  trust = await siteTrust(db, vault);
  root = bench.path('root.pem', pem('CERTIFICATE', (await ensureAuthority(db, vault)).root.certificate.der));
});

const content = Buffer.from('Công văn số 15/UBND-VP\n');
const digestOf = (bytes: Buffer) => (name: string) => createHash(name).update(bytes).digest();
const levels = ['B-B', 'B-T', 'B-LT', 'B-LTA'] as const;
const hasProof = (level: string): boolean => level.startsWith('B-LT');
const openssl = hasTool('openssl');

describe.each(levels)('CAdES %s', (level) => {
  it.each([false, true])('holds for openssl, pkijs and us (content enclosed: %s)', async (enclose) => {
    const { bytes, level: reached, certificate } = await signCades(db, vault, { content, holder, level, enclose });
    expect(reached).toBe(level);
    const data = readSignedData(bytes, { withRevocations: true });
    expect(signatureFault(data, digestOf(content))).toBeUndefined();
    expect(signerChain(data, trust, certificate.certificate.notBefore)?.problem).toBeUndefined();
    expect(data.content?.equals(content) ?? false).toBe(enclose);
    expect(data.signer.timestampToken !== undefined).toBe(level !== 'B-B');
    expect(data.revocations.crls.length + data.revocations.ocsps.length).toBe(hasProof(level) ? 3 : 0);
    const theirs = new OtherSignedData({ schema: ContentInfo.fromBER(Uint8Array.from(bytes).buffer).content });
    expect(theirs.crls?.length ?? 0).toBe(hasProof(level) ? 3 : 0);
    expect(theirs.certificates).toHaveLength(hasProof(level) ? 4 : 2);
    if (!openssl) return;
    bench.path('c.p7s', bytes);
    const beside = enclose ? [] : ['-content', bench.path('content', content)];
    const args = ['-verify', '-cades', '-binary', '-inform', 'DER', '-in', 'c.p7s', '-purpose', 'any', '-CAfile', root, '-out', 'out'];
    const ran = bench.run('openssl', 'cms', ...args, ...beside);
    expect(ran.output).toMatch(/Verification successful/i);
    expect(readFileSync(bench.path('out')).equals(content)).toBe(true);
  });
});

const plainXml = Buffer.from(
  '<?xml version="1.0" encoding="UTF-8"?>\n<a xmlns="urn:a" xmlns:b="urn:b">\n <b:c x="1&#10;2">Số: 15 &amp; 16</b:c>\n</a>\n',
);
const samples = '../shared/data/edxml-samples';
const packets = existsSync(samples) ? readdirSync(samples).filter((name) => name.endsWith('.edxml')) : [];
const documents: [string, Buffer][] = [
  ['a small document', plainXml],
  ...packets.slice(0, 1).map((name): [string, Buffer] => [name, packetOf(name)]),
];

/** Some samples have characters before their XML. */
function packetOf(name: string): Buffer {
  const bytes = readFileSync(`${samples}/${name}`);
  return bytes.subarray(bytes.indexOf('<'));
}

function only(bytes: Buffer, fileOf?: (uri: string) => Buffer | undefined): XadesSignature {
  const tree = readTree(bytes);
  const nodes = findXmlSignatures(tree);
  expect(nodes).toHaveLength(1);
  return readXades(tree, nodes[0]!, fileOf);
}

function stampFault(signature: XadesSignature): string | undefined {
  return signature.timestamp ? checkToken(signature.timestamp.token, signature.timestamp.digestOf, trust).fault : 'none';
}

const xmlsec = hasTool('xmlsec1');
const propertiesId = ['--id-attr:Id', 'http://uri.etsi.org/01903/v1.3.2#:SignedProperties'];

describe.each(documents)('XAdES inside %s', (_name, xml) => {
  it.each(levels)('of level %s holds for xmlsec1 and us', async (level) => {
    const { bytes } = await signXades(db, vault, { what: { xml }, holder, level });
    const signature = only(bytes);
    expect(signature).toMatchObject({ fault: undefined, covers: [{ kind: 'document' }] });
    expect(stampFault(signature)).toBe(level === 'B-B' ? 'none' : undefined);
    expect(signature.revocations.crls.length + signature.revocations.ocsps.length).toBe(hasProof(level) ? 3 : 0);
    const changed = Buffer.from(bytes.toString('utf8').replace('Số: 15', 'Số: 18').replace('<edXML:OrganId>0', '<edXML:OrganId>1'));
    if (!changed.equals(bytes)) expect(only(changed).fault).toBe('digest-mismatch');
    if (!xmlsec) return;
    const ran = bench.run('xmlsec1', '--verify', '--trusted-pem', root, ...propertiesId, bench.path('signed.xml', bytes));
    expect(ran.output).toContain('SignedInfo References (ok/all): 2/2');
    expect(ran.status).toBe(0);
  });
});

describe('XAdES beside files', () => {
  const files = [{ name: 'quyet dinh.pdf', bytes: tablePdf(), mimeType: 'application/pdf' }];

  it('covers each file by its address', async () => {
    const { bytes } = await signXades(db, vault, { what: { files }, holder });
    const fileOf = (uri: string): Buffer | undefined => (uri === 'quyet%20dinh.pdf' ? files[0]!.bytes : undefined);
    expect(only(bytes, fileOf)).toMatchObject({ fault: undefined, covers: [{ kind: 'file', uri: 'quyet%20dinh.pdf' }] });
    expect(only(bytes).fault).toBe('missing-file');
    expect(only(bytes, () => content).fault).toBe('digest-mismatch');
  });
});

describe('XML that may not be signed or believed', () => {
  const refused = async (xml: string): Promise<unknown> =>
    signXades(db, vault, { what: { xml: Buffer.from(xml) }, holder }).catch((error: unknown) => error);

  it.each([
    ['a document type', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'],
    ['a processing instruction', '<a><?php x?></a>'],
    ['another encoding', '<?xml version="1.0" encoding="iso-8859-1"?><a>b</a>'],
    ['an empty root', '<a/>'],
    ['no XML', 'không'],
  ])('%s', async (_what, xml) => {
    expect(await refused(xml)).toBeInstanceOf(Problem);
  });

  it('is not signed inside twice', async () => {
    const { bytes } = await signXades(db, vault, { what: { xml: plainXml }, holder });
    expect(await refused(bytes.toString('utf8'))).toMatchObject({
      status: 422,
      detail: { en: expect.stringContaining('break the first') },
    });
  });

  it('a signature that was moved, wrapped, or whose properties are another’s', async () => {
    const { bytes } = await signXades(db, vault, { what: { xml: plainXml }, holder, level: 'B-B' });
    const text = bytes.toString('utf8');
    const element = /<ds:Signature .*<\/ds:Signature>/s.exec(text)![0];
    const forged = Buffer.from(`<a xmlns="urn:a"><b>giả</b>${element}</a>`);
    expect(only(forged).fault).toBe('digest-mismatch');
    const properties = /<xades:SignedProperties .*<\/xades:SignedProperties>/s.exec(text)![0];
    const twice = text.replace(
      '</a>',
      `<x xmlns:xades="http://uri.etsi.org/01903/v1.3.2#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#">${properties}</x></a>`,
    );
    expect(() => only(Buffer.from(twice))).toThrow('one element');
    const otherTarget = text.replace(/Target="#[^"]+"/, 'Target="#khac"');
    expect(() => only(Buffer.from(otherTarget))).toThrow('QualifyingProperties');
    for (const [from, to] of [
      ['xmldsig-more#ecdsa-sha256', 'xmldsig-more#ecdsa-sha1'],
      ['xmldsig#enveloped-signature', 'xmldsig-filter2'],
      ['2001/10/xml-exc-c14n#', 'TR/2001/REC-xml-c14n-20010315'],
    ] as const) {
      expect(() => only(Buffer.from(text.replace(from, to)))).toThrow();
    }
  });

  it('any text gives a signature or a refusal, never anything else', () => {
    const piece = fc.constantFrom(
      '<a>',
      '</a>',
      '<a b="1">',
      '&amp;',
      '&#13;',
      'x',
      '<!-- -->',
      '<![CDATA[<]]>',
      ' xmlns:c="d"',
      '<c:d/>',
      ']]>',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (parts) => {
        try {
          canonicalText(readTree(Buffer.from(`<r xmlns:c="urn:c">${parts.join('')}</r>`)).root);
        } catch (error) {
          expect(isRefusedXml(error)).toBe(true);
        }
      }),
    );
  });
});

describe.skipIf(!hasTool('xmllint'))('exclusive canonicalisation', () => {
  const deep = `<z:r xmlns:z="urn:z" xmlns="urn:d" xmlns:u="urn:u" b="2" a="1"><k xmlns="" u:q="&quot;&lt;&#9;'" p='"'/><z:s xmlns:z="urn:y"><z:t xml:lang="vi" u:b="1" z:a="2">&gt;&#13;&amp;]]&gt;</z:t></z:s><l><![CDATA[a<b>&c]]></l><!-- ghi chú --></z:r>`;
  it.each([
    ['prefixes used, unused, bound anew and unbound', Buffer.from(deep)],
    ['a long run', Buffer.from(`<a>${'x>y '.repeat(2000)}</a>`)],
    ...documents,
  ])('is what xmllint makes of %s', (_what, xml) => {
    const { output } = bench.run('xmllint', '--exc-c14n', bench.path('c14n.xml', xml));
    // xmllint keeps comments, and the line ends around the root.
    expect(canonicalText(readTree(xml).root).toString('utf8')).toBe(output.replaceAll(/<!--.*?-->/gs, '').trim());
  });
});

describe('an ASiC-E container', () => {
  const files = [
    { name: 'Quyết định.pdf', bytes: tablePdf(), mimeType: 'application/pdf' },
    { name: 'phụ lục/bảng.csv', bytes: Buffer.from('a,b\n1,2\n'), mimeType: 'text/csv' },
  ];

  it.each(['xades', 'cades'] as const)('with %s names its type first, plainly, and covers every file', async (form) => {
    const { bytes } = await createAsice(db, vault, { files, holder, level: 'B-LTA', form });
    expect((await validateFile(db, vault, { bytes })).signatures.map((one) => one.kind)).toEqual(['signature', 'timestamp']);
    expect(bytes.toString('latin1', 30, 69)).toBe('mimetypeapplication/vnd.etsi.asic-e+zip');
    const container = await readContainer(bytes);
    expect(container.files.map((file) => file.name)).toEqual(files.map((file) => file.name));
    const fileOf = (uri: string): Buffer | undefined => container.files.find((file) => file.name === decodeURIComponent(uri))?.bytes;
    if (form === 'xades')
      expect(only(container.meta.get('signatures001.xml')!, fileOf)).toMatchObject({ fault: undefined, covers: { length: 2 } });
    else {
      const list = container.meta.get('ASiCManifest001.xml')!;
      const manifest = readManifest(list);
      expect(manifest.references).toEqual(
        files.map((file) => ({ name: file.name, sha256: createHash('sha256').update(file.bytes).digest('hex') })),
      );
      expect(
        signatureFault(readSignedData(container.meta.get(manifest.signature)!, { withRevocations: true }), digestOf(list)),
      ).toBeUndefined();
    }
  });

  it('is refused with names it keeps, twice the same, or none; and a plain archive is none', async () => {
    for (const names of [[], ['mimetype'], ['META-INF/x'], ['a', 'A'], ['../a']]) {
      const wanted = names.map((name) => ({ name, bytes: content, mimeType: 'text/plain' }));
      await expect(createAsice(db, vault, { files: wanted, holder })).rejects.toBeInstanceOf(Problem);
    }
    const { bytes } = await createAsice(db, vault, { files, holder });
    expect(await readZip(bytes)).toHaveLength(5);
    const other = Buffer.from(bytes);
    other.write('x', 40, 'latin1');
    await expect(readContainer(other)).rejects.toBeInstanceOf(Problem);
  });
});

describe('PDF levels', () => {
  it('are reached as wanted, and the file says so', async () => {
    for (const level of ['B-B', 'B-T', 'B-LT', 'B-LTA'] as const) {
      const signed = await signPdf(db, vault, { pdf: tablePdf(), holder, level });
      expect(signed.level).toBe(level);
      expect(signed.lowered).toBeUndefined();
      expect(signed.bytes.includes('/DSS')).toBe(level.startsWith('B-LT'));
      expect(signed.bytes.includes('ETSI.RFC3161')).toBe(level === 'B-LTA');
      const report = await validateFile(db, vault, { bytes: signed.bytes });
      expect([report.overall, report.signatures[0]?.level]).toEqual(['TOTAL-PASSED', level]);
    }
  });

  it('cost a level, and say so, when no time-stamp is to be had; otherwise nothing is signed', async () => {
    await query(
      db,
      sql`insert into signatures.stamping_clock (latest) values (now() + interval '1 hour') on conflict (one) do update set latest = excluded.latest`,
    );
    const sign = (withoutTimestamp: 'refuse' | 'lower') =>
      transaction(db, (tx) => signPdf(tx, vault, { pdf: tablePdf(), holder, level: 'B-LTA', withoutTimestamp }));
    await expect(sign('refuse')).rejects.toMatchObject({ status: 503 });
    const lowered = await sign('lower');
    expect(lowered.level).toBe('B-B');
    expect(lowered.lowered?.vi).toContain('B-B');
    expect(lowered.bytes.includes('/DSS')).toBe(false);
    await query(db, sql`delete from signatures.stamping_clock`);
  });
});
