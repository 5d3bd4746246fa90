import { expect, test } from 'vitest';
import { testApp } from '../../test/kit.ts';
import { parse, Type } from './schema.ts';

const nested = (depth: number): unknown => JSON.parse(`${'[['.repeat(depth / 2)}1${']]'.repeat(depth / 2)}`);

test.each([
  Type.Object({ a: Type.Unknown() }),
  Type.Record(Type.String(), Type.Unknown()),
  Type.Object({ a: Type.Optional(Type.Array(Type.Unknown())) }),
])('data nested without end is refused with a sentence, not by a full stack', (schema) => {
  expect(parse(schema, { a: nested(40) }).ok).toBe(true);
  for (const depth of [70, 10_000, 500_000]) {
    expect(parse(schema, { a: nested(depth) })).toMatchObject({ ok: false, errors: [{ message: { en: 'The data is nested too deep.' } }] });
  }
});

test('a request with such a body is the caller’s mistake', async () => {
  const { app } = await testApp();
  const payload = `{"so":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  const answer = await app.inject({ method: 'POST', url: '/dang-nhap/ket-thuc', payload, headers });
  expect(answer.statusCode).toBe(422);
});
