import { Problem } from '#kernel/problem.ts';

/** 400: the answer of a provider that this browser did not ask for, or no longer. */
export function notOurSignIn(): Problem {
  return new Problem({
    slug: 'sign-in-not-begun-here',
    status: 400,
    title: { vi: 'Lượt đăng nhập này đã hết hiệu lực', en: 'This sign-in is no longer valid' },
    detail: {
      vi: 'Lượt đăng nhập không bắt đầu từ trình duyệt này, đã dùng rồi, hoặc đã quá 15 phút. Không có gì thay đổi; hãy đăng nhập lại từ đầu.',
      en: 'It was not begun in this browser, has been used, or is older than 15 minutes. Nothing has changed; sign in again from the start.',
    },
  });
}

/** 503: the provider does not answer, or answers with an error of its own. */
export function providerAway(): Problem {
  return new Problem({
    slug: 'identity-provider-away',
    status: 503,
    title: { vi: 'Chưa kết nối được nơi xác thực', en: 'The identity provider cannot be reached' },
    detail: {
      vi: 'Hệ thống định danh điện tử đang không trả lời. Bạn chưa được đăng nhập và không có gì ghi dở; hãy thử lại sau ít phút.',
      en: 'The electronic identification system does not answer. You are not signed in and nothing was half-done; try again in a few minutes.',
    },
    headers: { 'retry-after': '30' },
  });
}

/** 502: the provider's answer does not pass the checks. */
export function answerRefused(): Problem {
  return new Problem({
    slug: 'identity-answer-refused',
    status: 502,
    title: { vi: 'Không nhận kết quả xác thực này', en: 'The identity provider’s answer was refused' },
    detail: {
      vi: 'Kết quả từ hệ thống định danh điện tử không qua được kiểm tra an toàn nên không được dùng. Hãy đăng nhập lại; nếu vẫn vậy, hãy báo cho người quản trị kèm mã yêu cầu.',
      en: 'The answer of the identification system did not pass the security checks and was not used. Sign in again; if it happens again, tell the administrator the request’s id.',
    },
  });
}

/** 403: the person stopped at the provider. */
export function signInStopped(): Problem {
  return new Problem({
    slug: 'sign-in-stopped',
    status: 403,
    title: { vi: 'Bạn đã dừng đăng nhập', en: 'You stopped signing in' },
    detail: {
      vi: 'Bạn đã từ chối ở trang xác thực, nên chưa đăng nhập. Bạn có thể đăng nhập lại bất cứ lúc nào.',
      en: 'You said no at the identification page, so you are not signed in. You can sign in again at any time.',
    },
  });
}

/** 403: proven, but not at the level that was needed. */
export function levelNotReached(wanted: number): Problem {
  return new Problem({
    slug: 'level-not-reached',
    status: 403,
    title: { vi: 'Chưa đạt mức xác thực cần thiết', en: 'The level of authentication is too low' },
    detail: {
      vi: `Việc này cần xác thực mức ${wanted}, nhưng lần xác thực vừa rồi không đạt. Phiên của bạn vẫn như trước; hãy dùng cách xác thực mạnh hơn rồi làm lại.`,
      en: `This needs authentication at level ${wanted}, and yours did not reach it. Your session is as before; use a stronger way and try again.`,
    },
  });
}

/** 403: somebody else came back from a step-up. */
export function otherAccount(): Problem {
  return new Problem({
    slug: 'other-account',
    status: 403,
    title: { vi: 'Người vừa xác thực là người khác', en: 'Somebody else authenticated' },
    detail: {
      vi: 'Việc này phải do chính tài khoản đang đăng nhập xác thực. Phiên của bạn vẫn như trước.',
      en: 'The account that is signed in must authenticate itself. Your session is as before.',
    },
  });
}

/** 403: the account does not exist here any more. */
export function accountClosed(): Problem {
  return new Problem({
    slug: 'account-closed',
    status: 403,
    title: { vi: 'Tài khoản này không còn dùng được', en: 'This account can no longer be used' },
    detail: {
      vi: 'Tài khoản đã đóng. Nếu bạn cho là nhầm, hãy liên hệ cơ quan đã cấp tài khoản.',
      en: 'The account is closed. If you think that this is a mistake, ask the agency that opened it.',
    },
  });
}

/** 403: the owner, or a counter, has locked the account. */
export function identityLocked(): Problem {
  return new Problem({
    slug: 'identity-locked',
    status: 403,
    title: { vi: 'Tài khoản đang khóa', en: 'The account is locked' },
    detail: {
      vi: 'Tài khoản này đã được khóa theo yêu cầu của chủ tài khoản hoặc của nơi cấp. Mở khóa ở trang đăng nhập của tài khoản tại đây, hoặc tại nơi cấp.',
      en: 'The account was locked by its owner or at a counter. Unlock it by signing in to the account here, or at a counter.',
    },
  });
}

/** 403 with the level that is needed; pages lead to the provider and back, programs read the header (RFC 9470). */
export class LevelNeeded extends Problem {
  readonly level: number;
  constructor(level: number) {
    super({
      slug: 'level-needed',
      status: 403,
      title: { vi: 'Cần xác thực thêm', en: 'Authenticate once more' },
      detail: {
        vi: `Việc này cần xác thực mức ${level}. Hãy xác thực thêm rồi làm tiếp.`,
        en: `This needs authentication at level ${level}. Authenticate once more, then go on.`,
      },
      headers: {
        'www-authenticate': `Bearer error="insufficient_user_authentication", acr_values="urn:motcua:acr:${level}"`,
      },
    });
    this.level = level;
  }
}

/** 403: how the identity was proven does not suffice; no authentication can change that. */
export function accountLevelNeeded(): Problem {
  return new Problem({
    slug: 'account-level-needed',
    status: 403,
    title: { vi: 'Cần tài khoản định danh mức 2', en: 'An identity proven at level 2 is needed' },
    detail: {
      vi: 'Việc này chỉ dành cho tài khoản định danh điện tử mức 2. Hãy đến nơi cấp căn cước để được nâng mức; mang theo thẻ căn cước.',
      en: 'This is only for identities proven at level 2. Go to the counter that issues identity cards to have yours raised; bring your card.',
    },
  });
}
