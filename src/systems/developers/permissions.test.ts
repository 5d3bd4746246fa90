import { expect, it } from 'vitest';
import { official, testApp } from '../../../test/kit.ts';

const t = await testApp();

it.each(['/api', '/van-de', '/van-de/refused', '/api/openapi.json'])('everybody may read %s', async (url) => {
  expect((await t.app.inject(url)).statusCode).toBe(200);
  expect((await t.app.inject({ url, headers: t.as(official([])) })).statusCode).toBe(200);
});

it('nothing can be sent to the pages', async () => {
  for (const url of ['/api', '/van-de/refused']) {
    expect((await t.app.inject({ method: 'POST', url, headers: t.as(official([])) })).statusCode).toBe(404);
  }
});
