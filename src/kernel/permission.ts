/**
 * Who does something, as the kernel sees them. What a permission means and what a scope is
 * (in practice: an agency's id) is decided by the layers above.
 */
export interface Actor {
  /** Stable id of the account, `anonymous` or `system:<name>`. */
  readonly id: string;
  readonly kind: 'anonymous' | 'account' | 'software' | 'system';
  /** For display only. */
  readonly name: string;
  /** The scope the actor works in at the moment (the agency of the chosen post), if any. */
  readonly scope: string | undefined;
  /** Whether the actor holds a permission; with a scope, whether they hold it there. */
  may(permission: string, scope?: string): boolean;
}

/** `public`: anybody. `signed-in`: any account. Otherwise a permission's name such as `axis.register`. */
export type Permission = 'public' | 'signed-in' | (string & {});

/** As a scope: held in every scope there is, for what concerns them all. No agency has this id. */
export const EVERYWHERE = '*';

export const anonymous: Actor = {
  id: 'anonymous',
  kind: 'anonymous',
  name: '',
  scope: undefined,
  may: (permission) => permission === 'public',
};

/** The product acting on its own behalf (jobs, imports); may do everything. */
export function systemActor(name: string, scope?: string): Actor {
  return { id: `system:${name}`, kind: 'system', name, scope, may: () => true };
}

/** Whether an actor passes a permission, `public` and `signed-in` included. */
export function allows(actor: Actor, permission: Permission, scope?: string): boolean {
  if (permission === 'public') return true;
  if (permission === 'signed-in') return actor.kind !== 'anonymous';
  return actor.may(permission, scope);
}
