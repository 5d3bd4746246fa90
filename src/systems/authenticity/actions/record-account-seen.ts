import { type ActionContext, defineAction } from '#kernel/action.ts';
import { Type } from '#kernel/schema.ts';
import { instant } from '#kernel/time.ts';
import { findAccount, type OfficialAccount } from '../queries/accounts.ts';
import { keepAvatar } from '../queries/avatars.ts';
import { accountIdOf, type NewSeen, type Seen, seenOf, writeSeen } from '../queries/seen-accounts.ts';
import { currentName, writeShownName } from '../queries/write-accounts.ts';
import { keepProof } from '../queries/proofs.ts';
import { sameNames } from '../rules/seen-account.ts';
import { shapeOfFile } from '../stored-picture.ts';

const text = (maxLength: number) => Type.Optional(Type.String({ maxLength }));
const Input = Type.Object({
  platform: Type.String({ maxLength: 40 }),
  stableId: Type.String({ maxLength: 200 }),
  name: Type.String({ minLength: 1, maxLength: 500 }),
  handle: text(200),
  /** The words or the address with which the account names this site; absent: it does not. */
  link: text(2_000),
  avatarHash: Type.Optional(Type.String({ pattern: '^[0-9a-f]{64}$' })),
  avatarShape: Type.Optional(Type.String({ pattern: '^[01]{128}$' })),
  at: Type.String({ format: 'date-time' }),
});

interface Outcome {
  readonly accountId?: string;
  readonly renamed?: boolean;
  readonly proof?: 'proven' | 'missing' | undefined;
}

/**
 * Compares what a platform says of an account with the registry. Another name goes into the history at once, marked as not
 * confirmed, and stands as an alarm until two persons confirm it or the platform shows the old one again.
 */
export const recordAccountSeen = defineAction({
  name: 'authenticity.record-account-seen',
  title: { vi: 'Ghi tên và liên kết mà nền tảng đang hiện', en: 'Record what a platform shows of an account' },
  input: Input,
  permission: 'authenticity.index',
  async run({ tx, files }: ActionContext, input): Promise<Outcome> {
    const accountId = await accountIdOf(tx, input.platform, input.stableId);
    const account = accountId === undefined ? undefined : await findAccount(tx, accountId);
    if (!account) return {};
    const before = await seenOf(tx, account.id);
    const at = instant(input.at);
    if (before && before.seenAt > at) return {};
    const seen: NewSeen = { name: input.name, handle: input.handle, avatarHash: input.avatarHash, at };
    const renamed = await keepName(tx, account, seen, before);
    await writeSeen(tx, account, seen, before);
    const shape = input.avatarShape ?? (input.avatarHash === undefined ? undefined : await shapeOfFile(files, input.avatarHash));
    const avatar = { accountId: account.id, sha256: input.avatarHash, source: 'platform' } as const;
    if (shape !== undefined) await keepAvatar(tx, { ...avatar, shape }, at);
    const { state, changed } = await keepProof(tx, { accountId: account.id, method: 'platform', link: input.link }, at);
    return { accountId: account.id, renamed, proof: changed ? state : undefined };
  },
  ledger(input, { accountId, renamed, proof }) {
    if (accountId === undefined || (!renamed && proof === undefined)) return undefined;
    const names = renamed ? { name: input.name, handle: input.handle } : {};
    return {
      subject: `official-account:${accountId}`,
      facts: { seenAt: input.at, ...names, ...(proof ? { proof, link: input.link } : {}) },
    };
  },
});

/** Whether the platform shows a name that it did not show before. */
async function keepName(tx: ActionContext['tx'], account: OfficialAccount, seen: NewSeen, before: Seen | undefined): Promise<boolean> {
  const current = await currentName(tx, account.id);
  if (!current || sameNames(seen, current)) return false;
  if (before && seen.at.getTime() === before.seenAt.getTime()) return false;
  const back = sameNames(seen, account);
  const names = { displayName: back ? account.displayName : seen.name, handle: seen.handle ?? current.handle, url: account.url };
  await writeShownName(tx, account.id, names, back ? 'registry' : 'platform', seen.at);
  return true;
}
