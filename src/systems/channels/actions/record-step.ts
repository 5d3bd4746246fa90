import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { notFound, Problem } from '#kernel/problem.ts';
import { asIs, Type } from '#kernel/schema.ts';
import type { ChannelsTables } from '../db.gen.ts';
import { POSTED, type Posted } from '../events.ts';
import { type Delivery, findDelivery, findRelease, type KnownRelease } from '../queries/deliveries.ts';
import { type DeliveryState, deliveryStates, mayMove } from '../rules/states.ts';

/** One change of a delivery as its carrier saw it; only the product itself hands it in. */
const DeliveryStep = Type.Object(
  {
    deliveryId: Type.String(),
    /** The version that was looked at: whoever was slower changes nothing. */
    version: Type.Integer(),
    to: Type.Enum([...deliveryStates]),
    note: Type.String(),
    set: Type.Object({
      text: Type.Optional(Type.String()),
      textEdition: Type.Optional(Type.Integer()),
      textRevision: Type.Optional(Type.Integer()),
      postedRevision: Type.Optional(Type.Integer()),
      approvedBy: Type.Optional(Type.String()),
      attempts: Type.Optional(Type.Integer()),
      attemptedAt: Type.Optional(Type.Unsafe<Date>(Type.Any())),
      absentReads: Type.Optional(Type.Integer()),
      lookAgainAt: Type.Optional(Type.Unsafe<Date | null>(Type.Any())),
      postId: Type.Optional(Type.String()),
      postUrl: Type.Optional(Type.String()),
      /** Encrypted. */
      handles: Type.Optional(Type.String()),
      acceptedAt: Type.Optional(Type.Unsafe<Date | null>(Type.Any())),
      problem: Type.Optional(Type.String()),
    }),
    /** The whole text that stands on the platform from now on. */
    posted: Type.Optional(Type.String()),
  },
  asIs,
);

/** Moves a delivery by one step, with its history and, when a text now stands on the platform, the event that says so. */
export const recordStep = defineAction({
  name: 'channels.record-step',
  title: { vi: 'Ghi một bước chuyển tin', en: 'Record a step of a delivery' },
  input: DeliveryStep,
  permission: 'channels.carry',
  async run({ tx, now, actor, emit }, input) {
    const delivery = await findDelivery(tx, input.deliveryId);
    if (!delivery) throw notFound();
    if (delivery.version !== input.version) throw overtaken();
    const stays = delivery.state === input.to;
    if (!stays && !mayMove(delivery.state, input.to)) throw new Error(`no way from ${delivery.state} to ${input.to}`);
    const { set } = input;
    const changed = await on<ChannelsTables>(tx)
      .updateTable('channels.delivery')
      .set((eb) => ({
        ...columnsOf(set),
        state: input.to,
        changed_at: stays ? delivery.changedAt : now,
        version: eb('version', '+', 1),
      }))
      .where('id', '=', delivery.id)
      .where('version', '=', input.version)
      .executeTakeFirst();
    if (changed.numUpdatedRows === 0n) throw overtaken();
    const edition = set.textEdition ?? delivery.textEdition;
    if (!stays) await keepHistory(tx, { ...input, from: delivery.state, at: now, edition, actor: actor.id });
    const release = await findRelease(tx, delivery.releaseId);
    if (input.posted !== undefined && release) await emit(POSTED, postedOf(delivery, release, input.posted, set, now));
    return { from: delivery.state, to: input.to, code: release?.code, edition, postId: set.postId ?? delivery.postId };
  },
  ledger: (input, result) => (result.from === result.to ? undefined : { subject: `delivery:${input.deliveryId}`, facts: result }),
});

type Patch = Parameters<NonNullable<typeof recordStep.run>>[1]['set'];

function columnsOf(set: Patch) {
  return {
    ...(set.text === undefined ? {} : { text: set.text, written_by: null, approved_by: null }),
    ...(set.textEdition === undefined ? {} : { text_edition: set.textEdition }),
    ...(set.textRevision === undefined ? {} : { text_revision: set.textRevision }),
    ...(set.postedRevision === undefined ? {} : { posted_revision: set.postedRevision }),
    ...(set.approvedBy === undefined ? {} : { approved_by: set.approvedBy }),
    ...(set.attempts === undefined ? {} : { attempts: set.attempts }),
    ...(set.attemptedAt === undefined ? {} : { attempted_at: set.attemptedAt }),
    ...(set.absentReads === undefined ? {} : { absent_reads: set.absentReads }),
    ...(set.lookAgainAt === undefined ? {} : { look_again_at: set.lookAgainAt }),
    ...(set.postId === undefined ? {} : { post_id: set.postId }),
    ...(set.postUrl === undefined ? {} : { post_url: set.postUrl }),
    ...(set.handles === undefined ? {} : { handles: set.handles }),
    ...(set.acceptedAt === undefined ? {} : { accepted_at: set.acceptedAt }),
    ...(set.problem === undefined ? {} : { problem: set.problem.slice(0, 500) }),
  };
}

function postedOf(delivery: Delivery, release: KnownRelease, text: string, set: Patch, at: Date): Posted {
  return {
    platform: delivery.platform,
    accountStableId: delivery.stableId,
    postId: set.postId ?? delivery.postId ?? '',
    postUrl: set.postUrl ?? delivery.postUrl ?? '',
    releaseId: release.id,
    code: release.code,
    edition: set.textEdition ?? delivery.textEdition,
    text,
    at,
  };
}

interface Move {
  readonly deliveryId: string;
  readonly from: DeliveryState;
  readonly to: DeliveryState;
  readonly at: Date;
  readonly edition: number;
  readonly actor: string;
  readonly note: string;
}

/** Writes one line of the history. */
export async function keepHistory(tx: Parameters<typeof findDelivery>[0], move: Move): Promise<void> {
  await on<ChannelsTables>(tx)
    .insertInto('channels.delivery_history')
    .values({
      delivery_id: move.deliveryId,
      at: move.at,
      from_state: move.from,
      to_state: move.to,
      edition: move.edition,
      actor: move.actor,
      note: move.note.slice(0, 500),
    })
    .execute();
}

/** Somebody else moved the delivery since it was looked at. */
export function overtaken(): Problem {
  return new Problem({
    slug: 'refused',
    status: 409,
    title: { vi: 'Bản tin vừa được chuyển bước', en: 'This delivery has just moved' },
    detail: { vi: 'Hãy tải lại trang để xem trạng thái mới.', en: 'Reload the page to see its new state.' },
  });
}
