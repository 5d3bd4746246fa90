/** The push services of the browsers there are, by the end of their host names (checked 2026-11). */
const SERVICES = ['fcm.googleapis.com', '.push.services.mozilla.com', '.push.apple.com', '.notify.windows.com'];

/**
 * Whether an address is one of a push service. A browser names it, so a stranger may: this site posts nowhere else. On closed
 * networks, which have services of their own, anywhere.
 */
export function isPushService(endpoint: string, closedNetworks: boolean): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { protocol, hostname, port, username } = new URL(endpoint);
  if (closedNetworks) return protocol === 'https:' || protocol === 'http:';
  const known = SERVICES.some((end) => (end.startsWith('.') ? hostname.endsWith(end) : hostname === end));
  return protocol === 'https:' && port === '' && username === '' && known;
}
