import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bindingsOf, definitionProblems, type Procedure, versionOf } from '#core/cases/index.ts';
import { definitions } from './index.ts';

/** Every text of a definition, wherever it lies. */
function textsIn(value: unknown): { vi?: unknown; en?: unknown }[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('vi' in value || 'en' in value) return [value];
  return Object.values(value).flatMap(textsIn);
}

/** What the registers hold, as they are set up. */
const attributes = new Set(
  [
    ...readFileSync(new URL('../../../core/registries/migrations/0002-name-registers.sql', import.meta.url), 'utf8').matchAll(
      /^\s+\('([a-z-]+)', \d+, '(\w+)'/gm,
    ),
  ].map(([, register, attribute]) => `${register}.${attribute}`),
);

it('each service has its own code, and is known by it', () => {
  expect(new Set(definitions.map(({ code }) => code)).size).toBe(definitions.length);
});

describe.each(definitions.map((procedure) => [procedure.code, procedure] as const))('the service %s', (_, procedure: Procedure) => {
  it('is sound: fields, conditions, papers, results', () => {
    expect(definitionProblems(procedure)).toEqual([]);
  });

  it('says everything in both languages', () => {
    const texts = textsIn(procedure);
    expect(texts.length).toBeGreaterThan(10);
    for (const { vi, en } of texts) {
      expect(vi).toMatch(/\S/);
      expect(en).toMatch(/\S/);
      expect(vi, JSON.stringify(en)).not.toBe('');
    }
  });

  it('is data only, and its version is that of its data', () => {
    const again = JSON.parse(JSON.stringify(procedure)) as Procedure;
    expect(again).toEqual(procedure);
    expect(versionOf(again).version).toBe(versionOf(procedure).version);
    expect(versionOf({ ...procedure, summary: { ...procedure.summary, vi: `${procedure.summary.vi}.` } }).version).not.toBe(
      versionOf(procedure).version,
    );
  });

  it('asks no file of what a register can say, and says where its facts are from', () => {
    for (const paper of procedure.papers) {
      const order = paper.satisfiedBy.map(({ by }) => by);
      if (order.includes('register') || order.includes('result')) expect(['register', 'result'], paper.key).toContain(order[0]);
    }
    expect(procedure.source).toContain('dichvucong.gov.vn');
    expect(procedure.legalBasis.length).toBeGreaterThan(0);
    expect(procedure.refusals.length).toBeGreaterThan(0);
  });

  it('asks registers for what they hold, and tells them nothing else', () => {
    expect(attributes.size).toBeGreaterThan(30);
    const asked = procedure.pages.flatMap((page) => page.fields.flatMap(bindingsOf));
    const shown = procedure.papers.flatMap((paper) => paper.satisfiedBy.filter((source) => source.by === 'register'));
    for (const { register, attribute } of [...asked, ...shown]) expect(attributes).toContain(`${register}.${attribute}`);
    for (const { register, facts } of procedure.results.flatMap(({ writes = [] }) => writes))
      for (const attribute of Object.keys(facts)) expect(attributes).toContain(`${register}.${attribute}`);
  });
});
