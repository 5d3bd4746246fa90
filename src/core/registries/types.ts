import type { Text } from '#kernel/i18n.ts';
import type { Shape } from './rules/shapes.ts';

/** A value as a register holds it; never null. */
export type Json = boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** Whom or what a fact is about: ids of identity's persons and organisations. */
export interface Subject {
  readonly kind: 'person' | 'organisation';
  readonly id: string;
}

/** What a register says of one attribute on one day. */
export interface Fact {
  readonly value: Json;
  /** `yyyy-mm-dd`: since when it is so. */
  readonly validFrom: string;
  /** `case:CODE`, `correction:ID`, …: where the register has it from. */
  readonly source: string;
}

/** A fact as its owner sees it. */
export interface OwnFact extends Fact {
  readonly id: number;
  /** First day on which it is no longer so, when that is known. */
  readonly validTo: string | null;
}

export interface Attribute {
  readonly name: string;
  readonly title: Text;
  readonly shape: Shape;
  /** False: open to everybody, such as the name of an enterprise. */
  readonly personal: boolean;
}

/** Who may look for what in a register, to what end and by which law. */
export interface LookRight {
  readonly who: 'applicant' | 'case' | 'official';
  readonly title: Text;
  readonly attributes: readonly string[];
  readonly purpose: Text;
  readonly basis: string;
  /** Whether somebody has compared it with the text of the law. */
  readonly confirmed: boolean;
}

export interface Register {
  readonly name: string;
  readonly title: Text;
  readonly about: Text;
  readonly subjectKind: 'person' | 'organisation' | 'both';
  /** Code of the agency that keeps it, as `agencyByCode` takes it. */
  readonly keeperCode: string;
  readonly basis: string;
  readonly confirmed: boolean;
  readonly attributes: readonly Attribute[];
  readonly rights: readonly LookRight[];
}
