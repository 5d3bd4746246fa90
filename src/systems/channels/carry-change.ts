import { failpoint } from '#kernel/failpoint.ts';
import type { Changed } from './adapters/adapter.ts';
import { findBroadcast } from './queries/broadcasts.ts';
import { mayHaveArrived } from './rules/broadcast.ts';
import { AGAIN_MS, type Carrier, later } from './carrier.ts';

/** A platform that takes a correction and never shows it is not given it for ever. */
const MOST_TURNS = 20;
const UNSEEN = 'Nền tảng đã nhận bản sửa nhưng chưa cho thấy; cần người xem';
const REACHED = 'Bài đã gỡ khỏi tài khoản; tin đã gửi tới người quan tâm không thu hồi được';

export async function beginCorrection(c: Carrier): Promise<void> {
  const text = c.rendered();
  if (c.adapter.capabilities.edit) return c.move('correcting', '', { ...text, lookAgainAt: null });
  const why = 'Kênh này không cho sửa bài đã đăng';
  return c.move('correction_unsupported', why, { ...text, problem: why, postedRevision: c.release.revision });
}

export async function edit(c: Carrier): Promise<void> {
  const { delivery } = c;
  const changed = await c.adapter.edit(await c.account(), c.post(), delivery.postId ?? '', c.handles);
  failpoint('channels-after-edit');
  if (changed.kind === 'done') {
    const set = { postedRevision: delivery.textRevision, lookAgainAt: null, problem: '', ...urlOf(changed) };
    return c.move('corrected', '', set, c.whole);
  }
  if (changed.kind === 'kept' || changed.kind === 'refused') {
    return c.move('correction_unsupported', changed.why, { problem: changed.why, postedRevision: delivery.textRevision });
  }
  const turns = changed.kind === 'processing' ? turnsSoFar(c) + 1 : 0;
  if (turns > MOST_TURNS) return c.move('correction_unsupported', UNSEEN, { problem: UNSEEN, postedRevision: delivery.textRevision });
  return c.move('correcting', changed.why, {
    problem: changed.why,
    lookAgainAt: later('waitMs' in changed ? changed.waitMs : AGAIN_MS),
    ...(turns > 0 ? c.withHandles({ editedTo: String(delivery.textRevision), edits: String(turns) }) : {}),
  });
}

/** How often the platform has been given this very correction and has not shown it yet. */
function turnsSoFar({ handles, delivery }: Carrier): number {
  return handles['editedTo'] === String(delivery.textRevision) ? Number(handles['edits']) : 0;
}

function urlOf(changed: Extract<Changed, { kind: 'done' }>): { postUrl?: string } {
  return changed.postUrl === undefined ? {} : { postUrl: changed.postUrl };
}

export async function retract(c: Carrier): Promise<void> {
  const { delivery } = c;
  const changed = await c.adapter.retract(await c.account(), delivery.postId ?? '', c.handles);
  failpoint('channels-after-retract');
  if (changed.kind === 'done') {
    const broadcast = await findBroadcast(c.services.db, delivery.id);
    if (!mayHaveArrived(broadcast?.state)) return c.move('retracted', '', { lookAgainAt: null, problem: '' });
    return c.move('irrevocable_notice_sent', REACHED, { lookAgainAt: null, problem: REACHED });
  }
  if (changed.kind === 'kept') return c.move('irrevocable_notice_sent', changed.why, { problem: changed.why });
  if (changed.kind === 'refused') return c.move('retract_failed', changed.why, { problem: changed.why });
  return c.move('retracting', changed.why, {
    problem: changed.why,
    lookAgainAt: later('waitMs' in changed ? changed.waitMs : AGAIN_MS),
  });
}
