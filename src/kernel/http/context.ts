import type { FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import type { Lang } from '../i18n.ts';
import type { Actor, Permission } from '../permission.ts';
import type { AlmostSame } from './render-once.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call the route; a route without it stops the boot. */
    permission?: Permission;
    /** The permission must be held in every scope: the page concerns them all. Absent: anywhere, and the handler asks where. */
    everywhere?: true;
    /**
     * The route speaks a protocol with credentials and rules of its own (OAuth): who asks is not looked for in its headers, and
     * forms of other sites are for it to judge.
     */
    ownProtocol?: true;
    /** Largest body in bytes, when it differs from the server's. */
    largestBody?: number;
    /** Minutes in which a body must have come, when they differ from the server's two. */
    bodyMinutes?: number;
  }
  interface FastifyRequest {
    actor: Actor;
    lang: Lang;
    /** Opaque token of the session cookie, for the identity module. */
    sessionToken: string | undefined;
  }
  interface FastifyReply {
    /** Sends a page: the vnode inside the product's layout context. */
    page(vnode: VNode<any>, options?: PageOptions): Promise<FastifyReply> | FastifyReply;
  }
}

export interface PageOptions {
  readonly status?: number;
  /** `public, max-age=…` for pages that are the same for everybody; default: private, no-store. */
  readonly cacheControl?: string;
  /** Many are asked for that differ in a few words only: it is rendered once for all of them; see render-once.ts. */
  readonly almostSame?: AlmostSame;
}

/** Turns a vnode into HTML with everything a page needs to know about the request; `app` provides it. */
export type Renderer = (vnode: VNode<any>, request: FastifyRequest) => string;

/** Whether the caller is a program: the JSON API, or one that asks for JSON first. */
export function wantsJson(request: FastifyRequest): boolean {
  const accept = request.headers.accept ?? '';
  return request.url.startsWith('/api/') || (accept.includes('json') && !accept.includes('text/html'));
}
