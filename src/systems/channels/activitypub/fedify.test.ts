import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parseNodeInfo } from '@fedify/fedify';
import type { Note } from '@fedify/fedify/vocab';
import { transaction } from '#kernel/db.ts';
import { now } from '#kernel/time.ts';
import { type FedifyPeer, startFedifyPeer } from '../../../../test/fedify-peer.ts';
import { testApp } from '../../../../test/kit.ts';
import { freePort } from '../../../../test/product.ts';
import { carry } from '../carry.ts';
import { deliveriesOf } from '../queries/deliveries.ts';
import { announce, openAccount, prepareChannels, someRelease } from '../test-kit.ts';
import { activityPubAdapter } from './adapter.ts';
import { makeActor } from './make-actor.ts';
import { sendActivities } from './send-activities.ts';

const port = await freePort();
const ours = `http://127.0.0.1:${port}`;
vi.stubEnv('MOTCUA_CLOSED_NETWORKS', 'on');
const { app, services, database } = await testApp({ publicUrl: ours });
vi.unstubAllEnvs();
const agencyId = await prepareChannels(services);
const connectionId = await openAccount(services, { agencyId, platform: 'activitypub', stableId: 'chinhphu', credentials: {} });
await transaction(services.db, (tx) => makeActor(tx, connectionId, 'chinhphu'));
const adapters = { activitypub: activityPubAdapter(services) } as never;
const account = `${ours}/ap/chinhphu`;

beforeAll(() => app.listen({ port, host: '127.0.0.1' }));

const names = (peer: FedifyPeer): string[] => peer.received.map((one) => one.constructor.name);

const followers = async (): Promise<string[]> =>
  (await database.pg.query<{ uri: string }>('select uri from channels.follower')).rows.map((row) => row.uri);

async function carried(releaseId: string): Promise<string> {
  const [delivery] = await deliveriesOf(services.db, releaseId);
  await carry(services, adapters, delivery?.id ?? '');
  await sendActivities(services);
  return (await deliveriesOf(services.db, releaseId))[0]?.postId ?? '';
}

describe.each(['draft-cavage-http-signatures-12', 'rfc9421'] as const)('a server that runs fedify and signs with %s', (knocksWith) => {
  let peer: FedifyPeer;
  let uri: string;
  const picture = {
    kind: 'picture',
    hash: 'ab'.repeat(32),
    type: 'image/jpeg',
    alt: 'Đập mở "cửa" <xả>',
    credit: '',
    width: 1200,
    height: 800,
  };
  const release = someRelease(agencyId, { media: [picture as never] });
  beforeAll(async () => {
    peer = await startFedifyPeer({ knocksWith });
  });
  afterAll(() => peer.close());

  it('finds the account, and the software that keeps it', async () => {
    const { subject, actor } = await peer.find(account);
    expect(subject).toBe(`acct:chinhphu@127.0.0.1:${port}`);
    expect(actor).toMatchObject({ preferredUsername: 'chinhphu' });
    const [link] = (await app.inject('/.well-known/nodeinfo')).json<{ links: { href: string }[] }>().links;
    const info = parseNodeInfo((await app.inject(new URL(link?.href ?? '').pathname)).json());
    expect(info).toMatchObject({ protocols: ['activitypub'], software: { name: 'motcua' } });
  });

  it('follows and has it accepted', async () => {
    await peer.say('follow', account);
    expect(await followers()).toContain(peer.actorUri);
    await sendActivities(services);
    expect(names(peer)).toEqual(['Accept']);
  });

  it('receives what is published, corrected and retracted, and can read it where it stands', async () => {
    await announce(services, 'information.published', release);
    uri = await carried(release.releaseId);
    const note = (await peer.lookup(uri)) as Note;
    expect(String(note.content)).toContain(release.code);
    const [shown] = await Array.fromAsync(note.getAttachments());
    expect(shown).toMatchObject({ mediaType: 'image/jpeg', url: new URL(`${ours}/tin/anh/${picture.hash}-960.jpeg`) });
    expect(String(shown?.name)).toBe(picture.alt);
    await announce(services, 'information.corrected', { ...release, edition: 2, major: true, note: 'Sửa giờ' });
    await carried(release.releaseId);
    expect(String(((await peer.lookup(uri)) as Note).content)).toContain('Sửa giờ');
    expect(names(peer)).toEqual(['Accept', 'Create', 'Update']);
  });

  it('likes, shares and reports what it read, each counted once', async () => {
    await peer.say('like', uri, account);
    await peer.say('announce', uri, account);
    await peer.say('flag', uri, account);
    const { rows } = await database.pg.query('select kind from channels.reaction where uri = $1 order by 1', [peer.actorUri]);
    expect(rows).toEqual([{ kind: 'announce' }, { kind: 'like' }]);
    expect((await database.pg.query('select content from channels.flag where uri = $1', [peer.actorUri])).rows).toHaveLength(1);
  });

  it('hears of the end of a post, and hears nothing more once it has stopped following', async () => {
    await announce(services, 'information.retracted', { releaseId: release.releaseId, code: release.code, reason: 'Sai', at: now() });
    await carried(release.releaseId);
    expect(names(peer).at(-1)).toBe('Delete');
    await peer.say('unfollow', account);
    expect(await followers()).not.toContain(peer.actorUri);
  });
});

it('a server that refuses the signature of the draft is shown that of RFC 9421, and is asked so from then on', async () => {
  const peer = await startFedifyPeer();
  await peer.say('follow', account);
  peer.statuses.push(401);
  await sendActivities(services);
  expect(names(peer)).toEqual(['Accept']);
  const release = someRelease(agencyId);
  await announce(services, 'information.published', release);
  await carried(release.releaseId);
  expect(names(peer)).toEqual(['Accept', 'Create']);
  await peer.close();
});
