import { Buffer } from 'node:buffer';
import { beforeAll, describe, expect, test } from 'vitest';
import { carryOnce, connectGateway, localTransport } from '#core/exchange/index.ts';
import { openVault, theVault, validateFile } from '#core/signatures/index.ts';
import { query, sql } from '#kernel/db.ts';
import { systemActor } from '#kernel/permission.ts';
import { makeAgencies, newGateway } from '../../../test/exchange-kit.ts';
import { official, testApp } from '../../../test/kit.ts';
import { sendDocument } from './actions/send-document.ts';
import { issueTestDocument } from './test-kit.ts';

const t = await testApp();
connectGateway(newGateway());
const transport = localTransport(t.services);
let agencies: string[] = [];
let documentId = '';
let dispatchId = '';
let incomingId = '';

beforeAll(async () => {
  await openVault(t.services.config.dataFolder);
  agencies = await makeAgencies(t.services.db, 3);
  documentId = await issueTestDocument(t.services, agencies[0]!, 1);
  const sent = await t.services.act(sendDocument, systemActor('test'), { documentId, recipients: [agencies[1]!] });
  dispatchId = sent.dispatchId;
  await carryOnce({ services: t.services, transportTo: () => transport });
  const [row] = await query<{ id: string }>(
    t.services.db,
    sql<{ id: string }>`select id from axis.incoming where document_id = ${documentId}`,
  );
  incomingId = row!.id;
});

/** Address, permission it needs, and at which agency (index) it is held. */
function reads(): [string, string, number][] {
  return [
    ['/van-ban-den', 'axis.read', 1],
    [`/van-ban-den/${incomingId}`, 'axis.read', 1],
    [`/van-ban-den/${incomingId}/edxml`, 'axis.read', 1],
    ['/van-ban-den/nhap', 'axis.import', 1],
    ['/van-ban-di', 'axis.read', 0],
    ['/van-ban-di/co-quan?q=T1', 'axis.send', 0],
    [`/van-ban-di/${documentId}/gui`, 'axis.send', 0],
    [`/van-ban-di/${dispatchId}/theo-doi`, 'axis.read', 0],
    [`/van-ban-di/${dispatchId}/noi-nhan.csv`, 'axis.read', 0],
    [`/van-ban-di/${dispatchId}/noi-nhan.xlsx`, 'axis.read', 0],
    [`/van-ban-di/${dispatchId}/edxml`, 'axis.read', 0],
  ];
}

test('a packet that is exported bears its sender’s seal, so that any change is seen', async () => {
  const answer = await t.app.inject({ url: `/van-ban-den/${incomingId}/edxml`, headers: t.as(official(['axis.read'], agencies[1])) });
  const bytes = answer.rawPayload;
  const check = (xml: Buffer) => validateFile(t.services.db, theVault(), { bytes: xml, kind: 'xml' });
  expect(await check(bytes)).toMatchObject({ overall: 'TOTAL-PASSED', signatures: [{ format: 'XAdES', level: 'B-T' }] });
  const [sender] = await query<{ name: string }>(
    t.services.db,
    sql<{ name: string }>`select name from agencies.agency where id = ${agencies[0]}`,
  );
  expect((await check(bytes)).signatures[0]!.signer!.subject.commonName).toBe(sender!.name);
  expect(/<\/ds:Signature>\s*<\/edXML:edXMLHeader>/.test(bytes.toString())).toBe(true);
  const changed = Buffer.from(bytes.toString().replace(/(<edXML:Subject>)/, '$1Sửa '));
  expect((await check(changed)).overall).toBe('TOTAL-FAILED');
});

describe('who may see', () => {
  test('nobody without signing in, nobody without the permission, and who has it there', async () => {
    for (const [url, permission, at] of reads()) {
      const html = { accept: 'text/html' };
      expect([url, (await t.app.inject({ url, headers: html })).statusCode]).toEqual([url, 303]);
      expect([url, (await t.app.inject({ url, headers: { ...html, ...t.as(official([], agencies[at])) } })).statusCode]).toEqual([
        url,
        403,
      ]);
      expect([url, (await t.app.inject({ url, headers: { ...html, ...t.as(official([permission], agencies[at])) } })).statusCode]).toEqual([
        url,
        200,
      ]);
    }
  });

  test('the page of the whole axis: only those who oversee it nationwide, not in one agency', async () => {
    const status = async (headers: Record<string, string>, url = '/giam-sat-truc') => (await t.app.inject({ url, headers })).statusCode;
    const local = t.as(official(['axis.oversee', 'exchange.retry'], agencies[0]));
    expect(await status({ accept: 'text/html' })).toBe(303);
    expect(await status(local)).toBe(403);
    expect(await status(t.as(official(['axis.oversee'])))).toBe(200);
    const retry = { method: 'POST', url: `/giam-sat-truc/${dispatchId}/gui-lai`, payload: { site: 'x' }, headers: local } as const;
    expect((await t.app.inject(retry)).statusCode).toBe(403);
  });

  test('how a sending stands: those who oversee its sender, or the whole axis', async () => {
    const url = `/van-ban-di/${dispatchId}/theo-doi`;
    const status = async (scope: string | undefined) =>
      (await t.app.inject({ url, headers: t.as(official(['axis.read', 'axis.oversee'], scope)) })).statusCode;
    expect(await status(agencies[2])).toBe(404);
    expect(await status(agencies[0])).toBe(200);
    expect(await status(undefined)).toBe(200);
  });

  test('nobody of another agency: for them the record does not exist', async () => {
    const headers = t.as(official(['axis.read', 'axis.send'], agencies[2]));
    for (const url of [
      `/van-ban-den/${incomingId}`,
      `/van-ban-di/${dispatchId}/theo-doi`,
      `/van-ban-di/${dispatchId}/tien-do`,
      `/van-ban-di/${documentId}/gui`,
    ]) {
      expect([url, (await t.app.inject({ url, headers })).statusCode]).toEqual([url, 404]);
    }
  });
});

describe('who may act', () => {
  const verbs: [string, string][] = [
    ['vao-so', 'axis.register'],
    ['tu-choi', 'axis.register'],
    ['phan-cong', 'axis.assign'],
    ['bat-dau', 'axis.process'],
    ['hoan-thanh', 'axis.process'],
    ['tra-loi-lay-lai', 'axis.register'],
  ];
  const fields = { _version: '99', book: 'chung', reason: 'x', main: 'Phòng thử', answer: 'agree' };

  test('on incoming documents: only those of the agency who hold the verb’s permission', async () => {
    for (const [verb, permission] of verbs) {
      const url = `/van-ban-den/${incomingId}/${verb}`;
      const post = async (headers: Record<string, string>) =>
        (await t.app.inject({ method: 'POST', url, payload: fields, headers })).statusCode;
      expect([verb, await post({})]).toEqual([verb, 401]);
      expect([verb, await post(t.as(official(['axis.read'], agencies[1])))]).toEqual([verb, 403]);
      expect([verb, await post(t.as(official(['axis.read', permission], agencies[2])))]).toEqual([verb, 403]);
      // Who may is heard, and told that somebody else was faster.
      expect([verb, await post(t.as(official(['axis.read', permission], agencies[1])))]).toEqual([verb, 409]);
    }
  });

  test('on sendings: only the sender', async () => {
    for (const verb of ['nhac', 'lay-lai', 'gui-tiep']) {
      const url = `/van-ban-di/${dispatchId}/${verb}`;
      const post = async (headers: Record<string, string>) =>
        (await t.app.inject({ method: 'POST', url, payload: { reason: 'x', act: 'update' }, headers })).statusCode;
      expect([verb, await post(t.as(official(['axis.read'], agencies[0])))]).toEqual([verb, 403]);
      expect([verb, await post(t.as(official(['axis.read', 'axis.send'], agencies[1])))]).toEqual([verb, 403]);
    }
  });

  test('a form on another site cannot act', async () => {
    const headers = { ...t.as(official(['axis.read', 'axis.register'], agencies[1])), 'sec-fetch-site': 'cross-site' };
    const answer = await t.app.inject({ method: 'POST', url: `/van-ban-den/${incomingId}/vao-so`, payload: fields, headers });
    expect(answer.statusCode).toBe(403);
  });
});
