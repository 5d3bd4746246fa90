import { Buffer } from 'node:buffer';
import type { FastifyInstance } from 'fastify';
import type { MachineAnswer } from '#kernel/http/machine-endpoints.ts';
import type { PlainRequest } from '#kernel/http/plain-requests.ts';
import type { SharedLimit } from '#kernel/http/request-limits.ts';
import type { Services } from '#kernel/http/services.ts';
import { MOUNT } from '../provider/paths.ts';
import { introspect } from './introspection.ts';
import { redeemCode } from './redeem.ts';
import { userinfo } from './userinfo.ts';

/** As the library sends them where no page of another origin asks. */
const HEADERS = {
  'cache-control': 'no-store',
  vary: 'Origin',
  'access-control-allow-origin': '*',
};

type Answer = (services: Services, request: PlainRequest) => Promise<object | undefined>;

function inJson(services: Services, answer: Answer, exposed: string) {
  const headers = { ...HEADERS, 'access-control-expose-headers': exposed };
  return async (request: PlainRequest): Promise<MachineAnswer | undefined> => {
    const said = await answer(services, request);
    return said && { type: 'application/json; charset=utf-8', headers, body: Buffer.from(JSON.stringify(said)) };
  };
}

/**
 * What servers ask of the provider by the thousand, where there is nothing unusual in it and the answer is yes. Whatever else
 * comes is the library's, untouched.
 */
export function answerPlainQuestions(app: FastifyInstance, services: Services, limit: SharedLimit): void {
  app.answerPlain({
    method: 'POST',
    url: `${MOUNT}/token/introspection`,
    limit,
    answer: inJson(services, introspect, 'WWW-Authenticate'),
  });
  app.answerPlain({
    method: 'GET',
    url: `${MOUNT}/me`,
    limit,
    answer: inJson(services, userinfo, 'DPoP-Nonce,WWW-Authenticate'),
  });
  app.answerPlain({
    method: 'POST',
    url: `${MOUNT}/token`,
    limit,
    answer: inJson(services, redeemCode, 'DPoP-Nonce,WWW-Authenticate'),
  });
}
