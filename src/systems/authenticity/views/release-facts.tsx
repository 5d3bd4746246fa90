import { shortInstant } from '#kernel/time.ts';
import { LinkButton } from '#ui/button.tsx';
import { Section } from '#ui/card.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { useMessages } from '#ui/page-context.ts';
import { Time } from '#ui/time.tsx';
import { checkMessages } from '../check-messages.ts';
import type { KnownRelease } from '../queries/releases.ts';

interface EditionOf {
  readonly release: KnownRelease;
  readonly edition: number;
}

/** What has become of an edition since it was published: corrected, withdrawn, retracted. Nothing when it still stands. */
export function ReleaseStanding({ release, edition }: EditionOf) {
  const m = useMessages(checkMessages);
  const newer = release.editions.find((one) => one.edition === release.edition && one.edition > edition);
  const note = release.editions.findLast((one) => one.edition > edition && one.note)?.note;
  const at = release.endedAt ? shortInstant(release.endedAt) : '';
  return (
    <>
      {release.state === 'published' ? null : (
        <p>
          <strong>{release.state === 'withdrawn' ? m.withdrawn(at) : m.retracted(at)}</strong>
          {release.endedReason ? ` ${m.reason}: ${release.endedReason}` : null}
        </p>
      )}
      {newer ? (
        <p>
          <strong>{m.corrected(edition, shortInstant(newer.publishedAt))}</strong>
          {note ? ` ${m.note}: ${note}` : null}
        </p>
      ) : null}
    </>
  );
}

/** Which release it is, with the way to its page. */
export function ReleaseFacts({ release, edition }: EditionOf) {
  const m = useMessages(checkMessages);
  const published = release.editions.find((one) => one.edition === edition)?.publishedAt;
  const gone = release.state === 'retracted';
  return (
    <Section title={m.release}>
      {gone ? null : (
        <p>
          <strong>{release.title}</strong>
        </p>
      )}
      <DescriptionList
        items={[
          { term: m.agency, value: release.agencyName },
          { term: m.published, value: published ? <Time at={published} /> : undefined },
          { term: m.edition, value: edition },
          { term: m.code, value: <code>{release.code}</code> },
        ]}
      />
      {gone ? null : <LinkButton href={release.path}>{m.open}</LinkButton>}
    </Section>
  );
}
