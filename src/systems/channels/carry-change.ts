import { failpoint } from '#kernel/failpoint.ts';
import type { Changed } from './adapters/adapter.ts';
import { findBroadcast } from './queries/broadcasts.ts';
import { mayHaveArrived } from './rules/broadcast.ts';
import { AGAIN_MS, type Carrier, later } from './carrier.ts';

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
  return c.move('correcting', changed.why, {
    problem: changed.why,
    lookAgainAt: later('waitMs' in changed ? changed.waitMs : AGAIN_MS),
  });
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
