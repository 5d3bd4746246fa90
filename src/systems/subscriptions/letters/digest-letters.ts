import type { Block, Letters } from '#core/notifications/index.ts';
import type { Lang } from '#kernel/i18n.ts';
import { dateOf, now, shortDate } from '#kernel/time.ts';
import { type KeptRelease, textIn } from './release-letters.ts';
import { footerOf, metaOf, ofTheList, words } from './words.ts';

/** Releases in one digest; more are reached by the link at its end. */
const MOST = 40;

function itemBlocks(lang: Lang, release: KeptRelease): Block[] {
  const m = words[lang];
  const { text, lang: own } = textIn(lang, release);
  return [
    { kind: 'line' },
    { kind: 'meta', text: metaOf(lang, release.kind, release.agencyName, release.publishedAt) },
    { kind: 'heading', text: text.title, to: { path: release.path }, lang: own },
    ...(release.note === '' ? [] : [{ kind: 'note', title: m.digestCorrected, text: release.note } as const]),
    { kind: 'text', text: text.summary, lang: own },
    { kind: 'fact', term: m.code, value: release.code, to: { path: release.path } },
  ];
}

/** What was published since the last digest, the newest first. */
export function digestLetters(lang: Lang, releases: readonly KeptRelease[]): Letters {
  const m = words[lang];
  const newest = releases.toReversed();
  const subject = m.digestSubject(shortDate(dateOf(now())), releases.length);
  const shown = newest.slice(0, MOST);
  return {
    mail: {
      lang,
      subject,
      blocks: [
        { kind: 'heading', text: subject },
        ...shown.flatMap((release) => itemBlocks(lang, release)),
        { kind: 'line' },
        { kind: 'button', text: m.everything, to: { path: '/tin' } },
      ],
      footer: footerOf(lang),
      ...ofTheList,
    },
    push: {
      lang,
      title: subject,
      body: shown
        .slice(0, 3)
        .map((release) => textIn(lang, release).text.title)
        .join(' · ')
        .slice(0, 240),
      path: '/tin',
      tag: 'ban-tong-hop',
    },
  };
}
