import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { testApp } from '../../../../test/kit.ts';
import { hasTool, workbench } from '../../../../test/signature-kit.ts';
import { readCertificate } from '../certificates/certificate.ts';
import { pem } from '../certificates/pem.ts';
import { readRevocationList } from '../certificates/revocation-list.ts';

const { app } = await testApp();
const bench = workbench();
afterAll(() => bench.remove());

const QUERY = 'application/timestamp-query';
const get = async (url: string): Promise<{ type: unknown; body: Buffer }> => {
  const answer = await app.inject({ url });
  expect(answer.statusCode).toBe(200);
  return { type: answer.headers['content-type'], body: answer.rawPayload };
};

describe('/pki', () => {
  it('serves the authorities and their revocation lists as DER', async () => {
    const root = await get('/pki/root.cer');
    const issuing = await get('/pki/issuing.cer');
    expect(root.type).toBe('application/pkix-cert');
    expect(readCertificate(issuing.body).issuer.raw.equals(readCertificate(root.body).subject.raw)).toBe(true);
    for (const which of ['root', 'issuing']) {
      const list = await get(`/pki/${which}.crl`);
      expect(list.type).toBe('application/pkix-crl');
      const issuer = readCertificate(which === 'root' ? root.body : issuing.body);
      expect(readRevocationList(list.body, issuer).revoked.size).toBe(0);
    }
  });
});

describe('/tsa', () => {
  it.skipIf(!hasTool('openssl'))('answers what openssl asks, and openssl believes the answer', async () => {
    bench.path('data', 'dữ liệu');
    bench.run('openssl', 'ts', '-query', '-data', 'data', '-sha256', '-cert', '-out', 'q.tsq');
    const answer = await app.inject({
      method: 'POST',
      url: '/tsa',
      headers: { 'content-type': QUERY },
      payload: readFileSync(bench.path('q.tsq')),
    });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe('application/timestamp-reply');
    bench.path('r.tsr', answer.rawPayload);
    bench.path('root.pem', pem('CERTIFICATE', (await get('/pki/root.cer')).body));
    const ran = bench.run('openssl', 'ts', '-verify', '-queryfile', 'q.tsq', '-in', 'r.tsr', '-CAfile', 'root.pem');
    expect(ran.output).toContain('Verification: OK');
  });

  it('rejects nonsense inside a response, another type with 415, and too much with 413', async () => {
    const post = (type: string, payload: Buffer) =>
      app.inject({ method: 'POST', url: '/tsa', headers: { 'content-type': type, accept: 'application/json' }, payload });
    expect((await post(QUERY, Buffer.from('?'))).statusCode).toBe(200);
    expect((await post('application/json', Buffer.from('{}'))).statusCode).toBe(415);
    expect((await post(QUERY, Buffer.alloc(5000))).statusCode).toBe(413);
  });
});
