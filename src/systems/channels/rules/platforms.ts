/** Platforms that this system can speak to. */
export const platforms = ['facebook', 'youtube', 'zalo', 'activitypub'] as const;

export type Platform = (typeof platforms)[number];
