import type { Refusal } from '#kernel/problem.ts';

/**
 * The way of a document: soạn thảo → duyệt nội dung → kiểm tra thể thức → ký (và cấp số) → đóng dấu → phát hành.
 * Each step is another permission, so that no one person can issue a document alone unless the agency says so.
 */
export type Stage = 'writing' | 'content-review' | 'format-check' | 'signing' | 'sealing' | 'issuing' | 'issued' | 'dropped';

export type Verb = 'edit' | 'submit' | 'approve-content' | 'approve-format' | 'return' | 'sign' | 'seal' | 'issue' | 'drop';

/** Days a document may wait at one step before the board calls it late. Our own measure: no decree sets one for drafts. */
export const lateAfterDays = { ordinary: 3, urgent: 1 } as const;

interface Step {
  readonly verb: Verb;
  readonly from: Stage;
  readonly to: Stage;
  readonly permission: string;
}

const write = 'drafting.write';
const review = 'drafting.review';
const checkFormat = 'drafting.check-format';
const sign = 'drafting.sign';
const seal = 'drafting.seal';
const issue = 'drafting.issue';

/** The state chart as a table; whatever is not here cannot happen. */
export const steps: readonly Step[] = [
  { verb: 'edit', from: 'writing', to: 'writing', permission: write },
  { verb: 'submit', from: 'writing', to: 'content-review', permission: write },
  { verb: 'drop', from: 'writing', to: 'dropped', permission: write },
  { verb: 'approve-content', from: 'content-review', to: 'format-check', permission: review },
  { verb: 'return', from: 'content-review', to: 'writing', permission: review },
  { verb: 'approve-format', from: 'format-check', to: 'signing', permission: checkFormat },
  { verb: 'return', from: 'format-check', to: 'writing', permission: checkFormat },
  { verb: 'sign', from: 'signing', to: 'sealing', permission: sign },
  { verb: 'return', from: 'signing', to: 'writing', permission: sign },
  { verb: 'seal', from: 'sealing', to: 'issuing', permission: seal },
  { verb: 'issue', from: 'issuing', to: 'issued', permission: issue },
];

/** The step a verb takes from a stage, if there is one. */
export function stepFor(verb: Verb, stage: Stage): Step | undefined {
  return steps.find((step) => step.verb === verb && step.from === stage);
}

/** What may be done with a draft by someone who holds some permissions in its agency. */
export function verbsFor(stage: Stage, may: (permission: string) => boolean): Verb[] {
  return steps.filter((step) => step.from === stage && may(step.permission)).map((step) => step.verb);
}

export interface DraftAtHand {
  readonly stage: Stage;
  readonly version: number;
}

/** Why a step may not be taken now: the document has moved on, or someone else changed it since it was shown. */
export function stepRefusals(draft: DraftAtHand, verb: Verb, seenVersion: number): Refusal[] {
  if (!stepFor(verb, draft.stage)) {
    return [
      {
        code: 'wrong-stage',
        message: {
          vi: 'Văn bản không còn ở bước này. Hãy tải lại trang để xem nó đang ở đâu.',
          en: 'The document is no longer at this step. Reload the page to see where it is.',
        },
      },
    ];
  }
  if (draft.version === seenVersion) return [];
  return [
    {
      code: 'stale',
      message: {
        vi: 'Văn bản vừa được người khác thay đổi. Nội dung bạn nhập vẫn còn; hãy tải lại trang, xem thay đổi rồi làm lại.',
        en: 'Someone else has just changed this document. What you typed is still here; reload, look at the change, then do it again.',
      },
    },
  ];
}

export interface ReadyToSubmit {
  readonly abstract: string;
  readonly wording: string;
  readonly place: string | null;
  readonly hasKeptFile: boolean;
  readonly recipients: number;
}

/** What is missing before others are asked to look at a draft. */
export function submissionRefusals(draft: ReadyToSubmit): Refusal[] {
  const missing: Refusal[] = [];
  if (draft.wording.trim() === '' && !draft.hasKeptFile) {
    missing.push({
      code: 'no-wording',
      field: 'markdown',
      message: { vi: 'Văn bản chưa có nội dung.', en: 'The document has no text yet.' },
    });
  }
  if (!draft.place) {
    missing.push({ code: 'no-place', field: 'place', message: { vi: 'Chưa ghi địa danh.', en: 'The place is missing.' } });
  }
  if (draft.recipients === 0) {
    missing.push({ code: 'no-recipients', field: 'recipients', message: { vi: 'Chưa ghi nơi nhận.', en: 'No recipients are named.' } });
  }
  return missing;
}
