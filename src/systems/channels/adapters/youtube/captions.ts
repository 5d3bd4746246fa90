import { randomBytes } from 'node:crypto';
import type { Account, Captions, Post } from '../adapter.ts';
import { type Calls, isAnswer } from './calls.ts';

const NAMES = { vi: 'Tiếng Việt', en: 'English' } as const;

/** Adds what captions are not there yet: asked for first, so that a lost answer adds none twice. `again`: later. */
export async function addCaptions(
  calls: Calls,
  account: Account,
  post: Post,
  videoId: string,
): Promise<{ readonly kind: 'again' } | { readonly kind: 'settled'; readonly note: string }> {
  const wanted = post.video?.captions ?? [];
  if (wanted.length === 0) return { kind: 'settled', note: '' };
  const url = `${calls.options.api}/youtube/v3/captions?part=snippet&videoId=${encodeURIComponent(videoId)}`;
  const answer = await calls.ask(account, 'captions.list', url);
  if (!isAnswer(answer)) return answer.kind === 'refused' ? { kind: 'settled', note: answer.why } : { kind: 'again' };
  const items = (answer.json()?.['items'] ?? []) as { snippet?: { language?: string; trackKind?: string } }[];
  // A track that YouTube made by listening is not ours.
  const there = new Set(items.filter((one) => one.snippet?.trackKind?.toLowerCase() !== 'asr').map((one) => one.snippet?.language));
  const notes: string[] = [];
  for (const captions of wanted.filter((one) => !there.has(one.lang))) {
    const added = await insert(calls, account, post, videoId, captions);
    if (added === 'again') return { kind: 'again' };
    if (added !== '') notes.push(added);
  }
  return { kind: 'settled', note: notes.join(' ') };
}

async function insert(calls: Calls, account: Account, post: Post, videoId: string, captions: Captions): Promise<string> {
  const boundary = `mc${randomBytes(12).toString('hex')}`;
  const snippet = { videoId, language: captions.lang, name: NAMES[captions.lang], isDraft: false };
  const body = Buffer.concat([
    Buffer.from(`--${boundary}\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n${JSON.stringify({ snippet })}\r\n`),
    Buffer.from(`--${boundary}\r\nContent-Type: application/octet-stream\r\n\r\n`),
    await post.read(captions.hash),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  const url = `${calls.options.api}/upload/youtube/v3/captions?uploadType=multipart&part=snippet`;
  const headers = { 'content-type': `multipart/related; boundary=${boundary}` };
  const answer = await calls.ask(account, 'captions.insert', url, { method: 'POST', headers, body });
  if (isAnswer(answer)) return '';
  return answer.kind === 'refused' ? `Phụ đề ${NAMES[captions.lang]} không lên được: ${answer.why}` : 'again';
}
