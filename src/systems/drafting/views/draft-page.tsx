import { type DocumentFile, DocumentText, type HistoryRow, type Recipient } from '#core/documents/index.ts';
import { Button, ButtonRow, LinkButton } from '#ui/button.tsx';
import { Columns, Details, Section } from '#ui/card.tsx';
import { Radios } from '#ui/choices.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { FileField, TextArea } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useMessages } from '#ui/page-context.ts';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import { Timeline } from '#ui/timeline.tsx';
import { messages } from '../messages.ts';
import type { DraftView } from '../queries/drafts.ts';
import type { Verb } from '../rules.ts';

export interface DraftPageProps {
  readonly view: DraftView;
  readonly verbs: readonly Verb[];
  /** Names of accounts in the history. */
  readonly names: ReadonlyMap<string, string>;
  readonly mayRecall: boolean;
  readonly maySend: boolean;
  /** Make a certified copy of it. */
  readonly mayCopy: boolean;
  /** Open it to everybody or close it again, in the library. */
  readonly mayPublish: boolean;
}

const forward: readonly Verb[] = ['submit', 'approve-content', 'approve-format', 'sign', 'seal', 'issue'];

function Steps({ view, verbs }: Pick<DraftPageProps, 'view' | 'verbs'>) {
  const m = useMessages(messages);
  const base = `/soan-thao/${view.document.id}`;
  return (
    <>
      <ButtonRow>
        {forward
          .filter((verb) => verbs.includes(verb))
          .map((verb) => (
            <Form key={verb} action={`${base}/${verb}`} version={view.draft.version}>
              <Button variant="primary">{m.verbs[verb]}</Button>
            </Form>
          ))}
        {verbs.includes('edit') ? <LinkButton href={`${base}/sua`}>{m.verbs.edit}</LinkButton> : null}
        {verbs.includes('drop') ? (
          <Form action={`${base}/drop`} version={view.draft.version}>
            <Button variant="tertiary">{m.verbs.drop}</Button>
          </Form>
        ) : null}
      </ButtonRow>
      {verbs.includes('return') ? (
        <Details summary={m.verbs.return}>
          <Form action={`${base}/return`} version={view.draft.version}>
            <TextArea name="reason" label={m.reason} rows={2} maxLength={1000} required />
            <Button>{m.verbs.return}</Button>
          </Form>
        </Details>
      ) : null}
    </>
  );
}

function Facts({ view }: Pick<DraftPageProps, 'view'>) {
  const m = useMessages(messages);
  const { document, draft } = view;
  return (
    <DescriptionList
      items={[
        { term: m.stage, value: <Tag kind={draft.stage === 'issued' ? 'done' : 'info'}>{m.stages[draft.stage]}</Tag> },
        { term: m.kind, value: document.kindName },
        { term: m.number, value: document.numberNotation ?? `…/${draft.notation}` },
        { term: m.place, value: document.place },
        { term: m.urgency, value: m.urgencies[document.urgency] },
        { term: m.signerCompetence, value: document.signer.competence },
        { term: m.signerPosition, value: document.signer.position },
        { term: m.effectiveFrom, value: document.effectiveFrom ? <Time at={document.effectiveFrom} /> : null },
        { term: m.publish, value: draft.publish ? m.yes : m.no },
      ]}
    />
  );
}

function Recipients({ recipients }: { readonly recipients: readonly Recipient[] }) {
  const m = useMessages(messages);
  const kindOf = (recipient: Recipient) => (recipient.agencyId ? 'agency' : recipient.groupKey ? 'group' : 'words');
  return (
    <Section title={m.recognised}>
      <ul class="ds-list">
        {recipients.map((recipient, index) => (
          <li key={index}>
            {recipient.label} <Tag kind={kindOf(recipient) === 'words' ? 'neutral' : 'done'}>{m.recognisedAs[kindOf(recipient)]}</Tag>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Files({ view, mayEdit }: { readonly view: DraftView; readonly mayEdit: boolean }) {
  const m = useMessages(messages);
  const { document, draft, files } = view;
  const label = (file: DocumentFile) => (file.id === draft.keptFileId ? `${file.name} – ${m.keptFile}` : file.name);
  return (
    <Section title={m.files}>
      <ul class="ds-list">
        {files.map((file) => (
          <li key={file.id}>
            <a href={`/soan-thao/${document.id}/tep/${file.id}`}>{label(file)}</a>
          </li>
        ))}
      </ul>
      {mayEdit ? (
        <Details summary={m.addFile}>
          <Form action={`/soan-thao/${document.id}/tep`} version={draft.version} multipart>
            <FileField
              name="file"
              label={m.file}
              accept=".pdf,.docx,.xlsx,.odt,.ods,.csv,.txt,.jpg,.png"
              maxBytes={50 * 1024 * 1024}
              required
            />
            <Radios
              name="use"
              label={m.fileUse}
              value="attach"
              choices={Object.entries(m.fileUses).map(([value, text]) => ({ value, label: text }))}
            />
            <Button>{m.addFile}</Button>
          </Form>
        </Details>
      ) : null}
    </Section>
  );
}

/** Rows that only repeat what the step beside them says are left out. */
const quiet = new Set(['issued', 'released', 'visibility-set', 'file-removed', 'recipients-set', 'changed']);

function isTelling(row: HistoryRow): boolean {
  const { role } = (row.details ?? {}) as { role?: string };
  return !quiet.has(row.event) && role !== 'main';
}

function Aside(props: DraftPageProps) {
  const m = useMessages(messages);
  const { view, names, mayRecall } = props;
  return (
    <>
      <Facts view={view} />
      {view.signatures.length > 0 ? (
        <Section title={m.signatures}>
          <ul class="ds-list">
            {view.signatures.map((signature) => (
              <li key={signature.id}>
                {m.signatureRoles[signature.role]}: {signature.holderName}, <Time at={signature.signedAt} />
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      <Recipients recipients={view.recipients} />
      <Files view={view} mayEdit={props.verbs.includes('edit')} />
      <Section title={m.history}>
        <Timeline
          label={m.history}
          entries={view.history
            .filter(isTelling)
            .toReversed()
            .map((row) => ({ at: row.at, title: m.events[row.event] ?? row.event, by: names.get(row.actorId), note: row.note }))}
        />
      </Section>
      {mayRecall ? (
        <Details summary={m.recall}>
          <Form action={`/soan-thao/${view.document.id}/thu-hoi`}>
            <p>{m.recallWarning}</p>
            <TextArea name="reason" label={m.reason} rows={2} maxLength={1000} required />
            <Button>{m.recall}</Button>
          </Form>
        </Details>
      ) : null}
    </>
  );
}

function PdfLinks({ view, maySend, mayCopy, mayPublish }: DraftPageProps) {
  const m = useMessages(messages);
  const main = view.files.find((file) => file.role === 'main');
  const base = `/soan-thao/${view.document.id}`;
  if (!main) return <LinkButton href={`${base}/xem-truoc.pdf`}>{m.preview}</LinkButton>;
  return (
    <>
      <LinkButton href={`${base}/tep/${main.id}`}>{m.openPdf}</LinkButton>
      {maySend ? (
        <LinkButton href={`/van-ban-di/${view.document.id}/gui`} variant="primary">
          {m.send}
        </LinkButton>
      ) : null}
      {mayCopy ? <LinkButton href={`/ky-so/ban-sao/moi?van-ban=${view.document.id}`}>{m.copy}</LinkButton> : null}
      {mayPublish ? <LinkButton href={`/thu-vien/van-ban/${view.document.id}`}>{m.visibility}</LinkButton> : null}
    </>
  );
}

function DraftDetail(props: DraftPageProps) {
  const m = useMessages(messages);
  const { view, verbs } = props;
  const { draft, document } = view;
  return (
    <Page
      title={document.abstract}
      audience="staff"
      wide
      crumbs={[{ title: m.title, url: '/soan-thao' }, { title: document.numberNotation ?? document.kindName }]}
      actions={<PdfLinks {...props} />}
    >
      {draft.returnedReason ? (
        <Notice kind="warning" title={m.returned}>
          <p>{draft.returnedReason}</p>
        </Notice>
      ) : null}
      <Steps view={view} verbs={verbs} />
      <Columns side="end" aside={<Aside {...props} />}>
        <Section title={m.wording}>
          <DocumentText markdown={view.markdown} />
        </Section>
      </Columns>
    </Page>
  );
}

/** One document on its way: where it stands, what may be done with it now, its words, files, recipients and history. */
export function DraftPage(props: DraftPageProps) {
  return <DraftDetail {...props} />;
}
