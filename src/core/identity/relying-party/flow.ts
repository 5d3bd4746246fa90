import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { randomNonce, randomPKCECodeVerifier, randomState } from 'openid-client';
import { parse, type Static, Type } from '#kernel/schema.ts';
import { seal, unseal } from '../secrets.ts';

/** Time to sign in at the provider, in seconds: a villager's phone may have to be found first. */
export const FLOW_SECONDS = 900;
const COOKIE = 'vao-';
const PATH = '/dang-nhap';
/** Tabs in which somebody may be signing in at once; the oldest gives way. */
const MOST_AT_ONCE = 4;

const FlowSchema = Type.Object({
  provider: Type.Union([Type.Literal('own'), Type.Literal('outside')]),
  state: Type.String(),
  nonce: Type.String(),
  verifier: Type.String(),
  /** Where to go afterwards, as it was asked; judged when it is followed. */
  returnPath: Type.String(),
  /** Least authentication level; 0: whatever the provider asks for. */
  level: Type.Integer(),
  /** Step-up: this account and no other. */
  accountId: Type.Optional(Type.String()),
  /** Milliseconds since 1970. */
  begunAt: Type.Integer(),
});

/** A sign-in under way in one browser. */
export type Flow = Static<typeof FlowSchema>;

/** A new sign-in with fresh secrets. */
export function newFlow(about: Pick<Flow, 'provider' | 'returnPath' | 'level' | 'accountId'>, at: Date): Flow {
  return { ...about, state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier(), begunAt: at.getTime() };
}

function cookieOf(state: string): string {
  return `${COOKIE}${createHash('sha256').update(state).digest('base64url').slice(0, 12)}`;
}

/** Gives the flow to the browser, sealed: only this browser can end it, and nothing is stored for those who never come back. */
export function keepFlow(request: FastifyRequest, reply: FastifyReply, flow: Flow, secure: boolean): void {
  const others = Object.keys(request.cookies).filter((name) => name.startsWith(COOKIE));
  for (const name of others.slice(0, Math.max(0, others.length - MOST_AT_ONCE + 1))) void reply.clearCookie(name, { path: PATH });
  const name = cookieOf(flow.state);
  void reply.setCookie(name, seal(Buffer.from(JSON.stringify(flow)), name), {
    path: PATH,
    httpOnly: true,
    sameSite: 'lax',
    secure,
    maxAge: FLOW_SECONDS,
  });
}

/** The flow of a state in this browser; undefined: another browser's, forged, or too old. */
export function findFlow(request: FastifyRequest, state: string, at: Date): Flow | undefined {
  const name = cookieOf(state);
  const sealed = request.cookies[name];
  if (sealed === undefined) return undefined;
  const flow = open(sealed, name);
  if (!flow || !same(flow.state, state)) return undefined;
  const age = at.getTime() - flow.begunAt;
  return age >= 0 && age <= FLOW_SECONDS * 1000 ? flow : undefined;
}

export function dropFlow(reply: FastifyReply, state: string): void {
  void reply.clearCookie(cookieOf(state), { path: PATH });
}

function open(sealed: string, name: string): Flow | undefined {
  try {
    const parsed = parse(FlowSchema, JSON.parse(unseal(sealed, name).toString('utf8')));
    return parsed.ok ? parsed.value : undefined;
  } catch {
    return undefined;
  }
}

function same(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
