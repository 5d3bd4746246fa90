import type { Db } from '#kernel/db.ts';
import { addressKey, readAddress } from '../rules/addresses.ts';
import { type Comparison, compare } from '#kernel/comparison/compare.ts';
import { fingerprints, wordsHash } from '#kernel/comparison/fingerprints.ts';
import { FEWEST_WORDS, type TextVerdict, verdictOf } from '../rules/verdict.ts';
import { type Reading, readText, type Word } from '#kernel/comparison/words.ts';
import { type KnownText, textsByHash, textsLike, textsOfRelease } from './find-text.ts';
import { findRelease, type KnownRelease } from './releases.ts';

/** The answer about a pasted text. */
export interface TextCheck {
  readonly kind: 'text';
  /** `short`: too few words for agreement to mean anything. */
  readonly verdict: TextVerdict | 'short';
  readonly release?: KnownRelease;
  /** The edition that the text is, or is nearest to. */
  readonly edition?: number;
  /** Absent of a retracted release too: its words would come out again in what was left out of the copy. */
  readonly comparison?: Comparison;
  /** Addresses in the text that stand neither in ours nor on this site. */
  readonly foreignLinks: readonly string[];
  /** Left out of the comparison. */
  readonly hashtags: readonly string[];
  /** Codes in the text which are none of ours. */
  readonly unknownCodes: readonly string[];
  /** The text carries the code of a release that it does not say. */
  readonly borrowedCode?: KnownRelease;
}

interface Judged {
  readonly text: KnownText;
  readonly comparison: Comparison;
  readonly verdict: TextVerdict;
}

const order: readonly TextVerdict[] = ['same', 'excerpt', 'changed', 'part', 'none'];

/** With and without the summary: most copies leave it out. */
function ways({ title, summary, plain }: KnownText): (readonly Word[])[] {
  const read = (parts: readonly string[]): readonly Word[] => readText(parts.filter(Boolean).join('\n\n')).words;
  return summary === '' || title === '' ? [read([title, summary, plain])] : [read([title, summary, plain]), read([title, plain])];
}

function judge(words: readonly Word[], text: KnownText): Judged {
  const judged = ways(text).map((ours) => {
    const comparison = compare(words, ours);
    return { text, comparison, verdict: verdictOf(comparison) };
  });
  return judged.reduce((best, one) => (better(one, best) < 0 ? one : best));
}

function better(a: Judged, b: Judged): number {
  const differences = ({ comparison }: Judged): number => comparison.added + comparison.removed;
  return (
    order.indexOf(a.verdict) - order.indexOf(b.verdict) ||
    differences(a) - differences(b) ||
    b.comparison.same - a.comparison.same ||
    b.text.edition - a.text.edition
  );
}

async function bestOf(db: Db, words: readonly Word[], claimed: KnownRelease | undefined): Promise<Judged | undefined> {
  const [exact] = await textsByHash(db, wordsHash(words));
  if (exact) {
    const stretches = [{ kind: 'same' as const, words }];
    const comparison = { stretches, same: words.length, added: 0, removed: 0, before: 0, after: 0, numbers: false };
    return { text: exact, comparison, verdict: 'same' };
  }
  if (words.length < FEWEST_WORDS) return undefined;
  const near = await textsLike(db, fingerprints(words));
  const named = claimed ? await textsOfRelease(db, claimed.id) : [];
  const all = new Map([...near, ...named].map((text) => [text.id, text]));
  return [...all.values()].map((text) => judge(words, text)).toSorted(better)[0];
}

/** An address is ours when our text has it too or when it leads to this site. */
function foreignLinksOf(reading: Reading, text: KnownText | undefined, publicUrl: string): string[] {
  const own = readAddress(publicUrl)?.host;
  const known = new Set(text?.links);
  return reading.links.filter((link) => readAddress(link)?.host !== own && !known.has(addressKey(link)));
}

/** Whether a text (at most 20,000 characters) is word for word ours, changed, partly ours, or not ours. */
export async function checkText(db: Db, text: string, publicUrl: string): Promise<TextCheck> {
  const reading = readText(text);
  const codes = [...new Set(reading.codes)].slice(0, 5);
  const releases = await Promise.all(codes.map((code) => findRelease(db, { code })));
  const claimed = releases.find((release) => release !== undefined);
  const best = await bestOf(db, reading.words, claimed);
  const found = best && best.verdict !== 'none' ? best : undefined;
  const common = {
    kind: 'text' as const,
    foreignLinks: foreignLinksOf(reading, found?.text, publicUrl),
    hashtags: reading.hashtags,
    unknownCodes: codes.filter((_, at) => !releases[at]),
  };
  const borrowed = claimed && claimed.id !== found?.text.releaseId && reading.words.length >= FEWEST_WORDS ? { borrowedCode: claimed } : {};
  if (!found) {
    const verdict = reading.words.length < FEWEST_WORDS ? 'short' : 'none';
    return { ...common, ...borrowed, verdict };
  }
  const release = await findRelease(db, { id: found.text.releaseId });
  return {
    ...common,
    ...borrowed,
    verdict: found.verdict,
    edition: found.text.edition,
    ...(release?.state === 'retracted' ? {} : { comparison: found.comparison }),
    ...(release ? { release } : {}),
  };
}
