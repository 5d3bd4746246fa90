import { confirmTrustChange } from './actions/confirm-change.ts';
import { proposeTrustList } from './actions/propose-list.ts';
import { proposeTrustService } from './actions/propose-service.ts';
import { proposeTrustSource } from './actions/propose-source.ts';
import { proposeTrustStatus } from './actions/propose-status.ts';
import { rejectTrustChange } from './actions/reject-change.ts';

/** Everything that changes whom this system believes. */
export const trustActions = [
  proposeTrustService,
  proposeTrustStatus,
  proposeTrustSource,
  proposeTrustList,
  confirmTrustChange,
  rejectTrustChange,
] as const;
