import { sentence, Type } from '#kernel/schema.ts';

const id = Type.String({ minLength: 36, maxLength: 36 });
const DATE = '^\\d{4}-\\d{2}-\\d{2}$';
const line = (max: number, vi: string, en: string) => Type.String({ minLength: 1, maxLength: max, ...sentence(vi, en) });

/** The secret of a reporter's own address. */
export const Token = Type.String({ pattern: '^[\\w-]{43}$' });

export const Accreditation = Type.Object({
  fullName: line(120, 'Hãy ghi họ tên nhà báo.', 'Write the reporter’s name.'),
  outlet: line(120, 'Hãy ghi cơ quan báo chí.', 'Name the outlet.'),
  cardNumber: line(40, 'Hãy ghi số thẻ nhà báo.', 'Write the press card’s number.'),
  cardUntil: Type.String({ pattern: DATE, ...sentence('Hãy ghi ngày hết hạn của thẻ.', 'Write the day on which the card ends.') }),
  mail: Type.Optional(
    Type.String({
      maxLength: 200,
      pattern: '^(|[^\\s@]+@[^\\s@]+\\.[^\\s@]+)$',
      ...sentence('Địa chỉ thư điện tử chưa đúng.', 'This is no e-mail address.'),
    }),
  ),
});

export const Renewal = Type.Object({
  journalist: id,
  cardNumber: Accreditation.properties.cardNumber,
  cardUntil: Accreditation.properties.cardUntil,
  /** Empty: as it is. */
  mail: Accreditation.properties.mail,
});
export const NewHook = Type.Object({
  journalist: id,
  url: Type.String({
    pattern: '^https?://[^\\s@]{3,500}$',
    ...sentence('Hãy ghi địa chỉ nhận, bắt đầu bằng https://.', 'Write the address, from https:// on.'),
  }),
  /** The site's setting, put in by the route: closed and unencrypted addresses are allowed (tests, one closed network). */
  closedNetworks: Type.Boolean({ default: false }),
});
export const HookRef = Type.Object({ hook: id });
export const JournalistRef = Type.Object({ journalist: id });
export const ReleaseRef = Type.Object({ id });
/** `version`: the terms that the reporter was shown. */
export const Acceptance = Type.Object({ token: Token, version: Type.Optional(Type.Integer({ minimum: 1 })) });
export const CopyRef = Type.Object({
  token: Token,
  code: Type.String({ maxLength: 40 }),
  /** In what form the copy is opened. */
  what: Type.Enum(['page', 'pdf', 'picture'], { default: 'page' }),
});

export const Question = Type.Object({
  token: Token,
  code: Type.String({ maxLength: 40 }),
  question: line(2_000, 'Hãy ghi câu hỏi, không quá 2.000 ký tự.', 'Write the question, at most 2,000 characters.'),
  /** Empty: by the agency's term. */
  wished: Type.String({
    default: '',
    pattern: `^(|${DATE.slice(1, -1)})$`,
    ...sentence('Ngày mong được trả lời chưa đúng.', 'The day by which you would like the answer is not valid.'),
  }),
});

export const Answer = Type.Object({
  question: id,
  answer: line(5_000, 'Hãy ghi câu trả lời, không quá 5.000 ký tự.', 'Write the answer, at most 5,000 characters.'),
});
