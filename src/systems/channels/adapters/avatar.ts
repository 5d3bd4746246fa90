import { NoAnswer, request } from './http.ts';

const LARGEST = 2 * 1024 * 1024;

/**
 * The bytes of an account's picture. Platforms serve them from hosts of their own: any other address in their answer is not
 * followed, except the platform's very own origin (which is how a double serves them).
 */
export async function avatarAt(url: string | undefined, origin: string, hosts: readonly string[]): Promise<Buffer | undefined> {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { hostname, protocol, origin: from } = new URL(url);
  const known = protocol === 'https:' && hosts.some((host) => hostname === host || hostname.endsWith(`.${host}`));
  if (!known && from !== new URL(origin).origin) return undefined;
  try {
    const answer = await request(url, { maxBytes: LARGEST });
    return answer.status === 200 && (answer.headers.get('content-type') ?? '').startsWith('image/') ? answer.bytes : undefined;
  } catch (error) {
    if (error instanceof NoAnswer) return undefined;
    throw error;
  }
}
