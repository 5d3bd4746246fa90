import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import type { Refusal } from '#kernel/problem.ts';
import { sentence, Type } from '#kernel/schema.ts';
import { today } from '#kernel/time.ts';
import { tidy } from '#kernel/text.ts';
import type { IdentityTables } from '../db.gen.ts';
import { AgencyId } from '../schemas.ts';
import { refusePost } from './post-rules.ts';

/** An account for another system of an agency, for exchange by HTTP. The secret is made by the caller, shown once, and only its SHA-256 comes here. */
export const createSoftwareClient = defineAction({
  name: 'identity.create-software-client',
  title: { vi: 'Cấp tài khoản phần mềm', en: 'Create a software account' },
  input: Type.Object({
    id: Type.String({
      pattern: '^[a-z0-9][a-z0-9.-]{2,63}$',
      ...sentence(
        'Mã hệ thống gồm 3 đến 64 chữ thường không dấu, chữ số, dấu chấm hoặc gạch nối.',
        'A system id has 3 to 64 lower-case letters, digits, dots or hyphens.',
      ),
    }),
    title: Type.String({
      minLength: 1,
      maxLength: 160,
      pattern: '\\S',
      ...sentence('Hãy ghi tên phần mềm.', 'Write the name of the software.'),
    }),
    agencyId: AgencyId,
    role: Type.String({ pattern: '^[a-z][a-z0-9-]{1,40}$', ...sentence('Hãy chọn vai trò.', 'Choose a role.') }),
    secretHash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  }),
  permission: 'identity.manage',
  scope: (_tx, input) => input.agencyId,
  async refuse({ tx, actor }, input): Promise<Refusal[]> {
    const reasons = await refusePost(tx, actor, { agencyId: input.agencyId, roles: [input.role], from: today() });
    const taken = await on<IdentityTables>(tx)
      .selectFrom('identity.software_client')
      .select('id')
      .where('id', '=', input.id)
      .executeTakeFirst();
    if (!taken) return reasons;
    return [{ code: 'id-taken', field: 'id', message: { vi: 'Mã hệ thống này đã được cấp.', en: 'This system id is taken.' } }, ...reasons];
  },
  async run({ tx, actor, now }, input) {
    await on<IdentityTables>(tx)
      .insertInto('identity.software_client')
      .values({
        id: input.id,
        title: tidy(input.title),
        agency_id: input.agencyId,
        role: input.role,
        secret_hash: Buffer.from(input.secretHash, 'hex'),
        created_at: now,
        created_by: actor.id,
      })
      .execute();
    return { id: input.id };
  },
  ledger: (input) => ({
    subject: `software:${input.id}`,
    facts: { agency: input.agencyId, role: input.role, secretHash: input.secretHash },
  }),
});
