import { readFileSync, statSync } from 'node:fs';
import type { Text } from '#kernel/i18n.ts';
import { Problem } from '#kernel/problem.ts';
import type { Profile } from '../certificates/issue.ts';
import type { TokenKey } from '../certificates/signing-key.ts';

/** A PKCS #11 token (a hardware security module, a smart card, SoftHSM) that makes and holds keys of this site. */
export interface Token {
  readonly label: string;
  /** Certificates of these kinds have their keys in it. */
  readonly kinds: ReadonlySet<Profile>;
  /** Makes a key inside, never to be taken out, under the id of its certificate. */
  generate(certificateId: string, profile: Profile): TokenKey;
  /** A key made before. Throws a Problem 503 when the token or the key is not there. */
  find(certificateId: string): TokenKey;
  close(): void;
}

/** How to reach a token. */
export interface TokenSettings {
  /** Path of the maker's PKCS #11 library. */
  readonly module: string;
  readonly label: string;
  /** Holds the user's PIN in its first line; for its owner's eyes only. */
  readonly pinFile: string;
  readonly kinds: readonly string[];
}

/** The token cannot be used as it was set; the message is for the operator. */
export class TokenError extends Error {
  constructor(text: Text) {
    super(`${text.vi} / ${text.en}`);
  }
}

/** Read at each connection, so that it lies in memory no longer than needed. */
export function readPin(path: string): string {
  const { mode } = statSync(path, { throwIfNoEntry: false }) ?? {};
  if (mode === undefined) throw new TokenError({ vi: `Không có tệp mã PIN ${path}.`, en: `there is no file ${path} with the PIN.` });
  if ((mode & 0o077) !== 0) {
    throw new TokenError({
      vi: `Người khác đọc được mã PIN ${path}: hãy chạy chmod 600 cho tệp này.`,
      en: `others may read the PIN ${path}: run chmod 600 on it.`,
    });
  }
  return readFileSync(path, 'utf8').split('\n')[0]?.trim() ?? '';
}

/** The token does not answer, or does not have the key: nothing can be signed with it now. */
export function tokenAway(label: string, why: string): Problem {
  return new Problem({
    slug: 'token-away',
    status: 503,
    title: { vi: 'Thiết bị giữ khóa không trả lời', en: 'The key token does not answer' },
    detail: {
      vi: `Thiết bị PKCS #11 “${label}” chưa dùng được (${why}). Hãy cắm lại hoặc kiểm tra thiết bị rồi thử lại.`,
      en: `The PKCS #11 token “${label}” cannot be used now (${why}). Reconnect or check it, then try again.`,
    },
  });
}
