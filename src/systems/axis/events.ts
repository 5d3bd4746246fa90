/** `axis.assigned`: a document was given to people of the agency. */
export interface IncomingAssigned {
  readonly incomingId: string;
  readonly accountIds: readonly string[];
}

/** Names for `ctx.emit`; the payload type stands beside each name. */
export interface AxisEvents {
  'axis.assigned': IncomingAssigned;
}
