import type { Offer } from './types.ts';

/** What a provider is asked to take money for. */
export interface Order {
  readonly reference: string;
  /** Code of the agency to whose account it goes. */
  readonly agency: string;
  /** Đồng. */
  readonly amount: number;
  readonly purpose: string;
  readonly until: Date;
  /** Where the payer comes back to. */
  readonly returnUrl: string;
}

/** Money as a provider tells of it: by its notice, or when it is asked. */
export interface Transfer {
  /** The provider's number of this money. */
  readonly id: string;
  readonly amount: number;
  readonly content: string;
  readonly paidAt: Date;
  readonly agency?: string | undefined;
}

export type RefundAnswer = { readonly state: 'done' } | { readonly state: 'refused'; readonly reason: string };

/** An organisation that takes payments. All three may be repeated: orders by reference, refunds by id. Throw when it cannot be reached. */
export interface Provider {
  /** Kept with every notice. */
  readonly name: string;
  create(order: Order): Promise<Offer>;
  /** Every transfer that named a reference. */
  status(reference: string): Promise<readonly Transfer[]>;
  refund(refund: {
    readonly id: string;
    readonly transferId: string;
    readonly amount: number;
    readonly words: string;
  }): Promise<RefundAnswer>;
}
