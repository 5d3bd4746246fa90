import { Buffer } from 'node:buffer';
import { type Certificate, readCertificate } from './certificate.ts';

/** Two generations of this many: what is used stays, what a stranger sends once goes. */
const GENERATION = 500;
let young = new Map<string, Certificate>();
let old = new Map<string, Certificate>();

/**
 * `readCertificate` that remembers by every byte of the DER, because the same few certificates stand in every signature and
 * reading one costs more than using it. At most a thousand are kept, each with bytes of its own, not the file's.
 */
export function knownCertificate(der: Uint8Array): Certificate {
  const bytes = Buffer.from(der);
  const key = bytes.toString('latin1');
  const certificate = young.get(key) ?? old.get(key) ?? readCertificate(bytes);
  if (!young.has(key)) {
    if (young.size >= GENERATION) [old, young] = [young, new Map()];
    young.set(key, certificate);
  }
  return certificate;
}
