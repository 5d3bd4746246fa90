import { Buffer } from 'node:buffer';
import { DerError } from '../der/read.ts';

export type PemLabel = 'CERTIFICATE' | 'X509 CRL' | 'CERTIFICATE REQUEST';

/** PEM text (RFC 7468) of DER bytes. */
export function pem(label: PemLabel, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

/** DER bytes of the first block with that label; throws DerError when there is none. */
export function fromPem(label: PemLabel, text: string): Buffer {
  const match = new RegExp(`-----BEGIN ${label}-----([A-Za-z0-9+/=\\s]+)-----END ${label}-----`).exec(text);
  if (!match) throw new DerError(`no ${label} in PEM`);
  return Buffer.from(match[1]!, 'base64');
}
