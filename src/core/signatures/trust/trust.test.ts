import { Buffer } from 'node:buffer';
import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { query, sql, transaction } from '#kernel/db.ts';
import { freezeTime, instant, now } from '#kernel/time.ts';
import { testApp } from '../../../../test/kit.ts';
import { daysFromNow, hasTool, made, quickSign, tablePdf, workbench } from '../../../../test/signature-kit.ts';
import { readCertificate } from '../certificates/certificate.ts';
import { type Issuer } from '../certificates/issue.ts';
import { fromPem, pem } from '../certificates/pem.ts';
import { cmsSigner } from '../cms/signer.ts';
import { withValidationData } from '../pdf/store.ts';
import { siteTrust } from '../trust.ts';
import { validateFile } from '../validation/validate-file.ts';
import { ensureAuthority, timestampSigner } from '../vault/authority.ts';
import { theVault } from '../vault/vault.ts';
import { documentDigest, encodeXades, insertSignature, makeXades } from '../xades/build.ts';
import { readTree } from '../xades/tree.ts';
import { decideTrustChange, servicesOfChange, type TrustDecision } from './changes.ts';
import { listedServices } from './listed.ts';
import { proposeList, proposeService, proposeSource, proposeStatus } from './propose.ts';
import { currentList, publishTrustList } from './publish.ts';
import { readTrustList } from './read-list.ts';
import { writeTrustList } from './write-list.ts';

const { app, services } = await testApp({ publicUrl: 'https://mot.cua.test' });
const { db } = services;
const vault = theVault();
const bench = workbench();
afterAll(() => bench.remove());
afterEach(() => freezeTime(undefined));
const xmlsec = hasTool('xmlsec1');
const openssl = hasTool('openssl');

const how = (by = 'người đề xuất') => ({ by, at: now(), basis: 'Thông báo 15/TB-BKHCN' });
const decide = (id: string, decision: TrustDecision = 'confirm', by = 'người xác nhận') =>
  transaction(db, (tx) => decideTrustChange(tx, vault, id, decision, by, now()));
const day = (days: number): Date => instant(`${daysFromNow(days).toISOString().slice(0, 10)}T00:00:00+07:00`);
const wanted = (certificate: Buffer) =>
  ({
    domain: 'public',
    type: 'CA/QC',
    provider: 'Công ty Chứng thực Mẫu',
    name: 'Mẫu-CA',
    certificate,
    status: 'granted',
    from: day(-30),
  }) as const;

describe('the list that this site publishes', () => {
  it('holds for xmlsec1, names its own authorities, and is served with its type, its digest and for an hour', async () => {
    const answer = await app.inject({ url: '/pki/tsl.xml' });
    expect(answer.headers).toMatchObject({ 'content-type': 'application/vnd.etsi.tsl+xml', 'cache-control': 'public, max-age=3600' });
    const again = await app.inject({ url: '/pki/tsl.xml', headers: { 'if-none-match': String(answer.headers['etag']) } });
    expect(again.statusCode).toBe(304);
    expect((await app.inject({ url: '/pki/tsl.sha2' })).rawPayload).toHaveLength(32);
    const xml = answer.rawPayload;
    const { root } = await ensureAuthority(db, vault);
    const signer = readCertificate(Buffer.from(/X509Data><ds:X509Certificate>([^<]+)/.exec(xml.toString())![1]!, 'base64'));
    expect(signer.extendedKeyUsage).toEqual(['0.4.0.2231.3.0']);
    const list = readTrustList(xml, signer);
    expect(list.services.map(({ type }) => type)).toEqual(expect.arrayContaining(['CA/PKC']));
    expect(list.services.map(({ certificate }) => certificate.fingerprint)).toContain(root.certificate.fingerprint);
    expect(() => readTrustList(Buffer.from(xml.toString().replace('granted', 'withdraw')), signer)).toThrow('digest-mismatch');
    expect(() => readTrustList(xml, root.certificate)).toThrow(signer.fingerprint);
    if (!xmlsec) return;
    const authority = await ensureAuthority(db, vault);
    bench.path('root.pem', pem('CERTIFICATE', authority.root.certificate.der));
    bench.path('ca.pem', pem('CERTIFICATE', authority.issuing.certificate.der));
    const trusted = ['--trusted-pem', 'root.pem', '--untrusted-pem', 'ca.pem'];
    const ids = ['--id-attr:Id', 'http://uri.etsi.org/01903/v1.3.2#:SignedProperties'];
    const ran = bench.run('xmlsec1', '--verify', ...trusted, ...ids, bench.path('tsl.xml', xml));
    expect([ran.status, ran.output]).toEqual([0, expect.stringContaining('SignedInfo References (ok/all): 2/2')]);
  });

  it('gets the next number when it says something else or half its time is over, and only then', async () => {
    const { number } = await currentList(db, vault);
    expect((await publishTrustList(db, vault)).number).toBe(number);
    freezeTime(daysFromNow(16));
    const next = await Promise.all([currentList(db, vault), currentList(db, vault)]);
    expect(next.map((one) => one.number)).toEqual([number + 1, number + 1]);
  });
});

describe.skipIf(!openssl)('a PDF signed under a public authority that openssl made', () => {
  let pdf: Buffer;
  let authority: Buffer;
  const result = async (): Promise<string> => {
    const { overall, fault, signatures } = await validateFile(db, vault, { bytes: pdf });
    return [overall, fault?.subIndication, signatures[0]?.path.domain].filter(Boolean).join(' ');
  };

  beforeAll(async () => {
    const run = (line: string) => {
      const ran = bench.run('openssl', ...line.split(' '));
      expect([line, ran.status, ran.output]).toEqual([line, 0, ran.output]);
    };
    bench.path('ca.cnf', '[ca]\ndatabase=index.txt\ndefault_md=sha256\ncrlnumber=number\n');
    bench.path('index.txt', '');
    bench.path('number', '01\n');
    bench.path('leaf.ext', 'basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature,nonRepudiation\n');
    const key = '-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes';
    run(
      `req -x509 ${key} -keyout pub.key -out pub.pem -days 900 -subj /C=VN/O=Mau-CA/CN=Mau-CA -addext keyUsage=critical,keyCertSign,cRLSign`,
    );
    run(`req ${key} -keyout leaf.key -out leaf.csr -subj /C=VN/O=Cong-ty-Mau/CN=Nguoi-Ky`);
    run('x509 -req -in leaf.csr -CA pub.pem -CAkey pub.key -CAcreateserial -days 300 -extfile leaf.ext -out leaf.pem');
    run('ca -config ca.cnf -name ca -gencrl -crldays 30 -keyfile pub.key -cert pub.pem -out list.pem');
    const text = (name: string): string => readFileSync(bench.path(name), 'utf8');
    authority = Buffer.from(text('pub.pem'));
    const leaf = readCertificate(fromPem('CERTIFICATE', text('leaf.pem')));
    const crls = [fromPem('X509 CRL', text('list.pem'))];
    const signer = cmsSigner(leaf, [], createPrivateKey(text('leaf.key')));
    // Certificates of openssl begin this second; the signature is of the next.
    freezeTime(instant(now().getTime() + 60_000));
    const signed = quickSign(tablePdf(), signer, await timestampSigner(db, vault));
    pdf = withValidationData(signed, new Map([['A'.repeat(40), { certificates: [], ocsps: [], crls }]]));
    freezeTime(undefined);
  });

  it('counts once two persons believed it, as the history says of the time-stamp’s instant', async () => {
    freezeTime(instant(now().getTime() + 120_000));
    expect(await result()).toBe('INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND');
    const before = (await currentList(db, vault)).number;
    const id = await transaction(db, (tx) => proposeService(tx, wanted(authority), how()));
    expect(await result()).toBe('INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND');
    await expect(decide(id, 'confirm', 'người đề xuất')).rejects.toMatchObject({ status: 409 });
    await decide(id);
    expect(await result()).toBe('TOTAL-PASSED public');
    const list = await currentList(db, vault);
    expect([list.number, list.xml.includes('Công ty Chứng thực Mẫu')]).toEqual([before + 1, true]);
    await expect(decide(id, { rejection: 'muộn' })).rejects.toMatchObject({ status: 409 });
    await expect(transaction(db, (tx) => proposeService(tx, wanted(authority), how()))).rejects.toMatchObject({ status: 409 });

    const { id: serviceId } = (await listedServices(db, vault)).find((one) => one.name === 'Mẫu-CA')!;
    const withdraw = async (from: Date): Promise<void> =>
      decide(await transaction(db, (tx) => proposeStatus(tx, serviceId!, { status: 'withdrawn', from }, how())));
    freezeTime(daysFromNow(5));
    await withdraw(day(-2));
    expect(await result()).toBe('TOTAL-PASSED public');
    await withdraw(day(-10));
    expect(await result()).toBe('INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND_NO_POE public');
    const { xml } = await currentList(db, vault);
    expect(xml.toString().match(/<ServiceHistoryInstance>/g)).toHaveLength(2);
  });

  it('is not judged by our records: a serial number of ours says nothing of theirs, and no news is no good news', async () => {
    const trust = await siteTrust(db, vault);
    const theirs = readCertificate(fromPem('CERTIFICATE', readFileSync(bench.path('leaf.pem'), 'utf8')));
    const { issuing, root } = await ensureAuthority(db, vault);
    expect([theirs, issuing.certificate, root.certificate].map((one) => trust.recordsCover!(one))).toEqual([false, true, true]);
    const other = made('ca', { commonName: 'CA không có danh sách thu hồi' });
    const leaf = made('person', { commonName: 'Người Ký' }, other);
    const id = await transaction(db, (tx) => proposeService(tx, { ...wanted(other.certificate.der), type: 'CA/PKC' }, how()));
    await decide(id);
    const signed = quickSign(tablePdf(), cmsSigner(leaf.certificate, [], leaf.key), await timestampSigner(db, vault));
    const { overall, fault } = await validateFile(db, vault, { bytes: signed });
    expect([overall, fault?.subIndication]).toEqual(['INDETERMINATE', 'CERTIFICATE_CHAIN_GENERAL_FAILURE']);
  });
});

describe('what may be proposed', () => {
  const person = made('person', { commonName: 'Không phải tổ chức' });
  it('is one certificate of an authority that is not our own', async () => {
    const propose = (certificate: Buffer) => transaction(db, (tx) => proposeService(tx, wanted(certificate), how()));
    const { root } = await ensureAuthority(db, vault);
    const two = pem('CERTIFICATE', root.certificate.der).repeat(2);
    for (const file of [Buffer.from('?'), Buffer.alloc(200_000, 0x30), Buffer.from(two), person.certificate.der])
      await expect(propose(file)).rejects.toMatchObject({ status: 422, fields: [{ field: 'certificate' }] });
    await expect(propose(root.certificate.der)).rejects.toMatchObject({ status: 409 });
  });

  it('is decided by another person also past the product, once, and never altered: the database refuses', async () => {
    const authority = made('ca', { commonName: 'CA thử luật' });
    const id = await transaction(db, (tx) => proposeService(tx, wanted(authority.certificate.der), how('A')));
    const set = (by: string) =>
      query(db, sql`update signatures.trust_change set state = 'confirmed', decided_by = ${by}, decided_at = now() where id = ${id}`);
    await expect(set('A')).rejects.toThrow('confirmed_by_another');
    await expect(query(db, sql`update signatures.trust_change set basis = 'khác' where id = ${id}`)).rejects.toThrow('not altered');
    await expect(query(db, sql`delete from signatures.trust_status where change_id = ${id}`)).rejects.toThrow('is kept');
    await set('B');
    await expect(query(db, sql`update signatures.trust_change set state = 'rejected' where id = ${id}`)).rejects.toThrow(
      'never taken back',
    );
    const late = sql`insert into signatures.trust_status select change_id, service_id, 'granted', now() from signatures.trust_status limit 1`;
    await expect(query(db, late)).rejects.toThrow('nobody has decided');
    const born = sql`insert into signatures.trust_change (id, kind, state, basis, proposed_by, proposed_at, decided_by, decided_at)
      values (gen_random_uuid(), 'status', 'confirmed', 'x', 'A', now(), 'B', now())`;
    await expect(query(db, born)).rejects.toThrow('proposed before');
  });
});

describe('a list of somebody else', () => {
  const operator: Issuer = made('root', { commonName: 'Nước Mẫu', organization: 'Nước Mẫu' });
  const first = made('ca', { commonName: 'CA thứ nhất' });
  const second = made('ca', { commonName: 'CA thứ hai' });
  const service = ({ certificate }: Issuer, from: Date) =>
    ({
      domain: 'foreign',
      type: 'CA/QC',
      provider: 'Nước Mẫu',
      name: certificate.subject.commonName,
      certificate,
      history: [{ status: 'granted', from }],
    }) as const;
  const listOf = (number: number, members: readonly Issuer[], signer = operator, ends = 30): Buffer => {
    const facts = { number, issuedAt: daysFromNow(-1), nextUpdate: daysFromNow(ends), base: 'https://nuoc.mau/pki' };
    const tree = readTree(
      writeTrustList(
        members.map((one) => service(one, day(-100))),
        facts,
      ),
    );
    const made = makeXades(
      cmsSigner(signer.certificate, [], signer.key),
      [{ uri: '', digest: documentDigest(tree), mimeType: 'text/xml' }],
      now(),
    );
    return insertSignature(tree, tree.root, encodeXades(made));
  };
  const propose = (source: string, xml: Buffer) => transaction(db, (tx) => proposeList(tx, source, xml, how()));
  const statuses = async (): Promise<string[]> =>
    (await listedServices(db, vault))
      .filter(({ domain }) => domain === 'foreign')
      .map(({ name, history }) => `${name} ${history.at(-1)!.status}`);

  it('is believed as far as its pinned signer, its number and a second person allow', async () => {
    const source = { domain: 'foreign', name: 'Danh sách Nước Mẫu', certificate: operator.certificate.der } as const;
    const pin = await transaction(db, (tx) => proposeSource(tx, source, how()));
    const [row] = await query(db, sql<{ id: string }>`select source_id as id from signatures.trust_change where id = ${pin}`);
    const id = row!.id;
    await expect(propose(id, listOf(5, [first]))).rejects.toMatchObject({ status: 409 });
    await decide(pin);
    await expect(propose(id, listOf(5, [first], second))).rejects.toMatchObject({
      status: 422,
      fields: [{ message: { en: expect.stringContaining('pinned') } }],
    });
    await expect(propose(id, Buffer.from(listOf(5, [first]).toString().replace('CA thứ', 'CB thứ')))).rejects.toMatchObject({
      status: 422,
    });
    await expect(propose(id, Buffer.from('<a/>'))).rejects.toMatchObject({ status: 422 });
    await expect(propose(id, listOf(5, [first], operator, -0.5))).rejects.toMatchObject({ status: 409 });

    const five = await propose(id, listOf(5, [first]));
    const shadow = await propose(id, listOf(4, [second]));
    expect(await servicesOfChange(db, five)).toMatchObject([{ name: expect.stringContaining('CA thứ nhất'), today: undefined }]);
    expect(await statuses()).toEqual([]);
    await decide(five);
    await expect(decide(shadow)).rejects.toMatchObject({ status: 409 });
    const past = sql`update signatures.trust_change set state = 'confirmed', decided_by = 'B', decided_at = now() where id = ${shadow}`;
    await expect(query(db, past)).rejects.toThrow('never goes back');
    await expect(propose(id, listOf(5, [second]))).rejects.toMatchObject({ status: 409 });

    const six = await propose(id, listOf(6, [second]));
    const changed = await servicesOfChange(db, six);
    expect(changed.map(({ history, today }) => `${today ? 'known' : 'new'} ${history.at(-1)!.status}`).toSorted()).toEqual([
      'known withdrawn',
      'new granted',
    ]);
    await decide(six);
    expect((await statuses()).toSorted()).toMatchObject([
      expect.stringMatching(/hai.* granted/),
      expect.stringMatching(/nhất.* withdrawn/),
    ]);
    const seven = await propose(id, listOf(7, [first, second]));
    await decide(seven);
    expect((await statuses()).every((one) => one.endsWith('granted'))).toBe(true);
  });
});
