import { Section } from '#ui/card.tsx';
import { useMessages } from '#ui/page-context.ts';
import { placeMessages } from '../place-messages.ts';
import type { Hit } from '../queries/hits.ts';
import { HitList } from './hit-list.tsx';

/** What was addressed to somebody: the newest, and the ways to all that name it and to all of the groups it is in. */
export interface Addressed {
  readonly hits: readonly Hit[];
  readonly all: string | undefined;
  readonly groups: readonly { readonly title: string; readonly url: string }[];
}

export interface DocumentsOfProps {
  readonly title: string;
  readonly hits: readonly Hit[];
  /** Address of the whole list. */
  readonly all: string | undefined;
  readonly groups?: Addressed['groups'];
  readonly kindName: (kind: string) => string;
}

/** The newest documents of a unit or agency, and the way to all. */
export function DocumentsOf({ title, hits, all, groups = [], kindName }: DocumentsOfProps) {
  const p = useMessages(placeMessages);
  return (
    <Section title={title} actions={all && hits.length > 0 ? <a href={all}>{p.all}</a> : null}>
      {hits.length === 0 ? <p>{p.none}</p> : <HitList hits={hits} kindName={kindName} />}
      {groups.length > 0 ? (
        <p>
          {p.withGroups}:{' '}
          {groups.map(({ title: name, url }, at) => (
            <>
              {at > 0 ? '; ' : null}
              <a href={url}>{name}</a>
            </>
          ))}
        </p>
      ) : null}
    </Section>
  );
}
