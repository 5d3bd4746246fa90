import { agencyByCode, importUnits, packageSource, seedAgencies } from '../src/core/agencies/index.ts';
import { type AccountActor, ensureRoles, loadSecrets, officialsOf, seedDemoAccounts } from '../src/core/identity/index.ts';
import { openPostKeys } from '../src/core/notifications/index.ts';
import { openVault } from '../src/core/signatures/index.ts';
import { roles } from '../src/app/roles.ts';
import type { Services } from '../src/kernel/http/services.ts';
import { transaction } from '../src/kernel/db.ts';
import { now, today } from '../src/kernel/time.ts';

/** Keys, roles and the address book, as on a first start. */
export async function prepareSite({ db, config }: Services): Promise<void> {
  await loadSecrets(config.dataFolder);
  await openVault(config.dataFolder);
  await openPostKeys(config.dataFolder);
  await ensureRoles(db, roles);
  await transaction(db, async (tx) => {
    await importUnits(tx, packageSource());
    await seedAgencies(tx, config.site);
  });
}

/** Somebody with one post in an agency, as if signed in; `permissions` are those of the roles. */
export async function someoneAt(services: Services, agencyCode: string, roleNames: readonly string[], name: string): Promise<AccountActor> {
  const { db } = services;
  const agency = await agencyByCode(db, agencyCode);
  if (!agency) throw new Error(`no agency ${agencyCode}`);
  const signInName = `thu.${name.toLowerCase().replace(/[^a-z]/g, '')}.${agencyCode.toLowerCase()}`;
  await seedDemoAccounts(
    db,
    [{ signInName, fullName: name, posts: [{ agencyId: agency.id, postTitle: name, roles: roleNames }] }],
    'mat khau chi de thu 1',
  );
  const person = (await officialsOf(db, agency.id, today())).find((one) => one.fullName === name);
  if (!person) throw new Error(`${name} was not made`);
  const permissions = new Set(roles.filter((role) => roleNames.includes(role.name)).flatMap((role) => role.permissions));
  const post = {
    id: person.assignmentId,
    agencyId: agency.id,
    agencyName: agency.name,
    title: name,
    roles: roleNames,
    permissions: [...permissions],
    nationwide: [],
  };
  return {
    id: person.accountId,
    kind: 'account',
    name,
    scope: agency.id,
    personId: person.personId,
    sessionId: person.accountId,
    level: 1,
    accountLevel: undefined,
    authenticatedAt: now(),
    posts: [post],
    mustChangePassword: false,
    demo: true,
    shown: { name, post: name, unit: agency.name },
    may: (permission, scope) => permissions.has(permission) && (scope === undefined || scope === agency.id),
  };
}
