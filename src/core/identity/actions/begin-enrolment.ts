import { type ActionContext, defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import type { Refusal } from '#kernel/problem.ts';
import { sentence, type Static, Type } from '#kernel/schema.ts';
import { dateOf, isDate } from '#kernel/time.ts';
import { codeHash, newCode, sendCode } from '../enrolment/codes.ts';
import { insertEnrolment, mayCodeBeSent } from '../enrolment/online.ts';
import type { IdentityTables } from '../db.gen.ts';
import { ageOn, readContact, refuseNumber } from '../rules/enrolment.ts';
import { Day, FullName } from '../schemas.ts';
import { Origin, secondsAfter, TokenHash } from '../sessions.ts';
import { keyedHash } from '../secrets.ts';
import { type Limits, limitsAt } from '../settings.ts';

export const PersonalNumber = Type.String({
  maxLength: 20,
  ...sentence('Hãy nhập số định danh cá nhân gồm 12 chữ số.', 'Type the personal number of 12 digits.'),
});

const Contact = Type.String({
  maxLength: 260,
  ...sentence('Hãy nhập số điện thoại hoặc địa chỉ thư điện tử.', 'Type a telephone number or an e-mail address.'),
});

const Input = Type.Object({
  personalNumber: PersonalNumber,
  contact: Contact,
  /** Absent: the account is to be recovered. */
  person: Type.Optional(Type.Object({ fullName: FullName, birthDate: Day })),
  tokenHash: TokenHash,
  origin: Origin,
});

const bare = (number: string): string => number.replace(/\s/g, '');

/** Opening an account online, or recovering it: sends a one-time code to the contact. Whether the number is known is not told. */
export const beginEnrolment = defineAction({
  name: 'identity.begin-enrolment',
  title: { vi: 'Bắt đầu đăng ký hoặc khôi phục tài khoản', en: 'Begin to register or recover an account' },
  input: Input,
  permission: 'public',
  secret: true,
  async refuse(context, input): Promise<Refusal[]> {
    const limits = await limitsAt(context.tx, context.now);
    return [...refuseFacts(input, limits, dateOf(context.now)), ...(await refuseTooMany(context, input, limits))];
  },
  async run({ tx, now }, input) {
    const limits = await limitsAt(tx, now);
    const contact = readContact(input.contact);
    if (!contact) throw new Error('the contact was read while it was checked');
    const [id, code, expiresAt] = [newId(), newCode(), secondsAfter(now, limits.enrolmentSeconds)];
    const row = {
      id,
      purpose: input.person ? 'enrol' : 'recover',
      token_hash: Buffer.from(input.tokenHash, 'hex'),
      personal_number: bare(input.personalNumber),
      full_name: input.person?.fullName ?? null,
      birth_date: input.person?.birthDate ?? null,
      contact_kind: contact.kind,
      contact: contact.value,
      code_hash: codeHash(id, code),
      prefix_key: keyedHash('prefix', input.origin.addressPrefix),
      created_at: now,
      expires_at: expiresAt,
    };
    await insertEnrolment(tx, row);
    if (await mayCodeBeSent(tx, row)) await sendCode(tx, { kind: contact.kind, to: contact.value, words: words(code), at: now, expiresAt });
    return {};
  },
  ledger: () => undefined,
});

function words(code: string) {
  return {
    vi: `Mã xác nhận Một Cửa của bạn là ${code}. Mã có hiệu lực 10 phút. Không đưa mã này cho bất kỳ ai, kể cả người xưng là cán bộ.`,
    en: `Your Một Cửa code is ${code}. It holds for 10 minutes. Give it to nobody, not even to somebody who says they are an official.`,
  };
}

function refuseFacts(input: Static<typeof Input>, limits: Limits, day: string): Refusal[] {
  const { person } = input;
  const reasons: Refusal[] = [];
  const add = (code: string, field: string, vi: string, en: string) => reasons.push({ code, field, message: { vi, en } });
  if (!readContact(input.contact)) {
    add(
      'contact',
      'contact',
      'Hãy nhập số điện thoại 10 chữ số, hoặc địa chỉ thư điện tử.',
      'Type a telephone number of ten digits, or an e-mail address.',
    );
  }
  const message = refuseNumber(bare(input.personalNumber), person?.birthDate ?? '', limits.realNumbers === 1 && person !== undefined);
  if (message) reasons.push({ code: 'number', field: 'personalNumber', message });
  if (!person) return reasons;
  if (!isDate(person.birthDate) || person.birthDate > day || person.birthDate < '1900-01-01') {
    add('birth-date', 'birthDate', 'Ngày sinh chưa đúng.', 'The date of birth is not right.');
  } else if (ageOn(person.birthDate, day) < limits.ageOwn) {
    add(
      'too-young',
      'birthDate',
      `Người dưới ${limits.ageOwn} tuổi do cha, mẹ hoặc người giám hộ mở tài khoản, ở mục Người thân trong tài khoản của họ.`,
      `Below ${limits.ageOwn} a parent or guardian opens the account, under Family in theirs.`,
    );
  }
  return reasons;
}

async function refuseTooMany({ tx, now }: ActionContext, input: Static<typeof Input>, limits: Limits): Promise<Refusal[]> {
  const since = secondsAfter(now, -3600);
  const { there, to } = await on<IdentityTables>(tx)
    .selectFrom('identity.enrolment')
    .select((select) => [
      select.fn.countAll<number>().filterWhere('prefix_key', '=', keyedHash('prefix', input.origin.addressPrefix)).as('there'),
      select.fn
        .countAll<number>()
        .filterWhere('contact', '=', readContact(input.contact)?.value ?? '')
        .as('to'),
    ])
    .where('created_at', '>', since)
    .executeTakeFirstOrThrow();
  if (there < limits.enrolmentsAnHour && to < limits.codesAnHour) return [];
  const message = {
    vi: 'Đã gửi quá nhiều mã trong một giờ qua. Hãy đợi rồi thử lại, hoặc đến Bộ phận một cửa.',
    en: 'Too many codes were sent in the past hour. Wait and try again, or go to a one-stop counter.',
  };
  return [{ code: 'too-many-codes', message }];
}
