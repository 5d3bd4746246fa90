import { createHash, timingSafeEqual } from 'node:crypto';
import { now } from '#kernel/time.ts';
import { ACTIVITY_TYPE, rsaSignature, type Signing } from './draft-signature.ts';
import { AHEAD_MS, type Claim, header, OLDEST_MS, type SignedRequest } from './signed-request.ts';

/**
 * HTTP Message Signatures (RFC 9421) with Content-Digest (RFC 9530), as far as ActivityPub servers use them: covered
 * components without parameters. The parameters are taken into the signed text as they came, not written anew.
 */

const LONGEST_HEADER = 4_000;
const MEMBER =
  /\s*([a-z*][a-z0-9_.*-]*)=(\(((?: *"[a-z0-9@-]+")*) *\)((?:; *[a-z*][a-z0-9_.*-]*(?:=(?:"[^"\\]*"|-?\d{1,15}|\?[01]))?)*))\s*(?:,|$)/y;
const SIGNATURE = /\s*([a-z*][a-z0-9_.*-]*)=:([A-Za-z0-9+/=]*):\s*(?:,|$)/y;

interface Member {
  readonly label: string;
  readonly components: readonly string[];
  readonly parameters: ReadonlyMap<string, string>;
  readonly raw: string;
}

/** The members of a dictionary field; none when any of it is not understood. */
function membersOf(text: string, form: RegExp): RegExpExecArray[] {
  if (text.length > LONGEST_HEADER) return [];
  const found: RegExpExecArray[] = [];
  form.lastIndex = 0;
  while (form.lastIndex < text.length) {
    const match = form.exec(text);
    if (!match) return [];
    found.push(match);
  }
  return found;
}

function readInputs(text: string): Member[] {
  return membersOf(text, MEMBER).map(([, label = '', raw = '', components = '', parameters = '']) => ({
    label,
    raw,
    components: [...components.matchAll(/"([^"]+)"/g)].map((match) => match[1] ?? ''),
    parameters: new Map(
      [...parameters.matchAll(/; *([a-z*][a-z0-9_.*-]*)(?:=(?:"([^"]*)"|([^;]*)))?/g)].map((one) => [one[1] ?? '', one[2] ?? one[3] ?? '']),
    ),
  }));
}

/** Reads the first signature of a request that covers enough; undefined when none does, it is old, or signs another body. */
export function readMessageSignature(request: SignedRequest): Claim | undefined {
  const signatures = new Map(membersOf(header(request, 'signature') ?? '', SIGNATURE).map((match) => [match[1] ?? '', match[2] ?? '']));
  const input = readInputs(header(request, 'signature-input') ?? '').find((one) => coversEnough(one) && signatures.has(one.label));
  const keyId = input?.parameters.get('keyid') ?? '';
  if (!input || keyId === '' || !isOfNow(input) || !isDigestOf(header(request, 'content-digest'), request.body)) return undefined;
  const lines = input.components.map((name) => ({ name, value: valueOf(request, name) }));
  if (lines.some((line) => line.value === undefined) || new Set(input.components).size < lines.length) return undefined;
  const text = [...lines.map((line) => `"${line.name}": ${line.value}`), `"@signature-params": ${input.raw}`].join('\n');
  return { keyId, text, signature: Buffer.from(signatures.get(input.label) ?? '', 'base64'), algorithm: input.parameters.get('alg') };
}

/** Method, whole address and body are signed: nothing of the request can be put to another use. */
function coversEnough({ components }: Member): boolean {
  const has = (name: string): boolean => components.includes(name);
  const place = has('@target-uri') || (has('@authority') && (has('@path') || has('@request-target')));
  return has('@method') && place && has('content-digest');
}

function isOfNow({ parameters }: Member): boolean {
  const ageMs = now().getTime() - Number(parameters.get('created') ?? Number.NaN) * 1_000;
  const expires = parameters.get('expires');
  return ageMs <= OLDEST_MS && ageMs >= -AHEAD_MS && (expires === undefined || Number(expires) * 1_000 > now().getTime());
}

/** Whether a Content-Digest is that of a body: at least one algorithm that is safe, and none that says otherwise. */
export function isDigestOf(field: string | undefined, body: Uint8Array): boolean {
  const given = membersOf(field ?? '', SIGNATURE).filter((match) => match[1] === 'sha-256' || match[1] === 'sha-512');
  return (
    given.length > 0 && given.every(([, name = '', value = '']) => isSame(createHash(name.replace('-', '')).update(body).digest(), value))
  );
}

function isSame(digest: Buffer, base64: string): boolean {
  const other = Buffer.from(base64, 'base64');
  return other.length === digest.length && timingSafeEqual(digest, other);
}

function valueOf(request: SignedRequest, name: string): string | undefined {
  const url = new URL(request.target, request.publicUrl);
  switch (name) {
    case '@method':
      return request.method;
    case '@target-uri':
      return `${url.origin}${request.target}`;
    case '@authority':
    case 'host':
      return url.host;
    case '@scheme':
      return url.protocol.slice(0, -1);
    case '@path':
      return url.pathname;
    case '@query':
      return url.search === '' ? '?' : url.search;
    case '@request-target':
      return request.target;
    default:
      return name.startsWith('@') ? undefined : header(request, name)?.trim();
  }
}

/** Headers of a POST signed by RFC 9421, for servers that do not take the draft any more. `digest`: `SHA-256=…` of the body. */
export async function messageSignedHeaders(url: URL, digest: string, { keyId, privateKey }: Signing): Promise<Record<string, string>> {
  const contentDigest = `sha-256=:${digest.slice('SHA-256='.length)}:`;
  const created = Math.floor(now().getTime() / 1_000);
  const raw = `("@method" "@target-uri" "content-digest");created=${created};keyid="${keyId}";alg="rsa-v1_5-sha256"`;
  const text = [`"@method": POST`, `"@target-uri": ${url.href}`, `"content-digest": ${contentDigest}`, `"@signature-params": ${raw}`].join(
    '\n',
  );
  return {
    host: url.host,
    'content-type': ACTIVITY_TYPE,
    'content-digest': contentDigest,
    'signature-input': `sig1=${raw}`,
    signature: `sig1=:${await rsaSignature(text, privateKey)}:`,
  };
}
