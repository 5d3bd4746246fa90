import type { Refusal } from '#kernel/problem.ts';

export type IncomingState = 'arrived' | 'refused' | 'registered' | 'assigned' | 'processing' | 'finished';
export type Recall = 'asked' | 'agreed' | 'refused';
export type Frozen = 'recalled' | 'revoked' | 'replaced';

/** Status codes of QCVN 102:2016; see README.md. */
export type StatusCode = '01' | '02' | '03' | '04' | '05' | '06' | '13' | '15' | '16';

export type Verb = 'register' | 'refuse' | 'assign' | 'start' | 'finish' | 'ask-recall' | 'agree-recall' | 'refuse-recall';

/** What decides over an incoming document. */
export interface Situation {
  readonly state: IncomingState;
  readonly recall: Recall | null;
  readonly frozen: Frozen | null;
}

interface Step {
  readonly from: readonly IncomingState[];
  readonly to?: IncomingState;
  readonly code: StatusCode;
}

const OPEN: readonly IncomingState[] = ['arrived', 'registered', 'assigned', 'processing', 'finished'];

/** The life of a delivery; the recall runs beside it. */
export const steps: Readonly<Record<Verb, Step>> = {
  register: { from: ['arrived'], to: 'registered', code: '03' },
  refuse: { from: ['arrived'], to: 'refused', code: '02' },
  assign: { from: ['registered', 'assigned', 'processing'], to: 'assigned', code: '04' },
  start: { from: ['registered', 'assigned'], to: 'processing', code: '05' },
  finish: { from: ['registered', 'assigned', 'processing'], to: 'finished', code: '06' },
  'ask-recall': { from: OPEN, code: '13' },
  'agree-recall': { from: OPEN, code: '15' },
  'refuse-recall': { from: OPEN, code: '16' },
};

const frozenReasons: Readonly<Record<Frozen, Refusal>> = {
  recalled: {
    code: 'recalled',
    message: {
      vi: 'Văn bản này đã được bên gửi lấy lại, không xử lý tiếp được.',
      en: 'The sender has taken this document back; nothing more can be done with it.',
    },
  },
  revoked: {
    code: 'revoked',
    message: {
      vi: 'Văn bản này đã bị cơ quan ban hành thu hồi, không xử lý tiếp được.',
      en: 'The issuer has revoked this document; nothing more can be done with it.',
    },
  },
  replaced: {
    code: 'replaced',
    message: {
      vi: 'Văn bản này đã được thay bằng văn bản khác; hãy xử lý văn bản thay thế.',
      en: 'This document has been replaced by another; work on the new one.',
    },
  },
};

const stateNames: Readonly<Record<IncomingState, { vi: string; en: string }>> = {
  arrived: { vi: 'đã đến', en: 'arrived' },
  refused: { vi: 'đã từ chối', en: 'refused' },
  registered: { vi: 'đã vào sổ', en: 'registered' },
  assigned: { vi: 'đã phân công', en: 'assigned' },
  processing: { vi: 'đang xử lý', en: 'in progress' },
  finished: { vi: 'đã hoàn thành', en: 'finished' },
};

/** Why a verb may not be done now; empty: it may. */
export function refusals(verb: Verb, { state, recall, frozen }: Situation): Refusal[] {
  if (frozen) return [frozenReasons[frozen]];
  if (!steps[verb].from.includes(state)) {
    return [
      {
        code: 'wrong-state',
        message: {
          vi: `Văn bản ${stateNames[state].vi}, không làm được việc này.`,
          en: `The document is ${stateNames[state].en}; this cannot be done.`,
        },
      },
    ];
  }
  if (verb === 'ask-recall' && recall === 'asked') {
    return [
      {
        code: 'recall-pending',
        message: {
          vi: 'Đã có yêu cầu lấy lại đang chờ bên nhận trả lời.',
          en: 'A request to take the document back is still waiting for an answer.',
        },
      },
    ];
  }
  if ((verb === 'agree-recall' || verb === 'refuse-recall') && recall !== 'asked') {
    return [
      {
        code: 'no-recall',
        message: {
          vi: 'Không có yêu cầu lấy lại nào đang chờ trả lời.',
          en: 'No request to take the document back is waiting for an answer.',
        },
      },
    ];
  }
  return [];
}

/** Situation after a verb that `refusals` let pass. */
export function after(verb: Verb, before: Situation): Situation {
  const state = steps[verb].to ?? before.state;
  if (verb === 'ask-recall') return { ...before, recall: 'asked' };
  if (verb === 'agree-recall') return { ...before, recall: 'agreed', frozen: 'recalled' };
  if (verb === 'refuse-recall') return { ...before, recall: 'refused' };
  return { ...before, state };
}

/** What may be done now, for the buttons of a page; asking for a recall is the sender's. */
export function possible(situation: Situation): Verb[] {
  return (Object.keys(steps) as Verb[]).filter((verb) => verb !== 'ask-recall' && refusals(verb, situation).length === 0);
}

/** Whether a document is past its deadline on a day (`yyyy-mm-dd`). */
export function isLate(state: IncomingState, dueOn: string | null, day: string): boolean {
  return dueOn !== null && dueOn < day && state !== 'finished' && state !== 'refused';
}

export type Business = 'new' | 'revoke' | 'update' | 'replace';

/** Message id of a document packet: the document's own id for a new one; what acts on it carries the kind of act. */
export function messageIdOf(edocId: string, business: Business, round = 1): string {
  const base = business === 'new' ? edocId : `${edocId};${business}`;
  return round === 1 ? base : `${base};${round}`;
}
