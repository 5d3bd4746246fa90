import type { RelationView } from '#core/documents/index.ts';
import { Details } from '#ui/card.tsx';
import { useMessages } from '#ui/page-context.ts';
import { Time } from '#ui/time.tsx';
import { documentUrl } from '../addresses.ts';
import { messages } from '../messages.ts';

const OPEN = 12;
const MOST = 100;

/** What a document says of others, and what others say of it, by kind. */
export function RelationList({ relations }: { readonly relations: readonly RelationView[] }) {
  const m = useMessages(messages);
  const groups = Map.groupBy(relations, (relation) => `${relation.direction}:${relation.kind}`);
  return (
    <>
      {[...groups].map(([key, group]) => {
        const [first] = group;
        if (!first) return null;
        const names = first.direction === 'out' ? m.document.relationKinds : m.document.relationKindsIn;
        const title = `${names[first.kind]} (${group.length})`;
        return (
          <Details key={key} summary={title} open={group.length <= OPEN}>
            <ul class="ds-list">
              {group.slice(0, MOST).map((relation) => (
                <Relation key={relation.id} relation={relation} />
              ))}
            </ul>
          </Details>
        );
      })}
    </>
  );
}

function Relation({ relation }: { readonly relation: RelationView }) {
  const m = useMessages(messages);
  const { documentId, numberNotation, issuerName, issuedOn, abstract, partial } = relation;
  return (
    <li>
      {documentId ? <a href={documentUrl(documentId)}>{numberNotation}</a> : numberNotation}
      {partial ? ` (${m.document.partial})` : null}
      {issuerName ? `, ${issuerName}` : null}
      {issuedOn ? (
        <>
          , <Time at={issuedOn} />
        </>
      ) : null}
      {abstract ? <span class="mc-hint"> {abstract.slice(0, 200)}</span> : null}
    </li>
  );
}
