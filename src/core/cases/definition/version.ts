import { createHash } from 'node:crypto';
import { canonicalJson } from '#kernel/canonical-json.ts';
import type { Procedure } from './types.ts';

/** A definition's one spelling, and its version: SHA-256 of it, hex. */
export function versionOf(procedure: Procedure): { readonly json: string; readonly version: string } {
  const json = canonicalJson(procedure);
  return { json, version: createHash('sha256').update(json).digest('hex') };
}
