/** Sees who follows which feed, ends subscriptions, has hosts tried again. */
export const MANAGE = 'websub.manage';
