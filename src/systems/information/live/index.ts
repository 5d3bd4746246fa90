import type { Action } from '#kernel/action.ts';
import { closeLiveEvent } from './actions/close-live-event.ts';
import { correctLiveEntry } from './actions/correct-live-entry.ts';
import { dropLiveEvent } from './actions/drop-live-event.ts';
import { editLiveEvent } from './actions/edit-live-event.ts';
import { openLiveEvent } from './actions/open-live-event.ts';
import { pinLiveEntry } from './actions/pin-live-entry.ts';
import { postLiveEntry } from './actions/post-live-entry.ts';
import { proposeLiveEvent } from './actions/propose-live-event.ts';
import { takeBackLiveEntry } from './actions/take-back-live-entry.ts';
import { LIVE } from './rules.ts';

export { liveFeeds } from './feeds.ts';

export const liveActions: readonly Action<any, any>[] = [
  proposeLiveEvent,
  editLiveEvent,
  openLiveEvent,
  dropLiveEvent,
  postLiveEntry,
  correctLiveEntry,
  pinLiveEntry,
  takeBackLiveEntry,
  closeLiveEvent,
];

export const livePermission = { name: LIVE, title: { vi: 'Đăng tin trực tiếp', en: 'Post into live pages' } };
