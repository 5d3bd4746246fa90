/** An agency ended; posts, books and recipients that name it may need a successor. */
export const AGENCY_CLOSED = 'agencies.agency-closed';

export interface AgencyClosed {
  readonly agencyId: string;
  /** First day on which it no longer exists, `yyyy-mm-dd`. */
  readonly on: string;
  /** Who takes over; empty when nobody does. */
  readonly successorIds: readonly string[];
}

export const AGENCY_CREATED = 'agencies.agency-created';

export interface AgencyCreated {
  readonly agencyId: string;
}
