import type { Buffer } from 'node:buffer';
import { type Certificate, KeyUsage, readCertificate } from '../certificates/certificate.ts';
import { fromPem } from '../certificates/pem.ts';
import { DerError } from '../der/read.ts';
import { mayStamp } from '../tsp/token.ts';
import { type ServiceType, useOf } from './words.ts';

/** Of a file with one certificate, as PEM too. */
const MAX_BYTES = 100_000;

/** The one certificate of a file in DER or PEM; `undefined` for anything else, several certificates too: which was meant? */
export function readAnchorFile(bytes: Buffer): Certificate | undefined {
  if (bytes.length > MAX_BYTES) return undefined;
  const text = bytes.toString('latin1');
  if (text.split('-----BEGIN ').length > 2) return undefined;
  try {
    return readCertificate(bytes[0] === 0x30 ? bytes : fromPem('CERTIFICATE', text));
  } catch (error) {
    if (error instanceof DerError || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Whether a certificate can be what a service of this kind is known by: an authority, or for time-stamps the stamping key itself. */
export function fitsType(certificate: Certificate, type: ServiceType): boolean {
  const { isAuthority, keyUsage } = certificate;
  const issues = isAuthority && (!keyUsage || keyUsage.has(KeyUsage.keyCertSign));
  if (useOf(type) === 'sign') return issues;
  return issues || type.startsWith('Certstatus') || mayStamp(certificate);
}
