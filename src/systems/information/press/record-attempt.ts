import { type ActionContext, defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { EVERYWHERE } from '#kernel/permission.ts';
import { type Static, Type } from '#kernel/schema.ts';
import { instant } from '#kernel/time.ts';
import type { InformationTables } from '../db.gen.ts';
import { PRESS } from '../rules/states.ts';
import { waitAfter } from '../rules/webhook.ts';
import { closeHooks } from './hooks.ts';
import { cancelDeliveries } from './cancel-deliveries.ts';

const Outcome = Type.Object({
  kind: Type.Enum(['delivered', 'failed', 'gone', 'cancelled']),
  problem: Type.Optional(Type.String({ maxLength: 200 })),
});
/** How an attempt ended. `gone`: the address wants nothing more, or may not be asked. */
export type PressOutcome = Static<typeof Outcome>;

/** Done by the product after each attempt: the receipt, or when to try again. */
export const recordPressAttempt = defineAction({
  name: 'information.record-press-attempt',
  title: { vi: 'Ghi nhận lần gửi tới tòa soạn', en: 'Record an attempt to send to a newsroom' },
  input: Type.Object({ id: Type.String({ minLength: 36, maxLength: 36 }), ...Outcome.properties }),
  permission: PRESS,
  scope: () => EVERYWHERE,
  async run(context, { id, kind, problem }) {
    const { tx, now } = context;
    const db = on<InformationTables>(tx);
    const row = await db
      .updateTable('information.press_delivery')
      .set((eb) => ({
        attempts: kind === 'cancelled' ? eb.ref('attempts') : eb('attempts', '+', 1),
        problem: problem ?? null,
        changed_at: now,
      }))
      .where('id', '=', id)
      .where('state', '=', 'queued')
      .returning(['attempts', 'journalist_id', 'about', 'release_id', 'edition'])
      .executeTakeFirst();
    if (!row) return { nextAt: undefined, state: undefined };
    const wait = kind === 'failed' ? waitAfter(row.attempts) : undefined;
    const state = kind === 'failed' || kind === 'gone' ? (wait === undefined ? 'failed' : 'queued') : kind;
    await db.updateTable('information.press_delivery').set({ state }).where('id', '=', id).execute();
    if (kind === 'delivered' && row.about === 'copy') await logReading(context, row);
    if (kind === 'gone') {
      await closeHooks(tx, row.journalist_id, now);
      await cancelDeliveries(tx, row.journalist_id, now);
    }
    return { nextAt: wait === undefined ? undefined : instant(now.getTime() + wait), state, journalistId: row.journalist_id };
  },
  ledger: ({ id }, { state, journalistId }) =>
    state === 'delivered' ? { subject: `journalist:${journalistId}`, facts: { delivered: id } } : undefined,
});

interface Copy {
  readonly journalist_id: string;
  readonly release_id: string | null;
  readonly edition: number | null;
}

/** A copy that was taken in counts as opened. */
async function logReading({ tx, now }: ActionContext, { journalist_id, release_id, edition }: Copy): Promise<void> {
  if (release_id === null || edition === null) return;
  const db = on<InformationTables>(tx);
  const { mark } = await db
    .selectFrom('information.press_copy')
    .select('mark')
    .where('journalist_id', '=', journalist_id)
    .where('release_id', '=', release_id)
    .where('edition', '=', edition)
    .executeTakeFirstOrThrow();
  await db.insertInto('information.press_reading').values({ id: newId(), mark, at: now, what: 'webhook' }).execute();
}
