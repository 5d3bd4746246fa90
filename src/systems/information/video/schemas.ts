import { sentence, Type } from '#kernel/schema.ts';

const id = Type.String({ minLength: 36, maxLength: 36, ...sentence('Địa chỉ bản tin không đúng.', 'The release’s address is not valid.') });
const video = Type.String({ minLength: 36, maxLength: 36, ...sentence('Không có video này.', 'There is no such video.') });
const hash = Type.String({ pattern: '^[0-9a-f]{64}$' });

export const UploadBegin = Type.Object({
  id,
  /** As the sender's machine calls the file; only shown, never used as a path. */
  name: Type.String({ minLength: 1, maxLength: 255, ...sentence('Tên tệp quá dài.', 'The file’s name is too long.') }),
  bytes: Type.Integer({ minimum: 1, ...sentence('Tệp không có nội dung.', 'The file is empty.') }),
  mark: Type.String({ minLength: 1, maxLength: 400 }),
  /** What a plain form has sent whole already; never from a sender's own words. */
  received: Type.Optional(Type.String({ minLength: 36, maxLength: 36 })),
});

export const UploadDrop = Type.Object({ id, upload: Type.String({ minLength: 36, maxLength: 36 }) });

/** What is said of a video; description and credit are compulsory, as with pictures. */
export const VideoWords = Type.Object({
  altVi: Type.String({
    minLength: 1,
    maxLength: 300,
    ...sentence('Hãy ghi video nói về điều gì, không quá 300 ký tự.', 'Say what the video shows, in at most 300 characters.'),
  }),
  altEn: Type.String({
    default: '',
    maxLength: 300,
    ...sentence('Mô tả tiếng Anh không quá 300 ký tự.', 'The English description has at most 300 characters.'),
  }),
  credit: Type.String({
    minLength: 1,
    maxLength: 120,
    ...sentence('Hãy ghi tác giả hoặc nguồn video.', 'Name the author or source of the video.'),
  }),
  rights: Type.Union(
    [Type.Literal('own'), Type.Literal('licensed'), Type.Literal('public-domain')],
    sentence('Hãy chọn quyền sử dụng.', 'Choose the rights.'),
  ),
});

export const VideoAdd = Type.Object({
  id,
  ...VideoWords.properties,
  /** The upload that has become this file; it is then no longer one. */
  upload: Type.String({ minLength: 36, maxLength: 36 }),
  /** What the route found out about the file by reading it. */
  file: Type.Object({
    hash,
    type: Type.Union([Type.Literal('video/mp4'), Type.Literal('video/webm')]),
    bytes: Type.Integer({ minimum: 1 }),
    seconds: Type.Integer({ minimum: 1 }),
    width: Type.Integer({ minimum: 1 }),
    height: Type.Integer({ minimum: 1 }),
  }),
});

export const VideoRef = Type.Object({ id, video });

export const CaptionsSet = Type.Object({
  id,
  video,
  lang: Type.Union([Type.Literal('vi'), Type.Literal('en')], sentence('Hãy chọn ngôn ngữ.', 'Choose the language.')),
  captions: Type.String({
    pattern: '^[0-9a-f]{64}$',
    ...sentence('Hãy chọn một tệp phụ đề, tối đa 1 MB.', 'Choose a caption file of at most 1 MB.'),
  }),
});

export const PosterSet = Type.Object({
  id,
  video,
  /** Hash of one of the edition's pictures; empty: none. */
  poster: Type.String({
    pattern: '^([0-9a-f]{64})?$',
    ...sentence('Hãy chọn một ảnh của bản tin.', 'Choose one of the release’s pictures.'),
  }),
});
