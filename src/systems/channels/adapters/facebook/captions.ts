import type { Account, Captions, Post } from '../adapter.ts';
import { srtOf } from '../../rules/srt.ts';
import { harmless } from './calls.ts';
import type { Videos } from './video.ts';

/** Facebook names languages with their country, also in the file's name. */
const LOCALES = { vi: 'vi_VN', en: 'en_US' } as const;

/** Adds what captions are not there yet: asked for first, so that a lost answer adds none twice. `again`: later. */
export async function addCaptions(
  { call }: Pick<Videos, 'call'>,
  account: Account,
  post: Post,
  videoId: string,
): Promise<{ readonly kind: 'again' } | { readonly kind: 'settled'; readonly note: string }> {
  const wanted = post.video?.captions ?? [];
  if (wanted.length === 0) return { kind: 'settled', note: '' };
  const answer = await harmless(() => call('read', account, `${videoId}/captions`));
  if ('kind' in answer) return answer.kind === 'refused' ? { kind: 'settled', note: answer.why } : { kind: 'again' };
  const there = new Set(((answer.json()?.['data'] ?? []) as { locale?: string }[]).map((one) => one.locale));
  const notes: string[] = [];
  for (const captions of wanted.filter((one) => !there.has(LOCALES[one.lang]))) {
    const form = await formOf(post, captions);
    const added = await harmless(() => call('publish', account, `${videoId}/captions`, { method: 'POST', form }));
    if (!('kind' in added)) continue;
    if (added.kind !== 'refused') return { kind: 'again' };
    notes.push(`Phụ đề ${LOCALES[captions.lang]} không lên được: ${added.why}`);
  }
  return { kind: 'settled', note: notes.join(' ') };
}

async function formOf(post: Post, { lang, hash }: Captions): Promise<FormData> {
  const locale = LOCALES[lang];
  const form = new FormData();
  form.set('default_locale', LOCALES.vi);
  form.set(
    'captions_file',
    new Blob([srtOf((await post.read(hash)).toString('utf8'))], { type: 'application/x-subrip' }),
    `phu-de.${locale}.srt`,
  );
  return form;
}
