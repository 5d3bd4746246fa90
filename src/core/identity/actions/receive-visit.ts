import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import type { Refusal } from '#kernel/problem.ts';
import { sentence, type Static, Type } from '#kernel/schema.ts';
import { dateOf, isDate } from '#kernel/time.ts';
import { tidy } from '#kernel/text.ts';
import { asAccount } from '../actor.ts';
import type { IdentityTables } from '../db.gen.ts';
import { CHECK_RESULTS, CHECKS } from '../enrolment/counter.ts';
import { personNumbered } from '../enrolment/people.ts';
import { ageOn, refuseNumber } from '../rules/enrolment.ts';
import { AgencyId, Day, FullName } from '../schemas.ts';
import { limitsAt } from '../settings.ts';
import { PersonalNumber } from './begin-enrolment.ts';

const Check = Type.Union(
  CHECK_RESULTS.map((result) => Type.Literal(result)),
  sentence('Hãy ghi kết quả đối chiếu.', 'Say what the check showed.'),
);

const Input = Type.Object({
  agencyId: AgencyId,
  wants: Type.Union([Type.Literal('level'), Type.Literal('recover'), Type.Literal('unlock')]),
  personalNumber: PersonalNumber,
  fullName: FullName,
  birthDate: Day,
  nationality: Type.String({
    pattern: '^[A-Z]{2}$',
    ...sentence('Hãy ghi mã quốc gia gồm 2 chữ in, ví dụ VN.', 'Write the country’s code of two capitals, for example VN.'),
  }),
  residenceCard: Type.Optional(Type.String({ maxLength: 30 })),
  card: Check,
  face: Check,
  fingerprints: Check,
});

/** The first officer: who stands at the counter, and what was compared with what. A second officer decides. */
export const receiveVisit = defineAction({
  name: 'identity.receive-visit',
  title: { vi: 'Tiếp nhận người đến quầy định danh', en: 'Receive somebody at the counter' },
  input: Input,
  permission: 'identity.enrol',
  scope: (_tx, input) => input.agencyId,
  async refuse({ tx, now }, input): Promise<Refusal[]> {
    const { realNumbers, ageLevelTwo } = await limitsAt(tx, now);
    const number = refuseNumber(input.personalNumber, input.birthDate, realNumbers === 1);
    const reasons: Refusal[] = number ? [{ code: 'number', field: 'personalNumber', message: number }] : [];
    return [...reasons, ...refusePerson(input, dateOf(now), ageLevelTwo), ...(await refuseKnown({ tx, input }))];
  },
  async run({ tx, actor, now }, input) {
    const id = newId();
    const checked = Object.fromEntries(CHECKS.map((name) => [name, input[name]]));
    await on<IdentityTables>(tx)
      .insertInto('identity.counter_visit')
      .values({
        id,
        agency_id: input.agencyId,
        wants: input.wants,
        personal_number: input.personalNumber,
        full_name: tidy(input.fullName),
        birth_date: input.birthDate,
        nationality: input.nationality,
        residence_card: input.residenceCard || null,
        checked: JSON.stringify(checked),
        received_by: asAccount(actor).id,
        received_at: now,
      })
      .execute();
    return { id };
  },
  ledger: (input, { id }) => ({
    subject: `visit:${id}`,
    facts: { agency: input.agencyId, wants: input.wants, card: input.card, face: input.face },
  }),
});

function refusePerson(input: Static<typeof Input>, day: string, ageLevelTwo: number): Refusal[] {
  const reasons: Refusal[] = [];
  const add = (code: string, field: string, vi: string, en: string) => reasons.push({ code, field, message: { vi, en } });
  if (!isDate(input.birthDate) || input.birthDate > day)
    add('birth-date', 'birthDate', 'Ngày sinh chưa đúng.', 'The date of birth is not right.');
  else if (ageOn(input.birthDate, day) < ageLevelTwo) {
    add(
      'too-young',
      'birthDate',
      `Trẻ dưới ${ageLevelTwo} tuổi chỉ có tài khoản mức 1, do người giám hộ mở.`,
      `Below ${ageLevelTwo} there is level 1 only, opened by a guardian.`,
    );
  }
  if (input.nationality !== 'VN' && !input.residenceCard) {
    add('residence-card', 'residenceCard', 'Người nước ngoài cần thẻ thường trú hoặc thẻ tạm trú.', 'A foreigner needs a residence card.');
  }
  if (input.card !== 'matches')
    add('card', 'card', 'Không đối chiếu được giấy tờ thì không nâng mức được.', 'Without the paper nothing can be confirmed.');
  if (input.face !== 'matches' && input.fingerprints !== 'matches') {
    add('biometrics', 'face', 'Cần đối chiếu khớp ít nhất khuôn mặt hoặc vân tay.', 'The face or the fingerprints must match.');
  }
  return reasons;
}

/** The name and date of birth on the paper must be those of the account, if the number has one. */
async function refuseKnown({ tx, input }: { tx: Parameters<typeof personNumbered>[0]; input: Static<typeof Input> }): Promise<Refusal[]> {
  const known = await personNumbered(tx, input.personalNumber);
  if (!known) {
    if (input.wants === 'level') return [];
    return [
      {
        code: 'no-account',
        field: 'personalNumber',
        message: { vi: 'Số định danh này chưa có tài khoản.', en: 'This number has no account yet.' },
      },
    ];
  }
  if (known.birthDate === null || known.birthDate === input.birthDate) return [];
  const message = {
    vi: 'Ngày sinh không khớp với tài khoản của số định danh này.',
    en: 'The date of birth is not that of the number’s account.',
  };
  return [{ code: 'other-birth-date', field: 'birthDate', message }];
}
