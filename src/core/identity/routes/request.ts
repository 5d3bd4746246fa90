import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { newId } from '#kernel/id.ts';
import { Problem } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { AUTHENTICATION_COOKIE } from '../authentication/open.ts';
import { addressPrefix, deviceOf } from '../rules/origin.ts';
import { SESSION_COOKIE } from '../sessions.ts';

/** Any form: the action checks what is in it. */
export const AnyForm = Type.Record(Type.String(), Type.Unknown());

export type Fields = Readonly<Record<string, unknown>>;

/** A form's fields; an absent body is an empty one. */
export function fieldsOf(request: FastifyRequest): Fields {
  return (request.body ?? {}) as Fields;
}

/** A field as text; repeated or missing ones are empty. */
export function textOf(fields: Fields, name: string): string {
  const value = fields[name];
  return typeof value === 'string' ? value : '';
}

/** The form's idempotency key; a form without one is a form of its own. */
export function keyOf(request: FastifyRequest): string {
  return textOf(fieldsOf(request), '_key') || newId();
}

/** What is kept of where a request came from. */
export function originOf(request: FastifyRequest): { addressPrefix: string; device: string } {
  return { addressPrefix: addressPrefix(request.ip), device: deviceOf(request.headers['user-agent'] ?? '') };
}

/** Hands the browser its session: no script can read it, no other site's form sends it, and over https it never leaves in the clear. */
export function setSession(reply: FastifyReply, token: string, publicUrl: string): void {
  void reply.setCookie(SESSION_COOKIE, token, { path: '/', httpOnly: true, sameSite: 'lax', secure: publicUrl.startsWith('https:') });
}

export function dropSession(reply: FastifyReply): void {
  void reply.clearCookie(SESSION_COOKIE, { path: '/' });
}

/** Sends what `work` sends; a mistake of the person's brings the form back instead. */
export async function orAgain(
  reply: FastifyReply,
  work: () => Promise<FastifyReply>,
  again: (problem: Problem) => Promise<VNode> | VNode,
): Promise<FastifyReply> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Problem) || error.status === 401 || error.status === 403 || error.status >= 500) throw error;
    void reply.headers(error.headers);
    return reply.page(await again(error), { status: error.status });
  }
}

/** Binds an authentication to this browser. */
export function setAuthentication(reply: FastifyReply, token: string, publicUrl: string): void {
  const secure = publicUrl.startsWith('https:');
  void reply.setCookie(AUTHENTICATION_COOKIE, token, { path: '/', httpOnly: true, sameSite: 'lax', secure });
}
