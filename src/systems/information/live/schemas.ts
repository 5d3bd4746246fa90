import { sentence, type Static, Type } from '#kernel/schema.ts';
import { LIVE_LENGTHS } from './rules.ts';

const id = Type.String({ minLength: 36, maxLength: 36, ...sentence('Địa chỉ sự kiện không đúng.', 'The event’s address is not valid.') });
const version = Type.Integer({ minimum: 1, ...sentence('Hãy tải lại trang rồi làm lại.', 'Reload the page, then do it again.') });
const entry = Type.Integer({ minimum: 1, ...sentence('Không có tin này.', 'There is no such entry.') });
const needed = (max: number, vi: string, en: string) => Type.String({ minLength: 1, maxLength: max, pattern: '\\S', ...sentence(vi, en) });
const optional = (max: number, vi: string, en: string) => Type.String({ default: '', maxLength: max, ...sentence(vi, en) });
const reason = needed(LIVE_LENGTHS.reason, 'Hãy ghi lý do, không quá 500 ký tự.', 'Write the reason, at most 500 characters.');

const About = {
  titleVi: needed(LIVE_LENGTHS.title, 'Hãy ghi tên sự kiện, không quá 160 ký tự.', 'Write the title, at most 160 characters.'),
  titleEn: optional(LIVE_LENGTHS.title, 'Tên tiếng Anh không quá 160 ký tự.', 'The English title has at most 160 characters.'),
  leadVi: needed(
    LIVE_LENGTHS.lead,
    'Hãy ghi một hai câu giới thiệu, không quá 400 ký tự.',
    'Write one or two sentences, at most 400 characters.',
  ),
  leadEn: optional(LIVE_LENGTHS.lead, 'Giới thiệu tiếng Anh không quá 400 ký tự.', 'The English introduction has at most 400 characters.'),
  topics: Type.Array(Type.String({ maxLength: 40 }), {
    default: [],
    maxItems: 12,
    ...sentence('Hãy chọn chủ đề trong danh mục.', 'Choose topics from the list.'),
  }),
  place: optional(20, 'Hãy chọn địa phương trong danh mục.', 'Choose a place from the list.'),
  /** Without script only what was typed comes. */
  place_text: Type.Optional(
    Type.String({ maxLength: 120, ...sentence('Hãy chọn địa phương trong danh mục.', 'Choose a place from the list.') }),
  ),
  date: needed(10, 'Hãy chọn ngày bắt đầu.', 'Choose the day on which it begins.'),
  time: needed(5, 'Hãy ghi giờ bắt đầu, ví dụ 07:30.', 'Write the hour at which it begins, such as 07:30.'),
};

export const LiveProposal = Type.Object(About);
export type LiveProposal = Static<typeof LiveProposal>;

export const LiveProposalEdit = Type.Object({ id, version, ...About });

export const LiveRef = Type.Object({ id, version });

const words = {
  textVi: needed(LIVE_LENGTHS.entry, 'Hãy ghi nội dung tin, không quá 1.500 ký tự.', 'Write the entry, at most 1,500 characters.'),
  textEn: optional(LIVE_LENGTHS.entry, 'Nội dung tiếng Anh không quá 1.500 ký tự.', 'The English text has at most 1,500 characters.'),
};

const hash = Type.String({ pattern: '^[0-9a-f]{64}$' });

export const LiveEntryPost = Type.Object({
  id,
  ...words,
  pinned: Type.Boolean({ default: false }),
  altVi: optional(300, 'Mô tả ảnh không quá 300 ký tự.', 'The description has at most 300 characters.'),
  altEn: optional(300, 'Mô tả tiếng Anh không quá 300 ký tự.', 'The English description has at most 300 characters.'),
  credit: optional(120, 'Nguồn ảnh không quá 120 ký tự.', 'The source has at most 120 characters.'),
  /** The stored files; the route encodes the bytes anew and puts them away first. */
  picture: Type.Optional(
    Type.Object({
      sourceHash: hash,
      hash,
      width: Type.Integer({ minimum: 1 }),
      height: Type.Integer({ minimum: 1 }),
      renditions: Type.Array(
        Type.Object({
          width: Type.Union([Type.Literal(480), Type.Literal(960), Type.Literal(1600)]),
          format: Type.Union([Type.Literal('webp'), Type.Literal('jpeg')]),
          hash,
        }),
      ),
    }),
  ),
});

export const LiveEntryCorrection = Type.Object({ id, entry, ...words, reason });

/** Pins an entry; 0 takes the pin away. */
export const LivePin = Type.Object({ id, entry: Type.Integer({ minimum: 0 }) });

export const LiveEntryEnd = Type.Object({ id, entry, reason });

export const LiveClose = Type.Object({
  id,
  summaryVi: needed(LIVE_LENGTHS.summary, 'Hãy tóm tắt sự kiện, không quá 4.000 ký tự.', 'Sum the event up, at most 4,000 characters.'),
  summaryEn: optional(
    LIVE_LENGTHS.summary,
    'Tóm tắt tiếng Anh không quá 4.000 ký tự.',
    'The English summary has at most 4,000 characters.',
  ),
});
