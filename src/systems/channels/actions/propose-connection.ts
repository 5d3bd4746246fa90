import { officialsOf } from '#core/identity/index.ts';
import { type ActionContext, defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { notFound, type Refusal } from '#kernel/problem.ts';
import { dateOf } from '#kernel/time.ts';
import type { ChannelsTables } from '../db.gen.ts';
import { findConnection } from '../queries/connections.ts';
import { parseCredentials } from '../rules/credentials.ts';
import { ConnectionChange, NewConnection } from '../schemas.ts';
import { sealCredentials } from '../secrets.ts';

interface Proposal {
  readonly connectionId: string;
  readonly agencyId: string;
  readonly kind: 'open' | ConnectionChange['kind'];
  readonly fields: Readonly<Record<string, string>>;
  readonly credentials: string;
}

/** One person proposes an account of the agency; it opens when another confirms. */
export const proposeConnection = defineAction({
  name: 'channels.propose-connection',
  title: { vi: 'Đề nghị mở tài khoản trên kênh', en: 'Propose an account on a platform' },
  input: NewConnection,
  permission: 'channels.manage',
  // Tokens are in it: a fast hash of the input is not to be kept.
  secret: true,
  scope: (_tx, input) => input.agencyId,
  async refuse({ tx, now }, input) {
    const keepers = await keeperRefusals(tx, input, input.agencyId, now);
    const taken = await on<ChannelsTables>(tx)
      .selectFrom('channels.connection')
      .select('id')
      .where('platform', '=', input.platform)
      .where('stable_id', '=', input.stableId)
      .executeTakeFirst();
    return [...keepers, ...credentialRefusals(input.credentials), ...(taken ? [takenRefusal] : []), ...nameRefusals(input)];
  },
  async run(context, input) {
    const { credentials, agencyId, ...fields } = input;
    return propose(context, { connectionId: newId(), agencyId, kind: 'open', fields, credentials });
  },
  ledger: (input, result) => ({
    subject: `connection:${result.connectionId}`,
    facts: { proposed: 'open', platform: input.platform, stableId: input.stableId },
  }),
});

/** One person proposes a change of an account; it takes effect when another confirms. */
export const proposeChange = defineAction({
  name: 'channels.propose-change',
  title: { vi: 'Đề nghị thay đổi tài khoản trên kênh', en: 'Propose a change of an account' },
  input: ConnectionChange,
  permission: 'channels.manage',
  secret: true,
  scope: async (tx, input) => (await findConnection(tx, input.connectionId))?.agencyId,
  async refuse({ tx, now }, input) {
    const connection = await findConnection(tx, input.connectionId);
    if (!connection) throw notFound();
    const waiting = await on<ChannelsTables>(tx)
      .selectFrom('channels.connection_change')
      .select('id')
      .where('connection_id', '=', input.connectionId)
      .where('state', '=', 'proposed')
      .executeTakeFirst();
    const keepers = input.kind === 'update' ? await keeperRefusals(tx, input, connection.agencyId, now) : [];
    const secrets = input.kind === 'credentials' ? credentialRefusals(input.credentials) : [];
    return [...keepers, ...secrets, ...(waiting ? [waitingRefusal] : []), ...(connection.status === 'closed' ? [closedRefusal] : [])];
  },
  async run(context, input) {
    const connection = await findConnection(context.tx, input.connectionId);
    const { connectionId, kind, ...rest } = input;
    const { credentials = '', ...fields } = rest as Record<string, string>;
    return propose(context, { connectionId, agencyId: connection?.agencyId ?? '', kind, fields, credentials });
  },
  ledger: (input, result) => ({ subject: `connection:${result.connectionId}`, facts: { proposed: input.kind } }),
});

async function propose({ tx, actor, now }: ActionContext, proposal: Proposal): Promise<{ id: string; connectionId: string }> {
  const id = newId();
  const sealed = proposal.credentials === '' ? {} : sealCredentials(parseCredentials(proposal.credentials) ?? {}, proposal.connectionId);
  await on<ChannelsTables>(tx)
    .insertInto('channels.connection_change')
    .values({
      id,
      connection_id: proposal.connectionId,
      agency_id: proposal.agencyId,
      kind: proposal.kind,
      fields: JSON.stringify(proposal.fields),
      ...sealed,
      proposed_by: actor.id,
      proposed_at: now,
    })
    .execute();
  return { id, connectionId: proposal.connectionId };
}

async function keeperRefusals(
  tx: ActionContext['tx'],
  input: { readonly ownerId: string; readonly deputyId: string },
  agencyId: string,
  at: Date,
): Promise<Refusal[]> {
  if (input.ownerId === input.deputyId) return [sameKeeper];
  const officials = new Set((await officialsOf(tx, agencyId, dateOf(at))).map((one) => one.accountId));
  return officials.has(input.ownerId) && officials.has(input.deputyId) ? [] : [strangeKeeper];
}

function credentialRefusals(text: string): Refusal[] {
  return text === '' || parseCredentials(text) ? [] : [unreadable];
}

/** An account of this site is named by what follows the @ elsewhere, and makes its own keys. */
function nameRefusals(input: { readonly platform: string; readonly stableId: string; readonly credentials: string }): Refusal[] {
  if (input.platform !== 'activitypub') return [];
  if (!/^[a-z0-9_]{1,30}$/.test(input.stableId) || input.stableId === 'inbox') return [actorName];
  return input.credentials === '' ? [] : [ownKeys];
}

const actorName: Refusal = {
  code: 'actor-name',
  field: 'stableId',
  message: {
    vi: 'Tên trên ActivityPub chỉ gồm chữ thường không dấu, số và gạch dưới, tối đa 30 ký tự.',
    en: 'A name on ActivityPub has only lower-case letters, digits and underscores, at most 30.',
  },
};
const ownKeys: Refusal = {
  code: 'own-keys',
  field: 'credentials',
  message: {
    vi: 'Tài khoản ActivityPub tự sinh khóa; hãy để trống ô này.',
    en: 'An ActivityPub account makes its own keys; leave this field empty.',
  },
};
const sameKeeper: Refusal = {
  code: 'same-keeper',
  field: 'deputyId',
  message: { vi: 'Người thay thế phải khác người phụ trách.', en: 'The deputy must be another person than the owner.' },
};
const strangeKeeper: Refusal = {
  code: 'strange-keeper',
  field: 'ownerId',
  message: { vi: 'Người phụ trách và người thay thế phải là cán bộ của cơ quan.', en: 'Owner and deputy must be officials of the agency.' },
};
const unreadable: Refusal = {
  code: 'credentials',
  field: 'credentials',
  message: { vi: 'Thông tin truy cập: mỗi dòng một mục, dạng tên = giá trị.', en: 'Credentials: one line each, name = value.' },
};
const takenRefusal: Refusal = {
  code: 'taken',
  field: 'stableId',
  message: { vi: 'Tài khoản này đã có trong danh sách.', en: 'This account is in the list already.' },
};
const waitingRefusal: Refusal = {
  code: 'waiting',
  message: {
    vi: 'Đang có một đề nghị chờ người thứ hai; hãy quyết định đề nghị đó trước.',
    en: 'A proposal already waits for a second person; decide that one first.',
  },
};
const closedRefusal: Refusal = { code: 'closed', message: { vi: 'Tài khoản này đã đóng.', en: 'This account is closed.' } };
