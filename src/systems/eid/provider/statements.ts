import { provenPersonColumn } from '#core/identity/index.ts';
import type { Prepared } from '#kernel/db.ts';

/**
 * One statement for each thing that the provider does with what it remembers; each is planned once a connection. Arguments:
 * kind, key, then as named.
 */

/** …, payload, grant, uid, account, mandate, client, expires. */
export const save: Prepared = {
  name: 'eid-save',
  text: `insert into eid.model (kind, key, payload, grant_id, uid, account_id, mandate_id, client_id, expires_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    on conflict (kind, key) do update set payload = excluded.payload, grant_id = excluded.grant_id, uid = excluded.uid,
      account_id = excluded.account_id, mandate_id = coalesce(excluded.mandate_id, eid.model.mandate_id), client_id = excluded.client_id, expires_at = excluded.expires_at`,
};

/** As `save`, then: kind of use, at, claims, level. A code or token is not given without the owner's history saying so. */
export const saveUsed: Prepared = {
  name: 'eid-save-used',
  text: `with used as (
      insert into eid.use (account_id, client_id, at, kind, claims, level, mandate_id)
      values ($6::uuid, $8::text, $11, $10, $12, $13, $7::uuid)
    )
    insert into eid.model (kind, key, payload, grant_id, uid, account_id, mandate_id, client_id, expires_at)
    values ($1, $2, $3, $4, $5, $6::uuid, $7::uuid, $8::text, $9)`,
};

/** Key, expires. No row comes back when it was there: seen before, also by another process in this instant. */
export const saveOnce: Prepared = {
  name: 'eid-save-once',
  text: `insert into eid.model (kind, key, payload, expires_at) values ('ReplayDetection', $1, '{}', $2)
    on conflict (kind, key) do nothing returning kind`,
};

/** …, at. */
export const find: Prepared = {
  name: 'eid-find',
  text: `select payload, extract(epoch from consumed_at)::int as consumed from eid.model where kind = $1 and key = $2 and expires_at > $3`,
};

const tied = (more: string): string => `select t.key, t.kind, t.payload, extract(epoch from t.consumed_at)::int as consumed,
      g.payload as grant_payload, s.payload as session_payload${more}
    from eid.model t
      left join eid.model g on g.kind = 'Grant' and g.key = sha256(convert_to(t.payload->>'grantId', 'UTF8')) and g.expires_at > $3
      left join eid.model s on s.kind = 'Session' and s.uid = t.payload->>'sessionUid' and s.expires_at > $3
    where t.kind = any($1) and t.key = any($2) and t.expires_at > $3`;

/** Kinds, keys, at. With the grant and the session that the thing hangs on, which are asked for next. */
export const findTied: Prepared = { name: 'eid-find-tied', text: tied('') };

/** The same, with the person whose it is. */
export const findTiedWithPerson: Prepared = {
  name: 'eid-find-tied-with-person',
  text: tied(`, ${provenPersonColumn.sql('t.account_id', '$3')} as person`),
};

/**
 * Key of a code, at, then of the access token for it: key, payload, grant, account, client, expires. The code is used up and the
 * token stored, or neither: a row comes back to one caller only, whichever process it is in.
 */
export const redeem: Prepared = {
  name: 'eid-redeem',
  text: `with won as (
      update eid.model set consumed_at = $2 where kind = 'AuthorizationCode' and key = $1 and consumed_at is null returning kind
    )
    insert into eid.model (kind, key, payload, grant_id, account_id, client_id, expires_at)
    select 'AccessToken', $3, $4::jsonb, $5, $6::uuid, $7, $8::timestamptz from won returning kind`,
};

/** Uid of a session, at. */
export const findByUid: Prepared = {
  name: 'eid-find-by-uid',
  text: `select payload, null::int as consumed from eid.model where kind = 'Session' and uid = $1 and expires_at > $2`,
};

/** …, at. A row comes back to one caller only, whichever process it is in. */
export const consume: Prepared = {
  name: 'eid-consume',
  text: `update eid.model set consumed_at = $3 where kind = $1 and key = $2 and consumed_at is null returning kind`,
};

export const remove: Prepared = { name: 'eid-remove', text: `delete from eid.model where kind = $1 and key = $2` };

/** Kind, grant. */
export const removeOfGrant: Prepared = { name: 'eid-remove-of-grant', text: `delete from eid.model where kind = $1 and grant_id = $2` };

/** Key of the grant, its id. Everything that the grant gave, and the grant. */
export const removeGrant: Prepared = {
  name: 'eid-remove-grant',
  text: `delete from eid.model where (kind = 'Grant' and key = $1) or grant_id = $2`,
};
