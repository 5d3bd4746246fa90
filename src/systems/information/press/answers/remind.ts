import { queueLetter, wakePost, writeLetter } from '#core/notifications/index.ts';
import { type ActionContext, defineAction } from '#kernel/action.ts';
import { on, query, sql } from '#kernel/db.ts';
import { defineJob, type JobDefinition } from '#kernel/jobs.ts';
import { EVERYWHERE, systemActor } from '#kernel/permission.ts';
import { Type } from '#kernel/schema.ts';
import { dateOf, instant, shortDate } from '#kernel/time.ts';
import type { InformationTables } from '../../db.gen.ts';
import { PRESS } from '../../rules/states.ts';

/** The first letter goes so many days before the last day. */
const NEAR_DAYS = 2;
const LATEST_MS = 7 * 86_400_000;

interface Due {
  readonly id: string;
  readonly stage: 'before' | 'after';
  readonly code: string;
  readonly outlet: string;
  readonly due: string;
  readonly addressId: number;
}

function dueQuestions({ tx, now }: ActionContext): Promise<Due[]> {
  const day = dateOf(now);
  return query<Due>(
    tx,
    sql<Due>`select q.id, s.stage, r.code, j.outlet, q.due, c.mail_address_id as "addressId"
      from information.press_question q
        join information.release r on r.id = q.release_id
        join information.journalist j on j.id = q.journalist_id
        join information.press_contact c on c.agency_id = r.agency_id
        cross join lateral (select case when q.due < ${day}::date then 'after' else 'before' end as stage) s
      where q.answer is null and q.due <= ${day}::date + ${NEAR_DAYS}::int
        and not exists (select 1 from information.question_reminder m where m.question_id = q.id and m.stage = s.stage)
      order by q.due limit 500`,
  );
}

/** Done by the product each morning: whose last day is near or has passed, once each. The letter holds no word of the question. */
export const remindAnswers = defineAction({
  name: 'information.remind-answers',
  title: { vi: 'Nhắc trả lời báo chí', en: 'Remind of answers to the press' },
  input: Type.Object({}),
  permission: PRESS,
  scope: () => EVERYWHERE,
  async run(context) {
    const { tx, now } = context;
    const due = await dueQuestions(context);
    for (const one of due) {
      const { code, outlet } = one;
      const late = one.stage === 'after';
      const subject = `${late ? 'Quá hạn' : 'Sắp đến hạn'} trả lời báo chí: ${code}`;
      const letterId = await writeLetter(tx, {
        channel: 'mail',
        about: 'press',
        until: instant(now.getTime() + LATEST_MS),
        content: {
          lang: 'vi',
          subject,
          blocks: [
            { kind: 'heading', text: subject },
            { kind: 'text', text: `Câu hỏi của ${outlet} về bản tin ${code} chưa được trả lời.` },
            { kind: 'fact', term: late ? 'Hạn đã qua' : 'Hạn trả lời', value: shortDate(one.due) },
            { kind: 'button', text: 'Mở phòng báo chí', to: { path: '/thong-tin/bao-chi' } },
          ],
          footer: [{ kind: 'text', text: 'Thư nhắc gửi tới địa chỉ của phòng báo chí. Không có lời của câu hỏi trong thư.' }],
        },
      });
      await queueLetter(tx, 'mail', letterId, sql`select ${one.addressId}::bigint`);
      await on<InformationTables>(tx)
        .insertInto('information.question_reminder')
        .values({ question_id: one.id, stage: one.stage, made_at: now })
        .execute();
    }
    if (due.length > 0) await wakePost(tx, 'mail');
    return { reminded: due.map(({ id, stage }) => ({ id, stage })) };
  },
  ledger: (_input, { reminded }) => (reminded.length > 0 ? { subject: 'press-questions', facts: { reminded } } : undefined),
});

/** Each morning at 7:30 in Vietnam. */
export const remindAnswersJob: JobDefinition<Record<string, never>> = defineJob({
  name: 'information.remind-answers',
  title: { vi: 'Nhắc trả lời báo chí', en: 'Remind of answers to the press' },
  cron: '30 0 * * *',
  handle: async (_payload: Record<string, never>, { services }) => void (await services.act(remindAnswers, systemActor('information'), {})),
});
