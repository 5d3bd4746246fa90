import { createHmac, type KeyObject } from 'node:crypto';

/**
 * Who a token is about, as the provider keeps it: an account that acts for itself, or `mandate:<mandate>:<account>` when the
 * account acts for somebody else.
 */
export interface Subject {
  readonly accountId: string;
  readonly mandateId: string | undefined;
}

const MANDATE = /^mandate:([0-9a-f-]{36}):([0-9a-f-]{36})$/;

export function subjectOf(id: string): Subject {
  const [, mandateId, accountId] = MANDATE.exec(id) ?? [];
  return accountId === undefined ? { accountId: id, mandateId: undefined } : { accountId, mandateId };
}

/** The id under which an account acts by a mandate. */
export function representedId(mandateId: string, accountId: string): string {
  return `mandate:${mandateId}:${accountId}`;
}

/** `person:…`, `agency:…` or `organisation:…`: whoever a subject stands for, on this site. */
export type Whom = `${'person' | 'agency' | 'organisation'}:${string}`;

/** The subject that sites of one sector see: the same in all of them, and not to be matched with another sector's. */
export function pairwiseSubject(key: KeyObject, sector: string, whom: Whom): string {
  return createHmac('sha256', key)
    .update(JSON.stringify([sector, whom]))
    .digest('base64url');
}
