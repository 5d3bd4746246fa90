import { defineAction } from '#kernel/action.ts';
import { Type } from '#kernel/schema.ts';
import { findUnderWay } from '../authentication/under-way.ts';
import { insertRequest, requestsOf } from '../by-phone/requests.ts';
import { limitsAt } from '../settings.ts';
import { Which } from './prove-password.ts';

/** A computer asks to be signed in by telephone: a short code and a number for it to show. The code before goes on until its time is over. */
export const askByPhone = defineAction({
  name: 'identity.ask-by-phone',
  title: { vi: 'Xin đăng nhập bằng điện thoại', en: 'Ask to sign in by telephone' },
  input: Type.Object(Which),
  permission: 'public',
  async run({ tx, now }, input): Promise<{ outcome: 'asked' | 'over' | 'too-many' }> {
    const under = await findUnderWay(tx, input.authenticationId, input.tokenHash, now, { lock: true });
    if (!under || under.decided) return { outcome: 'over' };
    const limits = await limitsAt(tx, now);
    if ((await requestsOf(tx, under.id)) >= limits.phoneCodes) return { outcome: 'too-many' };
    await insertRequest(tx, under.id, input.origin, limits, now);
    return { outcome: 'asked' };
  },
  ledger: () => undefined,
});
