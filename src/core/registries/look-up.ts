import { accountOf } from '#core/identity/index.ts';
import { type Db, type Prepared, runPrepared, runTogether } from '#kernel/db.ts';
import type { Text } from '#kernel/i18n.ts';
import { newId } from '#kernel/id.ts';
import type { Actor } from '#kernel/permission.ts';
import { dateOf, now } from '#kernel/time.ts';
import type { Fact, Subject } from './types.ts';

export interface LookUp {
  readonly register: string;
  readonly subject: Subject;
  readonly attributes: readonly string[];
  /** The facts as they were on the day of this instant, as they are known now. */
  readonly asOf: Date;
  /** What it is for, as the subject will read it: "Điền sẵn hồ sơ đăng ký khai sinh". */
  readonly purpose: Text;
  /** The law that allows it, with the article. */
  readonly legalBasis: string;
  /** `draft:ID` or `case:CODE`; absent only for an official's look outside a dossier. */
  readonly about?: string;
  readonly by: Actor;
  /**
   * In what capacity an account looks: `applicant` for the person and whoever files for them, `official` in the chosen post.
   * Absent: official when the account has a post and looks at somebody else.
   */
  readonly capacity?: 'applicant' | 'official';
}

export interface Looked {
  /** By attribute; what was not found is left out. */
  readonly facts: Readonly<Record<string, Fact>>;
  readonly lookId: string;
}

/** Who looked, as it is written down: the post and the agency, and the account's id for the keeper. */
export interface Looker {
  readonly capacity: 'applicant' | 'official' | 'software' | 'system';
  readonly id: string;
  readonly agencyId: string | null;
  readonly agencyName: string | null;
  readonly post: string | null;
}

/** Facts and look in one statement: there is no way to be handed a fact without leaving the look. */
const LOOK_UP: Prepared = {
  name: 'registries-look-up',
  text: `with known as (
      select count(*)::int as attributes from registries.attribute
      where register = $3 and name = any($6::text[]) and valid_from <= $7::date and (valid_to is null or valid_to > $7::date)
    ), found as (
      select line.attribute, fact.id, fact.value, fact.valid_from, fact.source
      from registries.line join registries.fact on fact.line_id = line.id
      where line.subject_id = $5 and line.subject_kind = $4 and line.register = $3 and line.attribute = any($6::text[])
        and fact.known_to is null and fact.valid_from <= $7::date and (fact.valid_to is null or fact.valid_to > $7::date)
    ), written as (
      insert into registries.look (id, at, register, subject_kind, subject_id, attributes, fact_ids, as_of,
        purpose_vi, purpose_en, basis, about, capacity, looker, agency_id, agency_name, post)
      select $1::uuid, $2::timestamptz, $3, $4, $5::uuid, $6::text[], array(select id from found), $7::date,
        $8, $9, $10, $11, $12, $13, $14::uuid, $15, $16
    )
    select known.attributes as known, (select coalesce(jsonb_object_agg(attribute,
        jsonb_build_object('value', value, 'validFrom', valid_from, 'source', source)), '{}') from found) as facts
    from known`,
};

/** Who an actor is when looking at a subject; throws when an account without a post is to look as an official. */
function lookerOf({ by, subject, capacity }: LookUp): Looker {
  const nobody = { id: by.id, agencyId: null, agencyName: null, post: null };
  if (by.kind === 'system') return { ...nobody, capacity: 'system' };
  if (by.kind === 'software') return { ...nobody, capacity: 'software', agencyId: by.scope ?? null };
  const account = accountOf(by);
  if (!account) throw new Error('nobody looks without an account');
  const [post] = account.posts;
  const own = account.personId === subject.id || (capacity ?? (post ? 'official' : 'applicant')) === 'applicant';
  if (own) return { ...nobody, capacity: 'applicant' };
  if (!post) throw new Error('an account without a post cannot look as an official');
  return { capacity: 'official', id: by.id, agencyId: post.agencyId, agencyName: post.agencyName, post: post.title };
}

/**
 * Asks a register for facts about a subject, and writes down the look in the same statement, also when nothing is found. Both
 * stay only if the caller's transaction commits. Throws when the register has no such attribute on that day: a fault of the
 * caller, not of a person. Whether the actor may look is for the caller to have decided.
 */
export async function lookUp(tx: Db, look: LookUp): Promise<Looked> {
  return lookUpAs(tx, look, lookerOf(look));
}

/** Several looks in one packet, answered in their order: what a form needs from several registers costs one round trip. */
export async function lookUpAll(tx: Db, looks: readonly LookUp[]): Promise<Looked[]> {
  if (looks.length === 0) return [];
  const asked = looks.map((look) => askOf(look, lookerOf(look)));
  const answers = await runTogether(
    tx,
    asked.map(({ values }) => ({ prepared: LOOK_UP, values })),
  );
  return asked.map((one, index) => answerOf(one, answers[index]?.[0] as Row | undefined));
}

/** The same for a looker who is already known. */
export async function lookUpAs(tx: Db, look: Omit<LookUp, 'by' | 'capacity'>, looker: Looker): Promise<Looked> {
  const asked = askOf(look, looker);
  const [row] = await runPrepared<Row>(tx, LOOK_UP, asked.values);
  return answerOf(asked, row);
}

interface Row {
  readonly known: number;
  readonly facts: Readonly<Record<string, Fact>>;
}

interface Ask {
  readonly lookId: string;
  readonly register: string;
  readonly attributes: readonly string[];
  readonly values: readonly unknown[];
}

function askOf(look: Omit<LookUp, 'by' | 'capacity'>, looker: Looker): Ask {
  const { register, subject, purpose } = look;
  const attributes = [...new Set(look.attributes)];
  const lookId = newId();
  const where = [register, subject.kind, subject.id, attributes, dateOf(look.asOf)];
  const why = [purpose.vi, purpose.en, look.legalBasis, look.about ?? null];
  const who = [looker.capacity, looker.id, looker.agencyId, looker.agencyName, looker.post];
  return { lookId, register, attributes, values: [lookId, now(), ...where, ...why, ...who] };
}

function answerOf({ lookId, register, attributes }: Ask, row: Row | undefined): Looked {
  if (!row || row.known !== attributes.length) throw new Error(`register ${register} does not have all of ${attributes.join(', ')}`);
  return { facts: row.facts, lookId };
}
