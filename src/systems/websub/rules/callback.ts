/** Why a callback is not taken. */
export type CallbackFault = 'callback' | 'notHttps' | 'ownCallback' | 'port';

/**
 * The address to call, or what is wrong with it. Where its name leads is judged when it is called: a name may change its mind.
 * `open` hosts may lie anywhere and need no https.
 */
export function readCallback(text: string, ownHost: string, open: (url: URL) => boolean): URL | CallbackFault {
  const url = URL.parse(text);
  if (!url || text.length > 1_000 || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return 'callback';
  if (url.host === ownHost) return 'ownCallback';
  if (open(url)) return withoutFragment(url);
  if (url.protocol !== 'https:') return 'notHttps';
  // Below 1024 lie services that are no web servers.
  if (url.port !== '' && Number(url.port) < 1024) return 'port';
  return withoutFragment(url);
}

function withoutFragment(url: URL): URL {
  url.hash = '';
  return url;
}

/** The callback with the hub's parameters after its own (WebSub §5.3). */
export function withParameters(callback: string, parameters: Readonly<Record<string, string>>): string {
  const url = new URL(callback);
  const added = new URLSearchParams(parameters).toString();
  url.search = url.search === '' ? added : `${url.search}&${added}`;
  return url.href;
}
