import { publishDefinition } from '../src/core/cases/index.ts';
import { type Db, query, sql, transaction } from '../src/kernel/db.ts';
import { newId } from '../src/kernel/id.ts';
import { birthRegistration } from '../src/systems/services/definitions/birth-registration.ts';

/** What many cases have in common: an agency, a person and a published procedure. */
export interface CaseGround {
  readonly agencies: readonly string[];
  readonly person: string;
  readonly version: string;
}

/** A person and a procedure, for cases of these agencies. */
export async function caseGround(db: Db, agencies: readonly string[]): Promise<CaseGround> {
  const person = newId();
  await query(
    db,
    sql`insert into identity.person (id, full_name, name_folded, created_at) values (${person}, 'Người Mẫu', 'nguoi mau', now())`,
  );
  const version = await publishDefinition(db, birthRegistration, { added: 'test', approved: 'test' });
  return { agencies, person, version };
}

/** What differs between filled cases, as SQL over `n`, the number of the case. */
export interface Filled {
  readonly count: number;
  readonly accepted: string;
  readonly amount: string;
  readonly unit: string;
  readonly waitsFor?: string;
  readonly pauses?: string;
  readonly cutOff?: string;
}

/**
 * Running cases by one statement, without history. Their deadlines are roughly right; whoever needs them exact recounts. The
 * number of the case decides everything, so that two fillings are equal.
 */
export async function fillCases(db: Db, ground: CaseGround, filled: Filled): Promise<void> {
  const { count, accepted, amount, unit, waitsFor = "'handler'", pauses = "'[]'", cutOff = "'15:00'" } = filled;
  const raw = sql.raw;
  await transaction(db, async (tx) => {
    // References are right by construction; checking eight of each of a million rows takes longer than all else.
    await query(tx, sql`set local session_replication_role = replica`);
    await query(
      tx,
      sql`insert into cases.case_record (id, code, procedure_code, definition_version, state, national_status, channel, receiving_agency,
        handling_agency, applicant_person, subject_person, submitted_by, waits_for, title, submitted_at, accepted_at, term_amount,
        term_unit, cut_off, pauses, due_on, due_at)
      select ('0190' || lpad(to_hex(n), 6, '0') || substr(md5(n::text), 1, 22))::uuid, 'H57.' || (n / 9999) || '-261001-' || lpad((n % 9999 + 1)::text, 4, '0'),
        '1.001193', ${ground.version}, case waits when 'decider' then 'deciding' when 'receiver' then 'submitted' else 'processing' end,
        4, 'online', agency, agency, ${ground.person}, ${ground.person}, 'test', waits, 'Đăng ký khai sinh: Bé Mẫu ' || n,
        received, received, amount, unit, cut, stood::jsonb, due, (due + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh'
      from (select n, (${`{${ground.agencies.join(',')}}`}::uuid[])[1 + n % ${ground.agencies.length}] as agency, (${raw(waitsFor)})::text as waits,
          (${raw(accepted)})::timestamptz as received, (${raw(amount)})::int as amount, (${raw(unit)})::text as unit, (${raw(pauses)})::text as stood,
          (${raw(cutOff)})::text as cut
        from generate_series(1, ${count}::int) n) given
      cross join lateral (select (received at time zone 'Asia/Ho_Chi_Minh')::date + (amount * 7 / 5 + 1) as due) rough`,
    );
  });
}

/** Does something with the table of cases while it has no indexes but its keys, and makes them again: for filling it with a million rows. */
export async function withoutIndexes(db: Db, work: () => Promise<void>): Promise<void> {
  const indexes = await query<{ name: string; definition: string }>(
    db,
    sql<{ name: string; definition: string }>`select indexname as name, indexdef as definition from pg_indexes
      where schemaname = 'cases' and tablename = 'case_record' and indexname not like '%_pkey' and indexname not like '%_key'`,
  );
  for (const { name } of indexes) await query(db, sql`drop index cases.${sql.raw(name)}`);
  await work();
  for (const { definition } of indexes) await query(db, sql.raw(definition));
}
