import { createHash, createPublicKey, createSign, createVerify, type KeyObject } from 'node:crypto';
import { now } from '#kernel/time.ts';

/** `SHA-256=…` of a body, as the Digest header has it (RFC 3230). */
export function digestOf(body: Uint8Array): string {
  return `SHA-256=${createHash('sha256').update(body).digest('base64')}`;
}

export interface Signing {
  readonly keyId: string;
  readonly privateKey: KeyObject;
}

/** Headers of a signed POST (draft-cavage-http-signatures-12, rsa-sha256), as Mastodon and its kin ask for them. */
export function signedHeaders(url: URL, body: Uint8Array, { keyId, privateKey }: Signing): Record<string, string> {
  const date = now().toUTCString();
  const type = 'application/activity+json';
  const digest = digestOf(body);
  const text = [
    `(request-target): post ${url.pathname}${url.search}`,
    `host: ${url.host}`,
    `date: ${date}`,
    `digest: ${digest}`,
    `content-type: ${type}`,
  ].join('\n');
  const signature = createSign('sha256').update(text).sign(privateKey, 'base64');
  const names = '(request-target) host date digest content-type';
  return {
    host: url.host,
    date,
    digest,
    'content-type': type,
    signature: `keyId="${keyId}",algorithm="rsa-sha256",headers="${names}",signature="${signature}"`,
  };
}

/** Headers of a signed GET: servers in secure mode show their actors to nobody else. */
export function signedGetHeaders(url: URL, { keyId, privateKey }: Signing): Record<string, string> {
  const date = now().toUTCString();
  const text = `(request-target): get ${url.pathname}${url.search}\nhost: ${url.host}\ndate: ${date}`;
  const signature = createSign('sha256').update(text).sign(privateKey, 'base64');
  return {
    host: url.host,
    date,
    accept: 'application/activity+json',
    signature: `keyId="${keyId}",algorithm="rsa-sha256",headers="(request-target) host date",signature="${signature}"`,
  };
}

export interface Signed {
  readonly keyId: string;
  readonly names: readonly string[];
  readonly signature: Buffer;
}

/** Reads a Signature header; undefined when it is none, or signs too little to prove anything. */
export function readSignature(header: string | undefined): Signed | undefined {
  if (header === undefined || header.length > 4_000) return undefined;
  const parts = new Map<string, string>();
  for (const match of header.matchAll(/([a-zA-Z]+)="([^"]*)"/g)) parts.set(match[1] ?? '', match[2] ?? '');
  const keyId = parts.get('keyId') ?? '';
  const algorithm = parts.get('algorithm') ?? 'hs2019';
  const names = (parts.get('headers') ?? 'date').toLowerCase().split(' ');
  const enough = ['(request-target)', 'host', 'date', 'digest'].every((name) => names.includes(name));
  if (keyId === '' || !enough || (algorithm !== 'rsa-sha256' && algorithm !== 'hs2019')) return undefined;
  return { keyId, names, signature: Buffer.from(parts.get('signature') ?? '', 'base64') };
}

export interface SignedRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Uint8Array;
}

const WINDOW_MS = 12 * 3_600_000;

/** Whether date and digest of a request are what they should be: before any key is fetched for it. */
export function plausible(request: SignedRequest): boolean {
  const date = Date.parse(String(request.headers['date'] ?? ''));
  if (!(Math.abs(now().getTime() - date) <= WINDOW_MS)) return false;
  return request.headers['digest'] === digestOf(request.body);
}

/** Whether a request was signed by this key. */
export function isSignedBy(request: SignedRequest, signed: Signed, publicPem: string): boolean {
  const lines = signed.names.map((name) =>
    name === '(request-target)'
      ? `(request-target): ${request.method.toLowerCase()} ${request.target}`
      : `${name}: ${String(request.headers[name] ?? '')}`,
  );
  try {
    const key = createPublicKey(publicPem);
    if (key.asymmetricKeyType !== 'rsa') return false;
    return createVerify('sha256').update(lines.join('\n')).verify(key, signed.signature);
  } catch {
    return false;
  }
}
