import { hasTool, workbench } from './signature-kit.ts';

/** One signature of a PDF as bytes: what it covers, and the CMS structure itself. */
interface Signature {
  readonly covered: Buffer;
  readonly cms: Buffer;
}

/** Reads the signatures with nothing of ours: `/ByteRange [a b c d]` frames the hexadecimal `/Contents`. */
export function signaturesIn(pdf: Buffer): Signature[] {
  const text = pdf.toString('latin1');
  return [...text.matchAll(/\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/g)].map((match) => {
    const [start, length, after, rest] = match.slice(1).map(Number) as [number, number, number, number];
    const padded = Buffer.from(text.slice(start + length + 1, after - 1), 'hex');
    // A DER structure says its own length: two bytes of it, as every signature here is longer than 255 bytes.
    const cms = padded.subarray(0, 4 + padded.readUInt16BE(2));
    return { covered: Buffer.concat([pdf.subarray(start, start + length), pdf.subarray(after, after + rest)]), cms };
  });
}

export interface Verdicts {
  readonly qpdf: string;
  readonly pdfsig: string;
  readonly cms: readonly string[];
  readonly timestamps: readonly string[];
}

const skipped = 'skipped';

/** What outside programs say of a signed PDF, with the site's root certificate (DER) as the only thing trusted. */
export function askReferees(pdf: Buffer, root: Buffer): Verdicts {
  const bench = workbench();
  try {
    const file = bench.path('document.pdf', pdf);
    const openssl = hasTool('openssl');
    if (openssl) bench.run('openssl', 'x509', '-inform', 'DER', '-in', bench.path('root.cer', root), '-out', bench.path('root.pem'));
    const signatures = openssl ? signaturesIn(pdf) : [];
    return {
      qpdf: hasTool('qpdf') ? bench.run('qpdf', '--check', file).output : skipped,
      pdfsig: hasTool('pdfsig') ? bench.run('pdfsig', file).output : skipped,
      cms: signatures.map((signature) => verifyCms(bench, signature)),
      timestamps: signatures.map((signature) => verifyTimestamp(bench, signature)),
    };
  } finally {
    bench.remove();
  }
}

type Bench = ReturnType<typeof workbench>;

function verifyCms(bench: Bench, { covered, cms }: Signature): string {
  const input = [
    '-cades',
    '-binary',
    '-inform',
    'DER',
    '-in',
    bench.path('signature.p7s', cms),
    '-content',
    bench.path('covered', covered),
  ];
  const trust = ['-CAfile', bench.path('root.pem'), '-purpose', 'any', '-out', bench.path('out')];
  return bench.run('openssl', 'cms', '-verify', ...input, ...trust).output;
}

/** The token over the signature's value stands among the unsigned attributes, after the object id of time-stamp tokens. */
function verifyTimestamp(bench: Bench, { cms }: Signature): string {
  const path = bench.path('signature.p7s', cms);
  const lines = bench.run('openssl', 'asn1parse', '-inform', 'DER', '-in', path).output.split('\n');
  const at = lines.findIndex((line) => line.includes('id-smime-aa-timeStampToken'));
  const token = lines.slice(at).find((line) => /cons: SEQUENCE/.test(line));
  const value = lines.slice(0, at).findLast((line) => /prim: OCTET STRING/.test(line));
  if (at < 0 || !token || !value) return 'no time-stamp token';
  const cut = (line: string, header: boolean): Buffer => {
    const [, offset = 0, head = 0, length = 0] = (/^\s*(\d+):d=\s*\d+\s+hl=\s*(\d+)\s+l=\s*(\d+)/.exec(line) ?? []).map(Number);
    return cms.subarray(header ? offset : offset + head, offset + head + length);
  };
  const input = ['-token_in', '-in', bench.path('token.tst', cut(token, true)), '-data', bench.path('value', cut(value, false))];
  return bench.run('openssl', 'ts', '-verify', ...input, '-CAfile', bench.path('root.pem')).output;
}
