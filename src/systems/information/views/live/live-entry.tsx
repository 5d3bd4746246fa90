import { plainText } from '#core/documents/index.ts';
import { dateOf, instant, shortDate, shortInstant, timeOf } from '#kernel/time.ts';
import { useLang, useMessages } from '#ui/page-context.ts';
import { RichText } from '#ui/rich-text.tsx';
import { Tag } from '#ui/tag.tsx';
import { Picture } from '../pictures.tsx';
import { liveMessages } from '../../live/messages.ts';
import type { LiveCorrection, LiveEntry } from '../../live/queries.ts';

/** The hour large, since that is what readers of a running event look for; the day beside it. */
function Moment({ at }: { readonly at: Date }) {
  return (
    <time class="mc-live__time" datetime={at.toISOString()}>
      <b>{timeOf(at).slice(0, 5)}</b> {shortDate(dateOf(at))}
    </time>
  );
}

function Was({ correction }: { readonly correction: LiveCorrection }) {
  const m = useMessages(liveMessages);
  const english = useLang() === 'en' && correction.wasEn !== '';
  return (
    <div class="mc-live__was">
      <p>
        <Tag kind="warning">{m.corrected}</Tag> <span class="mc-hint">{shortInstant(instant(correction.at))}</span>
      </p>
      <p>
        <span class="ds-sr-only">{m.was}: </span>
        <del>{plainText(english ? correction.wasEn : correction.wasVi)}</del>
      </p>
      <p class="mc-hint">
        {m.correctedFor}: {correction.reason}
      </p>
    </div>
  );
}

/** The words of an entry, or that they have been taken back and why. */
export function EntryWords({ entry }: { readonly entry: LiveEntry }) {
  const m = useMessages(liveMessages);
  const english = useLang() === 'en' && entry.textEn !== '';
  if (entry.takenBackReason !== null) {
    return (
      <p class="mc-hint">
        {m.takenBack} {m.correctedFor}: {entry.takenBackReason}
      </p>
    );
  }
  return (
    <>
      <div lang={english ? 'en' : 'vi'}>
        <RichText markdown={english ? entry.textEn : entry.textVi} />
      </div>
      {entry.corrections.map((correction) => (
        <Was key={correction.at} correction={correction} />
      ))}
    </>
  );
}

/** One entry of a running event, with its own address; the stream sends the same markup. */
export function LiveEntryItem({ entry, isNew }: { readonly entry: LiveEntry; readonly isNew?: boolean }) {
  const m = useMessages(liveMessages);
  const { mediaHash: hash, mediaWidth: width, mediaHeight: height, altVi, altEn, credit } = entry;
  return (
    <li id={`tin-${entry.number}`} data-number={entry.number}>
      <p class="mc-live__head">
        <a href={`#tin-${entry.number}`}>
          <span class="ds-sr-only">{m.entryNumber(entry.number)}, </span>
          <Moment at={entry.at} />
        </a>{' '}
        {isNew ? <Tag kind="info">{m.isNew}</Tag> : null}
      </p>
      <EntryWords entry={entry} />
      {hash !== null && width !== null && height !== null && entry.takenBackReason === null ? (
        <Picture media={{ hash, width, height, altVi, altEn, credit }} />
      ) : null}
    </li>
  );
}

/** What everybody must know now: the pinned entry, without its picture. */
export function Essential({ entry }: { readonly entry: LiveEntry }) {
  const m = useMessages(liveMessages);
  return (
    <section class="mc-live__essential" aria-labelledby="can-biet-ngay">
      <h2 class="ds-heading" id="can-biet-ngay">
        {m.essential}
      </h2>
      <EntryWords entry={entry} />
      <p class="mc-live__head">
        <a href={`#tin-${entry.number}`}>
          <span class="ds-sr-only">{m.entryNumber(entry.number)}, </span>
          <Moment at={entry.at} />
        </a>
      </p>
    </section>
  );
}
