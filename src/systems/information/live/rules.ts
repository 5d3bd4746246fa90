import type { Refusal } from '#kernel/problem.ts';

/** Who writes into a running event, once a second person has opened it. */
export const LIVE = 'information.live';

/** chờ mở → đang diễn ra → đã kết thúc; what was never opened can be dropped. */
export type LiveState = 'proposed' | 'open' | 'closed' | 'dropped';

export interface LiveStanding {
  readonly state: LiveState;
  readonly editedBy: readonly string[];
}

/** Longest texts, in characters. An entry is a few sentences: what needs more is a release. */
export const LIVE_LENGTHS = { title: 160, lead: 400, entry: 1_500, reason: 500, summary: 4_000 } as const;

export const notOpen: Refusal = {
  code: 'not-open',
  message: { vi: 'Sự kiện này không đang mở.', en: 'This event is not open.' },
};

const wrongState: Refusal = {
  code: 'wrong-state',
  message: {
    vi: 'Sự kiện không còn ở bước này. Hãy tải lại trang để xem nó đang ở đâu.',
    en: 'The event is no longer at this step. Reload the page to see where it is.',
  },
};

const ownEvent: Refusal = {
  code: 'own-event',
  message: {
    vi: 'Người đã đề nghị hoặc sửa sự kiện không được tự mở. Hãy nhờ một người khác có quyền công bố.',
    en: 'Whoever proposed or edited the event may not open it. Ask somebody else who may publish.',
  },
};

export const entryGone: Refusal = {
  code: 'entry-gone',
  message: { vi: 'Không có tin này, hoặc tin đã được rút.', en: 'There is no such entry, or it has been taken back.' },
};

/** Why an event that is only proposed cannot be edited, dropped or opened now. */
export function proposedRefusals(event: LiveStanding & { readonly version: number }, seenVersion: number): Refusal[] {
  if (event.state !== 'proposed') return [wrongState];
  return event.version === seenVersion
    ? []
    : [
        {
          code: 'stale',
          message: {
            vi: 'Đề nghị này vừa được người khác sửa. Hãy tải lại trang rồi làm lại.',
            en: 'Someone else has just changed this proposal. Reload the page, then do it again.',
          },
        },
      ];
}

/** The second person who opens an event is none of those who wrote it; the database holds the same rule. */
export function openingRefusals(event: LiveStanding, actorId: string): Refusal[] {
  return event.editedBy.includes(actorId) ? [ownEvent] : [];
}
