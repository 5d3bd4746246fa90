import type { AgenciesTables } from '#core/agencies/index.ts';
import { type Db, on } from '#kernel/db.ts';
import type { Actor } from '#kernel/permission.ts';
import type { Refusal } from '#kernel/problem.ts';
import { isDate } from '#kernel/time.ts';
import { NATIONWIDE } from '../actor.ts';
import type { IdentityTables } from '../db.gen.ts';

export interface WantedPost {
  readonly agencyId: string;
  readonly roles: readonly string[];
  readonly from: string;
  readonly to?: string | undefined;
}

/** Why a post may not be given: no such agency on that day, no such role, a nationwide role by somebody who is not nationwide. */
export async function refusePost(tx: Db, actor: Actor, post: WantedPost): Promise<Refusal[]> {
  return [...refuseDates(post), ...(await refuseAgency(tx, post)), ...(await refuseRoles(tx, actor, post.roles))];
}

function refuseDates(post: WantedPost): Refusal[] {
  const wrong = { vi: 'Ngày này không có trên lịch.', en: 'There is no such day.' };
  if (!isDate(post.from)) return [{ code: 'no-such-day', field: 'from', message: wrong }];
  if (post.to === undefined) return [];
  if (!isDate(post.to)) return [{ code: 'no-such-day', field: 'to', message: wrong }];
  if (post.to > post.from) return [];
  return [
    {
      code: 'ends-before-it-begins',
      field: 'to',
      message: { vi: 'Ngày kết thúc phải sau ngày bắt đầu.', en: 'The end must come after the beginning.' },
    },
  ];
}

async function refuseAgency(tx: Db, post: WantedPost): Promise<Refusal[]> {
  const agency = await on<Pick<AgenciesTables, 'agencies.agency'>>(tx)
    .selectFrom('agencies.agency')
    .select('valid_to')
    .where('id', '=', post.agencyId)
    .executeTakeFirst();
  if (!agency)
    return [{ code: 'no-such-agency', field: 'agencyId', message: { vi: 'Không có cơ quan này.', en: 'There is no such agency.' } }];
  if (agency.valid_to === null || agency.valid_to > post.from) return [];
  const message = { vi: 'Cơ quan này đã chấm dứt hoạt động trước ngày đó.', en: 'The agency had ceased to exist before that day.' };
  return [{ code: 'agency-ended', field: 'agencyId', message }];
}

async function refuseRoles(tx: Db, actor: Actor, names: readonly string[]): Promise<Refusal[]> {
  const known = await on<IdentityTables>(tx)
    .selectFrom('identity.role')
    .select(['name', 'nationwide'])
    .where('name', 'in', [...names])
    .execute();
  if (known.length < new Set(names).size) {
    return [{ code: 'no-such-role', field: 'roles', message: { vi: 'Có vai trò không tồn tại.', en: 'One of the roles does not exist.' } }];
  }
  if (!known.some((role) => role.nationwide) || actor.may('identity.manage', NATIONWIDE)) return [];
  return [
    {
      code: 'nationwide-role',
      field: 'roles',
      message: {
        vi: 'Vai trò có hiệu lực toàn quốc chỉ do quản trị quốc gia giao hoặc thu hồi.',
        en: 'Only a national administrator may give or take a nationwide role.',
      },
    },
  ];
}

/** Whether an assignment carries a nationwide role. */
export async function isNationwide(tx: Db, assignmentId: string): Promise<boolean> {
  const row = await on<IdentityTables>(tx)
    .selectFrom('identity.assignment_role as ar')
    .innerJoin('identity.role as r', 'r.name', 'ar.role')
    .select('r.name')
    .where('ar.assignment_id', '=', assignmentId)
    .where('r.nationwide', '=', true)
    .executeTakeFirst();
  return row !== undefined;
}
