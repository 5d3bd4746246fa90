import { Button, ButtonRow } from '#ui/button.tsx';
import { EmptyState } from '#ui/card.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { PreviousNext } from '#ui/pagination.tsx';
import { type Column, Table } from '#ui/table.tsx';
import { Tabs } from '#ui/tabs.tsx';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import { messages } from '../messages.ts';
import { AHEAD_DAYS, lastDay } from '../rules.ts';
import { type KeptFileLine, type View, VIEWS } from '../types.ts';

export interface RegisterProps {
  readonly view: View;
  readonly counts: Readonly<Record<View, number>>;
  readonly files: readonly KeptFileLine[];
  /** What became of the file for which a button was pressed. */
  readonly outcome: string | undefined;
  /** Not the first page. */
  readonly begun: boolean;
  /** Place of the next page, if there is one. */
  readonly next: string | undefined;
  readonly mayRenew: (file: KeptFileLine) => boolean;
  readonly mayRenewAll: boolean;
  readonly mayOpen: (file: KeptFileLine) => boolean;
}

const HOME = '/luu-tru-chu-ky';

function Outcome({ outcome }: Pick<RegisterProps, 'outcome'>) {
  const m = useMessages(messages);
  const text = Object.entries(m.outcome).find(([name]) => name === outcome)?.[1];
  if (!text) return null;
  const kind = outcome === 'renewed' ? 'done' : outcome === 'failed' || outcome === 'broken' ? 'warning' : 'info';
  return (
    <Notice kind={kind} role="status">
      <p>{text}</p>
    </Notice>
  );
}

function FileCell({ file, open }: { readonly file: KeptFileLine; readonly open: boolean }) {
  const m = useMessages(messages);
  const address = `${HOME}/tep/${file.sha256}`;
  return (
    <>
      {file.title}
      {file.name === file.title ? null : <span class="mc-hint"> {file.name}</span>}
      {open ? (
        <p class="mc-hint">
          <a href={`${address}/cong-bo`}>{m.published}</a>
          {file.renewals > 0 ? (
            <>
              {' · '}
              <a href={`${address}/gia-han`}>{m.renewed}</a>
            </>
          ) : null}
        </p>
      ) : null}
    </>
  );
}

function HeldUntil({ file }: { readonly file: KeptFileLine }) {
  const m = useMessages(messages);
  if (file.examinedAt === null || file.level === null || file.state === 'broken') return <>–</>;
  if (file.proofUntil === null) return <>{m.noEnd}</>;
  return (
    <>
      <Time at={lastDay(file.proofUntil)} />
      {file.heldBy && file.heldByKind ? (
        <p class="mc-hint">
          {m.holders[file.heldByKind]} {file.heldBy}
        </p>
      ) : null}
    </>
  );
}

function RenewButton({ file }: { readonly file: KeptFileLine }) {
  const m = useMessages(messages);
  return (
    <Form action={`${HOME}/gia-han`}>
      <input type="hidden" name="sha256" value={file.sha256} />
      <Button size="sm">
        {m.renewNow}
        <span class="ds-sr-only"> {file.title}</span>
      </Button>
    </Form>
  );
}

/** Why it is as it is, and what can be done about it. */
function Reason({ file, mayRenew }: { readonly file: KeptFileLine; readonly mayRenew: boolean }) {
  const lang = useLang();
  return (
    <>
      <p>{lang === 'vi' ? file.reasonVi : file.reasonEn}</p>
      {mayRenew ? <RenewButton file={file} /> : null}
    </>
  );
}

function columnsOf({ view, mayRenew, mayOpen, files }: RegisterProps, m: ReturnType<typeof useTexts>): Column<KeptFileLine>[] {
  const columns: Column<KeptFileLine>[] = [
    { title: m.file, rowHeader: true, cell: (file) => <FileCell file={file} open={mayOpen(file)} /> },
    { title: m.level, nowrap: true, cell: (file) => (file.level ? <Tag>{file.level}</Tag> : '–') },
    { title: m.until, cell: (file) => <HeldUntil file={file} /> },
    { title: m.renewals, nowrap: true, cell: (file) => (file.renewals > 0 ? m.times(file.renewals) : m.never) },
  ];
  if (files.some((file) => file.reasonVi !== null)) {
    columns.push({ title: m.reason, cell: (file) => <Reason file={file} mayRenew={mayRenew(file)} /> });
    return columns;
  }
  if (view !== 'new')
    columns.push({ title: m.examined, nowrap: true, cell: (file) => (file.examinedAt ? <Time at={file.examinedAt} /> : '–') });
  if (view !== 'unsigned' && files.some(mayRenew)) {
    columns.push({ title: m.action, nowrap: true, cell: (file) => (mayRenew(file) ? <RenewButton file={file} /> : null) });
  }
  return columns;
}

function useTexts() {
  return useMessages(messages);
}

function Register(props: RegisterProps) {
  const { view, counts, files, outcome, begun, next, mayRenewAll } = props;
  const m = useTexts();
  const tabs = VIEWS.map((one) => ({ title: m.views[one], url: `${HOME}?muc=${one}`, current: one === view, count: counts[one] }));
  return (
    <Page title={m.title} lead={m.lead} audience="staff" wide>
      <Outcome outcome={outcome} />
      <Tabs label={m.title} tabs={tabs} />
      <p>{m.viewHints[view](AHEAD_DAYS)}</p>
      {mayRenewAll && view === 'due' && counts.due > 0 ? (
        <Form action={`${HOME}/gia-han-het`}>
          <ButtonRow>
            <Button variant="primary">{m.renewAll}</Button>
          </ButtonRow>
        </Form>
      ) : null}
      <Table
        caption={m.views[view]}
        captionHidden
        rows={files}
        rowKey={(file) => file.sha256}
        empty={<EmptyState title={m.none} />}
        columns={columnsOf(props, m)}
      />
      <PreviousNext nextUrl={next && `${HOME}?muc=${view}&sau=${encodeURIComponent(next)}`} />
      {begun ? (
        <p>
          <a href={`${HOME}?muc=${view}`}>{m.first}</a>
        </p>
      ) : null}
    </Page>
  );
}

/** Files by how their proof stands, what ends first first. */
export function RegisterPage(props: RegisterProps) {
  return <Register {...props} />;
}
