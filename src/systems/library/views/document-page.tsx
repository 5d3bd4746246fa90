import { DocumentText } from '#core/documents/index.ts';
import type { FrontSection } from '#kernel/module.ts';
import { shortInstant } from '#kernel/time.ts';
import { LinkButton } from '#ui/button.tsx';
import { Section } from '#ui/card.tsx';
import { type Description, DescriptionList } from '#ui/description-list.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Pagination } from '#ui/pagination.tsx';
import { Time } from '#ui/time.tsx';
import { Timeline } from '#ui/timeline.tsx';
import { documentUrl, fileUrl, ledgerUrl } from '../addresses.ts';
import { messages } from '../messages.ts';
import type { DocumentRecord } from '../queries/document-record.ts';
import { Front } from './front-section.tsx';
import { ForceTag } from './hit-list.tsx';
import { RelationList } from './relation-list.tsx';

export interface DocumentPageProps {
  readonly record: DocumentRecord;
  readonly kindName: string;
  readonly issuerUrl: string | undefined;
  readonly parts: readonly string[];
  /** From 1. */
  readonly part: number;
  /** What other systems publish about it. */
  readonly about: readonly FrontSection[];
}

/** The public page of a document. The first part has everything; later parts only go on with the text. */
export function DocumentPage(props: DocumentPageProps) {
  const { record, kindName, part, about } = props;
  const { document } = record;
  const m = useMessages(messages);
  const number = document.numberNotation ?? m.document.unnumbered;
  const title = `${kindName} ${number}`;
  return (
    <Page
      title={title}
      lead={document.abstract}
      description={document.abstract.slice(0, 300)}
      crumbs={[{ title: m.library, url: '/van-ban' }, { title: number }]}
      feeds={[{ title: m.document.json, url: `/api/documents/${document.id}`, type: 'application/json' }]}
    >
      {document.recallReason ? (
        <Notice kind="warning">
          <p>{m.document.recalledNotice(document.recallReason)}</p>
        </Notice>
      ) : null}
      {part === 1 ? <Facts {...props} /> : null}
      <TextSection {...props} />
      {part === 1 ? about.map((section) => <Front key={section.more.url} section={section} />) : null}
      {part === 1 ? <Background record={record} /> : null}
    </Page>
  );
}

function Facts({ record, kindName, issuerUrl }: DocumentPageProps) {
  const m = useMessages(messages);
  const { document } = record;
  const { signer } = document;
  const items: Description[] = [
    { term: m.document.status, value: <InForceLine record={record} /> },
    { term: m.document.issuer, value: issuerUrl ? <a href={issuerUrl}>{document.issuerName}</a> : document.issuerName },
    { term: m.document.kind, value: kindName },
    { term: m.document.issuedOn, value: document.issuedOn ? <Time at={document.issuedOn} form="long" /> : m.search.unknownDate },
    { term: m.document.effectiveFrom, value: document.effectiveFrom ? <Time at={document.effectiveFrom} form="long" /> : null },
    { term: m.document.effectiveTo, value: document.effectiveTo ? <Time at={document.effectiveTo} form="long" /> : null },
    { term: m.document.signer, value: [signer.competence, signer.position, signer.name].filter(Boolean).join(' – ') },
    { term: m.document.field, value: document.field },
    {
      term: m.document.recipients,
      value: record.recipients
        .slice(0, 30)
        .map((recipient) => recipient.label)
        .join('; '),
    },
    { term: m.document.files, value: record.files.length > 0 ? <Files record={record} /> : null },
    { term: m.document.signatures, value: <Signatures record={record} /> },
    { term: m.document.ledger, value: <a href={ledgerUrl(document.id)}>{m.document.ledgerLink}</a> },
  ];
  return <DescriptionList items={items} />;
}

function InForceLine({ record }: { readonly record: DocumentRecord }) {
  const m = useMessages(messages);
  const { inForce, endedBy } = record;
  return (
    <>
      <ForceTag status={inForce.status} />
      {inForce.since ? (
        <>
          {' '}
          {m.document.since('')}
          <Time at={inForce.since} />
        </>
      ) : null}
      {endedBy ? (
        <>
          {' '}
          {m.document.by} <a href={documentUrl(endedBy.id)}>{endedBy.numberNotation}</a>
        </>
      ) : null}
    </>
  );
}

function Files({ record }: { readonly record: DocumentRecord }) {
  const m = useMessages(messages);
  return (
    <ul class="ds-list">
      {record.files.map((file) => (
        <li key={file.id}>
          {m.document[file.role]}: <a href={fileUrl(record.document.id, file.id, file.name)}>{file.name}</a> ({Math.ceil(file.size / 1024)}{' '}
          KB)
        </li>
      ))}
    </ul>
  );
}

function Signatures({ record }: { readonly record: DocumentRecord }) {
  const m = useMessages(messages);
  const check = `/kiem-tra?van-ban=${record.document.id}`;
  if (record.signatures.length === 0) return <>{m.document.noSignatures}</>;
  return (
    <>
      <ul class="ds-list">
        {record.signatures.map((signature) => (
          <li key={signature.id}>
            {m.document[signature.role]}: {m.document.signedBy(signature.holderName, shortInstant(signature.signedAt))}
          </li>
        ))}
      </ul>
      <LinkButton href={check} size="sm">
        {m.document.check}
      </LinkButton>
    </>
  );
}

function TextSection({ record, parts, part }: DocumentPageProps) {
  const m = useMessages(messages);
  const lang = useLang();
  const url = documentUrl(record.document.id);
  const text = parts[part - 1];
  return (
    <Section title={m.document.text} id="toan-van">
      {text === undefined ? (
        <p>{m.document.noText}</p>
      ) : (
        <div {...(lang === record.document.language ? {} : { lang: record.document.language })}>
          {parts.length > 1 ? <p class="mc-hint">{m.document.part(part, parts.length)}</p> : null}
          <DocumentText markdown={text} />
        </div>
      )}
      <Pagination
        page={part}
        pageCount={parts.length}
        href={(page) => (page === 1 ? url : `${url}?phan=${page}`)}
        label={m.document.text}
      />
    </Section>
  );
}

function Background({ record }: { readonly record: DocumentRecord }) {
  const m = useMessages(messages);
  return (
    <>
      <Section title={m.document.relations} id="lien-quan">
        {record.relations.length === 0 ? <p>{m.document.noRelations}</p> : <RelationList relations={record.relations} />}
      </Section>
      <Section title={m.document.history} id="lich-su">
        <Timeline
          label={m.document.history}
          entries={record.history.map(({ at, event, note }) => ({ at, title: m.document.events[event], note }))}
        />
      </Section>
    </>
  );
}
