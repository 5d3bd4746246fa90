import { Buffer } from 'node:buffer';
import { createHash, hash } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { now } from '#kernel/time.ts';
import { hasTool, testAuthority, workbench } from '../../../../test/signature-kit.ts';
import { WeakAlgorithmError } from '../certificates/algorithms.ts';
import { pem } from '../certificates/pem.ts';
import { DerError } from '../der/read.ts';
import { checkToken, issueToken, sha256Imprint } from '../tsp/token.ts';
import { readSignedData } from './read.ts';
import { signDetached } from './signer.ts';
import { signatureFault, signerChain, strayCertificates } from './verify.ts';

const authority = testAuthority();
const { trust, tsa } = authority;
const signer = authority.person('Lê Văn Ký');
const content = Buffer.from('Quyết định số 12/QĐ-UBND');
const stamp = (imprint: Buffer): Buffer => issueToken(tsa, { imprint: sha256Imprint(imprint), withCertificates: true }, now());
const signed = signDetached(signer, hash('sha256', content, 'buffer'), stamp);
const digestOf = (bytes: Buffer) => (name: string) => createHash(name).update(bytes).digest();
const bench = workbench();
afterAll(() => bench.remove());

/** Whether every part of a signature holds: what a validator asks before it says "intact". */
function holds(cms: Buffer, bytes: Buffer): boolean {
  const data = readSignedData(cms);
  const token = data.signer.timestampToken;
  if (signatureFault(data, digestOf(bytes)) || strayCertificates(data, trust).length > 0 || !token) return false;
  return !checkToken(token, digestOf(data.signer.signature), trust).fault && !signerChain(data, trust, now())?.problem;
}

describe('a CAdES signature', () => {
  it('holds for its content only', () => {
    expect(holds(signed, content)).toBe(true);
    expect(signatureFault(readSignedData(signed), digestOf(Buffer.from('khác')))).toBe('digest-mismatch');
  });

  it('names its certificate and carries no signing time of its own', () => {
    const data = readSignedData(signed);
    expect(data.signer.certificate?.fingerprint).toBe(signer.certificate.fingerprint);
    expect(data.signer.boundCertificate?.digest.toString('hex')).toBe(signer.certificate.fingerprint);
    expect(signed.includes(Buffer.from('2a864886f70d010905', 'hex'))).toBe(false);
  });

  it('with any one byte changed does not hold', () => {
    const survivors: number[] = [];
    for (let at = 0; at < signed.length; at += 1) {
      const changed = Buffer.from(signed);
      changed[at] = changed[at]! ^ (1 + ((at * 37) % 255));
      try {
        if (holds(changed, content)) survivors.push(at);
      } catch (error) {
        expect(error).toBeInstanceOf(DerError);
      }
    }
    expect(survivors).toEqual([]);
  });

  it('refuses any bytes with a DerError', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
        expect(() => readSignedData(Buffer.from(bytes))).toThrow(DerError);
      }),
    );
  });
});

describe.skipIf(!hasTool('openssl'))('openssl', () => {
  const paths = () => ({
    cms: bench.path('signed.p7s', signed),
    content: bench.path('content', content),
    root: bench.path('root.pem', pem('CERTIFICATE', authority.root.certificate.der)),
  });

  it('accepts the CAdES signature', () => {
    const { cms, content: file, root } = paths();
    const ran = bench.run(
      'openssl',
      'cms',
      '-verify',
      '-cades',
      '-binary',
      '-inform',
      'DER',
      '-in',
      cms,
      '-content',
      file,
      '-CAfile',
      root,
      '-purpose',
      'any',
      '-out',
      '/dev/null',
    );
    expect(ran.output).toContain('successful');
    expect(ran.status).toBe(0);
  });

  it('makes signatures that we read: ECDSA and RSA with SHA-256 hold, SHA-1 is named as weak', () => {
    const { content: file } = paths();
    for (const [key, digest] of [
      ['ec:P-256', 'sha256'],
      ['rsa:2048', 'sha256'],
      ['rsa:2048', 'sha1'],
    ] as const) {
      const [algorithm, size] = key.split(':');
      const option = algorithm === 'ec' ? `ec_paramgen_curve:${size}` : `rsa_keygen_bits:${size}`;
      bench.run(
        'openssl',
        'req',
        '-x509',
        '-newkey',
        algorithm!,
        '-pkeyopt',
        option,
        '-nodes',
        '-keyout',
        'k.pem',
        '-out',
        'c.pem',
        '-subj',
        '/CN=Other',
        '-days',
        '30',
      );
      bench.run(
        'openssl',
        'cms',
        '-sign',
        '-cades',
        '-binary',
        '-md',
        digest,
        '-in',
        file,
        '-signer',
        'c.pem',
        '-inkey',
        'k.pem',
        '-outform',
        'DER',
        '-out',
        'o.p7s',
      );
      const der = Buffer.from(bench.run('base64', '-w0', 'o.p7s').output, 'base64');
      if (digest === 'sha1') expect(() => readSignedData(der)).toThrow(WeakAlgorithmError);
      else {
        const data = readSignedData(der);
        expect(signatureFault(data, digestOf(content))).toBeUndefined();
        expect(signerChain(data, trust, now())?.problem).toBe('no-anchor');
      }
    }
  });
});
