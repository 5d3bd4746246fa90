import { Buffer } from 'node:buffer';
import { hash, timingSafeEqual } from 'node:crypto';
import { parse, type ParsedUrlQuery } from 'node:querystring';
import type { Db } from '#kernel/db.ts';
import type { PlainRequest } from '#kernel/http/plain-requests.ts';
import { type Client, clientMetadata } from '../clients.ts';
import { isGuessing } from '../routes/guessing.ts';

/** What a client asks, with nothing in it twice. */
export type Asked = Readonly<Record<string, string | undefined>>;

/** The fields of a form; undefined: something is in it twice. */
function fieldsOf(body: Buffer): Asked | undefined {
  const fields: ParsedUrlQuery = parse(body.toString('utf8'));
  return Object.values(fields).some((value) => typeof value !== 'string') ? undefined : (fields as Asked);
}

const BASIC = /^Basic ((?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)$/;
const PRINTED = /^[\x20-\x7e]+$/;

/** What a client says of itself in the header (RFC 6749 §2.3.1: each half is encoded as in a form). */
function basicOf(authorization: string): { readonly id: string; readonly secret: string } | undefined {
  const [, coded] = BASIC.exec(authorization) ?? [];
  const [, id = '', secret = ''] = /^([^:]+):(.+)$/s.exec(Buffer.from(coded ?? '', 'base64').toString('utf8')) ?? [];
  try {
    const [plainId = '', plainSecret = ''] = [id, secret].map((half) => decodeURIComponent(half.replaceAll('+', '%20')));
    return PRINTED.test(plainId) && PRINTED.test(plainSecret) ? { id: plainId, secret: plainSecret } : undefined;
  } catch {
    return undefined;
  }
}

/** Who a client says it is, and what it shows for it; undefined: in two ways at once, in none, or by a signature. */
function shown(fields: Asked, authorization: string | undefined): { readonly id: string; readonly secret: string } | undefined {
  const { client_id: id = '', client_secret: secret = '', client_assertion: signed } = fields;
  if (signed !== undefined) return undefined;
  if (authorization === undefined) return id === '' ? undefined : { id, secret };
  const basic = secret === '' ? basicOf(authorization) : undefined;
  return basic && (id === '' || id === basic.id) ? basic : undefined;
}

export interface ProvenClient {
  readonly client: Client;
  readonly fields: Asked;
}

/**
 * The client that asks, when it has shown that it is itself by its secret, or need not: apps that can keep none. Undefined for
 * everybody else, by whatever reason: the library says no, and counts it.
 */
export async function provenClient(db: Db, { body, headers, address }: PlainRequest): Promise<ProvenClient | undefined> {
  if (isGuessing(address)) return undefined;
  const fields = fieldsOf(body);
  const given = fields && shown(fields, headers.authorization);
  const client = given && (await clientMetadata(db, given.id));
  if (!client) return undefined;
  const { token_endpoint_auth_method: method, client_secret: secretHash } = client;
  if (method === 'none') return given.secret === '' ? { client, fields } : undefined;
  if (method !== 'client_secret_basic' || secretHash === undefined || given.secret === '') return undefined;
  const right = timingSafeEqual(hash('sha256', given.secret, 'buffer'), Buffer.from(secretHash, 'base64url'));
  return right ? { client, fields } : undefined;
}
