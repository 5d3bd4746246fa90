import type { Db } from '#kernel/db.ts';
import { datedSettings } from '#kernel/dated-settings.ts';

export type PaymentSetting = 'smallest-amount' | 'largest-amount' | 'largest-quick-transfer' | 'days-to-pay' | 'days-for-late-news';

/** Limits of payments in force at an instant. */
export async function paymentSettings(db: Db, at: Date): Promise<(name: PaymentSetting) => number> {
  return datedSettings(db, 'services.payment_setting', at);
}
