import { sentence, type Static, Type } from '#kernel/schema.ts';
import { ASKED_SCOPES } from './rules/claims.ts';

const address = 'https://[^\\s<>"#]{3,500}|http://(localhost|127\\.0\\.0\\.1)(:\\d{1,5})?(/[^\\s<>"#]{0,500})?';

/** What an administrator says about a site; the id, the secret's hash and the agency are the route's. */
export const NewClient = Type.Object({
  id: Type.String({ pattern: '^[a-z0-9][a-z0-9.-]{2,63}$' }),
  secretHash: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' })),
  title: Type.String({
    minLength: 1,
    maxLength: 160,
    pattern: '\\S',
    ...sentence('Hãy ghi tên trang, không quá 160 ký tự.', 'Write the name of the site, at most 160 characters.'),
  }),
  redirectUris: Type.Array(Type.String({ pattern: `^(${address})$` }), {
    minItems: 1,
    maxItems: 20,
    ...sentence(
      'Hãy ghi ít nhất một địa chỉ trở về, mỗi dòng một địa chỉ bắt đầu bằng https:// và không có dấu #.',
      'Write at least one return address, one a line, beginning with https:// and without a #.',
    ),
  }),
  scopes: Type.Array(Type.Union(ASKED_SCOPES.map((scope) => Type.Literal(scope))), {
    default: [],
    maxItems: ASKED_SCOPES.length,
    ...sentence('Hãy chọn trong danh sách.', 'Choose from the list.'),
  }),
  minimumLevel: Type.Integer({ minimum: 1, maximum: 4, ...sentence('Hãy chọn mức xác thực.', 'Choose a level.') }),
  proof: Type.Union([Type.Literal('secret'), Type.Literal('none'), Type.Literal('key')], {
    ...sentence('Hãy chọn cách trang chứng minh chính mình.', 'Choose how the site proves itself.'),
  }),
  keys: Type.Optional(Type.String({ maxLength: 10_000, ...sentence('Hãy dán khóa công khai (JWKS).', 'Paste the public keys (JWKS).') })),
  strict: Type.Optional(Type.Boolean()),
  represents: Type.Optional(Type.Boolean()),
  backchannelLogoutUri: Type.Optional(
    Type.String({
      pattern: `^(|${address})$`,
      ...sentence('Địa chỉ phải bắt đầu bằng https://.', 'The address must begin with https://.'),
    }),
  ),
});
export type NewClient = Static<typeof NewClient>;
