import { on, transaction } from '#kernel/db.ts';
import type { Services } from '#kernel/http/services.ts';
import { dateOf, now } from '#kernel/time.ts';
import type { Account, Adapter, Changed, Committed, Post } from '../adapters/adapter.ts';
import type { ChannelsTables } from '../db.gen.ts';
import { type LocalNote, noteActivity, noteUri } from './documents.ts';
import { findNote, queueForFollowers, reactionCounts } from './queries.ts';

/** Posts of this site's own ActivityPub accounts. They stand here; what other servers make of them is theirs. */
export function activityPubAdapter(services: Services): Adapter {
  const { db, config } = services;
  const uri = (account: Account, id: string): string => noteUri(config.publicUrl, account.stableId, id);
  return {
    platform: 'activitypub',
    capabilities: { edit: true, retract: true, broadcast: false },
    settleMs: 0,
    readEveryMs: 1_000,
    prepare: async () => ({ kind: 'ready', handles: {} }),
    commit: (account, post) => create(services, account, post),
    check: async () => ({ kind: 'unknown', why: 'không có bước xử lý sau' }),
    async readBack(account, post) {
      const note = await findNote(db, account.connectionId, post.deliveryId);
      return note ? { kind: 'found', postId: uri(account, note.id), postUrl: post.link } : { kind: 'absent' };
    },
    edit: (account, post) => change(services, account, post.deliveryId, { ...wordsOf(post), link: post.link, updated_at: now() }),
    retract: (account, postId) =>
      change(services, account, postId.split('/').at(-1) ?? '', { content: '', content_en: '', deleted_at: now() }),
    async metrics(_account, postId) {
      const { likes, announces } = await reactionCounts(db, postId.split('/').at(-1) ?? '');
      const day = dateOf(now());
      return [
        { metric: 'likes', day, value: likes },
        { metric: 'announces', day, value: announces },
      ];
    },
    async verifyAccount(account) {
      const actor = await on<ChannelsTables>(db)
        .selectFrom('channels.actor')
        .select('name')
        .where('connection_id', '=', account.connectionId)
        .executeTakeFirst();
      return { ok: actor?.name === account.stableId, name: account.name, why: actor ? '' : 'chưa có khóa' };
    },
  };
}

/** The post and what goes to followers are one transaction: repeated, it finds itself done. */
async function create({ db, config }: Services, account: Account, post: Post): Promise<Committed> {
  await transaction(db, async (tx) => {
    const values = { id: post.deliveryId, connection_id: account.connectionId, ...wordsOf(post), link: post.link, published_at: now() };
    const made = await on<ChannelsTables>(tx)
      .insertInto('channels.note')
      .values(values)
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!made) return;
    const note = await findNote(tx, account.connectionId, values.id);
    if (!note) throw new Error('a note is not there that was just written');
    await queueForFollowers(tx, account.connectionId, noteActivity('Create', note, account.stableId, config.publicUrl));
  });
  return { kind: 'published', postId: noteUri(config.publicUrl, account.stableId, post.deliveryId), postUrl: post.link };
}

function wordsOf({ text, english = '' }: Post) {
  return { content: text, content_en: english };
}

interface NoteChange {
  readonly content: string;
  readonly content_en: string;
  readonly link?: string;
  readonly updated_at?: Date;
  readonly deleted_at?: Date;
}

async function change({ db, config }: Services, account: Account, id: string, set: NoteChange): Promise<Changed> {
  return transaction(db, async (tx) => {
    const before = await findNote(tx, account.connectionId, id);
    if (!before || before.deletedAt) return { kind: 'done' };
    if (!set.deleted_at && before.content === set.content && before.english === set.content_en) return { kind: 'done' };
    await on<ChannelsTables>(tx).updateTable('channels.note').set(set).where('id', '=', id).execute();
    const note: LocalNote = {
      ...before,
      content: set.content,
      english: set.content_en,
      updatedAt: set.updated_at ?? before.updatedAt,
      deletedAt: set.deleted_at ?? null,
    };
    const kind = set.deleted_at ? 'Delete' : 'Update';
    await queueForFollowers(tx, account.connectionId, noteActivity(kind, note, account.stableId, config.publicUrl));
    return { kind: 'done' };
  });
}
