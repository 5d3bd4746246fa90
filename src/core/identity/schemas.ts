import { sentence, Type } from '#kernel/schema.ts';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from './rules/password.ts';
import { SIGN_IN_NAME } from './rules/sign-in-name.ts';

export const FullName = Type.String({
  minLength: 1,
  maxLength: 120,
  pattern: '\\S',
  ...sentence('Hãy ghi họ và tên.', 'Write the full name.'),
});

export const SignInName = Type.String({
  pattern: SIGN_IN_NAME,
  ...sentence(
    'Tên đăng nhập gồm 3 đến 64 chữ thường không dấu, chữ số, dấu chấm, gạch nối hoặc @.',
    'A sign-in name has 3 to 64 lower-case letters without accents, digits, dots, hyphens or @.',
  ),
});

export const AgencyId = Type.String({ format: 'uuid', ...sentence('Hãy chọn cơ quan.', 'Choose an agency.') });

export const PostTitle = Type.String({
  minLength: 1,
  maxLength: 160,
  pattern: '\\S',
  ...sentence('Hãy ghi chức danh, ví dụ: Văn thư.', 'Write the post, for example: Clerk.'),
});

export const Roles = Type.Array(Type.String({ pattern: '^[a-z][a-z0-9-]{1,40}$' }), {
  minItems: 1,
  maxItems: 20,
  ...sentence('Hãy chọn ít nhất một vai trò.', 'Choose at least one role.'),
});

export const Day = Type.String({ format: 'date', ...sentence('Hãy chọn ngày đúng.', 'Choose a valid date.') });

/** What somebody typed as a password to be checked; the rules for new ones are in rules/password.ts. */
export const TypedPassword = Type.String({ minLength: 1, maxLength: 1000, ...sentence('Hãy nhập mật khẩu.', 'Type the password.') });

export const NewPassword = Type.String({
  minLength: 1,
  maxLength: 1000,
  description: `${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters`,
  ...sentence('Hãy nhập mật khẩu mới.', 'Type the new password.'),
});

/** A code of the authenticator app or a recovery code. */
export const TypedCode = Type.String({
  minLength: 6,
  maxLength: 40,
  ...sentence('Hãy nhập mã gồm 6 chữ số trong ứng dụng, hoặc một mã khôi phục.', 'Type the six digits from the app, or a recovery code.'),
});
