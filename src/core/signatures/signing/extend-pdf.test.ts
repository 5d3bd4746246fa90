import { Buffer } from 'node:buffer';
import { afterAll, describe, expect, it } from 'vitest';
import { now } from '#kernel/time.ts';
import { Problem } from '#kernel/problem.ts';
import {
  daysFromNow,
  hasTool,
  quickSign,
  streamPdf,
  tablePdf,
  type TestAuthority,
  testAuthority,
  typstPdf,
  workbench,
} from '../../../../test/signature-kit.ts';
import { isSignedBy } from '../certificates/certificate.ts';
import { writeRevocationList } from '../certificates/revocation-list.ts';
import { openPdf } from '../pdf/document.ts';
import { completePdf, prepareTimestamp } from '../pdf/prepare.ts';
import { isArray, isDict } from '../pdf/values.ts';
import { issueToken, sha256Imprint } from '../tsp/token.ts';
import { currentPolicy } from '../validation/policy.ts';
import type { ValidationReport } from '../validation/report.ts';
import { judgeFile } from '../validation/validate.ts';
import { type LongTermMeans, lengthen } from './extend-pdf.ts';

const authority = testAuthority();
const person = authority.person('Nguyễn Văn Ân');
const seal = authority.seal('Ủy ban nhân dân thành phố Huế');
const bench = workbench();
afterAll(() => bench.remove());

/** The world as a site has it: lists of its two authorities, a time-stamp at hand. */
function meansOf(from: TestAuthority): LongTermMeans & { asked: string[] } {
  const asked: string[] = [];
  const dates = { thisUpdate: daysFromNow(-0.01), nextUpdate: daysFromNow(7), number: 1 };
  const lists = [from.ca, from.root].map((issuer) => ({ issuer, crl: writeRevocationList(issuer, [], dates) }));
  return {
    asked,
    trust: from.trust,
    stamp: async (pdf) => {
      const prepared = prepareTimestamp(pdf, 3000);
      const token = issueToken(from.tsa, { imprint: sha256Imprint(prepared.digest), withCertificates: true }, now());
      return Buffer.concat(completePdf(prepared, token));
    },
    evidence: async (certificate) => {
      asked.push(certificate.subject.commonName);
      return lists.find(({ issuer }) => isSignedBy(certificate, issuer.certificate));
    },
  };
}

const means = meansOf(authority);
const check = (pdf: Buffer): ValidationReport => judgeFile({ bytes: pdf, kind: 'pdf' }, authority.trust, currentPolicy, now());

function storeOf(pdf: Buffer): Record<string, number> {
  const document = openPdf(pdf);
  const store = document.resolve(document.root.get('DSS'));
  if (!isDict(store)) return {};
  const size = (key: string): number => {
    const value = document.resolve(store.get(key));
    return isArray(value) ? value.length : isDict(value) ? value.size : 0;
  };
  return { certificates: size('Certs'), lists: size('CRLs'), answers: size('OCSPs'), signatures: size('VRI') };
}

describe.each([
  ['a table', tablePdf(2000)],
  ['object streams', streamPdf()],
  ['what the product typesets', typstPdf()],
])('a signed PDF with %s', (_what, original) => {
  const signed = quickSign(quickSign(original, person, authority.tsa), seal, authority.tsa);

  it('gets all that later checks need, and every signature stays good', async () => {
    const lasting = await lengthen(signed, 'B-LT', means);
    expect(lasting.subarray(0, signed.length).equals(signed)).toBe(true);
    expect(storeOf(lasting)).toEqual({ certificates: 5, lists: 2, answers: 0, signatures: 2 });
    const report = check(lasting);
    expect(report).toMatchObject({
      overall: 'TOTAL-PASSED',
      signatures: [
        { level: 'B-LT', coverage: { after: 'signatures' } },
        { level: 'B-LT', coverage: { after: 'validation-data' } },
      ],
    });
    expect(await lengthen(lasting, 'B-LT', means)).toBe(lasting);
  });

  it('is closed by a document time-stamp, can be signed again, and lengthened again', async () => {
    const archived = await lengthen(signed, 'B-LTA', means);
    const report = check(archived);
    expect(report.overall).toBe('TOTAL-PASSED');
    expect(report.signatures.map((one) => one.level)).toEqual(['B-LTA', 'B-LTA', 'B-T']);
    expect(report.signatures.map((one) => one.kind)).toEqual(['signature', 'signature', 'timestamp']);
    const more = quickSign(archived, authority.person('Trần Thị Bốn'), authority.tsa);
    const renewed = await lengthen(more, 'B-LTA', means);
    expect(check(renewed)).toMatchObject({ overall: 'TOTAL-PASSED', signatures: { length: 5 } });
    expect(storeOf(renewed)).toMatchObject({ lists: 2, signatures: 4 });
    if (hasTool('qpdf')) {
      const ran = bench.run('qpdf', '--check', bench.path('renewed.pdf', renewed));
      expect(ran.output).not.toMatch(/warn|error \(/i);
      expect(ran.status).toBe(0);
    }
    if (hasTool('pdfsig')) {
      const { output } = bench.run('pdfsig', bench.path('renewed.pdf', renewed));
      expect(output.match(/Signature is Valid/g)?.length).toBeGreaterThanOrEqual(3);
      expect(output).not.toContain('Digest Mismatch');
    }
  });
});

describe('a signature is not said to last', () => {
  const signed = quickSign(tablePdf(), person, authority.tsa);

  it.each(['Nguyễn Văn Ân', 'Dấu thời gian thử', 'Cấp thử'])('when there is no proof for %s', async (who) => {
    const without: LongTermMeans = {
      ...means,
      evidence: async (certificate) => (certificate.subject.commonName === who ? undefined : means.evidence(certificate, now())),
    };
    const attempt = lengthen(signed, 'B-LT', without);
    await expect(attempt).rejects.toBeInstanceOf(Problem);
    await expect(attempt).rejects.toMatchObject({ status: 503, detail: { vi: expect.stringContaining(who) } });
  });

  it('when the signer was revoked before, is a stranger, or the file was changed', async () => {
    const { serial } = person.certificate;
    authority.revoked.set(serial, { serial, at: daysFromNow(-1), reason: 'keyCompromise' });
    await expect(lengthen(signed, 'B-LT', means)).rejects.toMatchObject({ status: 422 });
    authority.revoked.clear();
    await expect(lengthen(signed, 'B-LT', meansOf(testAuthority()))).rejects.toMatchObject({ status: 422 });
    const changed = Buffer.from(signed);
    changed[200] = changed[200]! ^ 1;
    await expect(lengthen(changed, 'B-LTA', means)).rejects.toMatchObject({ status: 422 });
    const expired = quickSign(tablePdf(), authority.person('Hết Hạn', [-900, -1]), authority.tsa);
    await expect(lengthen(expired, 'B-LT', means)).rejects.toMatchObject({ status: 422 });
  });

  it('without a time: one that has none gets a document time-stamp first', async () => {
    const bare = quickSign(tablePdf(), person, undefined);
    expect(check(bare).signatures[0]?.bestSignatureTime).toBeUndefined();
    const lasting = await lengthen(bare, 'B-LT', means);
    expect(check(lasting).signatures.map((one) => one.kind)).toEqual(['signature', 'timestamp']);
    expect(storeOf(lasting)).toMatchObject({ signatures: 2 });
  });

  it('is asked of each certificate once', async () => {
    const fresh = meansOf(authority);
    await lengthen(quickSign(signed, seal, authority.tsa), 'B-LT', fresh);
    expect(fresh.asked.toSorted()).toEqual(['Cấp thử', 'Dấu thời gian thử', 'Nguyễn Văn Ân', 'Ủy ban nhân dân thành phố Huế'].toSorted());
  });
});
