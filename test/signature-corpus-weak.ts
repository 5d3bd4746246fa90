import { Buffer } from 'node:buffer';
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Certificate, readCertificate } from '../src/core/signatures/certificates/certificate.ts';
import { issueCertificate, type Issuer } from '../src/core/signatures/certificates/issue.ts';
import { pem } from '../src/core/signatures/certificates/pem.ts';
import { publicHalf } from '../src/core/signatures/certificates/signing-key.ts';
import { cmsSigner } from '../src/core/signatures/cms/signer.ts';
import { Oid } from '../src/core/signatures/der/oids.ts';
import { explicit, readDer, sequenceOf } from '../src/core/signatures/der/read.ts';
import { bitString, boolean, context, octetString, oid, sequence } from '../src/core/signatures/der/write.ts';
import { completePdf, preparePdf, prepareTimestamp } from '../src/core/signatures/pdf/prepare.ts';
import { instant, now } from '../src/kernel/time.ts';
import { authority, caseOf, type CorpusCase, type Given, PASSED, stampAt } from './signature-corpus.ts';
import { daysFromNow, hasTool, made, quickSign, tablePdf, workbench } from './signature-kit.ts';

const { ca, tsa } = authority;

interface Change {
  /** The extension in place of the one with this object identifier; absent: none. */
  readonly extension?: readonly [string, Buffer | undefined];
  readonly hash?: 'sha1' | 'sha256';
}

const algorithms = { sha1: sequence(oid(Oid.ecdsaWithSha1)), sha256: sequence(oid(Oid.ecdsaWithSha256)) } as const;

/** The same certificate as a careless authority would issue it. */
function reissued(given: Certificate, issuer: Issuer, { extension, hash = 'sha256' }: Change): Certificate {
  const fields = sequenceOf(sequenceOf(readDer(given.der))[0]);
  const extensions = sequenceOf(explicit(fields.at(-1)!, 3)).flatMap((one) => {
    const isIt = extension && one.raw.includes(oid(extension[0]));
    return isIt ? (extension[1] ?? []) : one.raw;
  });
  const parts = fields.slice(0, -1).map((one, index) => (index === 2 ? algorithms[hash] : one.raw));
  const tbs = sequence(...parts, context(3, sequence(...extensions)));
  return readCertificate(sequence(tbs, algorithms[hash], bitString(sign(hash, tbs, issuer.key as KeyObject))));
}

const extendedUse = (critical: boolean, ...uses: string[]): readonly [string, Buffer] => [
  Oid.extendedKeyUsage,
  sequence(oid(Oid.extendedKeyUsage), ...(critical ? [boolean(true)] : []), octetString(sequence(...uses.map(oid)))),
];

/** Signed by somebody whose certificate ends soon, so that everything hangs on the time-stamp. */
function stampedBy(change: Change): Buffer {
  const { certificate, key } = made('tsa', { commonName: 'Dấu thời gian lạ' }, ca);
  const odd = cmsSigner(reissued(certificate, ca, change), [ca.certificate], key, Oid.tstInfo);
  return quickSign(tablePdf(), authority.person('Ngắn Hạn', [-1, 5]), odd);
}

function stampCases(): CorpusCase[] {
  const given = { at: daysFromNow(10) };
  const of = (name: string, change: Change, expected: string): CorpusCase =>
    caseOf('nơi cấp dấu thời gian', name, { bytes: stampedBy(change), kind: 'pdf' }, expected, given);
  const lost = 'INDETERMINATE OUT_OF_BOUNDS_NOT_REVOKED';
  return [
    of('mục đích mở rộng chỉ để đóng dấu thời gian, bắt buộc', { extension: extendedUse(true, Oid.timeStamping) }, PASSED),
    of('mục đích mở rộng không bắt buộc (critical)', { extension: extendedUse(false, Oid.timeStamping) }, lost),
    of('thêm mục đích khác', { extension: extendedUse(true, Oid.timeStamping, Oid.emailProtection) }, lost),
    of('mục đích khác', { extension: extendedUse(true, Oid.emailProtection) }, lost),
    of('không có mục đích mở rộng', { extension: [Oid.extendedKeyUsage, undefined] }, lost),
  ];
}

/** A person with an RSA key. */
function rsaPerson(bits: number, days: readonly [number, number] = [-1, 1000]): Issuer & { readonly key: KeyObject } {
  const key = generateKeyPairSync('rsa', { modulusLength: bits }).privateKey;
  const [notBefore, notAfter] = [daysFromNow(days[0]), daysFromNow(days[1])];
  const subject = { commonName: `RSA ${bits}` };
  return { key, certificate: issueCertificate({ profile: 'person', subject, publicKey: publicHalf(key), notBefore, notAfter }, ca) };
}

/** Signed by openssl, which still makes what we do not. */
function signedByOpenssl({ certificate, key }: ReturnType<typeof rsaPerson>, hash: string): Buffer {
  const bench = workbench();
  const prepared = preparePdf(tablePdf(), { signerName: 'openssl', at: now() }, 6000);
  try {
    bench.path('covered', Buffer.concat([prepared.original, prepared.head, prepared.tail]));
    bench.path('signer.pem', pem('CERTIFICATE', certificate.der));
    bench.path('ca.pem', pem('CERTIFICATE', ca.certificate.der));
    bench.path('key.pem', key.export({ type: 'pkcs8', format: 'pem' }).toString());
    const files = ['-in', 'covered', '-out', 'out', '-signer', 'signer.pem', '-inkey', 'key.pem', '-certfile', 'ca.pem'];
    const form = ['-binary', '-cades', '-nosmimecap', '-md', hash, '-outform', 'DER'];
    const { status, output } = bench.run('openssl', 'cms', '-sign', ...form, ...files);
    if (status !== 0) throw new Error(output);
    return Buffer.concat(completePdf(prepared, readFileSync(bench.path('out'))));
  } finally {
    bench.remove();
  }
}

function algorithmCases(): CorpusCase[] {
  const of = (name: string, bytes: Buffer, expected: string, given: Given = {}): CorpusCase =>
    caseOf('thuật toán', name, { bytes, kind: 'pdf' }, expected, given);
  const noProof = 'INDETERMINATE CRYPTO_CONSTRAINTS_FAILURE_NO_POE';
  const { certificate, key } = made('person', { commonName: 'Cấp bằng SHA-1' }, ca);
  const sha1 = cmsSigner(reissued(certificate, ca, { hash: 'sha1' }), [ca.certificate], key);
  const cases = [of('chứng thư người ký được cấp bằng SHA-1', quickSign(tablePdf(), sha1, tsa), noProof)];
  if (!hasTool('openssl')) return cases;
  const long = rsaPerson(2048, [-1, 2900]);
  const lasting = signedByOpenssl(long, 'sha256');
  return [
    ...cases,
    of('chữ ký bằng SHA-1', signedByOpenssl(rsaPerson(2048), 'sha1'), noProof),
    of('khóa RSA 1.024 bit', signedByOpenssl(rsaPerson(1024), 'sha256'), noProof),
    of('khóa RSA 2.048 bit, năm 2026', signedByOpenssl(rsaPerson(2048), 'sha256'), PASSED),
    of('khóa RSA 3.072 bit, SHA-512', signedByOpenssl(rsaPerson(3072), 'sha512'), PASSED),
    of('khóa RSA 2.048 bit, năm 2031, không có dấu thời gian', lasting, noProof, { at: instant('2031-06-01T00:00:00Z') }),
    of('khóa RSA 2.048 bit, năm 2031, có dấu thời gian của năm 2026', stamped(lasting), PASSED, { at: instant('2031-06-01T00:00:00Z') }),
  ];
}

/** A document time-stamp over the file, of an authority that lasts. */
function stamped(pdf: Buffer): Buffer {
  const { certificate, key } = made('tsa', { commonName: 'Dấu thời gian lâu dài' }, ca, [-1, 2900]);
  const lasting = cmsSigner(certificate, [ca.certificate], key, Oid.tstInfo);
  const prepared = prepareTimestamp(pdf, 3000);
  return Buffer.concat(completePdf(prepared, stampAt(now(), lasting)(prepared.digest)));
}

/** Certificates and algorithms that careless authorities and old programs use. */
export function weakCorpus(): readonly CorpusCase[] {
  return [...stampCases(), ...algorithmCases()];
}
