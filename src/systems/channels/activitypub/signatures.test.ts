import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { freezeTime, instant, now } from '#kernel/time.ts';
import { digestOf, signedHeaders } from './draft-signature.ts';
import { isDigestOf, messageSignedHeaders } from './message-signature.ts';
import { isProven, readClaim } from './proof.ts';
import type { Claim, SignedRequest } from './signed-request.ts';

afterEach(() => freezeTime(undefined));

/** Keys and messages of RFC 9421, appendix B and section 4.3. */
const rsaPem = `-----BEGIN RSA PUBLIC KEY-----
MIIBCgKCAQEAhAKYdtoeoy8zcAcR874L8cnZxKzAGwd7v36APp7Pv6Q2jdsPBRrw
WEBnez6d0UDKDwGbc6nxfEXAy5mbhgajzrw3MOEt8uA5txSKobBpKDeBLOsdJKFq
MGmXCQvEG7YemcxDTRPxAleIAgYYRjTSd/QBwVW9OwNFhekro3RtlinV0a75jfZg
kne/YiktSvLG34lw2zqXBDTC5NHROUqGTlML4PlNZS5Ri2U4aCNx2rUPRcKIlE0P
uKxI4T+HIaFpv8+rdV6eUgOrB2xeI1dSFFn/nnv5OoZJEIB+VmuKn3DCUcCZSFlQ
PSXSfBDiUGhwOw76WuSSsf1D4b/vLoJ10wIDAQAB
-----END RSA PUBLIC KEY-----
`;
const ed25519Pem = `-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=
-----END PUBLIC KEY-----
`;
const SHA512 = 'sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:';
const hello = Buffer.from('{"hello": "world"}');
const proxied: SignedRequest = {
  method: 'POST',
  publicUrl: 'https://origin.host.internal.example',
  target: '/foo?param=Value&Pet=dog',
  body: hello,
  headers: {
    date: 'Tue, 20 Apr 2021 02:07:56 GMT',
    'content-type': 'application/json',
    'content-length': '18',
    'content-digest': SHA512,
    forwarded: 'for=192.0.2.123;host=example.com;proto=https',
    'signature-input':
      'sig1=("@method" "@authority" "@path" "content-type" "content-length");created=1618884475;keyid="test-key-ecc-p256", ' +
      'proxy_sig=("@method" "@authority" "@path" "content-digest" "content-type" "content-length" "forwarded");' +
      'created=1618884480;keyid="test-key-rsa";alg="rsa-v1_5-sha256";expires=1618884540',
    signature:
      'sig1=:X5spyd6CFnAG5QnDyHfqoSNICd+BUP4LYMz2Q0JXlb//4Ijpzp+kve2w4NIyqeAuM7jTDX+sNalzA8ESSaHD3A==:, ' +
      'proxy_sig=:S6ZzPXSdAMOPjN/6KXfXWNO/f7V6cHm7BXYUh3YD/fRad4BCaRZxP+JH+8XY1I6+8Cy+CM5g92iHgxtRPz+MjniOaYmdkDcnL9cCpXJleXsOckpURl49GwiyUpZ10KHgOEe11sx3G2gxI8S0jnxQB+Pu68U9vVcasqOWAEObtNKKZd8tSFu7LB5YAv0RAGhB8tmpv7sFnIm9y+7X5kXQfi8NMaZaA8i2ZHwpBdg7a6CMfwnnrtflzvZdXAsD3LH2TwevU+/PBPv0B6NMNk93wUs/vfJvye+YuI87HU38lZHowtznbLVdp770I6VHR6WfgS9ddzirrswsE1w5o0LV/g==:',
  },
};
const at = (seconds: number): void => freezeTime(instant(seconds * 1_000));

describe('the examples of RFC 9421', () => {
  it('rsa-v1_5-sha256 (4.3, the second of two signatures) is proven, until it expires and not after', () => {
    at(1_618_884_500);
    const claim = readClaim(proxied);
    expect(claim).toMatchObject({ keyId: 'test-key-rsa', algorithm: 'rsa-v1_5-sha256' });
    expect(isProven(claim as Claim, rsaPem)).toBe(true);
    expect(isProven(claim as Claim, ed25519Pem)).toBe(false);
    at(1_618_884_541);
    expect(readClaim(proxied)).toBeUndefined();
  });

  it('ed25519 (B.2.6) is proven over its own signature base', () => {
    const components = '("date" "@method" "@path" "@authority" "content-type" "content-length")';
    const text = [
      '"date": Tue, 20 Apr 2021 02:07:55 GMT',
      '"@method": POST',
      '"@path": /foo',
      '"@authority": example.com',
      '"content-type": application/json',
      '"content-length": 18',
      `"@signature-params": ${components};created=1618884473;keyid="test-key-ed25519"`,
    ].join('\n');
    const signature = Buffer.from('wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==', 'base64');
    const claim = { keyId: 'test-key-ed25519', text, signature, algorithm: undefined };
    expect(isProven(claim, ed25519Pem)).toBe(true);
    expect(isProven({ ...claim, algorithm: 'rsa-v1_5-sha256' }, ed25519Pem)).toBe(false);
    expect(isProven({ ...claim, text: text.replace('POST', 'GET') }, ed25519Pem)).toBe(false);
  });

  it('Content-Digest (RFC 9530): one that is safe must be there, and none may say otherwise', () => {
    const sha256 = 'sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:';
    for (const field of [sha256, SHA512, `${sha256}, ${SHA512}`, `unknown=:AAAA:, ${sha256}`]) expect(isDigestOf(field, hello)).toBe(true);
    const other = `sha-256=:${createHash('sha256').update('x').digest('base64')}:`;
    for (const field of [undefined, '', other, `${SHA512}, ${other}`, 'md5=:AAAA:', 'sha-256=X48E'])
      expect(isDigestOf(field, hello)).toBe(false);
  });
});

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const rsaPublic = rsa.publicKey.export({ type: 'spki', format: 'pem' }) as string;
const ed = generateKeyPairSync('ed25519');
const edPublic = ed.publicKey.export({ type: 'spki', format: 'pem' }) as string;
const SITE = 'https://chinhphu.example';
const body = Buffer.from('{"type":"Create"}');
const signing = { keyId: 'https://x.example/a#k', privateKey: rsa.privateKey };

/** Signed with ed25519 by these words of Signature-Input. */
function edRequest(input: string, lines: readonly string[], changes: Partial<SignedRequest> = {}): SignedRequest {
  const text = [...lines, `"@signature-params": ${input}`].join('\n');
  const signature = sign(null, Buffer.from(text), ed.privateKey).toString('base64');
  const digest = `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
  const headers = { 'content-digest': digest, 'signature-input': `s=${input}`, signature: `s=:${signature}:` };
  return { method: 'POST', publicUrl: SITE, target: '/ap/inbox', headers, body, ...changes };
}

describe('signatures in either scheme', () => {
  const schemes = { draft: signedHeaders, message: messageSignedHeaders };

  it.each(Object.entries(schemes))(
    '%s: what is sent is proven where it was sent to, and nowhere else, for half a day',
    async (_name, scheme) => {
      const headers = await scheme(new URL(`${SITE}/ap/inbox`), digestOf(body), signing);
      const request: SignedRequest = { method: 'POST', publicUrl: SITE, target: '/ap/inbox', headers, body };
      const proven = (changed: Partial<SignedRequest>): boolean => {
        const claim = readClaim({ ...request, ...changed });
        return claim !== undefined && isProven(claim, rsaPublic);
      };
      expect(proven({})).toBe(true);
      expect(proven({ publicUrl: 'https://elsewhere.example', headers: { ...headers, host: 'elsewhere.example' } })).toBe(false);
      expect(proven({ target: '/ap/chinhphu/inbox' })).toBe(false);
      expect(proven({ method: 'PUT' })).toBe(false);
      expect(proven({ body: Buffer.from('{"type":"Delete"}') })).toBe(false);
      const start = now().getTime();
      freezeTime(instant(start + 11 * 3_600_000));
      expect(proven({})).toBe(true);
      freezeTime(instant(start + 13 * 3_600_000));
      expect(proven({})).toBe(false);
      freezeTime(instant(start - 2 * 3_600_000));
      expect(proven({})).toBe(false);
    },
  );

  it('ed25519 by RFC 9421 is proven; what covers too little, repeats itself or is not understood is not even looked at', () => {
    const created = `;created=${Math.floor(now().getTime() / 1_000)};keyid="https://x.example/a#k"`;
    const lines = ['"@method": POST', `"@target-uri": ${SITE}/ap/inbox`];
    const digest = `"content-digest": sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
    const good = edRequest(`("@method" "@target-uri" "content-digest")${created}`, [...lines, digest]);
    expect(isProven(readClaim(good) as Claim, edPublic)).toBe(true);
    const poor = [
      `("@method" "@target-uri")${created}`,
      `("@target-uri" "content-digest")${created}`,
      `("@method" "content-digest" "date")${created}`,
      `("@method" "@target-uri" "content-digest" "content-digest")${created}`,
      `("@method" "@target-uri";req "content-digest")${created}`,
      `("@method" "@target-uri" "content-digest" "@status")${created}`,
      '("@method" "@target-uri" "content-digest");keyid="https://x.example/a#k"',
      `("@method" "@target-uri" "content-digest")${created.split(';keyid')[0]}`,
    ];
    for (const input of poor) expect(readClaim(edRequest(input, [...lines, digest])), input).toBeUndefined();
  });

  it('does not fall over whatever stands in the headers', () => {
    const field = fc.oneof(
      fc.string({ maxLength: 300 }),
      fc.constantFrom(
        'sig1=("@method" "@target-uri" "content-digest");created=1;keyid="x"',
        'sig1=:AAAA:',
        'sig1=((((',
        'a="b",'.repeat(500),
      ),
    );
    const names = ['signature', 'signature-input', 'content-digest', 'digest', 'date'] as const;
    fc.assert(
      fc.property(fc.tuple(...names.map(() => fc.option(field, { nil: undefined }))), (values) => {
        const headers = Object.fromEntries(names.map((name, index) => [name, values[index]]));
        const claim = readClaim({ method: 'POST', publicUrl: SITE, target: '/ap/inbox', headers, body });
        return claim === undefined || !isProven(claim, rsaPublic);
      }),
      { numRuns: 500 },
    );
  });

  it('a key that is too short, or so long that checking it is an attack, proves nothing', () => {
    const weak = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const text = 'x';
    const claim = { keyId: 'k', text, signature: sign('sha256', Buffer.from(text), weak.privateKey), algorithm: undefined };
    expect(isProven(claim, weak.publicKey.export({ type: 'spki', format: 'pem' }) as string)).toBe(false);
    expect(isProven(claim, 'no key')).toBe(false);
  });
});
