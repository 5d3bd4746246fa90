import { createServer, type Socket } from 'node:net';
import { expect, inject, onTestFinished, test, vi } from 'vitest';
import { watchDatabase } from './database-watch.ts';
import { openPool, query, sql } from './db.ts';

/** A way to the database that can be made to stand still, as a stopped machine does: connected, silent. */
async function wayTo(target: URL) {
  const ends = new Set<Socket>();
  const { connect } = await import('node:net');
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const socket of [near, far]) {
      ends.add(socket);
      socket.on('error', () => undefined);
    }
    if (stands) return;
    near.pipe(far).pipe(near);
  });
  let stands = false;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of ends) socket.destroy();
    server.close();
  });
  const address = server.address();
  const url = new URL(target);
  url.hostname = '127.0.0.1';
  url.port = String(typeof address === 'object' && address ? address.port : 0);
  return {
    url: url.href,
    stand() {
      stands = true;
      for (const socket of ends) socket.unpipe().pause();
    },
    goOn: () => (stands = false),
  };
}

test('a database that stands still is noticed, what waits on it fails, and it is noticed when it is back', async () => {
  const way = await wayTo(new URL(inject('serverUrl')));
  const pool = openPool(way.url, { max: 2 });
  const onAway = vi.fn(() => pool.cut());
  const watch = watchDatabase(way.url, { onAway, everyMs: 50, patienceMs: 300 });
  await query(pool.db, sql`select 1`);
  expect(watch.away()).toBe(false);
  way.stand();
  await expect(query(pool.db, sql`select 2`)).rejects.toThrow(/Connection terminated/);
  expect(watch.away()).toBe(true);
  expect(onAway).toHaveBeenCalledTimes(1);
  way.goOn();
  await vi.waitFor(() => expect(watch.away()).toBe(false), 5_000);
  await query(pool.db, sql`select 3`);
  await watch.stop();
  await pool.close();
});
