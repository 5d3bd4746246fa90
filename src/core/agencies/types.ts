import type { AgencyRow, UnitRow } from './db.gen.ts';

/** An agency as stored, less the search words. Dates are `yyyy-mm-dd`; `valid_to` is the first day it no longer exists. */
export type Agency = Omit<AgencyRow, 'search'>;

/** What lists and pickers need of an agency, with the place that tells it from its namesakes. */
export interface AgencyHit {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly short_name: string | null;
  readonly kind: string;
  /** "phường Vỹ Dạ, thành phố Huế" or the name of the parent; empty when the name says enough. */
  readonly place: string;
  readonly valid_to: string | null;
}

/** An administrative unit as stored, less the search words. The key is (code, valid_from). */
export type Unit = Omit<UnitRow, 'search' | 'since_known'> & { since_known: boolean };

/** A unit with the level of its type: `province`, `district`, `commune` (rows of agencies.unit_level). */
export type UnitWithLevel = Unit & { level: string };

export interface UnitKey {
  readonly code: string;
  readonly valid_from: string;
}

/** A group of agencies that is a rule, not a list: `all`, `communes-of:46`, … or a saved group `saved:<id>`. */
export type GroupKey = string & {};
