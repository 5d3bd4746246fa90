import { type ChildProcess, fork } from 'node:child_process';
import { createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { generateCryptoKeyPair, signRequest } from '@fedify/fedify';
import { openVault } from '../src/core/signatures/index.ts';
import { query, sql, transaction } from '../src/kernel/db.ts';
import { newId } from '../src/kernel/id.ts';
import { now } from '../src/kernel/time.ts';
import { noteActivity } from '../src/systems/channels/activitypub/documents.ts';
import { makeActor } from '../src/systems/channels/activitypub/make-actor.ts';
import { queueForFollowers } from '../src/systems/channels/activitypub/queries.ts';
import { sendActivities } from '../src/systems/channels/activitypub/send-activities.ts';
import { openCredentials } from '../src/systems/channels/secrets.ts';
import { openAccount, prepareChannels } from '../src/systems/channels/test-kit.ts';
import { type BenchSite, benchSite } from './axis-kit.ts';
import { type BenchRow, printWhenAlone } from './report.ts';

const HOSTS = 200;
const POSTS = 15;
const FLOOR = 300;
const AIM = 800;
const PEER_MS = 2_000;

/** The rows of the benchmark table; some ten seconds. */
export async function run(): Promise<BenchRow[]> {
  const site = await benchSite({ MOTCUA_CLOSED_NETWORKS: 'on' });
  const inboxes = fork(fileURLToPath(new URL('activitypub-clients.ts', import.meta.url)), [String(HOSTS)]);
  try {
    const [{ ports }] = (await once(inboxes, 'message')) as [{ ports: number[] }];
    const { connectionId, key } = await account(site, ports);
    // Once for nothing, so that connections stand and code is warm.
    await post(site, connectionId, 1);
    await sendActivities(site.services);
    await post(site, connectionId, POSTS);
    const began = performance.now();
    const used = process.cpuUsage();
    await sendActivities(site.services);
    const seconds = (performance.now() - began) / 1_000;
    const { user, system } = process.cpuUsage(used);
    const sent = HOSTS * POSTS;
    await demandAll(inboxes, HOSTS + sent);
    return rowsOf(sent / seconds, (user + system) / 1_000 / sent, await signsPerSecond(key), await fedifySignsPerSecond());
  } finally {
    inboxes.disconnect();
    await site.close();
  }
}

async function account(site: BenchSite, ports: readonly number[]): Promise<{ connectionId: string; key: KeyObject }> {
  const { services } = site;
  await openVault(site.folder);
  const agencyId = await prepareChannels(services);
  const connectionId = await openAccount(services, { agencyId, platform: 'activitypub', stableId: 'chinhphu', credentials: {} });
  await transaction(services.db, (tx) => makeActor(tx, connectionId, 'chinhphu'));
  await query(
    services.db,
    sql`insert into channels.follower (connection_id, uri, inbox, host, since)
      select ${connectionId}::uuid, 'http://127.0.0.1:' || port || '/users/mai', 'http://127.0.0.1:' || port || '/inbox', '127.0.0.1:' || port, now()
      from unnest(${sql.val(ports)}::int[]) as port`,
  );
  const { privateKeyPem = '' } = await openCredentials(services.db, connectionId);
  return { connectionId, key: createPrivateKey(privateKeyPem) };
}

/** Releases of ordinary length go to the queue of every follower's server. */
async function post({ services }: BenchSite, connectionId: string, count: number): Promise<void> {
  const content = `${'Thủ tướng Chính phủ yêu cầu các địa phương chủ động ứng phó mưa lũ. '.repeat(20)}\n\nMã kiểm tra: CP-261122-0042-K7F3`;
  for (let number = 0; number < count; number += 1) {
    const note = {
      id: newId(),
      content,
      link: 'http://localhost/tin/x',
      publishedAt: now(),
      updatedAt: null,
      deletedAt: null,
      english: '',
      media: [],
    };
    await transaction(services.db, (tx) =>
      queueForFollowers(tx, connectionId, noteActivity('Create', note, 'chinhphu', 'http://localhost')),
    );
  }
}

async function demandAll(inboxes: ChildProcess, expected: number): Promise<void> {
  inboxes.send('count');
  const [{ signed }] = (await once(inboxes, 'message')) as [{ signed: number }];
  if (signed !== expected) throw new Error(`${signed} of ${expected} activities arrived signed`);
}

/** RSA signatures a second with all cores of this machine and nothing else to do. */
async function signsPerSecond(key: KeyObject): Promise<number> {
  const text = Buffer.from('(request-target): post /inbox\nhost: example.com');
  return perSecond(
    8,
    () => new Promise<void>((resolve, reject) => sign('sha256', text, key, (error) => (error ? reject(error) : resolve()))),
  );
}

async function fedifySignsPerSecond(): Promise<number> {
  const { privateKey } = await generateCryptoKeyPair('RSASSA-PKCS1-v1_5');
  const keyId = new URL('http://localhost/ap/chinhphu#main-key');
  const body = JSON.stringify({ type: 'Create', content: 'x'.repeat(2_000) });
  const headers = { 'content-type': 'application/activity+json' };
  const spec = 'draft-cavage-http-signatures-12';
  return perSecond(8, async () => {
    await signRequest(new Request('http://127.0.0.1/inbox', { method: 'POST', headers, body }), privateKey, keyId, { spec });
  });
}

/** How often a second something is done, so many at once. */
async function perSecond(atOnce: number, work: () => Promise<void>): Promise<number> {
  let done = 0;
  const began = performance.now();
  const lane = async (): Promise<void> => {
    while (performance.now() - began < PEER_MS) {
      await work();
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return (done * 1_000) / (performance.now() - began);
}

function rowsOf(ours: number, cpuMs: number, bare: number, fedify: number): BenchRow[] {
  const figure = 'ActivityPub deliveries signed, sent and written down';
  const shown = `${ours.toFixed(0)}/s`;
  const note = `at least ${FLOOR}/s, aim ${AIM}/s; ${POSTS} posts to ${HOSTS} servers in another process on the same cores, ${cpuMs.toFixed(2)} ms of processor time each, more is better`;
  return [
    {
      figure,
      ours: shown,
      peer: `${bare.toFixed(0)}/s`,
      ratio: ours / bare,
      note: `${note}; limit: RSA-2048 signatures by node:crypto on all cores, and nothing else done`,
    },
    {
      figure,
      ours: shown,
      peer: `${fedify.toFixed(0)}/s`,
      ratio: ours / fedify,
      note: `${note}; peer: signRequest of fedify 2.3.6, eight at once, signing alone without sending`,
    },
  ];
}

await printWhenAlone(import.meta.url, run);
