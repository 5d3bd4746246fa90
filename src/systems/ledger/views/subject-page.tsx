import { LinkButton } from '#ui/button.tsx';
import { EmptyState } from '#ui/card.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useMessages } from '#ui/page-context.ts';
import { PreviousNext } from '#ui/pagination.tsx';
import { SearchBox } from '#ui/search-box.tsx';
import { messages } from '../messages.ts';
import { EntryTable, type EntryTableProps, subjectUrl } from './entry-table.tsx';

export interface SubjectPageProps extends EntryTableProps {
  readonly typed: string;
  /** Absent: what was typed is no subject. */
  readonly subject: string | undefined;
  readonly more: boolean;
}

function Found({ subject, entries, more, ...names }: Omit<SubjectPageProps, 'subject'> & { readonly subject: string }) {
  const m = useMessages(messages);
  const last = entries.at(-1);
  if (!last) {
    return (
      <EmptyState title={m.noEntries}>
        <p>{m.noEntriesHow}</p>
      </EmptyState>
    );
  }
  return (
    <>
      <p>{m.subjectOf(subject)}</p>
      <EntryTable entries={entries} oneSubject {...names} />
      <PreviousNext nextUrl={more ? `${subjectUrl(subject)}&sau=${last.seq}` : undefined} />
      <p>
        <LinkButton href={`/api/ledger/proof?subject=${encodeURIComponent(subject)}`}>{m.asJson}</LinkButton>
      </p>
    </>
  );
}

function Subject({ subject, ...props }: SubjectPageProps) {
  const m = useMessages(messages);
  const { typed } = props;
  return (
    <Page title={m.subjectTitle} crumbs={[{ title: m.title, url: '/so-cai' }, { title: m.subjectTitle }]}>
      <SearchBox label={m.find} hint={m.findHint} name="doi-tuong" action="/so-cai/tra-cuu" value={typed} />
      {subject ? <Found subject={subject} {...props} /> : null}
      {subject === undefined && typed.trim() !== '' ? (
        <Notice kind="warning">
          <p>{m.notSubject}</p>
        </Notice>
      ) : null}
    </Page>
  );
}

/** Everything the ledger says about one thing. */
export function SubjectPage(props: SubjectPageProps) {
  return <Subject {...props} />;
}
