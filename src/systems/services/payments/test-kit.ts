import { agencyByCode } from '#core/agencies/index.ts';
import { openCase, type Procedure, publishDefinition } from '#core/cases/index.ts';
import { type ActionContext, defineAction } from '#kernel/action.ts';
import { query, sql } from '#kernel/db.ts';
import type { Services } from '#kernel/http/services.ts';
import { systemActor } from '#kernel/permission.ts';
import { Type } from '#kernel/schema.ts';
import { birthRegistration } from '../definitions/birth-registration.ts';
import { askFee } from '../effects/ask-fee.ts';

/** A procedure of these tests alone, paid when it is handed in; and one that is paid after it was examined. */
export const paidFirst: Procedure = {
  ...birthRegistration,
  code: '9.000001',
  name: { vi: 'Thủ tục thử có phí', en: 'Procedure with a fee for tests' },
  ways: [{ channel: 'online', term: { amount: 3, unit: 'working-day' }, fee: { amount: 100_000, words: '100.000 đồng' } }],
  chart: { name: 'standard', pay: 'at-submission' },
  results: [],
};
export const paidLater: Procedure = {
  ...paidFirst,
  code: '9.000002',
  ways: [{ channel: 'online', term: { amount: 3, unit: 'working-day' }, fee: { amount: 0, words: 'Theo thông báo' } }],
  chart: { name: 'pay-after-review', pay: 'after-review' },
};

/** Opens a case of a person at an agency, as an application does; asks for its fee. Answers with its id and code. */
export function openTestCase(
  services: Services,
  procedure: Procedure,
  agencyCode: string,
  personId: string,
): Promise<{ id: string; code: string }> {
  const action = defineAction({
    name: 'services.open-test-case',
    title: { vi: 'Mở hồ sơ thử', en: 'Open a case for tests' },
    input: Type.Object({}),
    permission: 'signed-in',
    run: (context) => open(context, procedure, agencyCode, personId),
    ledger: () => undefined,
  });
  return services.act(action, systemActor('test'), {});
}

async function open(
  context: ActionContext,
  procedure: Procedure,
  agencyCode: string,
  personId: string,
): Promise<{ id: string; code: string }> {
  const { tx, now } = context;
  const { term, fee } = procedure.ways[0]!;
  const version = await publishDefinition(tx, procedure, { added: 'test', approved: 'test' });
  const agency = (await agencyByCode(tx, agencyCode))!;
  const opened = await openCase(
    tx,
    {
      definition: { version, procedure },
      channel: 'online',
      receivingAgency: agency,
      handlingAgency: agency.id,
      applicantPerson: personId,
      subject: { person: personId },
      title: `${procedure.name.vi}: Người nộp Mẫu`,
      content: { answers: {}, facts: {} },
      papers: [],
      term,
      fee: fee.amount,
    },
    { actor: 'test', role: 'applicant' },
    now,
  );
  await askFee(context, opened, { agencyId: agency.id, fee, procedure: procedure.name.vi });
  return opened;
}

/** Does what the worker would: every job of these names that waits, until none does. */
export async function workOff(services: Services, names: readonly string[]): Promise<void> {
  const jobs = services.modules.flatMap(({ jobs: all }) => all ?? []).filter(({ name }) => names.includes(name));
  for (let left = true; left;) {
    left = false;
    for (const job of jobs) {
      const rows = await query<{ payload: unknown }>(
        services.db,
        sql<{ payload: unknown }>`with gone as (delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
          where t.id = j.task_id and t.identifier = ${job.name} returning j.payload) select payload from gone`,
      );
      for (const { payload } of rows) await job.handle(payload, { db: services.db, log: services.log, services });
      left ||= rows.length > 0;
    }
  }
}
