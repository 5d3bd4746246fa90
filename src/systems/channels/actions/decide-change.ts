import { type ActionContext, defineAction } from '#kernel/action.ts';
import { type Db, on } from '#kernel/db.ts';
import { notFound } from '#kernel/problem.ts';
import type { ChannelsTables } from '../db.gen.ts';
import { resumeRenewed, wakeConnection } from '../on-release.ts';
import { type ConnectionChange, findChange } from '../queries/connections.ts';
import { ChangeDecision } from '../schemas.ts';
import { makeActor } from '../activitypub/make-actor.ts';
import { keepCredentials } from '../secrets.ts';

/** The second person: confirms what another proposed, or drops it. Who proposed may drop, never confirm. */
export const decideChange = defineAction({
  name: 'channels.decide-change',
  title: { vi: 'Xác nhận thay đổi tài khoản', en: 'Confirm a change of an account' },
  input: ChangeDecision,
  permission: 'channels.manage',
  scope: async (tx, input) => (await findChange(tx, input.id))?.agencyId,
  async refuse({ tx, actor }, input) {
    const change = await findChange(tx, input.id);
    if (!change) throw notFound();
    if (change.state !== 'proposed') {
      return [{ code: 'decided', message: { vi: 'Đề nghị này đã được quyết định.', en: 'This proposal is decided already.' } }];
    }
    if (input.decision === 'confirm' && change.proposedBy === actor.id) {
      return [
        {
          code: 'same-person',
          message: {
            vi: 'Người đề nghị không tự xác nhận; cần người thứ hai.',
            en: 'Who proposed it cannot confirm it; a second person must.',
          },
        },
      ];
    }
    return [];
  },
  async run(context, input) {
    const change = await findChange(context.tx, input.id);
    if (!change) throw notFound();
    if (input.decision === 'confirm') await apply(context, change);
    await on<ChannelsTables>(context.tx)
      .updateTable('channels.connection_change')
      .set({
        state: input.decision === 'confirm' ? 'confirmed' : 'rejected',
        decided_by: context.actor.id,
        decided_at: context.now,
        master_key: null,
        nonce: null,
        sealed: null,
      })
      .where('id', '=', input.id)
      .execute();
    return { connectionId: change.connectionId, kind: change.kind };
  },
  ledger: (input, result) => ({ subject: `connection:${result.connectionId}`, facts: { kind: result.kind, decision: input.decision } }),
});

async function apply({ tx, now, actor }: ActionContext, change: ConnectionChange): Promise<void> {
  const { fields } = change;
  if (change.kind === 'open') {
    await on<ChannelsTables>(tx)
      .insertInto('channels.connection')
      .values({
        id: change.connectionId,
        agency_id: change.agencyId,
        platform: fields['platform'] ?? '',
        stable_id: fields['stableId'] ?? '',
        ...wording(fields),
        opened_at: now,
      })
      .execute();
  }
  if (change.kind === 'open' && fields['platform'] === 'activitypub') await makeActor(tx, change.connectionId, fields['stableId'] ?? '');
  if (change.kind === 'update') await set(tx, change.connectionId, wording(fields));
  if (change.kind === 'resume') await set(tx, change.connectionId, { status: 'active' });
  if (change.kind === 'close') await set(tx, change.connectionId, { status: 'closed' });
  if (change.withCredentials) await moveCredentials(tx, change);
  if (change.kind === 'credentials') await resumeRenewed(tx, change.connectionId, actor.id);
  if (change.kind === 'resume' || change.kind === 'credentials') await wakeConnection(tx, change.connectionId);
}

function wording(fields: ConnectionChange['fields']) {
  return {
    name: fields['name'] ?? '',
    owner_id: fields['ownerId'] ?? '',
    deputy_id: fields['deputyId'] ?? '',
    purpose: fields['purpose'] ?? '',
    editorial_line: fields['editorialLine'] ?? '',
    approval: fields['approval'] ?? 'each',
  };
}

async function set(tx: Db, id: string, values: Partial<ReturnType<typeof wording>> & { status?: string }): Promise<void> {
  await on<ChannelsTables>(tx)
    .updateTable('channels.connection')
    .set((eb) => ({ ...values, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

/** The sealed bytes move as they are: they were bound to the connection from the first. */
async function moveCredentials(tx: Db, change: ConnectionChange): Promise<void> {
  const row = await on<ChannelsTables>(tx)
    .selectFrom('channels.connection_change')
    .select(['master_key', 'nonce', 'sealed'])
    .where('id', '=', change.id)
    .executeTakeFirstOrThrow();
  if (row.master_key === null || row.nonce === null || row.sealed === null) return;
  await keepCredentials(tx, change.connectionId, { master_key: row.master_key, nonce: row.nonce, sealed: row.sealed });
}
