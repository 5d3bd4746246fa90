import type { IncomingAssigned } from '../events.ts';
import { type ActionContext, defineAction } from '#kernel/action.ts';
import { query, sql } from '#kernel/db.ts';
import { officialsOf } from '#core/identity/index.ts';
import { sentence, Type } from '#kernel/schema.ts';
import { dateOf } from '#kernel/time.ts';
import { changeIncoming, lockOne } from '../commands/change.ts';
import { oneAgencyOf } from '../commands/scope.ts';
import { refusedBecause } from '../errors.ts';
import { Id, Note, OptionalDate, Version } from '../schemas.ts';

interface Assignee {
  readonly role: 'main' | 'joint';
  readonly accountId: string | null;
  readonly label: string;
}

/**
 * The leader gives a document to a person or unit of the agency, with a deadline and an instruction, and names those who
 * work with them (status 04). Giving it to somebody else later is the same action again; the trace keeps both.
 */
export const assignIncoming = defineAction({
  name: 'axis.assign-incoming',
  title: { vi: 'Phân công xử lý', en: 'Assign a document' },
  input: Type.Object({
    id: Id,
    version: Version,
    /** Account id, or the name of a unit of the agency. */
    main: Type.String({
      minLength: 1,
      maxLength: 200,
      ...sentence('Hãy chọn người hoặc đơn vị chủ trì.', 'Choose the responsible person or unit.'),
    }),
    joint: Type.Optional(Type.Union([Type.Array(Type.String({ maxLength: 200 }), { maxItems: 20 }), Type.String({ maxLength: 200 })])),
    dueOn: OptionalDate,
    instruction: Note,
  }),
  permission: 'axis.assign',
  scope: (tx, { id }) => oneAgencyOf(tx, [id]),
  async run(context, { id, version, main, joint = [], dueOn, instruction }) {
    const row = await lockOne(context, id);
    if (dueOn && dueOn < dateOf(context.now)) throw pastDeadline();
    const assignees = await readAssignees(context, row.agencyId, main, [joint].flat());
    const note = instruction?.trim() || null;
    const details = { assignees, dueOn: dueOn || null };
    const no = await changeIncoming(context, row, { verb: 'assign', version, note, details, set: dueOn ? { dueOn } : {} });
    await query(
      context.tx,
      sql`
        insert into axis.assignee (incoming_id, no, role, account_id, label)
        select ${id}, ${no}, role, account, label
        from unnest(${assignees.map((one) => one.role)}::text[], ${assignees.map((one) => one.accountId)}::uuid[],
          ${assignees.map((one) => one.label)}::text[]) as one (role, account, label)`,
    );
    await context.emit('axis.assigned', {
      incomingId: id,
      accountIds: assignees.flatMap((one) => one.accountId ?? []),
    } satisfies IncomingAssigned);
    return { id, no };
  },
  ledger: ({ dueOn }, { id, no }) => ({ subject: `incoming:${id}`, facts: { id, no, verb: 'assign', dueOn: dueOn ?? null } }),
});

async function readAssignees(context: ActionContext, agencyId: string, main: string, joint: readonly string[]): Promise<Assignee[]> {
  const people = new Map((await officialsOf(context.tx, agencyId, dateOf(context.now))).map((one) => [one.accountId, one]));
  const read = (text: string, role: Assignee['role']): Assignee => {
    const person = people.get(text);
    if (person) return { role, accountId: person.accountId, label: `${person.fullName} – ${person.postTitle}` };
    if (/^[0-9a-f-]{36}$/i.test(text)) throw notOurs();
    return { role, accountId: null, label: text.trim() };
  };
  const others = [...new Set(joint.map((text) => text.trim()))].filter((text) => text !== '' && text !== main);
  return [read(main, 'main'), ...others.map((text) => read(text, 'joint'))];
}

function pastDeadline() {
  return refusedBecause('past-deadline', { vi: 'Hạn xử lý đã ở trong quá khứ.', en: 'The deadline is in the past.' }, 'dueOn');
}

function notOurs() {
  return refusedBecause(
    'not-of-this-agency',
    { vi: 'Người được chọn không còn giữ vị trí nào ở cơ quan này.', en: 'The person chosen holds no post in this agency any more.' },
    'main',
  );
}
