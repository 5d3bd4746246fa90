import { Buffer } from 'node:buffer';
import { hash } from 'node:crypto';
import { writeContainer, writeFileList, writeManifest } from '../src/core/signatures/asic/container.ts';
import { type Certificate, isSignedBy } from '../src/core/signatures/certificates/certificate.ts';
import { writeRevocationList } from '../src/core/signatures/certificates/revocation-list.ts';
import { type CmsSigner, type CarriedData, encodeSignature, makeSignature } from '../src/core/signatures/cms/signer.ts';
import { certId, ocspSigner, type OcspSigner, writeOcspAnswer } from '../src/core/signatures/ocsp/answer.ts';
import { completePdf, prepareTimestamp } from '../src/core/signatures/pdf/prepare.ts';
import { evidenceFor } from '../src/core/signatures/signing/evidence.ts';
import { lengthenFile } from '../src/core/signatures/signing/extend-file.ts';
import { lengthen } from '../src/core/signatures/signing/extend-pdf.ts';
import { documentDigest, encodeXades, fileReference, insertSignature, makeXades } from '../src/core/signatures/xades/build.ts';
import { ASIC } from '../src/core/signatures/xades/names.ts';
import { readTree } from '../src/core/signatures/xades/tree.ts';
import { authority, caseOf, type CorpusCase, type Given, PASSED, person, seal, stampAt } from './signature-corpus.ts';
import { daysFromNow, made, quickSign, tablePdf } from './signature-kit.ts';

const { root, ca, tsa } = authority;
export const levels = ['B-B', 'B-T', 'B-LT'] as const;
type Level = (typeof levels)[number];

/** Signed, then its evidence gathered, then archived: all within the last half hour. */
const [SIGNED, PROVEN, ARCHIVED] = [daysFromNow(-0.02), daysFromNow(-0.015), daysFromNow(-0.01)];

/** Below level B-LT the file says nothing of revocations: the site's records or its lists do. */
const given = (level: string): Given => ({ selfContained: level.startsWith('B-LT') });

const responder = (profile: 'ocsp' | 'person' = 'ocsp'): OcspSigner => {
  const { certificate, key } = made(profile, { commonName: 'Trả lời thử' }, ca, [-1, 90]);
  return ocspSigner(certificate, key);
};

/** Evidence as a site gives it: an OCSP answer for each holder, the root's list for the authority. */
function proofs(answers: OcspSigner): (certificate: Certificate) => Promise<{ ocsp?: Buffer; crl?: Buffer }> {
  const at = PROVEN;
  const dates = { thisUpdate: at, nextUpdate: daysFromNow(30), number: 1 };
  const crl = writeRevocationList(root, [], dates);
  return async (certificate) => {
    if (certificate.isAuthority) return isSignedBy(certificate, certificate) ? {} : { crl };
    const state = {
      certId: certId(ca.certificate, certificate.serial, 'sha1'),
      status: 'good',
      thisUpdate: at,
      nextUpdate: daysFromNow(1),
    } as const;
    return { ocsp: writeOcspAnswer(answers, [state], { producedAt: at }) };
  };
}

async function carried(signer: CmsSigner, answers: OcspSigner = responder()): Promise<CarriedData> {
  const chains = [signer, tsa].map((one) => [one.certificate, ca.certificate, root.certificate]);
  return evidenceFor(chains, proofs(answers));
}

async function stampPdf(pdf: Buffer): Promise<Buffer> {
  const prepared = prepareTimestamp(pdf, 3000);
  return Buffer.concat(completePdf(prepared, stampAt(ARCHIVED)(prepared.digest)));
}

/** A signed PDF raised by `extendPdf`'s own means. */
export function raised(pdf: Buffer, level: 'B-LT' | 'B-LTA', answers: OcspSigner = responder()): Promise<Buffer> {
  return lengthen(pdf, level, { trust: authority.trust, stamp: stampPdf, evidence: proofs(answers) });
}

async function pdfs(): Promise<CorpusCase[]> {
  const of = (name: string, bytes: Buffer, expected: string, more: Given = {}): CorpusCase =>
    caseOf('PAdES', name, { bytes, kind: 'pdf' }, expected, more);
  const sign = (pdf: Buffer, signer: CmsSigner): Buffer => quickSign(pdf, signer, tsa, { at: SIGNED });
  const both = sign(sign(tablePdf(), person), seal);
  const brief = await raised(sign(tablePdf(), authority.person('Ngắn Hạn', [-1, 30])), 'B-LTA');
  const lasting = await raised(both, 'B-LT');
  const archived = await raised(both, 'B-LTA');
  const changed = Buffer.from(archived);
  changed[400] = changed[400]! ^ 1;
  const alone = { selfContained: true };
  return [
    of('B-B', quickSign(tablePdf(), person, undefined), PASSED),
    of('B-T', sign(tablePdf(), person), PASSED),
    of('B-LT', await raised(sign(tablePdf(), person), 'B-LT'), PASSED, alone),
    of('B-LT, hai chữ ký', lasting, PASSED, alone),
    of('B-LTA, hai chữ ký', archived, PASSED, alone),
    of('B-LTA, khi chứng thư người ký đã hết hạn', brief, PASSED, { at: daysFromNow(900) }),
    of(
      'B-LTA rồi ký thêm',
      quickSign(archived, authority.person('Trần Thị Ba'), tsa),
      'INDETERMINATE CERTIFICATE_CHAIN_GENERAL_FAILURE',
      alone,
    ),
    of('B-LTA bị đổi một bit', changed, 'TOTAL-FAILED HASH_FAILURE', alone),
    of(
      'B-LT, câu trả lời OCSP của nơi không có quyền',
      await raised(sign(tablePdf(), person), 'B-LT', responder('person')),
      'INDETERMINATE CERTIFICATE_CHAIN_GENERAL_FAILURE',
      alone,
    ),
  ];
}

const content = Buffer.from('Công văn số 15/UBND-VP\n');
const stamp = stampAt(SIGNED);

async function cades(level: Level, over: Buffer, enclose: boolean, signer: CmsSigner = person): Promise<Buffer> {
  const signature = makeSignature(signer, hash('sha256', over, 'buffer'), level === 'B-B' ? undefined : stamp, SIGNED);
  return encodeSignature(signature, enclose ? over : undefined, level === 'B-LT' ? await carried(signer) : undefined);
}

async function cadesCases(): Promise<CorpusCase[]> {
  const beside = [{ name: 'content', bytes: content }];
  const other = [{ name: 'content', bytes: Buffer.from('Công văn số 16/UBND-VP\n') }];
  const good = await Promise.all(
    levels.flatMap((level) => [
      cades(level, content, true).then((bytes) => caseOf('CAdES', level, { bytes, kind: 'cms' }, PASSED, given(level))),
      cades(level, content, false).then((bytes) =>
        caseOf('CAdES', `${level}, tệp để riêng`, { bytes, kind: 'cms', detached: beside }, PASSED, given(level)),
      ),
    ]),
  );
  const bytes = await cades('B-T', content, false);
  return [
    ...good,
    caseOf('CAdES', 'tệp để riêng là tệp khác', { bytes, kind: 'cms', detached: other }, 'TOTAL-FAILED HASH_FAILURE'),
    caseOf('CAdES', 'thiếu tệp để riêng', { bytes, kind: 'cms' }, 'INDETERMINATE SIGNED_DATA_NOT_FOUND'),
  ];
}

const plainXml = Buffer.from(
  '<?xml version="1.0" encoding="UTF-8"?>\n<a xmlns="urn:a" xmlns:b="urn:b">\n <b:c x="1">Số: 15 &amp; 16</b:c>\n</a>\n',
);

async function xadesElement(level: Level, references: Parameters<typeof makeXades>[1]): Promise<string> {
  const signature = makeXades(person, references, SIGNED, level === 'B-B' ? undefined : stamp);
  return encodeXades(signature, level === 'B-LT' ? await carried(person) : undefined);
}

async function enveloped(level: Level): Promise<Buffer> {
  const tree = readTree(plainXml);
  const references = [{ uri: '', digest: documentDigest(tree), mimeType: 'text/xml' }];
  return insertSignature(tree, tree.root, await xadesElement(level, references));
}

async function xadesCases(): Promise<CorpusCase[]> {
  const of = (name: string, bytes: Buffer, expected: string, more: Given = {}): CorpusCase =>
    caseOf('XAdES', name, { bytes, kind: 'xml' }, expected, more);
  const good = await Promise.all(levels.map(async (level) => of(level, await enveloped(level), PASSED, given(level))));
  const reference = [fileReference('content', content, 'text/plain')];
  const detached = Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${await xadesElement('B-T', reference)}\n`);
  const text = (await enveloped('B-T')).toString('utf8');
  const element = /<ds:Signature .*<\/ds:Signature>/s.exec(text)![0];
  const files = (bytes: Buffer): CorpusCase['input'] => ({ bytes: detached, kind: 'xml', detached: [{ name: 'content', bytes }] });
  return [
    ...good,
    caseOf('XAdES', 'B-T, tệp để riêng', files(content), PASSED),
    caseOf('XAdES', 'tệp để riêng là tệp khác', files(Buffer.from('khác')), 'TOTAL-FAILED HASH_FAILURE'),
    of('nội dung bị sửa', Buffer.from(text.replace('Số: 15', 'Số: 51')), 'TOTAL-FAILED HASH_FAILURE'),
    of('giờ ký bị sửa', Buffer.from(text.replace(/<xades:SigningTime>2/, '<xades:SigningTime>1')), 'TOTAL-FAILED HASH_FAILURE'),
    of('chữ ký chuyển sang văn bản khác', Buffer.from(`<a xmlns="urn:a"><b>giả</b>${element}</a>`), 'TOTAL-FAILED HASH_FAILURE'),
    of('giá trị chữ ký bị sửa', Buffer.from(flippedValue(text)), 'TOTAL-FAILED SIG_CRYPTO_FAILURE'),
  ];
}

/** Another digit in the middle of the base64 of the signature value. */
function flippedValue(xml: string): string {
  return xml.replace(/(<ds:SignatureValue [^>]*>.{20})(.)/s, (_all, head: string, digit: string) => head + (digit === 'A' ? 'B' : 'A'));
}

async function asiceCases(): Promise<CorpusCase[]> {
  const files = [
    { name: 'Quyết định.pdf', bytes: tablePdf(), mimeType: 'application/pdf' },
    { name: 'phụ lục/bảng.csv', bytes: Buffer.from('a,b\n1,2\n'), mimeType: 'text/csv' },
  ];
  const manifest = writeManifest(files, 'signature001.p7s');
  const references = files.map(({ name, bytes, mimeType }) =>
    fileReference(name.split('/').map(encodeURIComponent).join('/'), bytes, mimeType),
  );
  const cadesMeta = async (level: Level): Promise<Record<string, Buffer>> => ({
    'ASiCManifest001.xml': manifest,
    'signature001.p7s': await cades(level, manifest, false),
  });
  const xadesMeta = async (level: Level): Promise<Record<string, Buffer>> => ({
    'manifest.xml': writeFileList(files),
    'signatures001.xml': Buffer.from(
      `<?xml version="1.0" encoding="UTF-8"?>\n<asic:XAdESSignatures xmlns:asic="${ASIC}">${await xadesElement(level, references)}</asic:XAdESSignatures>\n`,
    ),
  });
  const altered = files.map((file) => (file.mimeType === 'text/csv' ? { ...file, bytes: Buffer.from('a,b\n1,3\n') } : file));
  const more = [...files, { name: 'thêm.txt', bytes: content, mimeType: 'text/plain' }];
  const cases: CorpusCase[] = [];
  for (const [form, metaOf] of [
    ['ASiC-E với XAdES', xadesMeta],
    ['ASiC-E với CAdES', cadesMeta],
  ] as const) {
    const add = async (name: string, inside: typeof files, level: Level, expected: string): Promise<void> => {
      const bytes = await writeContainer(inside, await metaOf(level));
      cases.push(caseOf(form, name, { bytes, kind: 'asice' }, expected, given(level)));
    };
    for (const level of levels) await add(level, files, level, PASSED);
    await add('một tệp bị sửa', altered, 'B-T', 'TOTAL-FAILED HASH_FAILURE');
    await add('thêm một tệp không ai ký', more, 'B-T', 'INDETERMINATE SIG_CONSTRAINTS_FAILURE');
    await add('mất một tệp', files.slice(0, 1), 'B-T', 'INDETERMINATE SIGNED_DATA_NOT_FOUND');
  }
  return cases;
}

/** Those of level B-LT with an archive time-stamp over them. */
async function archivedCases(lasting: readonly CorpusCase[]): Promise<CorpusCase[]> {
  const token = async (digest: Buffer): Promise<Buffer> => stampAt(ARCHIVED)(digest);
  const means = { trust: authority.trust, token, evidence: proofs(responder()) };
  const archived = lasting.map(async (one): Promise<CorpusCase> => {
    const bytes = await lengthenFile(one.input, 'B-LTA', means);
    return { ...one, name: one.name.replace('B-LT', 'B-LTA'), input: { ...one.input, bytes } };
  });
  return Promise.all(archived);
}

/** Levels of every format, and what spoils them. */
export async function formatCorpus(): Promise<readonly CorpusCase[]> {
  const others = (await Promise.all([cadesCases(), xadesCases(), asiceCases()])).flat();
  const lasting = others.filter(({ name }) => name.startsWith('B-LT'));
  return [...(await pdfs()), ...others, ...(await archivedCases(lasting))];
}
