/** Calendar dates are `yyyy-mm-dd`; `validTo` is the first day on which a row no longer holds, null while it does. */
export interface UnitKey {
  readonly code: string;
  readonly validFrom: string;
}

/** An administrative unit as of a span of days. */
export interface Unit extends UnitKey {
  readonly validTo: string | null;
  /** False: the unit may be older than `validFrom`, which is only the first day our sources speak of. */
  readonly sinceKnown: boolean;
  /** Key of agencies.unit_type: `phuong`, `thanh-pho-trung-uong`, … */
  readonly type: string;
  /** Key of agencies.unit_level: `province`, `district`, `commune`. */
  readonly level: string;
  /** Without the type: "Vỹ Dạ". */
  readonly name: string;
  /** "Phường Vỹ Dạ" */
  readonly fullName: string;
  readonly nameEn: string | null;
  readonly parentCode: string | null;
  readonly parentValidFrom: string | null;
  /** The district as text, when the source gave no code for it. */
  readonly withinName: string | null;
  readonly resolution: string | null;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly areaKm2: number | null;
}

/** A unit found by name, with the units above it, nearest first: "thành phố Huế". */
export interface UnitHit extends Unit {
  readonly place: string;
}

/** A unit that another became or was made from. */
export interface LinkedUnit {
  readonly unit: Unit;
  /** `partial`: only some of it; which part needs an address or a person. */
  readonly part: 'whole' | 'partial';
  /** Whether two independent sources agree. */
  readonly confirmed: boolean;
  readonly source: string;
}

/** An agency. */
export interface Agency {
  readonly id: string;
  /** Decision 20/2020 form: `G22`, `H57.XA.19.777`. */
  readonly code: string;
  /** QCVN 102:2016 form, thirteen characters: `000.00.00.G22`; null when the code has no such form. */
  readonly code102: string | null;
  readonly codeSource: 'official' | 'generated';
  readonly codeNote: string | null;
  /** Key of agencies.agency_kind: `ministry`, `commune-committee`, … */
  readonly kind: string;
  readonly name: string;
  readonly nameEn: string | null;
  /** As notations use it: UBND, VPCP, BTC. */
  readonly shortName: string | null;
  readonly parentId: string | null;
  readonly unitCode: string | null;
  readonly unitValidFrom: string | null;
  /** Null: older than our records. */
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly basis: string | null;
  /** The installation that hosts it. */
  readonly site: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly address: string | null;
  readonly website: string | null;
}

/** An agency found by name or code, with what tells it from its namesakes. */
export interface AgencyHit extends Agency {
  /** "Thành phố Huế" for the committee of a commune there; else the parent agency's name, else empty. */
  readonly place: string;
}

export interface LinkedAgency {
  readonly agency: Agency;
  readonly kind: 'merged-into' | 'split-into' | 'tasks-moved-to';
  readonly since: string;
  readonly basis: string | null;
  readonly confirmed: boolean;
}

/** A group of recipients: a rule every installation has (`all`, `communes-of:46`) or a saved list (`saved:<id>`). */
export type GroupKey = string & {};
