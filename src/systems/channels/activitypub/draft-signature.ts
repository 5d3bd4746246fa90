import { createHash, type KeyObject, sign } from 'node:crypto';
import { now } from '#kernel/time.ts';
import { AHEAD_MS, type Claim, header, OLDEST_MS, type SignedRequest } from './signed-request.ts';

export const ACTIVITY_TYPE = 'application/activity+json';

/** `SHA-256=…` of a body, as the Digest header has it (RFC 3230). */
export function digestOf(body: Uint8Array): string {
  return `SHA-256=${createHash('sha256').update(body).digest('base64')}`;
}

export interface Signing {
  readonly keyId: string;
  readonly privateKey: KeyObject;
}

/** Signs in the thread pool: the million multiplications of RSA hold up nothing else. */
export function rsaSignature(text: string, privateKey: KeyObject): Promise<string> {
  return new Promise((resolve, reject) => {
    sign('sha256', Buffer.from(text), privateKey, (error, signature) => (error ? reject(error) : resolve(signature.toString('base64'))));
  });
}

/** Headers of a signed POST (draft-cavage-http-signatures-12, rsa-sha256), as Mastodon and its kin ask for them. `digest`: by `digestOf`. */
export async function signedHeaders(url: URL, digest: string, { keyId, privateKey }: Signing): Promise<Record<string, string>> {
  const date = now().toUTCString();
  const text = [
    `(request-target): post ${url.pathname}${url.search}`,
    `host: ${url.host}`,
    `date: ${date}`,
    `digest: ${digest}`,
    `content-type: ${ACTIVITY_TYPE}`,
  ].join('\n');
  const names = '(request-target) host date digest content-type';
  const signature = await rsaSignature(text, privateKey);
  return {
    host: url.host,
    date,
    digest,
    'content-type': ACTIVITY_TYPE,
    signature: `keyId="${keyId}",algorithm="rsa-sha256",headers="${names}",signature="${signature}"`,
  };
}

/** Headers of a signed GET: servers in secure mode show their actors to nobody else. */
export async function signedGetHeaders(url: URL, { keyId, privateKey }: Signing): Promise<Record<string, string>> {
  const date = now().toUTCString();
  const text = `(request-target): get ${url.pathname}${url.search}\nhost: ${url.host}\ndate: ${date}`;
  const signature = await rsaSignature(text, privateKey);
  return {
    host: url.host,
    date,
    accept: ACTIVITY_TYPE,
    signature: `keyId="${keyId}",algorithm="rsa-sha256",headers="(request-target) host date",signature="${signature}"`,
  };
}

const LONGEST_HEADER = 4_000;

/** Reads a Signature header of the draft; undefined when it is none, signs too little, is old, or signs another body. */
export function readDraftSignature(request: SignedRequest): Claim | undefined {
  const given = header(request, 'signature');
  if (given === undefined || given.length > LONGEST_HEADER) return undefined;
  const parts = new Map<string, string>();
  for (const match of given.matchAll(/([a-zA-Z]+)="([^"]*)"/g)) parts.set(match[1] ?? '', match[2] ?? '');
  const keyId = parts.get('keyId') ?? '';
  const algorithm = parts.get('algorithm') ?? 'hs2019';
  const names = (parts.get('headers') ?? 'date').toLowerCase().split(' ');
  const enough = ['(request-target)', 'host', 'date', 'digest'].every((name) => names.includes(name));
  if (keyId === '' || !enough || (algorithm !== 'rsa-sha256' && algorithm !== 'hs2019')) return undefined;
  if (!isOfNow(header(request, 'date')) || header(request, 'digest') !== digestOf(request.body)) return undefined;
  const lines = names.map((name) => `${name}: ${valueOf(request, name)}`);
  return {
    keyId,
    text: lines.join('\n'),
    signature: Buffer.from(parts.get('signature') ?? '', 'base64'),
    algorithm: algorithm === 'rsa-sha256' ? 'rsa-v1_5-sha256' : undefined,
  };
}

function isOfNow(date: string | undefined): boolean {
  const ageMs = now().getTime() - Date.parse(date ?? '');
  return ageMs <= OLDEST_MS && ageMs >= -AHEAD_MS;
}

function valueOf(request: SignedRequest, name: string): string {
  if (name === '(request-target)') return `${request.method.toLowerCase()} ${request.target}`;
  // What was meant for another server is not taken here.
  if (name === 'host') return new URL(request.publicUrl).host;
  return header(request, name) ?? '';
}
