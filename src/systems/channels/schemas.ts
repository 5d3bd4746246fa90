import { sentence, type Static, Type } from '#kernel/schema.ts';
import { platforms } from './rules/platforms.ts';

const id = Type.String({ format: 'uuid', ...sentence('Địa chỉ không đúng.', 'The address is not valid.') });
const version = Type.Integer({ minimum: 1, ...sentence('Hãy tải lại trang.', 'Reload the page.') });

const wording = {
  name: Type.String({
    minLength: 1,
    maxLength: 200,
    ...sentence('Hãy ghi tên hiển thị của tài khoản.', 'Write the account’s display name.'),
  }),
  ownerId: Type.String({ minLength: 1, ...sentence('Hãy chọn người phụ trách.', 'Choose who answers for the account.') }),
  deputyId: Type.String({ minLength: 1, ...sentence('Hãy chọn người thay thế.', 'Choose the deputy.') }),
  purpose: Type.String({ minLength: 1, maxLength: 500, ...sentence('Hãy ghi mục đích của tài khoản.', 'Say what the account is for.') }),
  editorialLine: Type.String({
    minLength: 1,
    maxLength: 2000,
    ...sentence('Hãy ghi tôn chỉ: đăng gì, không đăng gì.', 'Say what is posted there and what is not.'),
  }),
  approval: Type.Union(
    [Type.Literal('automatic'), Type.Literal('each'), Type.Literal('certified')],
    sentence('Hãy chọn cách duyệt.', 'Choose how texts are approved.'),
  ),
};

export const NewConnection = Type.Object({
  agencyId: id,
  platform: Type.Enum([...platforms], sentence('Hãy chọn nền tảng.', 'Choose the platform.')),
  stableId: Type.String({
    minLength: 1,
    maxLength: 200,
    pattern: '^[A-Za-z0-9._@-]+$',
    ...sentence('Hãy ghi mã cố định của tài khoản (không phải tên gọi).', 'Write the account’s unchanging id, not its handle.'),
  }),
  ...wording,
  credentials: Type.String({
    maxLength: 8000,
    default: '',
    ...sentence('Hãy ghi mỗi dòng một mục: tên = giá trị.', 'One line each: name = value.'),
  }),
});

/** What may be proposed about an account that is open. */
export const ConnectionChange = Type.Union([
  Type.Object({ connectionId: id, kind: Type.Literal('update'), ...wording }),
  Type.Object({
    connectionId: id,
    kind: Type.Literal('credentials'),
    credentials: Type.String({
      minLength: 3,
      maxLength: 8000,
      ...sentence('Hãy ghi mỗi dòng một mục: tên = giá trị.', 'One line each: name = value.'),
    }),
  }),
  Type.Object({ connectionId: id, kind: Type.Union([Type.Literal('resume'), Type.Literal('close')]) }),
]);
export type ConnectionChange = Static<typeof ConnectionChange>;

export const ChangeDecision = Type.Object({
  id,
  decision: Type.Union([Type.Literal('confirm'), Type.Literal('reject')], sentence('Hãy chọn đồng ý hoặc không.', 'Choose yes or no.')),
});

export const ConnectionRef = Type.Object({ id });

export const DeliveryRef = Type.Object({ id, version });

export const DeliveryText = Type.Object({
  id,
  version,
  text: Type.String({
    minLength: 1,
    maxLength: 63_206,
    ...sentence('Hãy ghi nội dung, không quá giới hạn của kênh.', 'Write a text within the channel’s limit.'),
  }),
});

export const DeliveryReason = Type.Object({
  id,
  version,
  reason: Type.String({ minLength: 1, maxLength: 300, ...sentence('Hãy ghi lý do.', 'Write the reason.') }),
});

export const BroadcastAsked = Type.Object({
  id,
  version,
  understood: Type.Literal(
    'yes',
    sentence('Hãy xác nhận rằng tin đã gửi không thu hồi được.', 'Confirm that what is sent cannot be taken back.'),
  ),
});

export const BroadcastSettled = Type.Object({
  id,
  found: Type.Union(
    [Type.Literal('sent'), Type.Literal('not-sent')],
    sentence('Hãy chọn điều thấy trong trang quản lý.', 'Choose what the manager shows.'),
  ),
});

const day = Type.String({ format: 'date', ...sentence('Hãy chọn một ngày.', 'Choose a date.') });

function consequence(vi: string, en: string) {
  return Type.String({ minLength: 1, maxLength: 500, ...sentence(vi, en) });
}

export const NewTrial = Type.Object({
  agencyId: id,
  question: Type.String({
    minLength: 1,
    maxLength: 500,
    ...sentence('Hãy ghi câu hỏi mà thử nghiệm trả lời.', 'Write the question that the trial answers.'),
  }),
  /** `platform/name`: the one figure that decides. */
  metric: Type.String({ pattern: '^[a-z]+/[a-z_]+$', ...sentence('Hãy chọn chỉ số quyết định.', 'Choose the figure that decides.') }),
  startsOn: day,
  endsOn: day,
  baselineFrom: day,
  baselineTo: day,
  comparison: Type.String({ minLength: 1, maxLength: 1000, ...sentence('Hãy ghi so với cái gì.', 'Say what it is compared with.') }),
  costVnd: Type.Integer({ minimum: 0, ...sentence('Hãy ghi chi phí bằng đồng.', 'Write the cost in đồng.') }),
  leastGainPercent: Type.Integer({
    minimum: 0,
    maximum: 1000,
    ...sentence('Hãy ghi mức tăng tối thiểu, phần trăm.', 'Write the least gain in percent.'),
  }),
  leastPosts: Type.Integer({
    minimum: 1,
    maximum: 10_000,
    ...sentence('Hãy ghi số bài tối thiểu mỗi kỳ.', 'Write the least number of posts a period.'),
  }),
  ifMet: consequence('Hãy ghi nếu đạt thì làm gì.', 'Write what is done when the rule is met.'),
  ifNotMet: consequence('Hãy ghi nếu không đạt thì làm gì.', 'Write what is done when it is not.'),
});

export const TrialRef = Type.Object({ id, version });

/** `site`: in whose name the report is signed; the route says it, not the form. */
export const TrialEnd = Type.Object({ id, version, site: Type.String({ minLength: 1 }) });
