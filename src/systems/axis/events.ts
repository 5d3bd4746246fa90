/** `axis.assigned`: a document was given to people of the agency. */
export interface IncomingAssigned {
  readonly incomingId: string;
  readonly accountIds: readonly string[];
}
