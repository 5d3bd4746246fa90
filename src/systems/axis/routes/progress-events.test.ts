import { expect, test } from 'vitest';
import type { Progress } from '../queries/progress.ts';
import { progressEvents } from './outgoing-streams.ts';

const at = (finished: number): Progress => ({
  recipients: 2,
  delivered: 2,
  opened: finished,
  registered: finished,
  finished,
  refused: 0,
  dead: 0,
});

test('numbers are sent when they change, and the stream ends when nothing can change any more', async () => {
  const states = [at(0), at(0), at(1), at(2)];
  const sent: string[] = [];
  for await (const event of progressEvents(async () => states.shift() ?? at(2), new AbortController().signal, 1)) sent.push(event);
  expect(sent.map((event) => event.slice(0, 5))).toEqual(['data:', ': \n\n', 'data:', 'data:', 'event']);
});

test('a reader who has gone is not written to', async () => {
  const gone = new AbortController();
  const sent: string[] = [];
  for await (const event of progressEvents(async () => at(0), gone.signal, 5)) {
    sent.push(event);
    gone.abort();
  }
  expect(sent).toHaveLength(1);
});
