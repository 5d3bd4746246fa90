/** What a double does wrong to the next calls that publish, in order; then it behaves. */
export type PublishFault =
  | '500-but-posted'
  | '500-not-posted'
  | 'timeout-but-posted'
  | 'timeout-not-posted'
  | 'reset-but-posted'
  | 'late-post'
  | 'throttled'
  | 'blocked'
  | 'duplicate'
  | 'revoked';

export const publishFaults: readonly PublishFault[] = [
  '500-but-posted',
  '500-not-posted',
  'timeout-but-posted',
  'timeout-not-posted',
  'reset-but-posted',
  'late-post',
  'throttled',
  'blocked',
  'duplicate',
  'revoked',
];
