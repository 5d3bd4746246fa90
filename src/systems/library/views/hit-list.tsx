import { useLang, useMessages } from '#ui/page-context.ts';
import { Tag, type TagKind } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import { documentUrl } from '../addresses.ts';
import { messages } from '../messages.ts';
import type { Hit } from '../queries/hits.ts';
import type { Marked as Parts } from '../rules/highlight.ts';

/** Text with the words asked for marked. */
export function Marked({ parts }: { readonly parts: Parts }) {
  return <>{parts.map((part, index) => (part.hit ? <mark key={index}>{part.text}</mark> : part.text))}</>;
}

const looks: Readonly<Record<string, TagKind>> = { in_force: 'done', not_yet: 'info', recalled: 'warning' };

/** Whether a document is in force, as a tag. */
export function ForceTag({ status }: { readonly status: string }) {
  const m = useMessages(messages);
  const label = m.statuses[status as keyof typeof m.statuses] ?? status;
  return <Tag kind={looks[status] ?? 'neutral'}>{label}</Tag>;
}

export interface HitListProps {
  readonly hits: readonly Hit[];
  /** Name of a kind in the reader's language. */
  readonly kindName: (kind: string) => string;
}

/** Documents found: number and title, what it is about, who issued it and when. */
export function HitList({ hits, kindName }: HitListProps) {
  return (
    <ol class="mc-hits">
      {hits.map((hit) => (
        <HitItem key={hit.id} hit={hit} kindName={kindName} />
      ))}
    </ol>
  );
}

function HitItem({ hit, kindName }: { readonly hit: Hit; readonly kindName: (kind: string) => string }) {
  const m = useMessages(messages);
  const lang = useLang();
  return (
    <li class="mc-hit">
      <h3 class="ds-heading">
        <a href={documentUrl(hit.id)}>
          {kindName(hit.kind)} {hit.numberNotation ?? m.document.unnumbered}
        </a>{' '}
        <ForceTag status={hit.status} />
      </h3>
      <p {...(lang === 'vi' ? {} : { lang: 'vi' })}>
        <Marked parts={hit.markedAbstract} />
      </p>
      {hit.excerpt ? (
        <p class="mc-hint" {...(lang === 'vi' ? {} : { lang: 'vi' })}>
          <Marked parts={hit.excerpt} />
        </p>
      ) : null}
      <p class="mc-hint">
        {hit.issuerName} · {hit.sortDay === '0001-01-01' ? m.search.unknownDate : <Time at={hit.sortDay} />}
      </p>
    </li>
  );
}
