import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { instant, now } from '#kernel/time.ts';
import { hasTool, made, testAuthority, workbench } from '../../../../test/signature-kit.ts';
import { pem } from '../certificates/pem.ts';
import { cmsSigner } from '../cms/signer.ts';
import { integerOf, readDer, sequenceOf } from '../der/read.ts';
import { boolean, integer, nullValue, octetString, oid, sequence, unsignedInteger } from '../der/write.ts';
import { Oid } from '../der/oids.ts';
import { ClockWatch } from './clock.ts';
import { readAnyRequest, readUsualRequest } from './request.ts';
import { respond, timeNotAvailable } from './respond.ts';
import { checkToken, issueToken, sha256Imprint, TSA_POLICY } from './token.ts';

const authority = testAuthority();
const { trust, tsa } = authority;
const stamped = Buffer.from('một dấu niêm phong');
const digestOf = (name: string) => createHash(name).update(stamped).digest();
const request = { imprint: sha256Imprint(digestOf('sha256')), withCertificates: true };
const bench = workbench();
afterAll(() => bench.remove());

const statusOf = (response: Buffer): number => integerOf(sequenceOf(sequenceOf(readDer(response))[0])[0]);

describe('a time-stamp token', () => {
  it('says when, in whole seconds, and holds for what was stamped', () => {
    const checked = checkToken(issueToken(tsa, request, instant('2026-11-22T01:02:03.900Z')), digestOf, trust);
    expect(checked.fault).toBeUndefined();
    expect(checked.at.toISOString()).toBe('2026-11-22T01:02:03.000Z');
    const other = (name: string) => createHash(name).update('khác').digest();
    expect(checkToken(issueToken(tsa, request, now()), other, trust).fault).toBe('wrong-imprint');
  });

  it('has a serial number of its own', () => {
    const serials = Array.from({ length: 200 }, () => checkToken(issueToken(tsa, request, now()), digestOf, trust).serial);
    expect(new Set(serials).size).toBe(200);
  });

  it('is not believed from a stranger, nor from a certificate that may not stamp', () => {
    expect(checkToken(issueToken(testAuthority().tsa, request, now()), digestOf, trust).fault).toBe('unknown-authority');
    const person = made('person', { commonName: 'Không phải TSA' }, authority.ca);
    const pretender = cmsSigner(person.certificate, [authority.ca.certificate], person.key, Oid.tstInfo);
    expect(checkToken(issueToken(pretender, request, now()), digestOf, trust).fault).toBe('unknown-authority');
  });
});

describe('the time-stamping service', () => {
  it('reads the usual forms of a request as it reads any, and no other', () => {
    const algorithms = [Oid.sha256, Oid.sha384, Oid.sha512].flatMap((name) => [sequence(oid(name), nullValue), sequence(oid(name))]);
    const form = fc.record({
      algorithm: fc.constantFrom(...algorithms.keys()),
      policy: fc.boolean(),
      nonce: fc.option(fc.uint8Array({ minLength: 1, maxLength: 20 })),
      certificates: fc.boolean(),
      changed: fc.option(fc.tuple(fc.nat(120), fc.nat(255))),
      cut: fc.nat(2),
    });
    fc.assert(
      fc.property(form, ({ algorithm, policy, nonce, certificates, changed, cut }) => {
        const imprint = sequence(algorithms[algorithm]!, octetString(Buffer.alloc(32 + 16 * (algorithm >> 1), 5)));
        const parts = [
          ...(policy ? [oid(TSA_POLICY)] : []),
          ...(nonce ? [unsignedInteger(nonce)] : []),
          ...(certificates ? [boolean(true)] : []),
        ];
        const der = sequence(integer(1), imprint, ...parts);
        const known = readUsualRequest(der);
        expect(known).toEqual(readAnyRequest(der));
        const spoilt = Buffer.from(der.subarray(0, der.length - cut));
        if (changed) spoilt[changed[0] % spoilt.length] = changed[1];
        const usual = readUsualRequest(spoilt);
        if (usual) expect(usual).toEqual(readAnyRequest(spoilt));
      }),
    );
  });

  it('answers any bytes with a response', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(statusOf(respond(tsa, Buffer.from(bytes), now()))).toBe(2);
      }),
    );
  });
});

describe('the clock', () => {
  /** A machine and a database whose clocks a test sets. */
  function world() {
    const state = { wall: 1_000_000, steady: 0, database: 0, away: false, latest: 0, asked: 0 };
    const watch = new ClockWatch(
      { wall: () => state.wall, steady: () => state.steady },
      {
        ask: async () => {
          state.asked += 1;
          if (state.away) throw new Error('away');
          return { now: state.wall + state.database, latest: state.latest };
        },
        mark: async (wall) => {
          state.latest = Math.max(state.latest, wall);
        },
      },
    );
    const pass = (ms: number): void => {
      state.wall += ms;
      state.steady += ms;
    };
    return { state, watch, pass };
  }

  it('is believed while the database agrees, which is asked every ten seconds only', async () => {
    const { state, watch, pass } = world();
    for (let second = 0; second < 25; second += 1) {
      expect(await watch.isSound()).toBe(true);
      pass(1000);
    }
    expect(state.asked).toBe(3);
    expect(state.latest).toBe(1_000_000 + 22_000);
  });

  it('is not believed half a second off the database, nor when that was not reached for a minute', async () => {
    const { state, watch, pass } = world();
    state.database = 501;
    expect(await watch.isSound()).toBe(false);
    state.database = -499;
    expect(await watch.isSound()).toBe(true);
    state.away = true;
    pass(59_000);
    expect(await watch.isSound()).toBe(true);
    pass(2000);
    expect(await watch.isSound()).toBe(false);
    state.away = false;
    expect(await watch.isSound()).toBe(true);
  });

  it('is silent for a minute after it was set, even when the database was set with it', async () => {
    const { state, watch, pass } = world();
    expect(await watch.isSound()).toBe(true);
    state.wall += 600;
    expect(await watch.isSound()).toBe(false);
    pass(59_000);
    expect(await watch.isSound()).toBe(false);
    pass(1001);
    expect(await watch.isSound()).toBe(true);
  });

  it('never goes back before what was stamped, not even in a new process', async () => {
    const { state, watch } = world();
    expect(await watch.isSound()).toBe(true);
    const restarted = world();
    restarted.state.latest = state.latest;
    restarted.state.wall -= 5000;
    expect(await restarted.watch.isSound()).toBe(false);
    restarted.state.wall += 5000;
    expect(await restarted.watch.isSound()).toBe(true);
  });
});

describe.skipIf(!hasTool('openssl'))('openssl ts', () => {
  const root = bench.path('root.pem', pem('CERTIFICATE', authority.root.certificate.der));
  const between = bench.path('ca.pem', pem('CERTIFICATE', authority.ca.certificate.der));
  const between2 = bench.path(
    'tsa.pem',
    pem('CERTIFICATE', authority.tsa.certificate.der) + pem('CERTIFICATE', authority.ca.certificate.der),
  );
  const data = bench.path('data', stamped);
  const ask = (...options: string[]): Buffer => {
    bench.run('openssl', 'ts', '-query', '-data', data, '-out', 'q.tsq', ...options);
    return readFileSync(bench.path('q.tsq'));
  };

  it.each([
    ['SHA-256 with certificates', ['-sha256', '-cert']],
    ['SHA-512 without a nonce', ['-sha512', '-cert', '-no_nonce']],
    ['SHA-384 without certificates', ['-sha384']],
  ])('accepts the response to a query with %s', (_what, options) => {
    const response = respond(tsa, ask(...options), now());
    bench.path('r.tsr', response);
    const ran = bench.run(
      'openssl',
      'ts',
      '-verify',
      '-queryfile',
      'q.tsq',
      '-in',
      'r.tsr',
      '-CAfile',
      root,
      '-untrusted',
      options.includes('-cert') ? between : between2,
    );
    expect(ran.output).toContain('Verification: OK');
  });

  it('reads that the clock is not sound', () => {
    bench.path('r.tsr', timeNotAvailable());
    expect(bench.run('openssl', 'ts', '-reply', '-in', 'r.tsr', '-text').output).toContain("the TSA's time source is not available");
  });

  it('finds a response to another query', () => {
    const response = respond(tsa, ask('-sha256', '-cert'), now());
    bench.path('r.tsr', response);
    ask('-sha256', '-cert');
    expect(bench.run('openssl', 'ts', '-verify', '-queryfile', 'q.tsq', '-in', 'r.tsr', '-CAfile', root).output).toContain(
      'nonce mismatch',
    );
  });

  it.each([
    ['SHA-1', ['-sha1'], 'unrecognized or unsupported algorithm identifier'],
    ['another policy', ['-sha256', '-tspolicy', '1.2.3.4'], 'policy is not supported'],
  ])('reads why %s is refused', (_what, options, reason) => {
    bench.path('r.tsr', respond(tsa, ask(...options), now()));
    expect(bench.run('openssl', 'ts', '-reply', '-in', 'r.tsr', '-text').output).toContain(reason);
  });
});
