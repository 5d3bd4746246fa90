import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import type { Refusal } from '#kernel/problem.ts';
import { sentence, type Static, Type } from '#kernel/schema.ts';
import { dateOf, isDate } from '#kernel/time.ts';
import { tidy } from '#kernel/text.ts';
import { asAccount } from '../actor.ts';
import type { IdentityTables } from '../db.gen.ts';
import { enrollingAgencies } from '../enrolment/applications.ts';
import { accountLevel } from '../enrolment/queries.ts';
import { ageOn, isEnterpriseCode, refuseNumber } from '../rules/enrolment.ts';
import { AgencyId } from '../schemas.ts';
import { type Limits, limitsAt } from '../settings.ts';

const Input = Type.Object({
  kind: Type.Union([Type.Literal('child'), Type.Literal('organisation')]),
  name: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S', ...sentence('Hãy ghi tên.', 'Write the name.') }),
  number: Type.String({ minLength: 1, maxLength: 20, ...sentence('Hãy ghi số định danh hoặc mã số.', 'Write the number or code.') }),
  birthDate: Type.String({ maxLength: 10, default: '' }),
  basis: Type.String({
    minLength: 1,
    maxLength: 300,
    pattern: '\\S',
    ...sentence('Hãy ghi giấy tờ làm căn cứ, ví dụ: Giấy khai sinh số 12/2020.', 'Name the paper, for example: birth certificate 12/2020.'),
  }),
  agencyId: AgencyId,
});

/** A guardian asks for a child's electronic identity, a representative for an organisation's (Decree 69/2024/NĐ-CP art. 7 and 12). */
export const applyFor = defineAction({
  name: 'identity.apply-for',
  title: { vi: 'Đề nghị mở tài khoản cho người thân hoặc tổ chức', en: 'Apply for a child or an organisation' },
  input: Input,
  permission: 'signed-in',
  async refuse({ tx, actor, now }, input): Promise<Refusal[]> {
    const reasons = refuseFacts(input, await limitsAt(tx, now), dateOf(now));
    if ((await accountLevel(tx, asAccount(actor).id, now)) !== 2) {
      const message = {
        vi: 'Cần tài khoản mức 2: hãy đến quầy định danh trước.',
        en: 'An account of level 2 is needed: go to a counter first.',
      };
      reasons.push({ code: 'level-two', message });
    }
    if (!(await enrollingAgencies(tx, dateOf(now))).some(({ id }) => id === input.agencyId)) {
      reasons.push({
        code: 'agency',
        field: 'agencyId',
        message: { vi: 'Cơ quan này không tiếp nhận.', en: 'This agency takes no applications.' },
      });
    }
    return reasons;
  },
  async run({ tx, actor, now }, input) {
    const id = newId();
    const facts = {
      name: tidy(input.name),
      number: input.number.trim(),
      birthDate: input.kind === 'child' ? input.birthDate : '',
      basis: tidy(input.basis),
    };
    await on<IdentityTables>(tx)
      .insertInto('identity.application')
      .values({
        id,
        kind: input.kind,
        applicant_account_id: asAccount(actor).id,
        agency_id: input.agencyId,
        facts: JSON.stringify(facts),
        created_at: now,
      })
      .execute();
    return { id };
  },
  ledger: (input, { id }) => ({ subject: `application:${id}`, facts: { kind: input.kind, agency: input.agencyId } }),
});

function refuseFacts(input: Static<typeof Input>, limits: Limits, day: string): Refusal[] {
  if (input.kind === 'organisation') {
    if (isEnterpriseCode(input.number.trim())) return [];
    const message = {
      vi: 'Mã số doanh nghiệp chưa đúng (10 chữ số, có số kiểm tra).',
      en: 'The enterprise code is not right (ten digits with a check digit).',
    };
    return [{ code: 'code', field: 'number', message }];
  }
  const number = refuseNumber(input.number.trim(), input.birthDate, limits.realNumbers === 1);
  const reasons: Refusal[] = number ? [{ code: 'number', field: 'number', message: number }] : [];
  if (isDate(input.birthDate) && input.birthDate <= day && ageOn(input.birthDate, day) < limits.ageOwn) return reasons;
  const message = { vi: `Chỉ mở thay cho người dưới ${limits.ageOwn} tuổi.`, en: `Only for somebody below ${limits.ageOwn}.` };
  return [...reasons, { code: 'birth-date', field: 'birthDate', message }];
}
