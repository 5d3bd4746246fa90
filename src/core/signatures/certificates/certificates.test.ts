import { Buffer } from 'node:buffer';
import { X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { now } from '#kernel/time.ts';
import { daysFromNow, hasTool, made, testAuthority, workbench } from '../../../../test/signature-kit.ts';
import { DerError } from '../der/read.ts';
import { readCertificate } from './certificate.ts';
import { buildChain } from './chain.ts';
import { nameText } from './names.ts';
import { fromPem, pem } from './pem.ts';
import { readRevocationList, type Revocation, revocationEntry, writeRevocationList } from './revocation-list.ts';

const authority = testAuthority();
const { root, ca, trust } = authority;
const person = made(
  'person',
  { commonName: 'Nguyễn Thị Ấu Thơ', organization: 'Ủy ban nhân dân thành phố Huế', title: 'Phó Chủ tịch', organizationIdentifier: 'H57' },
  ca,
);
const dates = { thisUpdate: daysFromNow(0), nextUpdate: daysFromNow(7), number: 41 };
const lineOf = ({ serial, at, reason }: Revocation): Buffer => revocationEntry(serial, at, reason);
const bench = workbench();
afterAll(() => bench.remove());

describe('certificates', () => {
  it('keep Vietnamese names and are read the same by Node', () => {
    const { subject } = readCertificate(person.certificate.der);
    expect(nameText(subject)).toBe('Nguyễn Thị Ấu Thơ, Phó Chủ tịch, Ủy ban nhân dân thành phố Huế');
    expect(subject.organizationIdentifier).toBe('H57');
    const other = new X509Certificate(person.certificate.der);
    expect(other.subject).toContain('CN=Nguyễn Thị Ấu Thơ');
    expect(other.serialNumber.toLowerCase()).toBe(person.certificate.serial);
    expect(other.verify(ca.certificate.publicKey)).toBe(true);
    expect(fromPem('CERTIFICATE', pem('CERTIFICATE', person.certificate.der)).equals(person.certificate.der)).toBe(true);
  });

  it('have serial numbers that do not repeat', () => {
    const serials = Array.from({ length: 50 }, () => made('seal', { commonName: 'x' }, ca).certificate.serial);
    expect(new Set(serials).size).toBe(50);
    expect(serials.every((serial) => serial.length === 32)).toBe(true);
  });

  it('refuse an empty or endless name', () => {
    expect(() => made('person', { commonName: ' ' }, ca)).toThrow(RangeError);
    expect(() => made('person', { commonName: 'x'.repeat(301) }, ca)).toThrow(RangeError);
  });

  it('with any byte changed are refused or belong to no chain', () => {
    fc.assert(
      fc.property(fc.nat(person.certificate.der.length - 1), fc.integer({ min: 1, max: 255 }), (at, bits) => {
        const changed = Buffer.from(person.certificate.der);
        changed[at] = changed[at]! ^ bits;
        try {
          expect(buildChain(readCertificate(changed), [], trust, now()).problem).toBe('no-anchor');
        } catch (error) {
          expect(error).toBeInstanceOf(DerError);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('a chain', () => {
  it('leads from the person to the root', () => {
    const chain = buildChain(person.certificate, [], trust, now());
    expect(chain.problem).toBeUndefined();
    expect(chain.certificates).toEqual([person.certificate, ca.certificate, root.certificate]);
  });

  it('is not believed without an anchor, before or after its dates, or when revoked before', () => {
    const stranger = testAuthority();
    expect(buildChain(person.certificate, [ca.certificate, root.certificate], stranger.trust, now()).problem).toBe('no-anchor');
    expect(buildChain(person.certificate, [], trust, daysFromNow(-2)).problem).toBe('not-yet-valid');
    expect(buildChain(person.certificate, [], trust, daysFromNow(2000)).problem).toBe('expired');
    authority.revoked.set(person.certificate.serial, { serial: person.certificate.serial, at: daysFromNow(5), reason: 'keyCompromise' });
    expect(buildChain(person.certificate, [], trust, now()).problem).toBeUndefined();
    expect(buildChain(person.certificate, [], trust, daysFromNow(6)).problem).toBe('revoked');
    authority.revoked.clear();
  });

  it('does not go through a certificate that may not issue, nor through one authority too many', () => {
    const below = made('seal', { commonName: 'Cấp bởi cá nhân' }, person);
    expect(buildChain(below.certificate, [person.certificate], trust, now()).problem).toBe('no-anchor');
    const third = made('ca', { commonName: 'Cấp ba' }, ca);
    const under = made('seal', { commonName: 'Dưới cấp ba' }, third);
    expect(buildChain(under.certificate, [third.certificate], trust, now()).problem).toBe('no-anchor');
  });
});

describe('a revocation list', () => {
  it('is read back, and refused from another issuer', () => {
    const entry = { serial: person.certificate.serial, at: daysFromNow(-1), reason: 'affiliationChanged' as const };
    entry.at.setUTCMilliseconds(0);
    const der = writeRevocationList(ca, [lineOf(entry)], dates);
    expect(readRevocationList(der, ca.certificate).revoked.get(entry.serial)).toEqual(entry);
    expect(readRevocationList(der, ca.certificate).number).toBe(41);
    expect(() => readRevocationList(der, root.certificate)).toThrow(DerError);
  });

  it('of 10,000 entries is written in well under a second', () => {
    const entries = Array.from({ length: 10_000 }, (_, index) => ({
      serial: (0x4000_0000 + index).toString(16),
      at: daysFromNow(-1),
      reason: 'superseded' as const,
    }));
    const start = performance.now();
    const der = writeRevocationList(ca, entries.map(lineOf), dates);
    expect(performance.now() - start).toBeLessThan(1000);
    expect(readRevocationList(der, ca.certificate).revoked.size).toBe(10_000);
  });
});

describe.skipIf(!hasTool('openssl'))('openssl', () => {
  const files = (revoked: boolean): string[] => {
    const entries = revoked ? [{ serial: person.certificate.serial, at: daysFromNow(0), reason: 'keyCompromise' as const }] : [];
    const lists =
      pem('X509 CRL', writeRevocationList(root, [], dates)) + pem('X509 CRL', writeRevocationList(ca, entries.map(lineOf), dates));
    const anchor = bench.path('anchors.pem', pem('CERTIFICATE', root.certificate.der) + lists);
    const between = bench.path('ca.pem', pem('CERTIFICATE', ca.certificate.der));
    return [
      'verify',
      '-x509_strict',
      '-crl_check_all',
      '-CAfile',
      anchor,
      '-untrusted',
      between,
      bench.path('person.pem', pem('CERTIFICATE', person.certificate.der)),
    ];
  };

  it('believes the chain and the lists, strictly', () => {
    const { status, output } = bench.run('openssl', ...files(false));
    expect(output).toContain('OK');
    expect(status).toBe(0);
  });

  it('finds the revoked one', () => {
    const { status, output } = bench.run('openssl', ...files(true));
    expect(output).toContain('certificate revoked');
    expect(status).not.toBe(0);
  });
});
