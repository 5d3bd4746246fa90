import { fold } from '#kernel/text.ts';
import { isLocalNumber } from './number.ts';

/** What a relation says of its target. */
export interface WantedTarget {
  readonly numberKey: string;
  readonly issuerName: string | null;
  readonly issuedOn: string | null;
  /** Issuer of the document that makes the relation. */
  readonly fromIssuerName: string;
}

/** A document that bears the wanted number. */
export interface TargetCandidate {
  readonly id: string;
  readonly issuerName: string;
  readonly issuedOn: string | null;
}

/**
 * The one document that is meant, or null. The date and issuer that the relation names must agree. A local number
 * (UBND, HĐND) without an issuer means the body's own: a province amends its own decisions, and every other province
 * has the same number. Two that fit equally well are left for a person.
 */
export function choosesTarget(wanted: WantedTarget, candidates: readonly TargetCandidate[]): string | null {
  const issuer = wanted.issuerName ?? (isLocalNumber(wanted.numberKey) ? wanted.fromIssuerName : null);
  const fitting = candidates.filter(
    (candidate) =>
      (wanted.issuedOn === null || candidate.issuedOn === null || candidate.issuedOn === wanted.issuedOn) &&
      (issuer === null || sameIssuer(issuer, candidate.issuerName)),
  );
  return fitting.length === 1 ? (fitting[0]?.id ?? null) : null;
}

/** The Committee and its chairman, or the Council, of one unit use the same books; names are compared without diacritics. */
function sameIssuer(a: string, b: string): boolean {
  return core(a) === core(b);
}

function core(name: string): string {
  return fold(name)
    .replace(/^chu tich /, '')
    .replace(/^(?:ubnd|uy ban nhan dan) /, 'ubnd ')
    .replace(/^(?:hdnd|hoi dong nhan dan) /, 'hdnd ');
}
