import type { Certificate } from '../certificates/certificate.ts';
import type { Pointers, Profile } from '../certificates/issue.ts';
import { dateOf } from '#kernel/time.ts';

/** An authority in addresses: the first 16 hex digits of its key identifier, so that each key has lists of its own. */
export function authorityName(certificate: Certificate): string {
  return (certificate.subjectKeyId ?? certificate.fingerprint).slice(0, 16);
}

/** Which list of its issuer names a certificate issued at an instant: that of the month, which stops growing when the month is over. */
export function partitionOf(profile: Profile, at: Date): string {
  return profile === 'root' || profile === 'ca' || profile === 'ocsp' ? '' : dateOf(at).slice(0, 7).replace('-', '');
}

/** Path of a list below `/pki`. */
export function listPath(authority: string, partition: string, delta = false): string {
  return `/crl/${authority}${partition === '' ? '' : `/${partition}`}${delta ? '.delta' : ''}.crl`;
}

/** What a certificate says of where its state is to be had; `base` is the address of `/pki`. */
export function pointersFor(base: string, profile: Profile, issuer: Certificate, partition: string): Pointers {
  const authority = authorityName(issuer);
  const pointers = { issuer: `${base}/ca/${authority}.cer` };
  if (profile === 'ocsp') return pointers;
  const list = `${base}${listPath(authority, partition)}`;
  if (profile === 'ca') return { ...pointers, list };
  return { ...pointers, list, freshest: `${base}${listPath(authority, partition, true)}`, ocsp: `${base}/ocsp` };
}
