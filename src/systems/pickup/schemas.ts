import { sentence, Type } from '#kernel/schema.ts';

const id = Type.String({ minLength: 36, maxLength: 36 });

export const NewOutlet = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 120, ...sentence('Hãy ghi tên tòa soạn.', 'Name the newsroom.') }),
  feedUrl: Type.String({
    pattern: '^https?://[^\\s]{3,990}$',
    ...sentence(
      'Hãy ghi địa chỉ nguồn tin Atom hoặc RSS, bắt đầu bằng https://.',
      'Write the address of the Atom or RSS feed, from https:// on.',
    ),
  }),
});

export const OutletRef = Type.Object({ id });

const Passage = Type.Object({
  paragraph: Type.Integer({ minimum: 0 }),
  share: Type.Number({ minimum: 0, maximum: 1 }),
  figures: Type.Array(Type.Object({ ours: Type.String(), theirs: Type.String() })),
});

/** What was found in one article. */
export const FoundArticle = Type.Object({
  outletId: id,
  guid: Type.String({ minLength: 1, maxLength: 500 }),
  url: Type.String({ maxLength: 1_000 }),
  title: Type.String({ maxLength: 300 }),
  publishedAt: Type.String(),
  words: Type.Integer({ minimum: 0 }),
  fingerprints: Type.Array(Type.Integer()),
  matches: Type.Array(
    Type.Object({
      releaseId: id,
      edition: Type.Integer(),
      words: Type.Integer(),
      share: Type.Number({ minimum: 0, maximum: 1 }),
      passages: Type.Array(Passage),
    }),
  ),
});

/** How asking an outlet for its feed went. */
export const Asked = Type.Object({
  id,
  etag: Type.Union([Type.String({ maxLength: 500 }), Type.Null()]),
  lastModified: Type.Union([Type.String({ maxLength: 100 }), Type.Null()]),
  problem: Type.Union([Type.String({ maxLength: 300 }), Type.Null()]),
});
