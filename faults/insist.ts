import { setTimeout as wait } from 'node:timers/promises';
import type { Answer } from './http-client.ts';
import type { Entry, Journal, Reply, Wish } from './journal.ts';

export interface Insistence {
  readonly journal: Journal;
  /** Instant (ms) after which a wish that was never answered is given up: the product has not recovered. */
  deadline(): number;
}

/** The service said that it cannot now and that nothing was stored; ask again. */
const LATER = new Set([429, 503, 507]);
const PAUSE_MS = 250;

/**
 * Asks until there is an answer, always under the same key, as a careful client does: a lost answer and "try again" lead
 * to another attempt, everything else is final. `read` makes of the answer what a repeat must give again.
 */
export async function insist(
  { journal, deadline }: Insistence,
  wish: Wish,
  ask: () => Promise<Answer>,
  read: (answer: Answer) => string,
): Promise<Entry> {
  const entry = journal.begin(wish);
  entry.again = async () => read(await ask());
  while (Date.now() < deadline()) {
    journal.attempt(entry);
    const answer = await ask().catch((error: Error) => error);
    if (answer instanceof Error) {
      journal.unanswered(entry, answer.message);
      await wait(PAUSE_MS);
      continue;
    }
    const reply: Reply = { status: answer.status, answer: read(answer) };
    const outcome = outcomeOf(reply);
    journal.answered(entry, reply, outcome);
    if (outcome === 'acknowledged') return entry;
    if (!LATER.has(answer.status)) journal.surprises.push(`${wish.operation} ${wish.path}: ${answer.status} ${sentenceOf(answer.body)}`);
    if (outcome === 'refused') return entry;
    await wait(PAUSE_MS);
  }
  return entry;
}

function outcomeOf({ status, answer }: Reply): 'acknowledged' | 'refused' | 'later' {
  if (status >= 500 || status === 429) return 'later';
  if (status >= 400 || answer.startsWith('/dang-nhap')) return 'refused';
  return 'acknowledged';
}

/** What a page or a problem says, without its markup. */
export function sentenceOf(body: string): string {
  const main = /<main[^>]*>([\s\S]*?)<\/main>/.exec(body)?.[1] ?? body;
  return main
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 300);
}
