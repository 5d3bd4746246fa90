import { Buffer } from 'node:buffer';
import { hash } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { freezeTime, instant, now } from '#kernel/time.ts';
import { daysFromNow, hasTool, made, testAuthority, workbench } from '../../../../test/signature-kit.ts';
import { uriOf, writeContainer, writeManifest } from '../asic/container.ts';
import { isSignedBy } from '../certificates/certificate.ts';
import type { Trust } from '../certificates/chain.ts';
import { pem } from '../certificates/pem.ts';
import { writeRevocationList } from '../certificates/revocation-list.ts';
import { readSignedData } from '../cms/read.ts';
import { attributeOf, rebuilt } from '../cms/rebuild.ts';
import { type CmsSigner, cmsSigner, encodeSignature, makeSignature } from '../cms/signer.ts';
import { Oid } from '../der/oids.ts';
import { issueToken, mayStamp, sha256Imprint } from '../tsp/token.ts';
import { currentPolicy } from '../validation/policy.ts';
import type { ValidationReport } from '../validation/report.ts';
import { judgeAnyFile, type ValidationInput } from '../validation/validate.ts';
import { documentDigest, encodeXades, fileReference, insertSignature, makeXades } from '../xades/build.ts';
import { ASIC } from '../xades/names.ts';
import { readTree } from '../xades/tree.ts';
import { lengthenFile } from './extend-file.ts';
import type { ExtendMeans } from './long-term.ts';

const start = now();
const authority = testAuthority();
const person = authority.person('Nguyễn Văn Ân');
/** What another site knows: the authorities of today, which it can ask. Of signers only what a file brings along. */
const trust: Trust = { ...authority.trust, recordsCover: (one) => one.isAuthority || mayStamp(one) };
const bench = workbench();
afterAll(() => bench.remove());
afterAll(() => freezeTime(undefined));
beforeEach(() => goTo(0));

function goTo(days: number): void {
  freezeTime(instant(start.getTime() + days * 86_400_000 + 500 - (start.getTime() % 1000)));
}

/** A stamping certificate of that day, for a thousand days. */
function stamperOfToday(): CmsSigner {
  const one = made('tsa', { commonName: 'Dấu thời gian sau' }, authority.ca, [-1, 1000]);
  return cmsSigner(one.certificate, [authority.ca.certificate], one.key, Oid.tstInfo);
}

function meansOf(tsa: CmsSigner = authority.tsa, believed: Trust = trust): ExtendMeans {
  return {
    trust: believed,
    token: async (digest) => issueToken(tsa, { imprint: sha256Imprint(digest), withCertificates: true }, now()),
    async evidence(certificate) {
      const issuer = [authority.ca, authority.root].find((one) => isSignedBy(certificate, one.certificate));
      const dates = { thisUpdate: daysFromNow(-0.01), nextUpdate: daysFromNow(7), number: Math.floor(now().getTime() / 1000) };
      return issuer && { crl: writeRevocationList(issuer, [], dates) };
    },
  };
}

const judge = (input: ValidationInput, believed = trust): Promise<ValidationReport> => judgeAnyFile(input, believed, currentPolicy, now());

const content = Buffer.from('Công văn số 15/UBND-VP\n');
const xml = Buffer.from('<?xml version="1.0" encoding="UTF-8"?>\n<a xmlns="urn:a"><b>Số: 15 &amp; 16</b></a>\n');
const files = [{ name: 'phụ lục/bảng.csv', bytes: Buffer.from('a,b\n1,2\n'), mimeType: 'text/csv' }];

const bareCades = (bytes: Buffer, enclose: boolean): Buffer =>
  encodeSignature(makeSignature(person, hash('sha256', bytes, 'buffer')), enclose ? bytes : undefined);

function bareXades(): Buffer {
  const tree = readTree(xml);
  const signed = makeXades(person, [{ uri: '', digest: documentDigest(tree), mimeType: 'text/xml' }], start);
  return insertSignature(tree, tree.root, encodeXades(signed));
}

async function container(form: 'xades' | 'cades'): Promise<Buffer> {
  if (form === 'cades') {
    const manifest = writeManifest(files, 'signature001.p7s');
    return writeContainer(files, { 'ASiCManifest001.xml': manifest, 'signature001.p7s': bareCades(manifest, false) });
  }
  const references = files.map((file) => fileReference(uriOf(file.name), file.bytes, file.mimeType));
  const signed = encodeXades(makeXades(person, references, start));
  return writeContainer(files, {
    'signatures001.xml': Buffer.from(`<asic:XAdESSignatures xmlns:asic="${ASIC}">${signed}</asic:XAdESSignatures>`),
  });
}

const kinds: [string, () => Promise<ValidationInput>][] = [
  ['CAdES beside its content', async () => ({ bytes: bareCades(content, false), kind: 'cms', detached: [{ bytes: content }] })],
  ['CAdES around its content', async () => ({ bytes: bareCades(content, true), kind: 'cms' })],
  ['XAdES inside a document', async () => ({ bytes: bareXades(), kind: 'xml' })],
  ['ASiC-E with XAdES', async () => ({ bytes: await container('xades'), kind: 'asice' })],
  ['ASiC-E with CAdES', async () => ({ bytes: await container('cades'), kind: 'asice' })],
];

describe.each(kinds)('%s', (_kind, make) => {
  it('rises from B-B to B-LTA, is renewed when the stamp ends, and verifies years after everything of the first day has', async () => {
    const own = authority.trust;
    const bare = await make();
    expect((await judge(bare, own)).signatures[0]!.level).toBe('B-B');
    const kept = { ...bare, bytes: await lengthenFile(bare, 'B-LT', meansOf(authority.tsa, own)) };
    expect((await judge(kept)).signatures).toMatchObject([{ kind: 'signature', level: 'B-LT', indication: 'TOTAL-PASSED' }]);
    expect(await lengthenFile(kept, 'B-LT', meansOf())).toEqual(kept.bytes);
    const archived = { ...bare, bytes: await lengthenFile(kept, 'B-LTA', meansOf()) };
    goTo(990);
    expect(await judge(archived)).toMatchObject({ overall: 'TOTAL-PASSED', signatures: [{ level: 'B-LTA' }, { kind: 'timestamp' }] });
    const renewed = { ...bare, bytes: await lengthenFile(archived, 'B-LTA', meansOf(stamperOfToday())) };
    goTo(1500);
    const report = await judge(renewed);
    expect(report.signatures.map((one) => one.indication)).toEqual(['TOTAL-PASSED', 'TOTAL-PASSED', 'TOTAL-PASSED']);
    expect([(await judge(archived)).overall, (await judge(kept)).overall]).toEqual(['INDETERMINATE', 'INDETERMINATE']);
  });

  it('is not said to last when proof for a certificate is not to be had', async () => {
    const bare = await make();
    const without = { ...meansOf(authority.tsa, authority.trust), evidence: async () => undefined };
    await expect(lengthenFile(bare, 'B-LT', without)).rejects.toMatchObject({ status: 503 });
    await expect(lengthenFile(bare, 'B-LTA', without)).rejects.toMatchObject({ status: 503 });
  });
});

describe('an archive time-stamp', () => {
  async function archivedCades(): Promise<Buffer> {
    return lengthenFile({ bytes: bareCades(content, true), kind: 'cms' }, 'B-LTA', meansOf(authority.tsa, authority.trust));
  }

  it('of CAdES leaves a signature that openssl and xmlsec1 verify', async () => {
    const root = bench.path('root.pem', pem('CERTIFICATE', authority.root.certificate.der));
    if (hasTool('openssl')) {
      bench.path('a.p7m', await archivedCades());
      const args = ['-verify', '-cades', '-binary', '-inform', 'DER', '-in', 'a.p7m', '-purpose', 'any', '-CAfile', root, '-out', 'out'];
      expect(bench.run('openssl', 'cms', ...args).output).toMatch(/Verification successful/i);
    }
    if (hasTool('xmlsec1')) {
      const bytes = await lengthenFile({ bytes: bareXades(), kind: 'xml' }, 'B-LTA', meansOf(authority.tsa, authority.trust));
      const id = ['--id-attr:Id', 'http://uri.etsi.org/01903/v1.3.2#:SignedProperties'];
      const ran = bench.run('xmlsec1', '--verify', '--trusted-pem', root, ...id, bench.path('a.xml', bytes));
      expect(ran.output).toContain('SignedInfo References (ok/all): 2/2');
      expect(ran.status).toBe(0);
    }
  });

  it('of CAdES fails when something that it names is taken away or changed', async () => {
    const der = await archivedCades();
    const { raw, signer } = readSignedData(der, { withRevocations: true });
    const fewer = [
      rebuilt(der, { revocations: raw.revocations.slice(1) }),
      rebuilt(der, { certificates: raw.certificates.filter((one) => !one.equals(authority.root.certificate.der)) }),
    ];
    for (const bytes of fewer) {
      expect(await judge({ bytes, kind: 'cms' })).toMatchObject({ overall: 'TOTAL-FAILED', fault: { subIndication: 'HASH_FAILURE' } });
    }
    // Another signature time-stamp than the one it covers.
    const archive = signer.unsigned.find((one) => one.type === Oid.archiveTimeStampV3)!;
    const token = await meansOf().token(hash('sha256', signer.signature, 'buffer'));
    const other = rebuilt(der, { unsigned: [attributeOf(Oid.signatureTimeStamp, token), attributeOf(archive.type, archive.value)] });
    expect((await judge({ bytes: other, kind: 'cms' })).overall).toBe('TOTAL-FAILED');
  });

  it('of XAdES fails when something before it is changed', async () => {
    const bytes = await lengthenFile({ bytes: bareXades(), kind: 'xml' }, 'B-LTA', meansOf(authority.tsa, authority.trust));
    const text = bytes.toString('utf8');
    const without = text.replace(/<xades:CRLValues>.*?<\/xades:CRLValues>/s, '<xades:CRLValues></xades:CRLValues>');
    expect(await judge({ bytes: Buffer.from(without), kind: 'xml' })).toMatchObject({
      overall: 'TOTAL-FAILED',
      fault: { subIndication: 'HASH_FAILURE' },
    });
    expect((await judge({ bytes: Buffer.from(text.replace('Số: 15', 'Số: 51')), kind: 'xml' })).overall).toBe('TOTAL-FAILED');
  });
});
