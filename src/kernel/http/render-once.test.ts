import type { FastifyRequest } from 'fastify';
import { expect, test } from 'vitest';
import { renderOnce } from './render-once.ts';

const anonymous = { actor: { kind: 'anonymous' }, lang: 'vi', cookies: {}, url: '/x', sessionToken: undefined };
const asking = (change: object = {}) => ({ ...anonymous, ...change }) as unknown as FastifyRequest;

/** Renders pages with two words and a form's key; counts them. */
function world() {
  const once = renderOnce();
  let rendered = 0;
  const page = (words: readonly string[], request = asking(), key = 'k') =>
    once(request, { key, words }, () => {
      rendered += 1;
      return `<p>${words[0]}</p><a href="/${words[0]}/${words[1]}"></a><input name="_key" value="00000000-key-${rendered}"/>${request.lang} 1 0 -1`;
    });
  return { page, rendered: () => rendered };
}

test('one page serves many, each with its own words and its own key of the form', () => {
  const { page, rendered } = world();
  const first = page(['một-một-một', 'hai-hai-hai']);
  const second = page(['ba-ba-ba-ba', 'bốn-bốn-bốn']);
  const key = /value="([^"]+)"/.exec(second)?.[1] ?? '';
  expect(key).toMatch(/^[0-9a-f-]{36}$/);
  expect(second).toBe(
    first.replaceAll('một-một-một', 'ba-ba-ba-ba').replaceAll('hai-hai-hai', 'bốn-bốn-bốn').replace('00000000-key-1', key),
  );
  expect(page(['ba-ba-ba-ba', 'bốn-bốn-bốn'])).not.toContain(key);
  expect(rendered()).toBe(1);
});

test.each([
  ['another key', asking(), 'other'],
  ['another language', asking({ lang: 'en' }), 'k'],
  ['another theme', asking({ cookies: { theme: 'dark' } }), 'k'],
  ['somebody signed in', asking({ actor: { kind: 'account' } }), 'k'],
  ['a session that has ended', asking({ sessionToken: 'x' }), 'k'],
  ['an address with a query', asking({ url: '/x?lang=en' }), 'k'],
])('%s is rendered by itself', (_what, request, key) => {
  const { page, rendered } = world();
  page(['một-một-một', 'hai-hai-hai']);
  expect(page(['ba-ba-ba-ba', 'bốn-bốn-bốn'], request, key)).toContain('ba-ba-ba-ba');
  expect(rendered()).toBe(2);
});
