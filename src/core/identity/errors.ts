import { invalid, Problem } from '#kernel/problem.ts';

/** 422, one sentence for an unknown name and a wrong password alike. */
export function wrongSignIn(): Problem {
  return new Problem({
    slug: 'sign-in-refused',
    status: 422,
    title: { vi: 'Chưa đăng nhập được', en: 'Not signed in' },
    fields: [
      {
        field: 'signInName',
        message: { vi: 'Tên đăng nhập hoặc mật khẩu chưa đúng.', en: 'The sign-in name or the password is wrong.' },
      },
    ],
  });
}

/** 429: too many wrong guesses at this name or from this address. */
export function tooManyGuesses(waitSeconds: number): Problem {
  const minutes = Math.ceil(waitSeconds / 60);
  const vi = waitSeconds < 60 ? `${waitSeconds} giây` : `${minutes} phút`;
  const en = waitSeconds < 60 ? `${waitSeconds} seconds` : `${minutes} minutes`;
  const message = {
    vi: `Đã thử sai quá nhiều lần. Hãy đợi ${vi} rồi thử lại.`,
    en: `Too many wrong attempts. Wait ${en}, then try again.`,
  };
  return new Problem({
    slug: 'too-many-guesses',
    status: 429,
    title: { vi: 'Tạm khóa vì thử sai nhiều lần', en: 'Locked for a while after wrong attempts' },
    detail: message,
    refusals: [{ code: 'too-many-guesses', message }],
    headers: { 'retry-after': String(waitSeconds) },
  });
}

/** 422: a temporary password was typed where it does not count. */
export function temporaryPassword(): Problem {
  const message = {
    vi: 'Đây là mật khẩu tạm, chưa dùng được để vào trang khác. Hãy đăng nhập vào Một Cửa, đặt mật khẩu của riêng bạn, rồi đăng nhập lại ở trang này.',
    en: 'This is a temporary password and opens no other site. Sign in to Một Cửa, set a password of your own, then sign in here again.',
  };
  return invalid([{ field: 'password', message }]);
}

/** 503: more sign-ins at once than this process takes. */
export function tooBusy(): Problem {
  return new Problem({
    slug: 'sign-in-busy',
    status: 503,
    title: { vi: 'Đang có quá nhiều lượt đăng nhập', en: 'Too many sign-ins at once' },
    detail: { vi: 'Hãy đợi vài giây rồi thử lại.', en: 'Wait a few seconds, then try again.' },
    headers: { 'retry-after': '5' },
  });
}

/** 422 at the field that asked for the present password. */
export function wrongPassword(field: string): Problem {
  return invalid([{ field, message: { vi: 'Mật khẩu chưa đúng.', en: 'The password is wrong.' } }]);
}

/** 422 at the field that asked for a code. */
export function wrongCode(): Problem {
  const message = {
    vi: 'Mã chưa đúng hoặc đã dùng rồi. Hãy nhập mã đang hiện trong ứng dụng.',
    en: 'The code is wrong or has been used. Type the code that the app shows now.',
  };
  return invalid([{ field: 'code', message }]);
}

/** 410: no authentication goes on here in this browser. */
export function authenticationOver(): Problem {
  return new Problem({
    slug: 'authentication-over',
    status: 410,
    title: { vi: 'Lượt xác thực này không còn hiệu lực', en: 'This authentication is over' },
    detail: {
      vi: 'Lượt xác thực đã xong, đã quá mười phút, hoặc được mở ở trình duyệt khác. Hãy quay lại nơi bạn bắt đầu và đăng nhập lại.',
      en: 'It is finished, older than ten minutes, or was opened in another browser. Go back to where you began and sign in again.',
    },
  });
}

/** 422 at the field of the code that a computer shows. */
export function unknownPhoneCode(): Problem {
  const message = {
    vi: 'Không có yêu cầu đăng nhập nào với mã này, hoặc mã đã quá hai phút. Hãy xem lại mã trên máy tính.',
    en: 'There is no request to sign in with this code, or it is older than two minutes. Look at the computer again.',
  };
  return invalid([{ field: 'ma', message }]);
}

/** 422: whatever was wrong with a passkey's answer; the sentence does not say what, so that nothing can be tried out. */
export function passkeyRefused(): Problem {
  return new Problem({
    slug: 'passkey-refused',
    status: 422,
    title: { vi: 'Khóa truy cập không được chấp nhận', en: 'The passkey was not accepted' },
    detail: {
      vi: 'Khóa truy cập này không dùng được ở đây, hoặc trang đã mở quá lâu. Hãy tải lại trang rồi thử lại, hoặc dùng cách đăng nhập khác.',
      en: 'This passkey cannot be used here, or the page was open too long. Reload the page and try again, or sign in another way.',
    },
  });
}

/** 422 at the second of two new passwords. */
export function passwordsDiffer(): Problem {
  return invalid([
    { field: 'newPasswordAgain', message: { vi: 'Hai lần nhập mật khẩu mới chưa giống nhau.', en: 'The two new passwords differ.' } },
  ]);
}
