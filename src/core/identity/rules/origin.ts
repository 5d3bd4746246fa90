import { isIPv4, isIPv6 } from 'node:net';

/**
 * The part of an address that one office or household shares: IPv4 /24, IPv6 /56. Attempts are counted by it, and it is
 * all that is kept of an address. Anything else comes back as `unknown`.
 */
export function addressPrefix(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
  if (isIPv4(mapped)) return `${mapped.split('.').slice(0, 3).join('.')}.0/24`;
  const bare = address.split('%')[0] ?? '';
  if (!isIPv6(bare)) return 'unknown';
  const [head = '', tail] = bare.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const groups = tail === undefined ? left : [...left, ...Array.from({ length: 8 - left.length - right.length }, () => '0'), ...right];
  const [a = '0', b = '0', c = '0', d = '0'] = groups.map((group) => Number.parseInt(group, 16).toString(16));
  const fourth = (Number.parseInt(d, 16) & 0xff00).toString(16);
  return `${[a, b, c, fourth].join(':')}::/56`;
}

const browsers: readonly [RegExp, string][] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bcoc_coc_browser\//, 'Cốc Cốc'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bFirefox\//, 'Firefox'],
  [/\bChrome\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];

const systems: readonly [RegExp, string][] = [
  [/\bAndroid\b/, 'Android'],
  [/\b(iPhone|iPad)\b/, 'iOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
];

/** "Firefox, Windows": enough for the owner of a session to recognise it, too little to follow anybody. Empty: not recognised. */
export function deviceOf(userAgent: string): string {
  const find = (list: readonly [RegExp, string][]): string | undefined => list.find(([pattern]) => pattern.test(userAgent))?.[1];
  return [find(browsers), find(systems)].filter(Boolean).join(', ');
}

/** Where to go after sign-in: a path of this site, or the fallback. Other sites, `//host` and `/\host` are not followed. */
export function safeReturnPath(asked: string | undefined, fallback: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what browsers drop before they read "//"
  if (!asked || !asked.startsWith('/') || asked.includes('\\') || /[\u0000-\u001f]/.test(asked)) return fallback;
  const here = 'http://here.invalid';
  const url = URL.canParse(asked, here) ? new URL(asked, here) : undefined;
  if (!url || url.origin !== here || url.pathname.startsWith('//')) return fallback;
  return /^\/(dang-nhap|dang-xuat)(\/|$)/.test(url.pathname) ? fallback : url.pathname + url.search;
}
