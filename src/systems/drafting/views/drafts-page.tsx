import { LinkButton } from '#ui/button.tsx';
import { EmptyState } from '#ui/card.tsx';
import { Page } from '#ui/layout.tsx';
import { Keyboard } from '#ui/live.tsx';
import { useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Tabs } from '#ui/tabs.tsx';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import { messages } from '../messages.ts';
import type { DraftLine } from '../queries/drafts.ts';
import type { Stage } from '../rules.ts';

interface DraftsProps {
  readonly stage: Stage;
  readonly counts: ReadonlyMap<Stage, number>;
  readonly drafts: readonly DraftLine[];
  readonly mayWrite: boolean;
}

const shownStages: readonly Stage[] = ['writing', 'content-review', 'format-check', 'signing', 'sealing', 'issuing', 'issued'];

export function stageUrl(stage: Stage): string {
  return `/soan-thao?buoc=${stage}`;
}

function DraftTable({ drafts }: { readonly drafts: readonly DraftLine[] }) {
  const m = useMessages(messages);
  return (
    <Keyboard>
      <Table
        caption={m.title}
        captionHidden
        rows={drafts}
        rowKey={(draft) => draft.documentId}
        rowUrl={(draft) => `/soan-thao/${draft.documentId}`}
        empty={<EmptyState title={m.none} />}
        columns={[
          { title: m.abstract, rowHeader: true, cell: (draft) => <a href={`/soan-thao/${draft.documentId}`}>{draft.abstract}</a> },
          { title: m.kind, cell: (draft) => draft.kindName },
          { title: m.number, nowrap: true, cell: (draft) => draft.numberNotation ?? '–' },
          {
            title: m.urgency,
            cell: (draft) => (draft.urgency > 0 ? <Tag kind="warning">{m.urgencies[draft.urgency]}</Tag> : m.urgencies[0]),
          },
          { title: m.waitingSince, nowrap: true, cell: (draft) => <Time at={draft.stageSince} /> },
          { title: m.stage, cell: (draft) => (draft.returnedReason ? <Tag kind="warning">{m.returned}</Tag> : m.stages[draft.stage]) },
        ]}
      />
    </Keyboard>
  );
}

function Drafts({ stage, counts, drafts, mayWrite }: DraftsProps) {
  const m = useMessages(messages);
  return (
    <Page
      title={m.title}
      lead={m.lead}
      audience="staff"
      wide
      actions={
        mayWrite ? (
          <LinkButton href="/soan-thao/moi" variant="primary">
            {m.newDocument}
          </LinkButton>
        ) : null
      }
    >
      <Tabs
        label={m.stage}
        tabs={shownStages.map((one) => ({ title: m.stages[one], url: stageUrl(one), current: one === stage, count: counts.get(one) ?? 0 }))}
      />
      <DraftTable drafts={drafts} />
    </Page>
  );
}

/** The drafts of an agency at one step, and how many stand at each. */
export function DraftsPage(props: DraftsProps) {
  return <Drafts {...props} />;
}
