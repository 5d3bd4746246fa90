/** Parameters that only say where a click came from. */
const TRACKING = /^(utm_\w+|fbclid|gclid|mibextid|igsh|si|ref|rdid|share_url|_rdr)$/i;

/** Hosts of one platform that lead to the same place. */
const SAME_HOST: Readonly<Record<string, string>> = {
  'm.facebook.com': 'facebook.com',
  'mbasic.facebook.com': 'facebook.com',
  'web.facebook.com': 'facebook.com',
  'vi-vn.facebook.com': 'facebook.com',
  'fb.com': 'facebook.com',
  'm.youtube.com': 'youtube.com',
  'mobile.twitter.com': 'x.com',
  'twitter.com': 'x.com',
  'm.tiktok.com': 'tiktok.com',
};

/** An address as a URL; addresses without a scheme are read as https. Undefined when it is none. */
export function readAddress(text: string): URL | undefined {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.length > 2_000 || /[\s\p{Cc}]/u.test(trimmed)) return undefined;
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`;
  const url = URL.parse(withScheme);
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return undefined;
  return url.hostname.includes('.') || url.hostname === 'localhost' ? url : undefined;
}

/** One spelling for addresses that lead to the same place: no scheme, no www, no tracking, no slash at the end. */
export function addressKey(text: string): string {
  const url = readAddress(text);
  if (!url) return text.trim().toLowerCase();
  const bare = url.hostname
    .toLowerCase()
    .replace(/^www\./, '')
    .replace(/\.$/, '');
  const host = SAME_HOST[bare] ?? bare;
  const port = url.port === '' ? '' : `:${url.port}`;
  const path = decoded(url.pathname).replace(/\/+$/, '');
  const query = [...url.searchParams].filter(([name]) => !TRACKING.test(name)).toSorted(([a], [b]) => a.localeCompare(b));
  const tail = query.length > 0 ? `?${new URLSearchParams(query).toString()}` : '';
  return `${host}${port}${caseMatters(host) ? path : path.toLowerCase()}${tail}`;
}

function decoded(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

/** Handles are the same in any case on the platforms; names of files elsewhere need not be. */
function caseMatters(host: string): boolean {
  return !/^(facebook|tiktok|x|instagram|threads|zalo)\.(com|net|me)$/.test(host);
}
