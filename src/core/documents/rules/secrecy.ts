import type { Refusal } from '#kernel/problem.ts';

/** Degrees of State secrecy. None of them may enter this network; documents in it are `none` by definition. */
export type Secrecy = 'none' | 'mat' | 'toi-mat' | 'tuyet-mat';

const NAMES: Readonly<Record<Exclude<Secrecy, 'none'>, string>> = { mat: 'Mật', 'toi-mat': 'Tối mật', 'tuyet-mat': 'Tuyệt mật' };

/** The reason why a document with this degree is refused; empty for `none`. */
export function refuseSecret(secrecy: Secrecy): Refusal[] {
  if (secrecy === 'none') return [];
  const name = NAMES[secrecy];
  return [
    {
      code: 'secret-document',
      message: {
        vi: `Văn bản có độ mật “${name}” không được soạn, tải lên hay gửi trên mạng này. Hãy xử lý theo quy định bảo vệ bí mật nhà nước.`,
        en: `A document marked “${name}” (State secret) must not be written, uploaded or sent on this network. Handle it under the rules for State secrets.`,
      },
      field: 'secrecy',
    },
  ];
}

const MARK = /^[\s*_#>|]*(TUYỆT MẬT|TỐI MẬT|MẬT)[\s*_|]*$/mu;
const DEGREES: Readonly<Record<string, Secrecy>> = { MẬT: 'mat', 'TỐI MẬT': 'toi-mat', 'TUYỆT MẬT': 'tuyet-mat' };

/**
 * A secrecy mark standing alone on a line in the head (first 3,000 characters) of a document's text. Words inside
 * a sentence are no mark. Degrees are printed in capitals (Decree 30/2020 leaves them to the law on State secrets).
 */
export function secrecyMarkIn(text: string): Secrecy {
  const found = MARK.exec(text.slice(0, 3_000).normalize('NFC'))?.[1];
  return found === undefined ? 'none' : (DEGREES[found] ?? 'none');
}
