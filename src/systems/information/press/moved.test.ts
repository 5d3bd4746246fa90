import { afterEach, beforeEach, expect, test } from 'vitest';
import { query, sql } from '#kernel/db.ts';
import { freezeTime } from '#kernel/time.ts';
import { someoneAt } from '../../../../test/demo-kit.ts';
import { sendingMail } from '../../../core/notifications/jobs.ts';
import { sendDue } from '../../../core/notifications/send-due.ts';
import { confirmHook } from '../actions/confirm-hook.ts';
import { proposeHook } from '../actions/propose-hook.ts';
import { decideMoment } from '../moment/decide-moment.ts';
import { proposeMoment } from '../moment/propose-moment.ts';
import { newsroom } from '../test-kit.ts';
import { letterFor } from './letters.ts';
import { pressKit } from './press-kit.ts';

const room = await newsroom();
const { t, head, leader, ref, release } = room;
const { services } = t;
const { db } = services;
const { reporter, offered } = pressKit(room);
const deputy = await someoneAt(services, 'G22', ['leader'], 'Phó lãnh đạo Mẫu');
const officer = await someoneAt(services, 'G22', ['unit-head'], 'Phó phòng Mẫu');
const moment = { date: '2026-11-22', time: '19:30' };

beforeEach(() => freezeTime('2026-11-22T05:00:00Z'));
afterEach(() => freezeTime(undefined));

async function move(id: string, date: string, time: string): Promise<void> {
  const { proposal } = await services.act(proposeMoment, leader, { ...(await ref(id)), date, time, reason: 'Họp muộn.' });
  await services.act(decideMoment, deputy, { ...(await ref(id)), proposal, agree: true });
}

const letters = async (id: string) =>
  (
    await query<{ subject: string; state: string }>(
      db,
      sql<{ subject: string; state: string }>`select l.content->>'subject' as subject,
          case when l.cancelled_at is not null and m.state = 'waiting' then 'cancelled' else m.state end as state
        from information.press_mail p join notifications.letter l on l.id = p.letter_id join notifications.message m on m.letter_id = l.id
        where p.release_id = ${id} order by l.id`,
    )
  ).map(({ subject, state }) => `${subject}: ${state}`);

const deliveries = (id: string) =>
  query<{ id: string; about: string; state: string }>(
    db,
    sql<{
      id: string;
      about: string;
      state: string;
    }>`select id, about, state from information.press_delivery where release_id = ${id} order by queued_at, about`,
  );

test('every reader with an offer hears of the new hour once, by mail and by webhook; letters with the old hour do not leave', async () => {
  const { id: journalist } = await reporter('Nhà báo Giờ', { mail: 'gio@bao.vn' });
  const { id: hook } = await services.act(proposeHook, head, { journalist, url: 'https://toasoan.vn/nhan' });
  await services.act(confirmHook, officer, { hook });
  const { id, code } = await offered(moment);
  await move(id, '2026-11-22', '20:30');
  expect(await letters(id)).toEqual([`Bản gửi trước ${code}: cancelled`, `Giờ công bố mới của ${code}: waiting`]);
  await move(id, '2026-11-22', '21:00');
  expect((await letters(id)).slice(1)).toEqual([`Giờ công bố mới của ${code}: cancelled`, `Giờ công bố mới của ${code}: waiting`]);
  while ((await sendDue(services, sendingMail(services))) > 0) continue;
  expect((await letters(id)).filter((line) => line.endsWith('sent'))).toHaveLength(1);
  const queued = (await deliveries(id)).filter(({ about }) => about === 'moment');
  // Two moves before the first was sent: one delivery, with the hour that holds.
  expect(queued).toHaveLength(1);
  const letter = await letterFor(db, queued[0]?.id ?? '', 'https://cong.vn');
  expect(letter).toMatchObject({ payload: { type: 'press.moment', data: { code, embargoUntil: '2026-11-22T14:00:00.000Z' } } });
});

test('what was not offered moves without a word to the press', async () => {
  await reporter('Nhà báo Yên', { mail: 'yen@bao.vn' });
  const { id } = await release({}, moment);
  await move(id, '2026-11-22', '20:00');
  expect([await letters(id), await deliveries(id)]).toEqual([[], []]);
});
