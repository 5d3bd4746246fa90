import { defineAction } from '#kernel/action.ts';
import { type Db, on } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { Type } from '#kernel/schema.ts';
import { asAccount } from '../actor.ts';
import type { IdentityTables } from '../db.gen.ts';
import { seal, unseal } from '../secrets.ts';
import { secondsAfter } from '../sessions.ts';

/** Seconds in which somebody must have authenticated once more. */
const HELD_SECONDS = 1_800;
/** Forms of one account that are held at once; the oldest give way. */
const MOST_HELD = 5;

const Fields = Type.Record(Type.String(), Type.Union([Type.String(), Type.Array(Type.String())]));

/** Keeps a form whose sender must first authenticate at a higher level. */
export const holdForm = defineAction({
  name: 'identity.hold-form',
  title: { vi: 'Giữ biểu mẫu chờ xác thực', en: 'Hold a form until its sender has authenticated' },
  input: Type.Object({ path: Type.String({ pattern: '^/[^/\\\\]', maxLength: 2_000 }), fields: Fields }),
  permission: 'signed-in',
  async run({ tx, actor, now }, { path, fields }) {
    const accountId = asAccount(actor).id;
    const id = newId();
    const db = on<IdentityTables>(tx);
    const kept = db
      .selectFrom('identity.held_form')
      .select('id')
      .where('account_id', '=', accountId)
      .orderBy('created_at', 'desc')
      .limit(MOST_HELD - 1);
    await db.deleteFrom('identity.held_form').where('account_id', '=', accountId).where('id', 'not in', kept).execute();
    await db
      .insertInto('identity.held_form')
      .values({
        id,
        account_id: accountId,
        path,
        fields: seal(Buffer.from(JSON.stringify(fields)), id),
        created_at: now,
        expires_at: secondsAfter(now, HELD_SECONDS),
      })
      .execute();
    return { id };
  },
  // Nothing official happened: what the form asks for is done, and noted, when it is sent again.
  ledger: () => undefined,
});

export interface HeldForm {
  readonly path: string;
  readonly fields: readonly (readonly [string, string])[];
}

/** A form held for an account; undefined: none, another's, or too old. */
export async function heldForm(db: Db, id: string, accountId: string, at: Date): Promise<HeldForm | undefined> {
  const row = await on<IdentityTables>(db)
    .selectFrom('identity.held_form')
    .select(['path', 'fields'])
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .where('expires_at', '>', at)
    .executeTakeFirst();
  if (!row) return undefined;
  const fields = JSON.parse(unseal(row.fields, id).toString('utf8')) as Record<string, string | string[]>;
  return { path: row.path, fields: Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one) => [name, one] as const)) };
}
