import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLedgerKey } from '../src/kernel/ledger/actor-mark.ts';
import { freezeTime } from '../src/kernel/time.ts';

// A test that failed while it had stopped the clock leaves it to no other file of its worker.
freezeTime(undefined);

// Actions leave entries in the ledger, and entries need the key.
const folder = await mkdtemp(join(tmpdir(), 'motcua-ledger-'));
await openLedgerKey(folder);
await rm(folder, { recursive: true });
