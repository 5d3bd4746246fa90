import { formatNumber, type Text } from '#kernel/i18n.ts';
import { instant } from '#kernel/time.ts';
import type { SealedEntry } from '#kernel/ledger/queries.ts';
import { useLang, useMessages } from '#ui/page-context.ts';
import { type Column, Table } from '#ui/table.tsx';
import { Time } from '#ui/time.tsx';
import { messages } from '../messages.ts';

/** What entries are shown with: names for what the ledger itself holds only as codes. */
export interface EntryNames {
  /** By the action's name. */
  readonly titles: ReadonlyMap<string, Text>;
  /** By the agency's id. */
  readonly agencies: ReadonlyMap<string, string>;
}

export interface EntryTableProps extends EntryNames {
  readonly entries: readonly SealedEntry[];
  /** All entries are about the same, which the page says once. */
  readonly oneSubject?: boolean;
}

export function subjectUrl(subject: string): string {
  return `/so-cai/tra-cuu?doi-tuong=${encodeURIComponent(subject)}`;
}

/** The end of a long code is enough to tell rows apart; the whole is on the entry's own page. */
function shortSubject(subject: string): string {
  return subject.length > 32 ? `${subject.slice(0, subject.indexOf(':') + 1)}…${subject.slice(-12)}` : subject;
}

/** Documents are public business and can be followed; what one account did is not strung together for whoever clicks. */
export function Subject({ subject, children }: { readonly subject: string; readonly children: string }) {
  const code = <code>{children}</code>;
  return subject.startsWith('document:') ? <a href={subjectUrl(subject)}>{code}</a> : code;
}

/** Entries as rows, each with the way to its proof. */
export function EntryTable({ entries, titles, agencies, oneSubject = false }: EntryTableProps) {
  const m = useMessages(messages);
  const lang = useLang();
  const subject: Column<SealedEntry> = {
    title: m.subject,
    cell: (one) => <Subject subject={one.subject}>{shortSubject(one.subject)}</Subject>,
  };
  const columns: readonly Column<SealedEntry>[] = [
    {
      title: m.seq,
      rowHeader: true,
      nowrap: true,
      cell: ({ seq, sealNo }) => (
        <a href={`/so-cai/${sealNo}/${seq}`} aria-label={m.seeProof(formatNumber(seq, lang))}>
          {formatNumber(seq, lang)}
        </a>
      ),
    },
    { title: m.at, nowrap: true, cell: ({ at }) => <Time at={instant(at)} /> },
    { title: m.action, cell: ({ action }) => titles.get(action)?.[lang] ?? <code>{action}</code> },
    ...(oneSubject ? [] : [subject]),
    { title: m.scope, cell: ({ scope }) => (scope === null ? '–' : (agencies.get(scope) ?? <code>{scope.slice(0, 8)}…</code>)) },
  ];
  return <Table caption={m.caption} captionHidden columns={columns} rows={entries} rowKey={({ seq }) => String(seq)} />;
}
