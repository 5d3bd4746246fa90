/** Where a platform's rotating tokens are kept. A refresh token works once: losing its successor means asking a person. */
export interface TokenStore {
  /**
   * Marks, durably and before the token is used, that one renewal begins; gives the newest credentials.
   * Undefined: another is at it right now.
   */
  begin(connectionId: string): Promise<Readonly<Record<string, string>> | undefined>;
  /** Keeps both new tokens in one transaction. */
  keep(connectionId: string, agencyId: string, tokens: RotatedTokens): Promise<void>;
  /** Nothing came of it; why, for a person to read ('' when none was needed). */
  end(connectionId: string, why: string): Promise<void>;
}

export interface RotatedTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly until: Date;
}
