/** The longest that each part may be, in characters; the editor shows them while one types. */
export const LENGTHS = { title: 200, summary: 500, body: 200_000, note: 1_000 } as const;
