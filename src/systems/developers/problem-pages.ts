import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Lang } from '#kernel/i18n.ts';

/** From the sources and from the build alike: both lie three folders below the package. */
const FOLDER = fileURLToPath(new URL('../../../docs/problems/', import.meta.url));

interface Half {
  readonly title: string;
  /** Markdown. */
  readonly text: string;
}

/** What there is to say about one type of problem, in both languages. */
export interface ProblemPageText extends Readonly<Record<Lang, Half>> {
  readonly slug: string;
  readonly status: number;
}

/** A page that does not have the form of the others; the message is for whoever wrote it. */
export class ProblemPageError extends Error {}

function half(slug: string, section: string | undefined): Half {
  const [title = '', ...lines] = (section ?? '').split('\n');
  const text = lines.join('\n').trim();
  if (title.trim() === '' || text === '') throw new ProblemPageError(`docs/problems/${slug}.md: each "##" section has a title and a text`);
  return { title: title.trim(), text };
}

/** Reads `# slug (status)` and two sections, Vietnamese then English; throws ProblemPageError when it is anything else. */
export function parseProblemPage(slug: string, markdown: string): ProblemPageText {
  const [head = '', ...sections] = markdown.replaceAll('\r\n', '\n').split(/^## /m);
  const match = /^# (\S+) \((\d{3})\)\s*$/.exec(head);
  if (match?.[1] !== slug) throw new ProblemPageError(`docs/problems/${slug}.md must begin with "# ${slug} (status)"`);
  if (sections.length !== 2)
    throw new ProblemPageError(`docs/problems/${slug}.md has ${sections.length} sections "##"; Vietnamese and English make two`);
  return { slug, status: Number(match[2]), vi: half(slug, sections[0]), en: half(slug, sections[1]) };
}

/**
 * All pages, by slug, in the order of their names. A page of another form is left out and reported: a slip in a text
 * must not keep the server from starting.
 */
export function readProblemPages(report: (fault: ProblemPageError) => void, folder = FOLDER): ReadonlyMap<string, ProblemPageText> {
  const pages = new Map<string, ProblemPageText>();
  for (const name of readdirSync(folder).toSorted()) {
    if (!name.endsWith('.md')) continue;
    const slug = name.slice(0, -'.md'.length);
    try {
      pages.set(slug, parseProblemPage(slug, readFileSync(join(folder, name), 'utf8')));
    } catch (error) {
      if (!(error instanceof ProblemPageError)) throw error;
      report(error);
    }
  }
  return pages;
}
