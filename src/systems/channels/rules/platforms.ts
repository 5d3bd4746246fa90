/** Platforms that this system can speak to. */
export const platforms = ['facebook', 'activitypub'] as const;

export type Platform = (typeof platforms)[number];
