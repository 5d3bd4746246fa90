import { type Db, query, sql } from '#kernel/db.ts';
import { today } from '#kernel/time.ts';
import type { Register } from '../types.ts';

const inForce = (row: string, day: string) => {
  const [from, to] = [sql.ref(`${row}.valid_from`), sql.ref(`${row}.valid_to`)];
  return sql<boolean>`${from} <= ${day}::date and (${to} is null or ${to} > ${day}::date)`;
};

/** The registers of a day (`yyyy-mm-dd`), with what they hold, who keeps them and who may look for what. */
export function registers(db: Db, day = today()): Promise<Register[]> {
  return query<Register>(
    db,
    sql<Register>`select r.name, json_build_object('vi', r.title_vi, 'en', r.title_en) as title,
        json_build_object('vi', r.about_vi, 'en', r.about_en) as about,
        r.subject_kind as "subjectKind", r.keeper_code as "keeperCode", r.basis, r.confirmed,
        (select coalesce(json_agg(json_build_object('name', a.name, 'title', json_build_object('vi', a.title_vi, 'en', a.title_en),
            'shape', a.shape, 'personal', a.personal) order by a.place), '[]')
          from registries.attribute a where a.register = r.name and ${inForce('a', day)}) as attributes,
        (select coalesce(json_agg(json_build_object('who', l.who, 'title', json_build_object('vi', l.who_vi, 'en', l.who_en),
            'attributes', l.attributes, 'purpose', json_build_object('vi', l.purpose_vi, 'en', l.purpose_en),
            'basis', l.basis, 'confirmed', l.confirmed) order by l.id), '[]')
          from registries.look_right l where l.register = r.name and ${inForce('l', day)}) as rights
      from (select distinct on (name) * from registries.register register where ${inForce('register', day)} order by name, valid_from desc) r
      order by array_position(array['population', 'civil-status'], r.name), r.title_vi`,
  );
}

/** One register of a day; undefined: there is none of that name. */
export async function registerNamed(db: Db, name: string, day = today()): Promise<Register | undefined> {
  return (await registers(db, day)).find((register) => register.name === name);
}
