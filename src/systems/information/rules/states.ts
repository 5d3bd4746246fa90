import type { Refusal } from '#kernel/problem.ts';

/**
 * The way of an edition: soạn → duyệt nội dung → kiểm tra pháp chế → đã duyệt → chờ giờ công bố → đã công bố. What a
 * reader sees of a release (đã đính chính, đã gỡ, đã thu hồi) follows from its editions and its end.
 */
export type EditionState = 'draft' | 'review' | 'legal' | 'approved' | 'embargoed' | 'published' | 'dropped';
export type Verb = 'edit' | 'submit' | 'review' | 'check-legality' | 'return' | 'schedule' | 'unschedule' | 'move' | 'publish' | 'drop';
export type Ended = 'withdrawn' | 'retracted' | null;

export const READ = 'information.read';
export const WRITE = 'information.write';
export const REVIEW = 'information.review';
export const LEGAL = 'information.check-legality';
export const PUBLISH = 'information.publish';
export const PRESS = 'information.press';

interface Step {
  readonly verb: Verb;
  readonly from: EditionState;
  readonly to: EditionState;
  readonly permission: string;
}

/** The state chart as a table; whatever is not here cannot happen. */
export const steps: readonly Step[] = [
  { verb: 'edit', from: 'draft', to: 'draft', permission: WRITE },
  { verb: 'submit', from: 'draft', to: 'review', permission: WRITE },
  { verb: 'drop', from: 'draft', to: 'dropped', permission: WRITE },
  { verb: 'review', from: 'review', to: 'legal', permission: REVIEW },
  { verb: 'return', from: 'review', to: 'draft', permission: REVIEW },
  { verb: 'check-legality', from: 'legal', to: 'approved', permission: LEGAL },
  { verb: 'return', from: 'legal', to: 'draft', permission: LEGAL },
  { verb: 'schedule', from: 'approved', to: 'embargoed', permission: PUBLISH },
  { verb: 'return', from: 'approved', to: 'draft', permission: PUBLISH },
  { verb: 'unschedule', from: 'embargoed', to: 'approved', permission: PUBLISH },
  { verb: 'move', from: 'embargoed', to: 'embargoed', permission: PUBLISH },
  { verb: 'publish', from: 'embargoed', to: 'published', permission: PUBLISH },
];

export function stepFor(verb: Verb, state: EditionState): Step | undefined {
  return steps.find((step) => step.verb === verb && step.from === state);
}

/** What somebody may do with an edition; an approver is never one of those who wrote it, nor the other approver. */
export function verbsFor(edition: Standing, actorId: string, may: (permission: string) => boolean): Verb[] {
  return steps
    .filter((step) => step.from === edition.state && step.verb !== 'publish' && may(step.permission))
    .map((step) => step.verb)
    .filter((verb) => !isApproval(verb) || approvalRefusals(edition, actorId).length === 0);
}

export interface Standing {
  readonly state: EditionState;
  readonly editedBy: readonly string[];
  readonly reviewedBy: string | null;
}

function isApproval(verb: Verb): boolean {
  return verb === 'review' || verb === 'check-legality';
}

/** Why this person may not approve; the database holds the same rule. */
function approvalRefusals({ editedBy, reviewedBy }: Standing, actorId: string): Refusal[] {
  if (editedBy.includes(actorId)) {
    return [
      {
        code: 'own-words',
        message: { vi: 'Người đã viết hoặc sửa bản tin không được tự duyệt.', en: 'Whoever wrote or edited it may not approve it.' },
      },
    ];
  }
  if (reviewedBy !== actorId) return [];
  return [
    {
      code: 'same-person',
      message: {
        vi: 'Hai bước duyệt phải do hai người khác nhau: bạn đã duyệt nội dung.',
        en: 'The two approvals must come from two persons: you have approved the content.',
      },
    },
  ];
}

/** Why a step may not be taken now. */
export function stepRefusals(
  edition: Standing & { readonly version: number },
  verb: Verb,
  seenVersion: number,
  actorId: string,
): Refusal[] {
  if (!stepFor(verb, edition.state)) {
    return [
      {
        code: 'wrong-state',
        message: {
          vi: 'Bản tin không còn ở bước này. Hãy tải lại trang để xem nó đang ở đâu.',
          en: 'The release is no longer at this step. Reload the page to see where it is.',
        },
      },
    ];
  }
  if (edition.version !== seenVersion) return [stale];
  return isApproval(verb) ? approvalRefusals(edition, actorId) : [];
}

export const stale: Refusal = {
  code: 'stale',
  message: {
    vi: 'Bản tin vừa được người khác sửa. Phần bạn nhập vẫn còn nguyên bên dưới, cạnh bản mới nhất.',
    en: 'Someone else has just changed this release. What you typed is still here, beside the newest text.',
  },
};

/** What a release is to its readers. */
export type Status = EditionState | 'corrected' | 'withdrawn' | 'retracted';

/** `live`: number of the edition on show, if any; `newest`: the edition last begun. */
export function statusOf(ended: Ended, live: number | undefined, newest: EditionState): Status {
  if (ended !== null) return ended;
  if (newest !== 'published' && newest !== 'dropped') return newest;
  return live === undefined ? newest : live > 1 ? 'corrected' : 'published';
}
