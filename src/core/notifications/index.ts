export { addressNumber, forgetAddress, keepMailAddress, keepPushTarget, openAddress, type PushTarget } from './addresses.ts';
export { wakePost } from './jobs.ts';
export { openPostKeys, postKeys } from './keys.ts';
export type { Block, Channel, Letters, MailContent, PushContent, Target } from './letters.ts';
export { cancelLetters, queueLetter, rewriteLetter, whoGot, writeLetter } from './queue.ts';
export { type LinkOwner, linkToken, readLinkToken } from './tokens.ts';
export { isPushService } from './push/services.ts';
