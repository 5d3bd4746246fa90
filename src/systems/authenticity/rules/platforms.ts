import type { Text } from '#kernel/i18n.ts';
import { readAddress } from './addresses.ts';

export const platforms = ['facebook', 'youtube', 'zalo', 'tiktok', 'instagram', 'threads', 'x', 'activitypub', 'website'] as const;
export type Platform = (typeof platforms)[number];

export const platformNames: Readonly<Record<Platform, Text>> = {
  facebook: { vi: 'Facebook', en: 'Facebook' },
  youtube: { vi: 'YouTube', en: 'YouTube' },
  zalo: { vi: 'Zalo', en: 'Zalo' },
  tiktok: { vi: 'TikTok', en: 'TikTok' },
  instagram: { vi: 'Instagram', en: 'Instagram' },
  threads: { vi: 'Threads', en: 'Threads' },
  x: { vi: 'X (Twitter)', en: 'X (Twitter)' },
  activitypub: { vi: 'Mastodon và mạng liên hợp', en: 'Mastodon and the fediverse' },
  website: { vi: 'Trang web', en: 'Web site' },
};

/** An account as an address names it. */
export interface NamedAccount {
  readonly platform: Platform;
  /** Handle or stable id, lower case, without `@`. Of a web site the host; of the fediverse `name@host`. */
  readonly name: string;
}

const hosts: Readonly<Record<string, Platform>> = {
  'facebook.com': 'facebook',
  'fb.com': 'facebook',
  'fb.me': 'facebook',
  'youtube.com': 'youtube',
  'zalo.me': 'zalo',
  'oa.zalo.me': 'zalo',
  'tiktok.com': 'tiktok',
  'instagram.com': 'instagram',
  'threads.net': 'threads',
  'threads.com': 'threads',
  'x.com': 'x',
  'twitter.com': 'x',
};

/** Words after the host that name no account. */
const NOT_ACCOUNTS =
  /^(watch|share|sharer|groups?|events?|reel|story|stories|hashtag|search|login|explore|video|shorts|i|home|help|about)$/i;

/** Which account an address leads to, or whose post it is; undefined when it names none. */
export function namedAccount(text: string): NamedAccount | undefined {
  const fediverse = /^@?([\w.-]{1,64})@([\w-]+(?:\.[\w-]+)+)$/.exec(text.trim());
  if (fediverse) return { platform: 'activitypub', name: `${fediverse[1]}@${fediverse[2]}`.toLowerCase() };
  const url = readAddress(text);
  if (!url) return undefined;
  const host = url.hostname.toLowerCase().replace(/^(www|m|mbasic|web|mobile|vi-vn)\./, '');
  const parts = url.pathname.split('/').filter(Boolean).map(decoded);
  const platform = hosts[host];
  if (!platform) return elsewhere(host, parts);
  const name = platform === 'facebook' ? facebookName(url, parts) : platform === 'youtube' ? youtubeName(parts) : parts[0];
  if (!name || NOT_ACCOUNTS.test(name)) return undefined;
  return { platform, name: name.replace(/^@/, '').toLowerCase() };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** `/name`, `/profile.php?id=1`, `/pages/Name/1`, `/p/Name-1`, `/permalink.php?id=1`. */
function facebookName(url: URL, parts: readonly string[]): string | undefined {
  const [first = '', , third] = parts;
  if (first.endsWith('.php')) return url.searchParams.get('id') ?? undefined;
  if (first === 'pages') return third;
  if (first === 'p' || first === 'people') return /(\d{5,})$/.exec(parts.at(-1) ?? '')?.[1];
  return first;
}

function youtubeName(parts: readonly string[]): string | undefined {
  const [first = '', second] = parts;
  if (first === 'channel' || first === 'c' || first === 'user') return second;
  return first.startsWith('@') ? first : undefined;
}

function elsewhere(host: string, parts: readonly string[]): NamedAccount {
  const [first = '', second = ''] = parts;
  if (first.startsWith('@') && first.length > 1) return { platform: 'activitypub', name: `${first.slice(1)}@${host}`.toLowerCase() };
  if (first === 'users' && second) return { platform: 'activitypub', name: `${second}@${host}`.toLowerCase() };
  return { platform: 'website', name: host };
}
