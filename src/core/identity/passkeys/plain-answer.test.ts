import { Buffer } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Lies, SoftPasskey } from '../../../../test/passkey-kit.ts';
import { checkPlainAnswer } from './plain-answer.ts';
import { checkNewPasskey, checkPasskey, passkeySite } from './verify.ts';

const ORIGIN = 'https://motcua.example';
const site = passkeySite(ORIGIN);
const challenge = randomBytes(32).toString('base64url');

async function made() {
  const passkey = new SoftPasskey(ORIGIN);
  const stored = await checkNewPasskey(
    passkey.create({ challenge, user: { id: Buffer.from('ai').toString('base64url') } }),
    challenge,
    site,
  );
  const known = { ...stored!, accountId: 'ai', bound: true, lock: undefined };
  return { known, answer: (lies: Lies = {}) => passkey.get({ challenge }, lies) as { response: Record<string, string> } };
}

test('a right answer is believed at once, and the library agrees', async () => {
  const { known, answer } = await made();
  const given = answer();
  expect(checkPlainAnswer(given, challenge, known, site)).toEqual({ counter: expect.any(Number), backedUp: false });
  expect(await checkPasskey(given, challenge, known, site)).toEqual(checkPlainAnswer(given, challenge, known, site));
});

test.each<[string, Lies]>([
  ['another origin', { origin: 'https://evil.example' }],
  ['another site', { rpId: 'evil.example' }],
  ['another challenge', { challenge: Buffer.alloc(32, 7).toString('base64url') }],
  ['nobody asked for finger, face or PIN', { unverified: true }],
  ['another key', { badSignature: true }],
])('%s: it is not', async (_what, lies) => {
  const { known, answer } = await made();
  expect(checkPlainAnswer(answer(lies), challenge, known, site)).toBeUndefined();
});

test('no changed bit of what is signed, and nothing that is not an answer, is believed', async () => {
  const { known, answer } = await made();
  const given = answer();
  fc.assert(
    fc.property(fc.constantFrom('clientDataJSON', 'authenticatorData', 'signature'), fc.nat(), (part, at) => {
      const bytes = Buffer.from(given.response[part]!, 'base64url');
      const bit = at % (bytes.length * 8);
      bytes[bit >> 3]! ^= 1 << (bit & 7);
      const changed = { ...given, response: { ...given.response, [part]: bytes.toString('base64url') } };
      expect(checkPlainAnswer(changed, challenge, known, site)).toBeUndefined();
    }),
    { numRuns: 60 },
  );
  fc.assert(fc.property(fc.anything(), (value) => checkPlainAnswer(value, challenge, known, site) === undefined));
});

test('what is not plain is left to the library: other keys, extensions, a page in a page', async () => {
  const { known, answer } = await made();
  const given = answer();
  const other = { publicKey: Buffer.concat([known.publicKey, Buffer.from([0])]) };
  expect(checkPlainAnswer(given, challenge, other, site)).toBeUndefined();
  for (const more of [{ crossOrigin: true }, { topOrigin: ORIGIN }, { tokenBinding: { status: 'supported' } }]) {
    const said = JSON.parse(Buffer.from(given.response['clientDataJSON']!, 'base64url').toString('utf8')) as object;
    const clientDataJSON = Buffer.from(JSON.stringify({ ...said, ...more })).toString('base64url');
    expect(checkPlainAnswer({ ...given, response: { ...given.response, clientDataJSON } }, challenge, known, site)).toBeUndefined();
  }
});
