import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLedgerKey } from '../src/kernel/ledger/actor-mark.ts';

// Before each test file: actions leave entries, and entries need the key.
const folder = await mkdtemp(join(tmpdir(), 'motcua-ledger-'));
await openLedgerKey(folder);
await rm(folder, { recursive: true });
