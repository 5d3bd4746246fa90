import { LinkButton } from '#ui/button.tsx';
import { Section } from '#ui/card.tsx';
import { Notice, type NoticeKind } from '#ui/notice.tsx';
import { useMessages } from '#ui/page-context.ts';
import { checkMessages } from '../check-messages.ts';
import type { TextCheck } from '../queries/check-text.ts';
import type { Comparison, Stretch } from '#kernel/comparison/compare.ts';
import { isNumber, type Word } from '#kernel/comparison/words.ts';
import { ReleaseFacts, ReleaseStanding } from './release-facts.tsx';

/** Green only for what is ours, whole, and still stands. */
function kindOf({ verdict, release, edition, foreignLinks, borrowedCode }: TextCheck): NoticeKind {
  if (verdict === 'changed' || borrowedCode) return 'error';
  if (verdict !== 'same' && verdict !== 'excerpt') return 'warning';
  const stands = release?.state === 'published' && release.edition === edition && foreignLinks.length === 0;
  return stands ? (verdict === 'same' ? 'done' : 'info') : 'warning';
}

type M = (typeof checkMessages)['vi'];

function sentenceOf({ verdict, comparison }: TextCheck, m: M): string {
  return verdict === 'changed' && comparison?.numbers ? m.changedNumbers : m[verdict];
}

/** The answer about a text: one sentence, what follows from it, the difference, and the release. */
export function TextAnswer({ check }: { readonly check: TextCheck }) {
  const m = useMessages(checkMessages);
  const { verdict, release, edition, comparison } = check;
  return (
    <>
      <Notice kind={kindOf(check)} title={sentenceOf(check, m)} role="status" id="ket-qua">
        {verdict === 'none' ? <p>{m.noneMeans}</p> : null}
        {verdict === 'excerpt' ? <p>{m.excerptNote}</p> : null}
        {check.borrowedCode ? <p>{m.borrowed(check.borrowedCode.code)}</p> : null}
        {check.unknownCodes.length > 0 ? <p>{m.unknownCodes(check.unknownCodes.join(', '))}</p> : null}
        {release && edition !== undefined ? <ReleaseStanding release={release} edition={edition} /> : null}
        <ForeignLinks links={check.foreignLinks} />
        {check.hashtags.length > 0 && release ? <p>{m.hashtags(check.hashtags.slice(0, 20).join(' '))}</p> : null}
      </Notice>
      {comparison && (verdict === 'changed' || verdict === 'part') ? (
        <Difference comparison={comparison} part={verdict === 'part'} />
      ) : null}
      {release && edition !== undefined ? <ReleaseFacts release={release} edition={edition} /> : null}
      {verdict === 'changed' || check.borrowedCode ? <LinkButton href="/bao-gia-mao">{m.reportFake}</LinkButton> : null}
    </>
  );
}

function ForeignLinks({ links }: { readonly links: readonly string[] }) {
  const m = useMessages(checkMessages);
  if (links.length === 0) return null;
  return (
    <>
      <p>{m.foreignLinks}</p>
      <ul>
        {links.slice(0, 10).map((link) => (
          <li key={link}>
            <code class="mc-break">{link}</code>
          </li>
        ))}
      </ul>
    </>
  );
}

function Difference({ comparison, part }: { readonly comparison: Comparison; readonly part: boolean }) {
  const m = useMessages(checkMessages);
  return (
    <Section title={m.difference}>
      <p>{part ? m.legendPart : `${m.changes(placesOf(comparison.stretches))} ${m.legend}`}</p>
      <p class="mc-difference">
        {comparison.stretches.map((stretch, at) => (
          <StretchText key={at} stretch={stretch} />
        ))}
      </p>
    </Section>
  );
}

/** A word put in where another was left out is one place. */
function placesOf(stretches: readonly Stretch[]): number {
  return stretches.filter(({ kind }, at) => kind !== 'same' && (stretches[at - 1]?.kind ?? 'same') === 'same').length;
}

function StretchText({ stretch: { kind, words } }: { readonly stretch: Stretch }) {
  const m = useMessages(checkMessages);
  if (kind === 'same') return <>{words.map((word) => word.shown + word.after).join('')}</>;
  const inner = words.map((word, at) => <WordText key={at} word={word} last={at === words.length - 1} />);
  const Mark = kind === 'added' ? 'ins' : 'del';
  return (
    <>
      <Mark>
        <span class="ds-sr-only">({kind === 'added' ? m.addedWord : m.removedWord}) </span>
        {inner}
      </Mark>
      {kind === 'added' ? (words.at(-1)?.after ?? ' ') : ' '}
    </>
  );
}

function WordText({ word, last }: { readonly word: Word; readonly last: boolean }) {
  return (
    <>
      {isNumber(word) ? <strong>{word.shown}</strong> : word.shown}
      {last ? null : word.after || ' '}
    </>
  );
}
