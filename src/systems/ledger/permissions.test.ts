import { describe, expect, it } from 'vitest';
import { official, testApp } from '../../../test/kit.ts';

const t = await testApp();

describe('who may look at the ledger', () => {
  it.each(['/so-cai', '/so-cai/tra-cuu', '/so-cai/ket-xuat.ndjson', '/api/ledger/seals', '/api/ledger/proof?subject=document:1'])(
    'everybody, without an account: %s',
    async (url) => {
      expect((await t.app.inject(url)).statusCode).toBe(200);
      expect((await t.app.inject({ url, headers: t.as(official([])) })).statusCode).toBe(200);
    },
  );

  it('and nobody may change it: there is nothing to send to', async () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] as const) {
      for (const url of ['/so-cai', '/so-cai/1', '/api/ledger/seals']) {
        expect((await t.app.inject({ method, url, headers: t.as(official(['agencies.manage'])) })).statusCode).toBe(404);
      }
    }
  });

  it('says kindly that it is empty', async () => {
    expect((await t.app.inject('/so-cai')).body).toContain('Sổ cái chưa có mục nào');
  });
});
