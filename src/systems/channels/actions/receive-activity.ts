import { type ActionContext, defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { isId, newId } from '#kernel/id.ts';
import { asIs, Type } from '#kernel/schema.ts';
import { acceptFollow, type LocalActor } from '../activitypub/documents.ts';
import { actorNamed, queueActivity } from '../activitypub/queries.ts';
import type { ChannelsTables } from '../db.gen.ts';

const Received = Type.Object(
  {
    publicUrl: Type.String(),
    /** Whose signature it was. */
    from: Type.Object({ uri: Type.String(), inbox: Type.String(), signature: Type.String() }),
    activity: Type.Record(Type.String(), Type.Unknown()),
  },
  asIs,
);

type Activity = Readonly<Record<string, unknown>>;

/** Takes what another server said, its signature already checked: who follows, likes, shares, reports, or is no more. */
export const receiveActivity = defineAction({
  name: 'channels.receive-activity',
  title: { vi: 'Nhận từ máy chủ ActivityPub', en: 'Receive an activity' },
  input: Received,
  permission: 'channels.carry',
  async run(context, input) {
    const { activity, from, publicUrl } = input;
    if (!(await isNew(context, from.signature))) return { type: 'repeated' };
    const type = String(activity['type']);
    const handler = handlers[type];
    if (handler) await handler(context, { activity, from, publicUrl });
    return { type: handler ? type : 'ignored' };
  },
  // Who follows whom is nobody's official act; reports are kept in their own table.
  ledger: () => undefined,
});

const LONGEST_ID = 2_000;

interface Heard {
  readonly activity: Activity;
  readonly from: { readonly uri: string; readonly inbox: string };
  readonly publicUrl: string;
}

const handlers: Readonly<Record<string, (context: ActionContext, heard: Heard) => Promise<void>>> = {
  Follow: follow,
  Undo: undo,
  Like: (context, heard) => react(context, heard, 'like'),
  Announce: (context, heard) => react(context, heard, 'announce'),
  Delete: forget,
  Flag: flag,
};

/** The same signature again is the same request again: whoever recorded a Follow cannot undo its Undo with it. */
async function isNew({ tx, now }: ActionContext, hash: string): Promise<boolean> {
  const kept = await on<ChannelsTables>(tx)
    .insertInto('channels.received_signature')
    .values({ hash, at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('hash')
    .executeTakeFirst();
  return kept !== undefined;
}

function uriOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const id = (value as Activity | null | undefined)?.['id'];
  return typeof id === 'string' ? id : '';
}

/** The account here that an address names. */
async function actorAt({ tx }: ActionContext, uri: string, publicUrl: string): Promise<LocalActor | undefined> {
  const name = uri.startsWith(`${publicUrl}/ap/`) ? uri.slice(publicUrl.length + 4) : '';
  return /^[a-z0-9_]{1,30}$/.test(name) ? actorNamed(tx, name) : undefined;
}

/** Inboxes of one server that an account's posts go to. An honest server has one for all its followers; a hostile one could name millions. */
const MOST_INBOXES = 200;

async function isFullHost(
  { tx }: ActionContext,
  connectionId: string,
  to: { readonly inbox: string; readonly host: string },
): Promise<boolean> {
  const others = await on<ChannelsTables>(tx)
    .selectFrom('channels.follower')
    .select('inbox')
    .distinct()
    .where('connection_id', '=', connectionId)
    .where('host', '=', to.host)
    .where('inbox', '<>', to.inbox)
    .limit(MOST_INBOXES)
    .execute();
  return others.length >= MOST_INBOXES;
}

async function follow(context: ActionContext, { activity, from, publicUrl }: Heard): Promise<void> {
  const actor = await actorAt(context, uriOf(activity['object']), publicUrl);
  const id = uriOf(activity);
  if (!actor || id === '' || id.length > LONGEST_ID) return;
  const where = { inbox: from.inbox, host: new URL(from.inbox).host };
  if (await isFullHost(context, actor.connectionId, where)) return;
  await on<ChannelsTables>(context.tx)
    .insertInto('channels.follower')
    .values({ connection_id: actor.connectionId, uri: from.uri, ...where, since: context.now })
    .onConflict((conflict) => conflict.columns(['connection_id', 'uri']).doUpdateSet(where))
    .execute();
  await queueActivity(context.tx, actor.connectionId, from.inbox, acceptFollow({ id, from: from.uri }, actor.name, publicUrl));
}

async function undo(context: ActionContext, { activity, from, publicUrl }: Heard): Promise<void> {
  const object = activity['object'] as Activity | string | undefined;
  const db = on<ChannelsTables>(context.tx);
  if (typeof object === 'object' && object['type'] === 'Follow') {
    const actor = await actorAt(context, uriOf(object['object']), publicUrl);
    if (actor)
      await db.deleteFrom('channels.follower').where('connection_id', '=', actor.connectionId).where('uri', '=', from.uri).execute();
    return;
  }
  await db.deleteFrom('channels.reaction').where('uri', '=', from.uri).where('activity_uri', '=', uriOf(object)).execute();
}

async function react(context: ActionContext, { activity, from, publicUrl }: Heard, kind: 'like' | 'announce'): Promise<void> {
  const uri = uriOf(activity['object']);
  const id = uri.startsWith(`${publicUrl}/ap/`) ? (uri.split('/notes/')[1] ?? '') : '';
  if (!isId(id)) return;
  const db = on<ChannelsTables>(context.tx);
  const note = await db.selectFrom('channels.note').select('id').where('id', '=', id).where('deleted_at', 'is', null).executeTakeFirst();
  if (!note) return;
  await db
    .insertInto('channels.reaction')
    .values({ note_id: id, uri: from.uri, kind, activity_uri: uriOf(activity).slice(0, 500), at: context.now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** An account elsewhere that is no more takes with it all that is kept of it here. */
async function forget({ tx }: ActionContext, { activity, from }: Heard): Promise<void> {
  if (uriOf(activity['object']) !== from.uri) return;
  const db = on<ChannelsTables>(tx);
  await db.deleteFrom('channels.follower').where('uri', '=', from.uri).execute();
  await db.deleteFrom('channels.reaction').where('uri', '=', from.uri).execute();
  await db.deleteFrom('channels.remote_actor').where('uri', '=', from.uri).execute();
}

/** Open reports that one actor elsewhere may have here: a flood hides what is true. */
const MOST_OPEN = 100;

/** A report about nothing of ours is not kept. */
async function flag(context: ActionContext, { activity, from, publicUrl }: Heard): Promise<void> {
  const { tx, now } = context;
  const objects = Array.isArray(activity['object']) ? activity['object'] : [activity['object']];
  const uris = objects.slice(0, 20).map(uriOf);
  const actors = await Promise.all(uris.map((uri) => actorAt(context, uri.split('/notes/')[0] ?? '', publicUrl)));
  const about = actors.find((actor) => actor !== undefined);
  const db = on<ChannelsTables>(tx);
  const open = await db.selectFrom('channels.flag').select('id').where('uri', '=', from.uri).where('settled_at', 'is', null).execute();
  if (!about || open.length >= MOST_OPEN) return;
  await db
    .insertInto('channels.flag')
    .values({
      id: newId(),
      connection_id: about.connectionId,
      uri: from.uri,
      about: uris.join(' ').slice(0, 4_000),
      content: String(activity['content'] ?? '').slice(0, 4_000),
      at: now,
      activity_uri: uriOf(activity).slice(0, 500),
    })
    .onConflict((conflict) => conflict.column('activity_uri').doNothing())
    .execute();
}
