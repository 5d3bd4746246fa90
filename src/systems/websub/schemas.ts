import { type Static, sentence, Type } from '#kernel/schema.ts';

/** What the hub was asked for; the route has found the feed and judged the callback. */
export const Intent = Type.Object({
  mode: Type.Union([Type.Literal('subscribe'), Type.Literal('unsubscribe')]),
  /** Path and query on this site. */
  topic: Type.String({ minLength: 1, maxLength: 600 }),
  feed: Type.String({ minLength: 1, maxLength: 100 }),
  callback: Type.String({ minLength: 1, maxLength: 1_000 }),
  leaseSeconds: Type.Integer({ minimum: 1 }),
  /** Fewer than 200 bytes (WebSub §5.1). */
  secret: Type.Optional(Type.String({ minLength: 1, maxLength: 199 })),
});
export type Intent = Static<typeof Intent>;

export const SubscriptionEnd = Type.Object({
  id: Type.String({ format: 'uuid' }),
  reason: Type.String({ minLength: 3, maxLength: 300, ...sentence('Hãy ghi lý do.', 'Say why.') }),
});

export const HostName = Type.Object({ host: Type.String({ minLength: 1, maxLength: 300 }) });
