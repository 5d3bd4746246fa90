import { Section } from '#ui/card.tsx';
import { useMessages } from '#ui/page-context.ts';
import { placeMessages } from '../place-messages.ts';
import type { Hit } from '../queries/hits.ts';
import { HitList } from './hit-list.tsx';

export interface DocumentsOfProps {
  readonly title: string;
  readonly hits: readonly Hit[];
  /** Address of the whole list. */
  readonly all: string;
  readonly kindName: (kind: string) => string;
}

/** The newest documents of a unit or agency, and the way to all. */
export function DocumentsOf({ title, hits, all, kindName }: DocumentsOfProps) {
  const p = useMessages(placeMessages);
  return (
    <Section title={title} actions={hits.length > 0 ? <a href={all}>{p.all}</a> : null}>
      {hits.length === 0 ? <p>{p.none}</p> : <HitList hits={hits} kindName={kindName} />}
    </Section>
  );
}
