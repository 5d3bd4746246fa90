import { Buffer } from 'node:buffer';
import { createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { testApp } from '../../../test/kit.ts';
import { signDetached } from './jws.ts';
import { theVault } from './vault/vault.ts';

const t = await testApp();

describe('a detached signature of the site', () => {
  it('is checked with nothing but the published key, and only over the very payload', async () => {
    const answer = await t.app.inject('/.well-known/jwks.json');
    expect(answer.statusCode).toBe(200);
    const [key] = answer.json().keys;
    const publicKey = createPublicKey({ key, format: 'jwk' });
    const check = (jws: string, payload: string): boolean => {
      const [header = '', , signature = ''] = jws.split('.');
      expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toEqual({ alg: 'ES256', kid: key.kid });
      const bytes = Buffer.from(`${header}.${Buffer.from(payload).toString('base64url')}`);
      return verify('sha256', bytes, { key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
    };
    // r and s lose and gain a byte now and then: often enough to meet both.
    for (let round = 0; round < 300; round += 1) {
      const payload = `{"lần":${round}}`;
      const jws = await signDetached(t.services.db, theVault(), t.services.config.site, payload);
      expect(check(jws, payload)).toBe(true);
      if (round === 0) expect(check(jws, `${payload} `)).toBe(false);
    }
  });
});
