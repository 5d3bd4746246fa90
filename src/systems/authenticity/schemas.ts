import { sentence, type Static, Type } from '#kernel/schema.ts';
import { deskSteps, verdicts } from './rules/fake-rules.ts';
import { platforms } from './rules/platforms.ts';

/** Bytes of a picture that may be sent in. */
export const LargestPicture = 10 * 1024 * 1024;

const id = Type.String({ format: 'uuid', ...sentence('Địa chỉ không đúng.', 'The address is not valid.') });
const version = Type.Integer({ minimum: 1, ...sentence('Hãy tải lại trang.', 'Reload the page.') });

export const reason = Type.String({
  minLength: 5,
  maxLength: 1_000,
  ...sentence('Hãy ghi lý do, từ 5 đến 1.000 ký tự.', 'Write a reason of 5 to 1,000 characters.'),
});

function line(most: number, vi: string, en: string) {
  return Type.String({ minLength: 1, maxLength: most, pattern: '\\S', ...sentence(vi, en) });
}

const url = Type.String({
  pattern: '^https://[^\\s]{3,500}$',
  ...sentence('Hãy ghi đường dẫn đầy đủ, bắt đầu bằng https://.', 'Write the whole address, starting with https://.'),
});
const handle = line(
  200,
  'Hãy ghi tên tài khoản (phần sau @ hoặc cuối đường dẫn).',
  'Write the handle (after @ or at the end of the address).',
);
const displayName = line(200, 'Hãy ghi tên hiển thị.', 'Write the display name.');

export const NewAccount = Type.Object({
  platform: Type.Enum([...platforms], sentence('Hãy chọn nền tảng.', 'Choose a platform.')),
  stableId: line(
    200,
    'Hãy ghi mã cố định do nền tảng cấp (mã trang, mã kênh, mã OA; với trang web là tên miền).',
    'Write the platform’s own unchanging id (page, channel or OA id; of a web site its host).',
  ),
  url,
  handle,
  displayName,
  purpose: line(500, 'Hãy ghi tài khoản này dùng để làm gì.', 'Write what the account is for.'),
  owner: line(200, 'Hãy ghi người chịu trách nhiệm.', 'Write who answers for it.'),
  deputy: line(200, 'Hãy ghi người thay thế.', 'Write who stands in.'),
  openedOn: Type.String({ format: 'date', ...sentence('Hãy ghi ngày mở tài khoản.', 'Write the day it was opened.') }),
});
export type NewAccount = Static<typeof NewAccount>;

export const ChangeOfAccount = Type.Object({
  id,
  version,
  kind: Type.Enum(['rename', 'lift', 'close'], sentence('Hãy chọn thay đổi.', 'Choose a change.')),
  reason,
  handle: Type.Optional(Type.String({ maxLength: 200 })),
  displayName: Type.Optional(Type.String({ maxLength: 200 })),
  url: Type.Optional(Type.String({ maxLength: 500 })),
});
export type ChangeOfAccount = Static<typeof ChangeOfAccount>;

export const Decision = Type.Object({
  id,
  decision: Type.Union([Type.Literal('confirm'), Type.Literal('reject')], sentence('Hãy chọn đồng ý hoặc từ chối.', 'Confirm or reject.')),
});

export const StopOfAccount = Type.Object({
  id,
  status: Type.Union(
    [Type.Literal('compromised'), Type.Literal('suspended')],
    sentence('Hãy chọn: bị chiếm quyền hay tạm dừng.', 'Choose: taken over, or suspended.'),
  ),
  reason,
});

/** SHA-256 of a file that the route has stored. */
const picture = Type.String({ pattern: '^[0-9a-f]{64}$' });

export const NewPicture = Type.Object({ id, picture });

export const FakeReport = Type.Object({
  url: Type.String({
    minLength: 4,
    maxLength: 500,
    ...sentence('Hãy dán đường dẫn của trang bạn muốn báo.', 'Paste the address of the page you report.'),
  }),
  claimedName: Type.Optional(Type.String({ maxLength: 200, ...sentence('Tên trang không quá 200 ký tự.', 'At most 200 characters.') })),
  why: Type.String({
    minLength: 10,
    maxLength: 2_000,
    ...sentence('Hãy viết vì sao bạn cho là giả mạo, từ 10 đến 2.000 ký tự.', 'Say why you think it is false, in 10 to 2,000 characters.'),
  }),
  screenshot: Type.Optional(picture),
  /** The picture by which the page shows itself. */
  avatar: Type.Optional(picture),
});
export type FakeReport = Static<typeof FakeReport>;

/** A calendar date, or nothing. */
const day = Type.String({ pattern: '^(\\d{4}-\\d{2}-\\d{2})?$', ...sentence('Hãy ghi ngày đúng dạng.', 'Write a date.') });
const reference = Type.String({ maxLength: 100, ...sentence('Số hồ sơ không quá 100 ký tự.', 'At most 100 characters.') });

export const DeskStep = Type.Object({
  id,
  version,
  state: Type.Enum([...deskSteps], sentence('Hãy chọn bước tiếp theo.', 'Choose the next step.')),
  note: reason,
  route: Type.Optional(Type.String({ maxLength: 40 })),
  /** The platform's or the police's number. */
  reference: Type.Optional(reference),
  /** The day on which it was referred, or found to be gone; empty: today. */
  on: Type.Optional(day),
});

export const PageFacts = Type.Object({
  id,
  pageCreatedOn: Type.Optional(day),
  adminCountries: Type.Optional(Type.String({ maxLength: 500, ...sentence('Không quá 500 ký tự.', 'At most 500 characters.') })),
  formerNames: Type.Optional(Type.String({ maxLength: 2_000, ...sentence('Không quá 2.000 ký tự.', 'At most 2,000 characters.') })),
  seenOn: Type.Optional(day),
});
export type PageFacts = Static<typeof PageFacts>;

export const Reference = Type.Object({
  id,
  referral: id,
  reference: Type.String({ minLength: 1, maxLength: 100, pattern: '\\S', ...sentence('Hãy ghi số hồ sơ.', 'Write the number.') }),
});

export const Verdict = Type.Object({
  id,
  version,
  state: Type.Enum([...verdicts], sentence('Hãy chọn kết luận.', 'Choose a verdict.')),
  note: reason,
});
