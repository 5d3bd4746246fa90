import type { MailContent } from '#core/notifications/index.ts';
import type { Lang } from '#kernel/i18n.ts';
import type { Frequency } from '../schemas.ts';
import { links, words } from './words.ts';

/** Asks the owner of an address whether it was they. */
export function confirmationLetter(lang: Lang, frequency: Frequency, what: readonly string[]): MailContent {
  const m = words[lang];
  return {
    lang,
    subject: m.confirmSubject,
    blocks: [
      { kind: 'heading', text: m.confirmHeading },
      { kind: 'text', text: m.confirmText },
      { kind: 'text', text: m.confirmWhat(what, frequency) },
      { kind: 'button', text: m.confirmButton, to: links.confirm },
    ],
    footer: [{ kind: 'text', text: m.confirmIgnore }],
  };
}
