import { defineAction } from '#kernel/action.ts';
import type { Db } from '#kernel/db.ts';
import { Type } from '#kernel/schema.ts';
import { openAuthentication } from '../authentication/open.ts';
import { decideRequest, noteChosen, type PhoneRequest, requestByCode } from '../by-phone/requests.ts';
import { typedCode } from '../by-phone/rules.ts';
import type { Level } from '../rules/levels.ts';
import { Origin } from '../sessions.ts';
import { limitsAt } from '../settings.ts';
import { countFailure, forgetFailures, guessOf, noteAttempt, secondsToWait } from '../throttle.ts';

/** `unknown`: no such code, or its time is over; wrong ones are counted against the address. */
type Found =
  | { readonly outcome: 'found'; readonly request: PhoneRequest }
  | { readonly outcome: 'unknown' }
  | { readonly outcome: 'waiting'; readonly waitSeconds: number };

async function find(tx: Db, typed: string, { addressPrefix }: { readonly addressPrefix: string }, at: Date): Promise<Found> {
  const guess = guessOf(`dien-thoai ${addressPrefix}`, addressPrefix, await limitsAt(tx, at), at);
  const waitSeconds = await secondsToWait(tx, guess);
  if (waitSeconds > 0) return { outcome: 'waiting', waitSeconds };
  const code = typedCode(typed);
  const request = code === undefined ? undefined : await requestByCode(tx, code, at, { lock: true });
  if (request) await forgetFailures(tx, guess);
  else {
    await countFailure(tx, guess);
    await noteAttempt(tx, guess, 'wrong', undefined);
  }
  return request ? { outcome: 'found', request } : { outcome: 'unknown' };
}

const Typed = { code: Type.String({ maxLength: 40 }), origin: Origin };

/** Looks a code up that was scanned or typed on a telephone; guesses count. */
export const findByPhone = defineAction({
  name: 'identity.find-by-phone',
  title: { vi: 'Tìm yêu cầu đăng nhập theo mã', en: 'Find a request to sign in by its code' },
  input: Type.Object(Typed),
  permission: 'public',
  // What the code stands for must not lie with the answers of repeated requests.
  secret: true,
  run: ({ tx, now }, { code, origin }): Promise<Found> => find(tx, code, origin, now),
  ledger: () => undefined,
});

/** How the answer went; `opened`: the proof on the telephone begins. */
type Answered =
  | { readonly outcome: 'opened'; readonly path: string; readonly token: string }
  | { readonly outcome: 'refused' | 'wrong-number' | 'over' | 'unknown' }
  | { readonly outcome: 'waiting'; readonly waitSeconds: number };

/**
 * Whoever holds the telephone picks the number that the computer shows, once, or refuses. The right one opens a proof on the
 * telephone, all of it anew: a telephone that lies about signs nobody in.
 */
export const answerByPhone = defineAction({
  name: 'identity.answer-by-phone',
  title: { vi: 'Trả lời yêu cầu đăng nhập trên điện thoại', en: 'Answer a request on the telephone' },
  input: Type.Object({
    ...Typed,
    /** Absent: refused. */
    number: Type.Optional(Type.Integer()),
    /** Who is signed in on the telephone. */
    accountId: Type.Optional(Type.String({ format: 'uuid' })),
    returnPath: Type.String({ maxLength: 200 }),
  }),
  permission: 'public',
  secret: true,
  async run({ tx, now }, { code, origin, number, accountId, returnPath }): Promise<Answered> {
    const found = await find(tx, code, origin, now);
    if (found.outcome !== 'found') return found;
    const { request } = found;
    if (request.state !== 'waiting') return { outcome: 'over' };
    if (number !== request.number) {
      const outcome = number === undefined ? 'refused' : 'wrong-number';
      await decideRequest(tx, request.id, outcome, now);
      return { outcome };
    }
    const whose = request.accountId ?? accountId;
    const { vi, en } = request.forWhom;
    const { id, path, token } = await openAuthentication(
      tx,
      {
        minimumLevel: request.minimumLevel as Level,
        freshSeconds: 0,
        forWhom: { vi: `${vi} (trên máy tính)`, en: `${en} (on a computer)` },
        returnPath,
        ...(whose === undefined ? {} : { accountId: whose }),
      },
      now,
    );
    await noteChosen(tx, request.id, id, now);
    return { outcome: 'opened', path, token };
  },
  ledger: () => undefined,
});
