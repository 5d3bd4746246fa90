/** Reconciles payments with what providers told, in one agency. */
export const RECONCILE = 'services.reconcile';
/** Held by nobody: what providers say comes in by the product itself. */
export const TELL = 'services.tell-payments';
