import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';

/** A passkey in software, which also lies when told to: for the attacks that no browser would make. */
export interface Lies {
  readonly origin?: string;
  readonly rpId?: string;
  readonly challenge?: string;
  /** The device did not ask for finger, face or PIN. */
  readonly unverified?: true;
  /** Another account's name for its owner. */
  readonly userHandle?: string;
  readonly badSignature?: true;
}

interface Options {
  readonly challenge: string;
  readonly allowCredentials?: readonly { readonly id: string }[];
  readonly user?: { readonly id: string };
}

/** What the page of an authentication asks a passkey. */
export function questionOn(page: string): Options {
  const [, options = '{}'] = /data-options="([^"]+)"/.exec(page) ?? [];
  return JSON.parse(options.replaceAll('&quot;', '"')) as Options;
}

const sha256 = (data: Buffer | string): Buffer => createHash('sha256').update(data).digest();
const base64url = (data: Buffer): string => data.toString('base64url');

function head(major: number, value: number): Buffer {
  if (value < 24) return Buffer.from([(major << 5) | value]);
  if (value < 256) return Buffer.from([(major << 5) | 24, value]);
  return Buffer.from([(major << 5) | 25, value >> 8, value & 255]);
}

/** CBOR (RFC 8949) of numbers, texts, bytes and maps. */
function cbor(value: number | string | Buffer | ReadonlyMap<number | string, unknown>): Buffer {
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  const entries = [...value].map(([key, one]) => Buffer.concat([cbor(key), cbor(one as number)]));
  return Buffer.concat([head(5, value.size), ...entries]);
}

export class SoftPasskey {
  readonly id = randomBytes(16);
  private readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  private readonly origin: string;
  private owner = '';

  constructor(origin: string) {
    this.origin = origin;
  }

  /** The answer to `navigator.credentials.create`. */
  create(options: Options, lies: Lies = {}): unknown {
    this.owner = options.user?.id ?? '';
    const { x = '', y = '' } = this.keys.publicKey.export({ format: 'jwk' });
    const key = cbor(
      new Map<number, number | Buffer>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, Buffer.from(x, 'base64url')],
        [-3, Buffer.from(y, 'base64url')],
      ]),
    );
    const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, this.id.length]), this.id, key]);
    const authData = Buffer.concat([this.authenticatorData(lies, 0x40), attested]);
    const attestationObject = cbor(
      new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', authData],
      ]),
    );
    return this.answer({
      clientDataJSON: base64url(this.clientData('webauthn.create', options.challenge, lies)),
      attestationObject: base64url(attestationObject),
      transports: ['internal'],
    });
  }

  /** The answer to `navigator.credentials.get`. */
  get(options: Options, lies: Lies = {}): unknown {
    const clientData = this.clientData('webauthn.get', options.challenge, lies);
    const authData = this.authenticatorData(lies, 0);
    const signed = Buffer.concat([authData, sha256(clientData)]);
    const signature = sign(
      lies.badSignature ? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey : this.keys.privateKey,
      signed,
    );
    return this.answer({
      clientDataJSON: base64url(clientData),
      authenticatorData: base64url(authData),
      signature: base64url(signature),
      userHandle: lies.userHandle ?? this.owner,
    });
  }

  private clientData(type: string, challenge: string, lies: Lies): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge: lies.challenge ?? challenge, origin: lies.origin ?? this.origin }));
  }

  private authenticatorData(lies: Lies, more: number): Buffer {
    const flags = 0x01 | (lies.unverified ? 0 : 0x04) | more;
    const rpId = lies.rpId ?? new URL(this.origin).hostname;
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), Buffer.from([0, 0, 0, 0])]);
  }

  private answer(response: Record<string, unknown>): unknown {
    const id = base64url(this.id);
    return { id, rawId: id, type: 'public-key', response, clientExtensionResults: {}, authenticatorAttachment: 'platform' };
  }
}

function sign(key: KeyObject, data: Buffer): Buffer {
  return createSign('sha256').update(data).sign(key);
}
