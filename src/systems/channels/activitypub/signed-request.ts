import { createHash } from 'node:crypto';

/** A request whose sender is to be proven. */
export interface SignedRequest {
  readonly method: string;
  /** Address of this site as its senders know it: what a signature names, whatever a proxy in between wrote into Host. */
  readonly publicUrl: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Uint8Array;
}

/** What a request claims: that the holder of a key signed this text. Date and digest are already checked. */
export interface Claim {
  readonly keyId: string;
  readonly text: string;
  readonly signature: Buffer;
  /** By the registry of RFC 9421; undefined: whatever the key is for. */
  readonly algorithm: string | undefined;
}

/** A header as one text, as both schemes join what came several times. */
export function header(request: SignedRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

/** A signature made at this instant counts; longer ago or further ahead than this, it does not. */
export const OLDEST_MS = 12 * 3_600_000;
export const AHEAD_MS = 3_600_000;

/** Names a signature, so that the same request is not obeyed twice. */
export function signatureHash(claim: Claim): string {
  return createHash('sha256').update(claim.keyId).update('\n').update(claim.signature).digest('hex');
}
