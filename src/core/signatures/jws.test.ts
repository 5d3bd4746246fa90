import { Buffer } from 'node:buffer';
import { createPublicKey, verify } from 'node:crypto';
import { createLocalJWKSet, decodeProtectedHeader, flattenedVerify, type JWK } from 'jose';
import { describe, expect, it } from 'vitest';
import { on } from '#kernel/db.ts';
import { systemActor } from '#kernel/permission.ts';
import { freezeTime, instant, now } from '#kernel/time.ts';
import { testApp } from '../../../test/kit.ts';
import { revokeCertificate } from './actions/revoke-certificate.ts';
import type { SignaturesTables } from './db.gen.ts';
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

  it('can be checked after the certificate was renewed, by software that is not ours; not with a key that was stolen', async () => {
    const { db, config } = t.services;
    const keySet = async () => (await t.app.inject('/.well-known/jwks.json')).json<{ keys: (JWK & { nbf: number; exp: number })[] }>();
    const accepts = async (jws: string, payload: string) => {
      const { keys } = await keySet();
      const [header = '', , signature = ''] = jws.split('.');
      const whole = { protected: header, payload: Buffer.from(payload).toString('base64url'), signature };
      return flattenedVerify(whole, createLocalJWKSet({ keys })).then(
        () => true,
        () => false,
      );
    };
    const before = await signDetached(db, theVault(), config.site, 'trước');
    const old = (await keySet()).keys.length;
    const fiveYears = 5 * 365.25 * 86_400;
    freezeTime(instant(now().getTime() + (fiveYears - 20 * 86_400) * 1_000));
    try {
      const after = await signDetached(db, theVault(), config.site, 'sau');
      const { keys } = await keySet();
      expect(keys).toHaveLength(old + 1);
      expect(keys[0]?.kid).toBe(decodeProtectedHeader(after.replace('..', '.e30.')).kid);
      expect(keys[0]?.nbf).toBeGreaterThan(keys[1]?.nbf ?? Infinity);
      expect(keys.every(({ nbf, exp, x5c }) => exp > nbf && x5c?.length === 3)).toBe(true);
      expect([await accepts(before, 'trước'), await accepts(after, 'sau'), await accepts(before, 'sau')]).toEqual([true, true, false]);
      const { id } = await on<SignaturesTables>(db)
        .selectFrom('signatures.certificate')
        .select('id')
        .where('fingerprint', '=', keys[1]?.kid ?? '')
        .executeTakeFirstOrThrow();
      await t.services.act(revokeCertificate, systemActor('test'), { certificateId: id, reason: 'keyCompromise' });
      expect([await accepts(before, 'trước'), await accepts(after, 'sau')]).toEqual([false, true]);
    } finally {
      freezeTime(undefined);
    }
  });
});
