import { Buffer } from 'node:buffer';
import type { Routes } from '#kernel/module.ts';
import { systemActor } from '#kernel/permission.ts';
import { Problem } from '#kernel/problem.ts';
import { now } from '#kernel/time.ts';
import { recordNotice } from '../actions/record-notice.ts';
import { isSampleBank, secretOf } from '../provider-of.ts';
import { isSigned, SIGNATURE_HEADER } from '../signed-messages.ts';
import { readTransfer } from '../transfers.ts';

/** Where a provider tells of money. */
export const NOTICES = '/api/thanh-toan/bao';

/** A notice is some hundred bytes; what is kept of one is bounded by the same. */
const LARGEST = 16 * 1024;

const notSigned = (): Problem =>
  new Problem({
    slug: 'payment-notice-refused',
    status: 401,
    title: { vi: 'Không tin được tin báo này', en: 'This notice cannot be believed' },
    detail: {
      vi: 'Chữ ký của tin báo thiếu, sai hoặc đã quá 5 phút. Hãy ký lại đúng các byte được gửi rồi gửi lại.',
      en: 'The signature of the notice is missing, wrong, or more than five minutes old. Sign exactly the bytes that are sent and send again.',
    },
  });

/**
 * The address for providers. It answers 200 only after the money is written down with all that follows from it; whoever gets
 * anything else tells again, and a repeat changes nothing.
 */
export const apiRoutes: Routes = async (app, services) => {
  if (!services.config.payments && !isSampleBank(services)) return;
  const schema = { tags: ['services'], summary: 'Tell of a payment; for the payment organisation of this site, signed' };
  await app.register(async (api) => {
    api.removeAllContentTypeParsers();
    api.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: LARGEST }, (_request, body, done) => done(null, body));
    api.post(NOTICES, { config: { permission: 'public', ownProtocol: true }, schema, bodyLimit: LARGEST }, async (request, reply) => {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      if (!isSigned(await secretOf(services), NOTICES, body, request.headers[SIGNATURE_HEADER], now())) throw notSigned();
      const raw = body.toString('utf8');
      const transfer = readTransfer(jsonOf(raw));
      const provider = services.config.payments ? 'platform' : 'sample-bank';
      const { repeated } = await services.act(recordNotice, systemActor('payments'), { ...transfer, provider, raw });
      return reply.send({ received: true, repeated });
    });
  });
};

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
