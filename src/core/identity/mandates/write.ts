import { type Db, on } from '#kernel/db.ts';
import type { Text } from '#kernel/i18n.ts';
import { newId } from '#kernel/id.ts';
import type { IdentityTables } from '../db.gen.ts';

export interface NewMandate {
  readonly kind: 'guardian' | 'legal-representative' | 'authorised' | 'deputy';
  readonly principal: { readonly personId: string } | { readonly agencyId: string } | { readonly organisationId: string };
  readonly representativePersonId: string;
  readonly scope: readonly string[];
  readonly basis: string;
  /** Calendar dates; `to` is the first day on which it no longer counts. */
  readonly from: string;
  readonly to?: string | undefined;
  /** The representative has said yes already. */
  readonly accepted: boolean;
  readonly createdBy: string;
}

export async function insertMandate(tx: Db, mandate: NewMandate, at: Date): Promise<string> {
  const { principal } = mandate;
  const id = newId();
  await on<IdentityTables>(tx)
    .insertInto('identity.mandate')
    .values({
      id,
      kind: mandate.kind,
      principal_person_id: 'personId' in principal ? principal.personId : null,
      principal_agency_id: 'agencyId' in principal ? principal.agencyId : null,
      principal_organisation_id: 'organisationId' in principal ? principal.organisationId : null,
      representative_person_id: mandate.representativePersonId,
      scope: [...mandate.scope],
      basis: mandate.basis,
      valid_from: mandate.from,
      valid_to: mandate.to ?? null,
      created_at: at,
      created_by: mandate.createdBy,
      accepted_at: mandate.accepted ? at : null,
    })
    .execute();
  return id;
}

/** Names of everything that somebody may be mandated to do. */
export async function allFields(db: Db): Promise<string[]> {
  return (await mandateFields(db)).map(({ name }) => name);
}

export async function mandateFields(db: Db): Promise<{ name: string; title: Text }[]> {
  const rows = await on<IdentityTables>(db).selectFrom('identity.mandate_field').selectAll().orderBy('title_vi').execute();
  return rows.map((row) => ({ name: row.name, title: { vi: row.title_vi, en: row.title_en } }));
}

/**
 * Notes that somebody acted by a mandate, for both sides to see: `what` in a few words, such as "Nộp hồ sơ đăng ký khai sinh".
 * Whoever lets somebody act by a mandate calls this in the same transaction.
 */
export async function noteMandateUse(tx: Db, mandateId: string, what: Text, at: Date): Promise<void> {
  await on<IdentityTables>(tx)
    .insertInto('identity.mandate_use')
    .values({ id: newId(), mandate_id: mandateId, at, words_vi: what.vi.slice(0, 300), words_en: what.en.slice(0, 300) })
    .execute();
}
