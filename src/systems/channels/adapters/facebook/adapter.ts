import sharp from 'sharp';
import { dateOf, now } from '#kernel/time.ts';
import type { Account, Adapter, Changed, Committed, Measured, Post, Prepared, ReadBack, Verified } from '../adapter.ts';
import { addressesIn } from '../../rules/addresses-in.ts';
import { avatarAt } from '../avatar.ts';
import { NoAnswer } from '../http.ts';
import { type Call, caller, type FacebookOptions, FULL_PERCENT, harmless, isMissing } from './calls.ts';
import { classify, graphError } from './errors.ts';
import { checkVideo, editVideo, finishVideo, readVideoBack, uploadVideo } from './video.ts';

const LARGEST_PICTURE = 4 * 1024 * 1024;
/** What Facebook keeps of a picture's longer side. */
const LARGEST_SIDE = 2048;
const MOST_PICTURES = 10;
/** Asked one by one: a single name that Meta has retired fails the whole call. */
const POST_METRICS = ['post_media_view', 'post_total_media_view_unique', 'post_clicks'];

/** Pages of Facebook over the Graph API; developers.facebook.com, Pages API. */
export function facebookAdapter(options: FacebookOptions): Adapter {
  const heldUntil = new Map<string, number>();
  const call = caller(options, heldUntil);
  const videos = { call, options };
  return {
    platform: 'facebook',
    capabilities: { edit: true, retract: true, broadcast: false },
    settleMs: options.settleMs ?? 180_000,
    readEveryMs: options.readEveryMs ?? 15_000,
    async prepare(account, post, handles) {
      const wait = (heldUntil.get(account.stableId) ?? 0) - now().getTime();
      if (wait > 0) return { kind: 'throttled', waitMs: wait, why: `Facebook: hơn ${FULL_PERCENT} % hạn mức đã dùng` };
      return post.video ? uploadVideo(videos, account, post, post.video, handles) : uploadPictures(call, account, post);
    },
    commit: (account, post, handles) =>
      post.video ? finishVideo(videos, account, post, handles) : publish(call, account, post, handles['photos'] ?? ''),
    check: (account, post, handles) => checkVideo(videos, account, post, handles),
    async readBack(account, post, since, handles) {
      const video = await readVideoBack(videos, account, post, handles);
      return video.kind === 'absent' ? findByCode(call, account, post.code, since) : video;
    },
    edit: (account, post, postId, handles) =>
      postId === handles['videoId']
        ? editVideo(videos, account, post, postId, handles)
        : change(call, account, postId, 'POST', { message: post.text }),
    retract: (account, postId) => change(call, account, postId, 'DELETE'),
    metrics: (account, postId) => insights(call, account, postId),
    verifyAccount: (account) => verify(call, account, options.base),
  };
}

async function uploadPictures(call: Call, account: Account, post: Post): Promise<Prepared> {
  const ids: string[] = [];
  for (const picture of post.pictures.slice(0, MOST_PICTURES)) {
    const { bytes, type } = await fitted(await post.read(picture.hash), picture.type);
    const form = new FormData();
    form.set('source', new Blob([new Uint8Array(bytes)], { type }), 'picture');
    form.set('published', 'false');
    form.set('alt_text_custom', picture.alt);
    const answer = await harmless(() => call('publish', account, `${account.stableId}/photos`, { method: 'POST', form }));
    if ('kind' in answer) return answer;
    ids.push(String(answer.json()?.['id'] ?? ''));
  }
  return { kind: 'ready', handles: { photos: ids.filter((id) => id !== '').join(',') } };
}

/** Facebook takes 4 MB: what is larger is made smaller until it fits. */
async function fitted(bytes: Buffer, type: string): Promise<{ readonly bytes: Buffer; readonly type: string }> {
  let small = { bytes, type };
  for (let width = LARGEST_SIDE; small.bytes.length > LARGEST_PICTURE && width >= 256; width = Math.floor(width / 2)) {
    const jpeg = await sharp(bytes)
      .rotate()
      .resize({ width, height: width, fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 88 })
      .toBuffer();
    small = { bytes: jpeg, type: 'image/jpeg' };
  }
  return small;
}

async function publish(call: Call, account: Account, post: Post, photos: string): Promise<Committed> {
  const attached = photos === '' ? [] : photos.split(',').map((id) => ({ media_fbid: id }));
  const json = { message: post.text, ...(attached.length > 0 ? { attached_media: attached } : { link: post.link }) };
  try {
    const answer = await call('publish', account, `${account.stableId}/feed?fields=id,permalink_url`, { method: 'POST', json });
    const id = answer.json()?.['id'];
    if (answer.status < 300 && typeof id === 'string') {
      return { kind: 'published', postId: id, postUrl: String(answer.json()?.['permalink_url'] ?? `https://www.facebook.com/${id}`) };
    }
    const error = graphError(answer);
    // A code that says why it was not done is believed even with a 5xx status; everything else may have been done.
    if (error) return classify(error, answer.headers);
    return { kind: 'unknown', why: `Facebook: HTTP ${answer.status}` };
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    return error.left ? { kind: 'unknown', why: `Facebook: ${error.message}` } : { kind: 'not-done', why: `Facebook: ${error.message}` };
  }
}

const MOST_FEED_PAGES = 5;

async function findByCode(call: Call, account: Account, code: string, since: Date): Promise<ReadBack> {
  // Clocks differ: a post of a minute "before" the attempt is still ours if it carries the code.
  const from = Math.floor(since.getTime() / 1000) - 3_600;
  let after = '';
  for (let page = 0; page < MOST_FEED_PAGES; page += 1) {
    // The page's own posts: `feed` has those of visitors too, and anybody could put the code of a release there.
    const path = `${account.stableId}/published_posts?fields=id,message,permalink_url,created_time&limit=100&since=${from}${after}`;
    const answer = await harmless(() => call('read', account, path));
    if ('kind' in answer) return { kind: 'unreadable', why: answer.why };
    const body = answer.json();
    const posts = body?.['data'];
    if (!Array.isArray(posts)) return { kind: 'unreadable', why: 'Facebook: câu trả lời không có dữ liệu' };
    const found = (posts as Record<string, unknown>[]).find((post) => String(post['message'] ?? '').includes(code));
    if (found) return { kind: 'found', postId: String(found['id']), postUrl: String(found['permalink_url'] ?? '') };
    const cursor = (body?.['paging'] as { cursors?: { after?: string }; next?: string } | undefined) ?? {};
    if (!cursor.next || !cursor.cursors?.after) return { kind: 'absent' };
    after = `&after=${encodeURIComponent(cursor.cursors.after)}`;
  }
  return { kind: 'unreadable', why: 'Facebook: trang có quá nhiều bài mới để tìm hết' };
}

async function change(call: Call, account: Account, postId: string, method: 'POST' | 'DELETE', json?: unknown): Promise<Changed> {
  const answer = await harmless(() => call('publish', account, postId, { method, ...(json === undefined ? {} : { json }) }));
  if (!('kind' in answer))
    return answer.json()?.['success'] === true ? { kind: 'done' } : { kind: 'not-done', why: 'Facebook: không xác nhận' };
  // That is what a second deletion gets.
  if (method === 'DELETE' && isMissing(answer)) return { kind: 'done' };
  return answer;
}

/** Figures belong to posts; of a video its post is asked for first. */
async function insights(call: Call, account: Account, id: string): Promise<readonly Measured[]> {
  const measured: Measured[] = [];
  const postId = id.includes('_') ? id : await postOfVideo(call, account, id);
  if (postId === undefined) return measured;
  for (const metric of POST_METRICS) {
    const answer = await harmless(() => call('insights', account, `${postId}/insights?metric=${metric}`));
    if ('kind' in answer) continue;
    const rows = (answer.json()?.['data'] ?? []) as { name?: string; values?: { value?: unknown; end_time?: string }[] }[];
    for (const value of rows[0]?.values ?? []) {
      if (typeof value.value === 'number')
        measured.push({ metric, day: value.end_time?.slice(0, 10) ?? dateOf(now()), value: value.value });
    }
  }
  return measured;
}

async function postOfVideo(call: Call, account: Account, videoId: string): Promise<string | undefined> {
  const answer = await harmless(() => call('read', account, `${videoId}?fields=post_id`));
  const post = 'kind' in answer ? undefined : answer.json()?.['post_id'];
  if (typeof post !== 'string') return undefined;
  return post.includes('_') ? post : `${account.stableId}_${post}`;
}

/** @param base the platform's own address: its double serves pictures from there */
async function verify(call: Call, account: Account, base: string): Promise<Verified> {
  const fields = 'id,name,username,about,website,picture.width(200).height(200){url,is_silhouette}';
  const answer = await harmless(() => call('read', account, `${account.stableId}?fields=${fields}`));
  if ('kind' in answer) return { ok: false, name: '', why: answer.why };
  const { id, name, username, about, website, picture } = answer.json() ?? {};
  if (id !== account.stableId) return { ok: false, name: String(name ?? ''), why: 'Facebook: mã trang không khớp' };
  const shown = (picture as { data?: { url?: string; is_silhouette?: boolean } } | undefined)?.data;
  const avatar = shown?.is_silhouette ? undefined : await avatarAt(shown?.url, base, ['fbcdn.net', 'fbsbx.com']);
  const profile = {
    ...(typeof username === 'string' && username !== '' ? { handle: username } : {}),
    about: String(about ?? ''),
    websites: addressesIn(String(website ?? '')),
    ...(avatar ? { avatar } : {}),
  };
  return { ok: true, name: String(name ?? ''), why: '', profile };
}
