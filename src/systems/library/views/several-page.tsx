import type { OfficialDocument } from '#core/documents/index.ts';
import { Page } from '#ui/layout.tsx';
import { useMessages } from '#ui/page-context.ts';
import { Time } from '#ui/time.tsx';
import { documentUrl } from '../addresses.ts';
import { messages } from '../messages.ts';

export interface SeveralPageProps {
  readonly number: string;
  readonly documents: readonly OfficialDocument[];
}

/** A choice between documents of one number: every province counts its own. */
export function SeveralPage({ number, documents }: SeveralPageProps) {
  const m = useMessages(messages);
  const shown = documents[0]?.numberNotation ?? number;
  return (
    <Page
      title={m.document.several(shown)}
      lead={m.document.severalLead}
      crumbs={[{ title: m.library, url: '/van-ban' }, { title: shown }]}
    >
      <ul class="mc-hits">
        {documents.map((document) => (
          <li key={document.id} class="mc-hit">
            <a href={documentUrl(document.id)}>
              {document.kindName} {document.numberNotation}
            </a>
            , {document.issuerName}
            {document.issuedOn ? (
              <>
                , <Time at={document.issuedOn} />
              </>
            ) : null}
            <p>{document.abstract}</p>
          </li>
        ))}
      </ul>
    </Page>
  );
}
