import type { Outcome } from './judge.ts';

/** With what a request can be paid, as the provider said. */
export interface Offer {
  readonly bin: string;
  readonly bank: string;
  readonly account: string;
  readonly accountName: string;
  /** Page of the provider on which it is paid. */
  readonly url: string;
}

/** What a case is asked to pay. Amounts are whole đồng. */
export interface PaymentRequest {
  readonly id: string;
  readonly caseId: string;
  readonly agencyId: string;
  readonly reference: string;
  readonly amount: number;
  readonly purpose: string;
  readonly state: 'waiting' | 'paid' | 'expired' | 'refunding' | 'refunded';
  /** What of it is there. */
  readonly received: number;
  readonly createdAt: Date;
  readonly until: Date;
  readonly paidAt: Date | null;
  readonly offer: Offer | null;
  readonly receiptNumber: string | null;
  readonly receiptFile: string | null;
  readonly receiptAt: Date | null;
}

/** Money that was told of, or taken at the desk. */
export interface PaymentNotice {
  readonly id: string;
  readonly provider: string;
  readonly providerId: string;
  readonly requestId: string | null;
  readonly agencyId: string | null;
  readonly amount: number;
  readonly paidAt: Date;
  readonly content: string;
  readonly outcome: Outcome;
  readonly kept: number;
  readonly givenBack: number;
  readonly toldAt: Date;
  readonly toldTimes: number;
  readonly contradicted: string | null;
  readonly takenBy: string | null;
}

export const REFUND_REASONS = ['again', 'late', 'over', 'returned', 'unknown'] as const;
export type RefundReason = (typeof REFUND_REASONS)[number];

/** Money on its way back. */
export interface Refund {
  readonly id: string;
  readonly noticeId: string;
  readonly amount: number;
  readonly reason: RefundReason;
  readonly words: string;
  readonly state: 'asked' | 'done' | 'refused';
  readonly askedAt: Date;
  readonly doneAt: Date | null;
  readonly answer: string | null;
}

/** `provider` of money that an officer took at the desk. */
export const CASH = 'cash';

/** What of a notice nobody has decided about. */
export const waitingOf = ({ amount, kept, givenBack }: Pick<PaymentNotice, 'amount' | 'kept' | 'givenBack'>): number =>
  amount - kept - givenBack;

/** Whether it may still be paid; one whose time is over is closed some days later, see `askPayments`. */
export const isOpen = ({ state, until }: Pick<PaymentRequest, 'state' | 'until'>, at: Date): boolean => state === 'waiting' && at <= until;

/** Whether more time may be given once it is no longer open. */
export const canRenew = ({ state }: Pick<PaymentRequest, 'state'>): boolean => state === 'waiting' || state === 'expired';
