import type { Text } from './i18n.ts';

/** A field of a form that was refused, with a sentence for the person who filled it in. */
export interface FieldError {
  /** JSON pointer of the field without the leading slash: `recipients/0/agencyId`. */
  readonly field: string;
  readonly message: Text;
}

/** A reason why an action may not be done now; shown to the person as it stands. */
export interface Refusal {
  readonly code: string;
  readonly message: Text;
  /** The form field to put it at, if it belongs to one. */
  readonly field?: string;
}

export interface ProblemOptions {
  /** Slug of the page in docs/problems/ that `type` points to. */
  readonly slug: string;
  readonly status: number;
  readonly title: Text;
  /** What is wrong and what to do. */
  readonly detail?: Text;
  readonly fields?: readonly FieldError[];
  readonly refusals?: readonly Refusal[];
  /** Headers such as Retry-After. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** An error meant for the person or program that caused it (RFC 9457). Throwing one rolls the transaction back. */
export class Problem extends Error {
  readonly slug: string;
  readonly status: number;
  readonly title: Text;
  readonly detail: Text | undefined;
  readonly fields: readonly FieldError[];
  readonly refusals: readonly Refusal[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(options: ProblemOptions) {
    super(`${options.slug}: ${(options.detail ?? options.title).en}`);
    this.name = 'Problem';
    this.slug = options.slug;
    this.status = options.status;
    this.title = options.title;
    this.detail = options.detail;
    this.fields = options.fields ?? [];
    this.refusals = options.refusals ?? [];
    this.headers = options.headers ?? {};
  }
}

/** 404: the page or record does not exist, or the asker may not know that it does. */
export function notFound(detail?: Text): Problem {
  return new Problem({
    slug: 'not-found',
    status: 404,
    title: { vi: 'Không tìm thấy', en: 'Not found' },
    detail: detail ?? {
      vi: 'Trang hoặc hồ sơ này không có. Hãy kiểm tra lại địa chỉ, hoặc tìm từ trang chủ.',
      en: 'This page or record does not exist. Check the address, or search from the home page.',
    },
  });
}

/** 403: signed in, but without the permission. */
export function forbidden(detail?: Text): Problem {
  return new Problem({
    slug: 'forbidden',
    status: 403,
    title: { vi: 'Bạn không có quyền làm việc này', en: 'You may not do this' },
    detail: detail ?? {
      vi: 'Vị trí công tác của bạn không có quyền này. Nếu cần, hãy liên hệ người quản trị của cơ quan.',
      en: 'Your post does not carry this permission. Ask your agency’s administrator if you need it.',
    },
  });
}

/** 401: nobody is signed in. */
export function unauthenticated(): Problem {
  return new Problem({
    slug: 'sign-in-needed',
    status: 401,
    title: { vi: 'Cần đăng nhập', en: 'Sign in first' },
    detail: { vi: 'Hãy đăng nhập rồi làm lại việc này.', en: 'Sign in, then do this again.' },
  });
}

/** 422: the form or message has fields that cannot be accepted. */
export function invalid(fields: readonly FieldError[], detail?: Text): Problem {
  return new Problem({
    slug: 'invalid-input',
    status: 422,
    title: { vi: 'Thông tin chưa hợp lệ', en: 'Some information is not valid' },
    detail: detail ?? { vi: 'Hãy sửa những ô được nêu rồi gửi lại.', en: 'Correct the fields named below and send again.' },
    fields,
  });
}

/** 409: the action's rules do not allow it now; each reason is a sentence. */
export function refused(refusals: readonly Refusal[]): Problem {
  return new Problem({
    slug: 'refused',
    status: 409,
    title: { vi: 'Chưa thể thực hiện', en: 'This cannot be done now' },
    detail: {
      vi: refusals.map((refusal) => refusal.message.vi).join(' '),
      en: refusals.map((refusal) => refusal.message.en).join(' '),
    },
    refusals,
  });
}
