import { expect, it } from 'vitest';
import { endpointsOf } from './openapi.ts';

it('reads what is offered, by module', () => {
  const parameters = [
    { name: 'q', in: 'query', required: true },
    { name: 'limit', in: 'query', required: true, schema: { default: 20 } },
    { name: 'id', in: 'path', required: true },
  ];
  const groups = endpointsOf({
    paths: {
      '/api/a': { get: { summary: 'Read', tags: ['one'], parameters }, post: { summary: 'Send', tags: ['two'] } },
      '/api/b': { get: { tags: ['one'] } },
    },
  });
  expect(groups).toEqual([
    {
      tag: 'one',
      endpoints: [
        { method: 'GET', path: '/api/a', summary: 'Read', query: ['q*', 'limit'] },
        { method: 'GET', path: '/api/b', summary: '', query: [] },
      ],
    },
    { tag: 'two', endpoints: [{ method: 'POST', path: '/api/a', summary: 'Send', query: [] }] },
  ]);
  expect(endpointsOf({})).toEqual([]);
});
