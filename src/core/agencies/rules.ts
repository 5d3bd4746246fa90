import type { Refusal } from '#kernel/problem.ts';
import { isDate, shortDate } from '#kernel/time.ts';
import type { Agency } from './types.ts';

const reason = (code: string, vi: string, en: string, field?: string): Refusal => ({
  code,
  message: { vi, en },
  ...(field ? { field } : {}),
});

/** The permission of the body that keeps the national catalogue; it holds for every agency. */
export const MANAGE = 'agencies.manage';

/**
 * Why a change may not be dated so. Names and codes in force are those of today, so a change is recorded on the day it
 * takes effect or after, never before the agency's last one.
 */
export function refuseDay(on: string, today: string, notBefore: string | null): Refusal[] {
  if (!isDate(on)) return [reason('no-such-day', 'Ngày này không có trong lịch.', 'There is no such day.', 'on')];
  if (on > today)
    return [
      reason(
        'future',
        'Chỉ ghi nhận khi thay đổi đã có hiệu lực; hãy ghi vào ngày đó.',
        'Record the change on the day it takes effect.',
        'on',
      ),
    ];
  if (notBefore !== null && on <= notBefore) {
    return [
      reason(
        'too-early',
        `Ngày phải sau lần thay đổi gần nhất (${shortDate(notBefore)}).`,
        `The day must be after the last change (${shortDate(notBefore)}).`,
        'on',
      ),
    ];
  }
  return [];
}

/** Why an agency may not be changed at all. */
export function refuseClosed(agency: Agency | undefined, field: string): Refusal[] {
  if (!agency) return [reason('unknown-agency', 'Không có cơ quan này trong danh bạ.', 'The address book has no such agency.', field)];
  if (agency.validTo === null) return [];
  return [
    reason(
      'closed',
      `${agency.name} đã kết thúc hoạt động từ ${shortDate(agency.validTo)}.`,
      `${agency.name} was closed on ${shortDate(agency.validTo)}.`,
      field,
    ),
  ];
}

export function codeTaken(code: string, holder: Agency): Refusal {
  return reason('code-taken', `Mã ${code} đang là mã của ${holder.name}.`, `Code ${code} belongs to ${holder.name}.`, 'code');
}

export const badCode = reason('bad-code', 'Mã không đúng dạng, ví dụ G22 hoặc H57.12.', 'Not a code, such as G22 or H57.12.', 'code');
export const sameNames = reason('same-name', 'Tên mới giống tên hiện nay.', 'The new name is the present one.', 'name');
export const mergeIntoItself = reason(
  'itself',
  'Không thể nhập một cơ quan vào chính nó.',
  'An agency cannot be merged into itself.',
  'intoId',
);
export const unknownUnit = reason(
  'unknown-unit',
  'Không có đơn vị hành chính này vào ngày đó.',
  'There is no such administrative unit on that day.',
  'unitCode',
);
export const unknownKind = reason('unknown-kind', 'Hãy chọn một loại cơ quan.', 'Choose a kind of agency.', 'kind');

export function hasParts(agency: Agency, count: number): Refusal {
  return reason(
    'has-parts',
    `${agency.name} còn ${count} đơn vị trực thuộc đang hoạt động; hãy sáp nhập hoặc chuyển chúng trước.`,
    `${agency.name} still has ${count} open units; merge or move them first.`,
    'id',
  );
}

export function nameTaken(agency: Agency): Refusal {
  return reason(
    'name-taken',
    `Nơi này đã có ${agency.name} (mã ${agency.code}).`,
    `There is already ${agency.name} (code ${agency.code}) here.`,
    'name',
  );
}

export function groupNameTaken(name: string): Refusal {
  return reason('group-exists', `Đã có nhóm tên "${name}".`, `There is already a group named "${name}".`, 'name');
}

export const unknownGroup = reason(
  'unknown-group',
  'Không có nhóm này, hoặc nhóm đã bị bỏ.',
  'There is no such group, or it was removed.',
  'id',
);
export const emptyGroup = reason(
  'empty-group',
  'Nhóm cần ít nhất một cơ quan đang hoạt động.',
  'A group needs at least one open agency.',
  'members',
);
