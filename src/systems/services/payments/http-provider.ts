import { guardedRequest } from '#kernel/guarded-request.ts';
import { parse, type Static, type TSchema, Type } from '#kernel/schema.ts';
import { instant, now } from '#kernel/time.ts';
import type { Provider } from './provider.ts';
import { SIGNATURE_HEADER, signMessage } from './signed-messages.ts';
import { readTransfer } from './transfers.ts';

const OfferSchema = Type.Object({
  bin: Type.String({ pattern: '^\\d{6}$' }),
  bank: Type.String({ minLength: 1, maxLength: 200 }),
  account: Type.String({ pattern: '^[0-9A-Za-z]{1,19}$' }),
  accountName: Type.String({ minLength: 1, maxLength: 200 }),
  url: Type.String({ maxLength: 2_000, pattern: '^(https?://|/)\\S+$' }),
});
const TransfersSchema = Type.Object({ transfers: Type.Array(Type.Unknown(), { maxItems: 1_000 }) });
const RefundSchema = Type.Object({
  state: Type.Union([Type.Literal('done'), Type.Literal('refused')]),
  reason: Type.Optional(Type.String()),
});

export interface HttpProviderSettings {
  readonly name: string;
  readonly url: string;
  /** Under which the provider knows this site. */
  readonly id: string;
  readonly secret: () => Promise<string>;
  /** It may lie on this machine or in a closed network, without https. */
  readonly closedNetworks: boolean;
}

/** A provider that speaks the contract of payments/README.md: signed JSON over HTTP. */
export function httpProvider(settings: HttpProviderSettings): Provider {
  const ask = async <S extends TSchema>(method: 'GET' | 'POST', path: string, schema: S, content?: unknown): Promise<Static<S>> => {
    const body = content === undefined ? '' : JSON.stringify(content);
    const url = new URL(settings.url.replace(/\/$/, '') + path);
    const answer = await guardedRequest(url.href, {
      method,
      headers: {
        accept: 'application/json',
        'x-motcua-site': settings.id,
        [SIGNATURE_HEADER]: signMessage(await settings.secret(), url.pathname, body, now()),
        ...(body === '' ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === '' ? {} : { body: Buffer.from(body) }),
      closedNetworks: settings.closedNetworks,
    });
    if (answer.status !== 200) throw new Error(`${settings.name} answered ${answer.status} to ${path}`);
    const parsed = parse(schema, JSON.parse(answer.body.toString('utf8')));
    if (!parsed.ok) throw new Error(`${settings.name} answered something else to ${path}`);
    return parsed.value;
  };
  return {
    name: settings.name,
    create: ({ until, ...order }) => ask('POST', '/orders', OfferSchema, { ...order, until: until.toISOString() }),
    async status(reference) {
      const { transfers } = await ask('GET', `/orders/${reference}/transfers`, TransfersSchema);
      return transfers.map(readTransfer).map((transfer) => ({ ...transfer, paidAt: instant(transfer.paidAt) }));
    },
    async refund(refund) {
      const { state, reason = '' } = await ask('POST', '/refunds', RefundSchema, refund);
      return state === 'done' ? { state } : { state, reason: reason.slice(0, 500) };
    },
  };
}
