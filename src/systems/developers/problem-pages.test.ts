import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { parseProblemPage, readProblemPages } from './problem-pages.ts';

const src = fileURLToPath(new URL('../../', import.meta.url));

/** Every slug that the product's sources state, with the status beside it where one stands there. */
function slugsInUse(): Map<string, Set<number>> {
  const used = new Map<string, Set<number>>();
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name),
  );
  for (const name of files) {
    for (const [, line = '', status] of readFileSync(join(src, name), 'utf8').matchAll(
      /\bslug: ([^\n]*'[^\n]*)(?:\n\s*status: (\d{3}),)?/g,
    )) {
      for (const [, slug = ''] of line.matchAll(/'([a-z0-9-]+)'/g)) {
        const statuses = used.get(slug) ?? new Set();
        if (status) statuses.add(Number(status));
        used.set(slug, statuses);
      }
    }
  }
  return used;
}

describe('docs/problems', () => {
  const pages = readProblemPages((fault) => {
    throw fault;
  });
  const used = slugsInUse();

  it('looks at the sources at all', () => {
    expect(used.size).toBeGreaterThan(30);
    expect([...used.get('refused')!]).toEqual([409]);
  });

  it('has a page for every type of problem in use, and none for what is not', () => {
    expect([...pages.keys()].toSorted()).toEqual([...used.keys()].toSorted());
  });

  it('states the status that the sources state', () => {
    for (const [slug, statuses] of used) {
      if (statuses.size > 0) expect([...statuses], slug).toEqual([pages.get(slug)?.status]);
    }
  });

  it('tells people in both languages what to do, in words that the page can show', () => {
    for (const [slug, page] of pages) {
      expect(page.vi.text, slug).toContain('**Cần làm gì:**');
      expect(page.en.text, slug).toContain('**What to do:**');
      // The page knows bold, lists and links; links must lead somewhere from the site.
      expect(`${page.vi.text}${page.en.text}`, slug).not.toMatch(/`|\]\((?!\/)/);
    }
  });
});

describe('a page of another form', () => {
  it('is left out of the site and reported', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'motcua-problems-'));
    afterAll(() => rm(folder, { recursive: true, force: true }));
    await writeFile(join(folder, 'good.md'), '# good (409)\n\n## A\n\nx\n\n## B\n\ny\n');
    await writeFile(join(folder, 'bad.md'), 'bad');
    const faults: string[] = [];
    expect([...readProblemPages((fault) => faults.push(fault.message), folder).keys()]).toEqual(['good']);
    expect(faults).toEqual([expect.stringContaining('bad.md must begin')]);
  });

  it.each([
    ['# other (409)\n\n## A\n\nx\n\n## B\n\ny\n', 'must begin'],
    ['# refused\n\n## A\n\nx\n\n## B\n\ny\n', 'must begin'],
    ['# refused (409)\n\n## A\n\nx\n', '1 sections'],
    ['# refused (409)\n\n## A\n\nx\n\n## B\n\n', 'a title and a text'],
  ])('is refused: %s', (text, why) => {
    expect(() => parseProblemPage('refused', text)).toThrow(why);
  });
});
