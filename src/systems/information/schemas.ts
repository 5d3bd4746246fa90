import { sentence, type Static, Type } from '#kernel/schema.ts';
import { FOCUSES, SHAPES } from './crop/frames.ts';
import { LENGTHS } from './rules/lengths.ts';

const id = Type.String({ minLength: 36, maxLength: 36, ...sentence('Địa chỉ bản tin không đúng.', 'The release’s address is not valid.') });
const version = Type.Integer({ minimum: 1, ...sentence('Hãy tải lại trang rồi làm lại.', 'Reload the page, then do it again.') });
const reason = Type.String({
  minLength: 1,
  maxLength: LENGTHS.note,
  ...sentence('Hãy ghi lý do, không quá 1.000 ký tự.', 'Write the reason, at most 1,000 characters.'),
});
const optional = (max: number, vi: string, en: string) => Type.String({ default: '', maxLength: max, ...sentence(vi, en) });

/** Kinds an official chooses from. */
export const KINDS = ['thong-cao', 'tin', 'phat-bieu', 'giai-thich-chi-dao', 'tra-loi-bao-chi', 'video', 'phong-su-anh'] as const;

const Words = {
  titleVi: Type.String({
    minLength: 1,
    maxLength: LENGTHS.title,
    ...sentence('Hãy ghi tiêu đề, không quá 200 ký tự.', 'Write the title, at most 200 characters.'),
  }),
  summaryVi: Type.String({
    minLength: 1,
    maxLength: LENGTHS.summary,
    ...sentence('Hãy ghi tóm tắt, không quá 500 ký tự.', 'Write the summary, at most 500 characters.'),
  }),
  bodyVi: optional(LENGTHS.body, 'Nội dung quá dài.', 'The text is too long.'),
  titleEn: optional(LENGTHS.title, 'Tiêu đề tiếng Anh không quá 200 ký tự.', 'The English title has at most 200 characters.'),
  summaryEn: optional(LENGTHS.summary, 'Tóm tắt tiếng Anh không quá 500 ký tự.', 'The English summary has at most 500 characters.'),
  bodyEn: optional(LENGTHS.body, 'Nội dung tiếng Anh quá dài.', 'The English text is too long.'),
  topics: Type.Array(Type.String({ maxLength: 40 }), {
    default: [],
    maxItems: 12,
    ...sentence('Hãy chọn chủ đề trong danh mục.', 'Choose topics from the list.'),
  }),
  persons: optional(1_000, 'Danh sách người được nêu quá dài.', 'The list of persons is too long.'),
  place: optional(20, 'Hãy chọn địa phương trong danh mục.', 'Choose a place from the list.'),
  /** What was typed of it; without script only that comes. */
  place_text: Type.Optional(
    Type.String({ maxLength: 120, ...sentence('Hãy chọn địa phương trong danh mục.', 'Choose a place from the list.') }),
  ),
};

export const ReleaseForm = Type.Object({
  kind: Type.String({ pattern: `^(${KINDS.join('|')})$`, ...sentence('Hãy chọn loại tin.', 'Choose the kind of release.') }),
  ...Words,
});
export type ReleaseForm = Static<typeof ReleaseForm>;

export const EditionEdit = Type.Object({
  id,
  version,
  ...Words,
  /** Saved by the editor while somebody types: nothing official. */
  auto: Type.Boolean({ default: false }),
  note: optional(LENGTHS.note, 'Ghi chú đính chính không quá 1.000 ký tự.', 'The note has at most 1,000 characters.'),
});
export type EditionEdit = Static<typeof EditionEdit>;

/** A part of the edition in work: its version, which is that of the words, does not matter. */
export const ReleaseRef = Type.Object({ id });

export const EditionRef = Type.Object({ id, version });

export const EditionReturn = Type.Object({ id, version, reason });

export const EditionSchedule = Type.Object({
  id,
  version,
  date: optional(10, 'Ngày công bố chưa đúng.', 'The date is not valid.'),
  time: optional(5, 'Giờ công bố chưa đúng.', 'The time is not valid.'),
});

export const EditionPublish = Type.Object({ id, edition: Type.Integer({ minimum: 1 }) });

export const CorrectionBegin = Type.Object({
  id,
  change: Type.Union([Type.Literal('minor'), Type.Literal('major')], sentence('Hãy chọn mức thay đổi.', 'Choose how large the change is.')),
});

export const Pasted = Type.Object({
  html: Type.String({ maxLength: 2_000_000, ...sentence('Đoạn dán quá dài.', 'What was pasted is too long.') }),
});

export const ReleaseEnd = Type.Object({ id, reason });

const hash = Type.String({
  pattern: '^[0-9a-f]{64}$',
  ...sentence('Hãy chọn một ảnh, tối đa 20 MB.', 'Choose a picture of at most 20 MB.'),
});

/** What is said of a picture; description and credit are compulsory. */
const Caption = {
  altVi: Type.String({
    minLength: 1,
    maxLength: 300,
    ...sentence('Hãy mô tả ảnh cho người không nhìn thấy ảnh, không quá 300 ký tự.', 'Describe the picture for those who cannot see it.'),
  }),
  altEn: optional(300, 'Mô tả tiếng Anh không quá 300 ký tự.', 'The English description has at most 300 characters.'),
  credit: Type.String({
    minLength: 1,
    maxLength: 120,
    ...sentence('Hãy ghi tác giả hoặc nguồn ảnh.', 'Name the author or source of the picture.'),
  }),
  rights: Type.Union(
    [Type.Literal('own'), Type.Literal('licensed'), Type.Literal('public-domain')],
    sentence('Hãy chọn quyền sử dụng ảnh.', 'Choose the rights.'),
  ),
};

const shape = Type.Union(
  SHAPES.map((one) => Type.Literal(one)),
  sentence('Hãy chọn khuôn cắt.', 'Choose the crop.'),
);
const focus = Type.Union(
  FOCUSES.map((one) => Type.Literal(one)),
  sentence('Hãy chọn phần cần giữ.', 'Choose what to keep.'),
);
const media = Type.String({ minLength: 36, maxLength: 36 });

/** The stored files of a picture; the route encodes the bytes anew and puts them away first. */
const Stored = Type.Object(
  {
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
  },
  sentence('Hãy chọn một ảnh, tối đa 20 MB.', 'Choose a picture of at most 20 MB.'),
);

export const MediaAdd = Type.Object({
  id,
  ...Caption,
  shape,
  focus,
  picture: Stored,
  /** Hash of the preview beside links. */
  share: Type.Optional(hash),
});

export const MediaRemove = Type.Object({ id, media });

const frame = Type.Optional(Type.Array(Type.Integer({ minimum: 0, maximum: 10_000 }), { minItems: 4, maxItems: 4 }));

export const MediaCrop = Type.Object({ id, media, shape, focus, frame, picture: Stored });

export const PreviewCrop = Type.Object({ id, media, focus, frame, share: hash });
