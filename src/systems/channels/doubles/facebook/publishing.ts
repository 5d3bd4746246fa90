import { instant, now } from '#kernel/time.ts';
import type { Told } from '../server.ts';
import { failure, refusals } from './failures.ts';
import { type FacebookFault, type FacebookState, type FakeFilm, type FakePage, isUploadFault, newId, ok, seen } from './state.ts';

export interface Wanted {
  readonly message: string;
  readonly link: string;
  readonly photos: readonly string[];
  readonly film?: Pick<FakeFilm, 'bytes' | 'hash'> & { readonly videoId: string };
}

/** One call that would publish, with what goes wrong with it; `answer` is what Facebook says when nothing does. */
export function publish(state: FacebookState, page: FakePage, wanted: Wanted, answer: (id: string) => unknown): Told {
  state.publishCalls.push({ pageId: page.id, at: now() });
  while (isUploadFault(state.faults[0])) state.faults.shift();
  const fault = state.faults.shift();
  if (fault === 'throttled') return refusals.throttled(page.id);
  if (fault === 'blocked') return refusals.blocked;
  if (fault === 'duplicate') return refusals.duplicate;
  if (fault === 'revoked') {
    page.token = '';
    return refusals.revoked;
  }
  if (fault === '500-not-posted') return refusals.unknown;
  if (fault === 'timeout-not-posted') return 'hang';
  return put(state, page, wanted, answer, fault);
}

function put(
  state: FacebookState,
  page: FakePage,
  wanted: Wanted,
  answer: (id: string) => unknown,
  fault: FacebookFault | undefined,
): Told {
  const { message, link, photos, film } = wanted;
  if (message === '' || message.length > 63_206) return failure(100, 0, 'Invalid parameter: message');
  if (seen(page).at(-1)?.message === message) return refusals.duplicate;
  for (const id of photos) {
    const photo = page.photos.get(id);
    if (!photo || photo.used) return failure(100, 1_366_051, 'The photo does not exist or was published already');
    photo.used = true;
  }
  const visibleAt = fault === 'late-post' ? instant(now().getTime() + state.lateMs) : now();
  const readyAt = instant(visibleAt.getTime() + state.processMs);
  const postId = `${page.id}_${newId()}`;
  const id = film?.videoId ?? postId;
  const shown = film ? { film: { bytes: film.bytes, hash: film.hash, readyAt, captions: [], postId } } : {};
  page.posts.push({ id, message, link, photos, ...shown, at: now(), visibleAt, edited: false, deleted: false });
  if (fault === '500-but-posted' || fault === 'late-post') return refusals.unknown;
  if (fault === 'timeout-but-posted') return 'hang';
  if (fault === 'reset-but-posted') return 'reset';
  return ok(page, answer(id));
}
