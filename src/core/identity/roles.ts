import { type Db, on, transaction } from '#kernel/db.ts';
import type { Text } from '#kernel/i18n.ts';
import type { IdentityTables } from './db.gen.ts';

/** A role as the product ships it. */
export interface RoleDefault {
  /** `clerk`, `leader`: lower case, hyphens. */
  readonly name: string;
  readonly title: Text;
  /** Held in every agency. */
  readonly nationwide?: boolean;
  readonly permissions: readonly string[];
}

/**
 * Brings the shipped roles and their permissions into the database. What is there stays as the administrators left it: titles
 * are not overwritten, withdrawn permissions stay withdrawn, and running it again changes nothing.
 */
export async function ensureRoles(db: Db, defaults: readonly RoleDefault[]): Promise<void> {
  if (defaults.length === 0) return;
  await transaction(db, async (tx) => {
    await on<IdentityTables>(tx)
      .insertInto('identity.role')
      .values(
        defaults.map((role) => ({
          name: role.name,
          title_vi: role.title.vi,
          title_en: role.title.en,
          nationwide: role.nationwide ?? false,
        })),
      )
      .onConflict((conflict) => conflict.column('name').doNothing())
      .execute();
    const permissions = defaults.flatMap((role) => [...new Set(role.permissions)].map((permission) => ({ role: role.name, permission })));
    if (permissions.length === 0) return;
    await on<IdentityTables>(tx)
      .insertInto('identity.role_permission')
      .values(permissions)
      .onConflict((conflict) => conflict.columns(['role', 'permission']).doNothing())
      .execute();
  });
}
