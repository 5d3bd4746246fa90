import { sentence, type Static, type TSchema, Type } from '#kernel/schema.ts';

export const FREQUENCIES = ['immediate', 'daily', 'weekly'] as const;
export type Frequency = (typeof FREQUENCIES)[number];

const Frequency = Type.Union(
  FREQUENCIES.map((name) => Type.Literal(name)),
  sentence('Hãy chọn nhận ngay, hằng ngày hoặc hằng tuần.', 'Choose at once, daily or weekly.'),
);
const Language = Type.Union([Type.Literal('vi'), Type.Literal('en')], sentence('Hãy chọn ngôn ngữ.', 'Choose a language.'));

const orNone = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** Checked against the lists by the route, see `readWanted`. */
const Wanted = {
  topic: orNone(Type.String({ maxLength: 40 })),
  agencyId: orNone(Type.String({ minLength: 36, maxLength: 36 })),
  placeCode: orNone(Type.String({ maxLength: 20 })),
  person: orNone(Type.String({ maxLength: 120 })),
};

/** As RFC 5321 has it, less what no mail server of today gives out: letters beyond ASCII before the @, quotes, addresses of machines. */
const MAIL = "^[\\w.!#$%&'*+/=?^`{|}~-]{1,64}@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z]{2,24}$";

export const Subscribe = Type.Object({
  email: Type.String({
    maxLength: 254,
    pattern: MAIL,
    ...sentence('Hãy ghi địa chỉ thư điện tử đầy đủ, ví dụ ten@example.vn.', 'Write a whole e-mail address, such as name@example.vn.'),
  }),
  frequency: Frequency,
  lang: Language,
  ...Wanted,
  /** What is wanted, in words. */
  labels: Type.Array(Type.String({ maxLength: 300 })),
  /** The network it was asked from, see `addressKey`. */
  from: Type.String({ maxLength: 60 }),
});
export type Subscribe = Static<typeof Subscribe>;

const Token = Type.String({ pattern: '^[\\w-]{43}$', ...sentence('Liên kết này không đúng.', 'This link is not valid.') });

export const ByLink = Type.Object({ token: Token });
export const FollowChange = Type.Object({ token: Token, id: Type.Integer({ minimum: 1 }), frequency: Frequency, lang: Language });
export const FollowEnd = Type.Object({ token: Token, id: Type.Integer({ minimum: 1 }) });

const Endpoint = Type.String({ minLength: 12, maxLength: 1_000 });

/** What a browser says of itself (W3C Push API) and what its owner chose. */
export const SubscribePush = Type.Object({
  endpoint: Endpoint,
  /** Uncompressed point on P-256, base64url. */
  p256dh: Type.String({ pattern: '^[\\w-]{87}$' }),
  /** 16 bytes, base64url. */
  auth: Type.String({ pattern: '^[\\w-]{22}$' }),
  lang: Language,
  ...Wanted,
  from: Type.String({ maxLength: 60 }),
  /** The site's setting: its network has push services of its own. */
  closedNetworks: Type.Boolean(),
});

export const PushEnd = Type.Object({ endpoint: Endpoint });
