/**
 * For whom a service vouches: this installation's own authorities, signatures of public duty (Decree 68/2024/NĐ-CP),
 * providers for everybody (Decree 23/2025/NĐ-CP), those recognised from abroad.
 */
export type TrustDomain = 'site' | 'government' | 'public' | 'foreign';
export type OutsideDomain = Exclude<TrustDomain, 'site'>;
export const outsideDomains: readonly OutsideDomain[] = ['government', 'public', 'foreign'];

/** What a certificate at the end of a path is believed for. */
export type TrustUse = 'sign' | 'stamp';

/** Kinds of services by the ends of their addresses (ETSI TS 119 612 clause D.4), and what each is believed for; others are not read. */
const uses = {
  'CA/QC': 'sign',
  'CA/PKC': 'sign',
  'NationalRootCA-QC': 'sign',
  TSA: 'stamp',
  'TSA/QTST': 'stamp',
  'Certstatus/OCSP': undefined,
  'Certstatus/OCSP/QC': undefined,
} as const satisfies Readonly<Record<string, TrustUse | undefined>>;

export type ServiceType = keyof typeof uses;
export const serviceTypes = Object.keys(uses) as readonly ServiceType[];
/** `undefined`: only published, nothing rests on it (an answer about revocation is believed by the issuer's own word). */
export const useOf = (type: ServiceType): TrustUse | undefined => uses[type];

/** Statuses (clause 5.5.4), those of before 2016 too; true: a service in it is believed. */
const believed = {
  granted: true,
  withdrawn: false,
  recognisedatnationallevel: true,
  deprecatedatnationallevel: false,
  undersupervision: true,
  supervisionincessation: true,
  supervisionceased: false,
  supervisionrevoked: false,
  accredited: true,
  accreditationceased: false,
  accreditationrevoked: false,
  setbynationallaw: true,
  deprecatedbynationallaw: false,
} as const;

export type ServiceStatus = keyof typeof believed;
export const serviceStatuses = Object.keys(believed) as readonly ServiceStatus[];
export const isBelieved = (status: ServiceStatus | undefined): boolean => status !== undefined && believed[status];

/** A status from an instant on, until the next one. */
export interface StatusSince {
  readonly status: ServiceStatus;
  readonly from: Date;
}

/** What a history, in the order of its instants, says of one; `undefined`: before it begins. */
export function statusAt(history: readonly StatusSince[], at: Date): ServiceStatus | undefined {
  return history.findLast((one) => one.from <= at)?.status;
}

/** What is known of a certificate that others than this site stand for: a history for each of its services of that use. */
export interface AnchorStanding {
  readonly domain: OutsideDomain;
  readonly sign: readonly (readonly StatusSince[])[];
  readonly stamp: readonly (readonly StatusSince[])[];
}

/** Whether any of these histories says at an instant that the service is believed. */
export const believedAt = (histories: AnchorStanding['sign'], at: Date): boolean =>
  histories.some((history) => isBelieved(statusAt(history, at)));

/** Names of TS 119 612. */
export const Tsl = {
  namespace: 'http://uri.etsi.org/02231/v2#',
  tag: 'http://uri.etsi.org/19612/TSLTag',
  type: 'http://uri.etsi.org/TrstSvc/Svctype/',
  status: 'http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/',
  schema: 'http://uri.etsi.org/TrstSvc/TrustedList/',
} as const;
