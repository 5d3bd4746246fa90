import { sentence, type Static, Type } from '#kernel/schema.ts';
import { ACTIVITY_LENGTHS } from './rules.ts';

const id = Type.String({
  minLength: 36,
  maxLength: 36,
  ...sentence('Địa chỉ hoạt động không đúng.', 'The activity’s address is not valid.'),
});
const version = Type.Integer({ minimum: 1, ...sentence('Hãy tải lại trang rồi làm lại.', 'Reload the page, then do it again.') });
const needed = (max: number, vi: string, en: string) => Type.String({ minLength: 1, maxLength: max, pattern: '\\S', ...sentence(vi, en) });
const optional = (max: number, vi: string, en: string) => Type.String({ default: '', maxLength: max, ...sentence(vi, en) });
const reason = needed(ACTIVITY_LENGTHS.reason, 'Hãy ghi lý do, không quá 300 ký tự.', 'Write the reason, at most 300 characters.');
const ids = Type.Array(id, {
  minItems: 1,
  maxItems: 100,
  ...sentence('Hãy chọn ít nhất một hoạt động trong danh sách.', 'Choose at least one activity from the list.'),
});

const Words = {
  titleVi: needed(ACTIVITY_LENGTHS.title, 'Hãy ghi nội dung hoạt động, không quá 300 ký tự.', 'Write what it is, at most 300 characters.'),
  titleEn: optional(ACTIVITY_LENGTHS.title, 'Nội dung tiếng Anh không quá 300 ký tự.', 'The English text has at most 300 characters.'),
  date: needed(10, 'Hãy chọn ngày.', 'Choose the day.'),
  from: optional(5, 'Giờ bắt đầu chưa đúng, ví dụ 08:00.', 'The hour is not valid, such as 08:00.'),
  until: optional(5, 'Giờ kết thúc chưa đúng, ví dụ 10:30.', 'The hour is not valid, such as 10:30.'),
  venue: optional(ACTIVITY_LENGTHS.venue, 'Địa điểm không quá 200 ký tự.', 'The venue has at most 200 characters.'),
  place: optional(20, 'Hãy chọn địa phương trong danh mục.', 'Choose a place from the list.'),
  /** Without script only what was typed comes. */
  place_text: Type.Optional(
    Type.String({ maxLength: 120, ...sentence('Hãy chọn địa phương trong danh mục.', 'Choose a place from the list.') }),
  ),
  topics: Type.Array(Type.String({ maxLength: 40 }), {
    default: [],
    maxItems: 12,
    ...sentence('Hãy chọn chủ đề trong danh mục.', 'Choose topics from the list.'),
  }),
  /** Assignments of the agency's own officials. */
  officials: Type.Array(Type.String({ maxLength: 36 }), {
    default: [],
    maxItems: 50,
    ...sentence('Hãy chọn người trong danh sách.', 'Choose from the list.'),
  }),
  others: optional(ACTIVITY_LENGTHS.persons, 'Danh sách người dự quá dài.', 'The list of persons is too long.'),
};

export const ActivityForm = Type.Object(Words);
export type ActivityForm = Static<typeof ActivityForm>;

export const ActivityEdit = Type.Object({
  id,
  version,
  ...Words,
  reason: optional(ACTIVITY_LENGTHS.reason, 'Lý do không quá 300 ký tự.', 'The reason has at most 300 characters.'),
});

export const ActivitiesChosen = Type.Object({ ids });

export const ActivitiesApproved = Type.Object({
  ids,
  date: optional(10, 'Ngày công bố chưa đúng.', 'The date is not valid.'),
  time: optional(5, 'Giờ công bố chưa đúng.', 'The time is not valid.'),
});

export const ActivityRef = Type.Object({ id });
export const ActivityReason = Type.Object({ id, reason });
export const ActivityLink = Type.Object({ id, code: needed(40, 'Hãy ghi mã bản tin.', 'Write the code of the release.') });
