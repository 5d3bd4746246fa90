import type { DocumentFile, OfficialDocument } from '#core/documents/index.ts';
import type { Text } from '#kernel/i18n.ts';
import type { Problem } from '#kernel/problem.ts';
import { LinkButton } from '#ui/button.tsx';
import { Columns, Section } from '#ui/card.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Time } from '#ui/time.tsx';
import { Timeline } from '#ui/timeline.tsx';
import { messages } from '../messages.ts';
import type { AssigneeLine, HistoryLine, IncomingDetail } from '../queries/incoming.ts';
import { FailedNotice } from './failed-notice.tsx';
import { IncomingActions, type Permitted } from './incoming-actions.tsx';
import { StateTags } from './statuses.tsx';

/** Result of checking the signatures of the main file. */
export interface SignatureCheck {
  readonly valid: boolean;
  readonly sentence: Text;
  readonly details: readonly Text[];
}

export interface IncomingPageProps {
  readonly incoming: IncomingDetail;
  readonly document: OfficialDocument;
  readonly files: readonly DocumentFile[];
  readonly check: SignatureCheck | undefined;
  readonly history: readonly HistoryLine[];
  readonly assignees: readonly AssigneeLine[];
  readonly today: string;
  readonly permitted: Permitted;
  readonly failed?: { readonly verb: string; readonly problem: Problem; readonly values: Readonly<Record<string, unknown>> } | undefined;
}

function Facts({ incoming, document, assignees }: IncomingPageProps) {
  const m = useMessages(messages);
  const { signer } = document;
  const book = incoming.book as keyof typeof m.books | null;
  const items = [
    { term: m.kind, value: document.kindName },
    { term: m.issuer, value: document.issuerName },
    { term: m.sender, value: incoming.senderName },
    { term: m.issuedOn, value: document.issuedOn ? <Time at={document.issuedOn} form="long" /> : undefined },
    { term: m.signer, value: [signer.competence, signer.position, signer.name].filter(Boolean).join(' – ') },
    { term: m.arrivedAt, value: <Time at={incoming.arrivedAt} /> },
    {
      term: m.arrivalNumber,
      value: incoming.arrivalNumber && book ? `${incoming.arrivalNumber}/${incoming.year} (${m.books[book]})` : undefined,
    },
    { term: m.askedDue, value: incoming.askedDue ? <Time at={incoming.askedDue} /> : undefined },
    { term: m.due, value: incoming.dueOn ? <Time at={incoming.dueOn} /> : undefined },
    { term: m.assignedTo, value: assignees.map((one) => one.label).join('; ') },
    { term: m.messageId, value: incoming.messageId },
    { term: m.receipt, value: m.receiptNote },
  ];
  return <DescriptionList items={items} />;
}

function Files({ incoming, files }: IncomingPageProps) {
  const m = useMessages(messages);
  return (
    <Section title={m.files}>
      <ul class="ds-list">
        {files.map((file) => (
          <li key={file.id}>
            <a href={`/van-ban-den/${incoming.id}/tep/${file.id}`}>{file.name}</a> ({Math.ceil(file.size / 1024)} KB)
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Check({ check }: { readonly check: SignatureCheck | undefined }) {
  const m = useMessages(messages);
  const lang = useLang();
  if (!check) return <p>{m.noSignature}</p>;
  return (
    <Notice kind={check.valid ? 'done' : 'warning'} title={check.sentence[lang]}>
      <ul class="ds-list">
        {check.details.map((detail, index) => (
          <li key={index}>{detail[lang]}</li>
        ))}
      </ul>
    </Notice>
  );
}

function History({ history }: { readonly history: readonly HistoryLine[] }) {
  const m = useMessages(messages);
  const entries = history.map((line) => ({
    at: line.at,
    title:
      line.event === 'status' && line.code ? `${line.code} – ${m.codes[line.code]}` : line.event === 'status' ? '' : m.events[line.event],
    by: line.actorName ?? undefined,
    note: line.note,
  }));
  return <Timeline entries={entries} label={m.history} />;
}

/** One incoming document: what it says, whether its signatures hold, what happened, and what may be done now. */
export function IncomingPage(props: IncomingPageProps) {
  const { incoming, document, check, history, today, failed } = props;
  const m = useMessages(messages);
  const name = document.numberNotation ?? document.kindName;
  const aside = (
    <>
      <Section title={m.actions}>
        <IncomingActions {...props} />
      </Section>
      <Section title={m.history}>
        <History history={history} />
      </Section>
    </>
  );
  return (
    <Page
      title={name}
      lead={document.abstract}
      audience="staff"
      wide
      failed={failed !== undefined}
      crumbs={[{ title: m.incoming, url: '/van-ban-den' }, { title: name }]}
      actions={<LinkButton href={`/van-ban-den/${incoming.id}/edxml`}>{m.exportEdxml}</LinkButton>}
    >
      <FailedNotice problem={failed?.problem} />
      <p>
        <StateTags {...incoming} today={today} />
      </p>
      <Columns aside={aside}>
        <Section title={m.facts}>
          <Facts {...props} />
        </Section>
        <Files {...props} />
        <Section title={m.checkSignature}>
          <Check check={check} />
        </Section>
      </Columns>
    </Page>
  );
}
