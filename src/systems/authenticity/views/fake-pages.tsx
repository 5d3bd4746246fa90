import type { Problem } from '#kernel/problem.ts';
import { Button, LinkButton } from '#ui/button.tsx';
import { EmptyState } from '#ui/card.tsx';
import { FileField, TextArea, TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { StatusTag, type TagKind } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import { avatarMessages } from '../avatar-messages.ts';
import { fakeMessages } from '../fake-messages.ts';
import type { FakeCase } from '../queries/fake-cases.ts';
import type { MonthOfRemovals, RemovalFigures } from '../queries/removal-figures.ts';
import { type CaseState, caseStates } from '../rules/fake-rules.ts';
import { LargestPicture } from '../schemas.ts';
import { PlatformName } from './platform-name.tsx';
import { RemovalFiguresSection } from './removal-figures.tsx';

const looks: Readonly<Record<CaseState, TagKind>> = {
  received: 'info',
  triaged: 'info',
  confirmed_fake: 'late',
  authentic: 'done',
  parody: 'neutral',
  unclear: 'warning',
  referred: 'warning',
  removed: 'done',
  persists: 'late',
};

/** The state of a case in a word. */
export function CaseTag({ state }: { readonly state: CaseState }) {
  const m = useMessages(fakeMessages);
  const statuses = Object.fromEntries(caseStates.map((one) => [one, { kind: looks[one], label: m.states[one] }]));
  return <StatusTag status={state} statuses={statuses as Record<CaseState, { kind: TagKind; label: string }>} />;
}

export interface ReportPageProps {
  readonly problem?: Problem;
  readonly values?: Readonly<Record<string, unknown>>;
  readonly sent?: boolean;
}

/** The form for anybody who has seen a false page. */
export function ReportPage(props: ReportPageProps) {
  return <ReportBody {...props} />;
}

function ReportBody({ problem, values, sent }: ReportPageProps) {
  const m = useMessages(fakeMessages);
  const a = useMessages(avatarMessages);
  if (sent) {
    return (
      <Page title={m.title}>
        <Notice kind="done" title={m.thanks} role="status" id="ket-qua">
          <p>{m.thanksMore}</p>
        </Notice>
        <LinkButton href="/trang-gia-mao">{m.toList}</LinkButton>
      </Page>
    );
  }
  return (
    <Page title={m.title} lead={m.lead} description={m.lead} failed={problem !== undefined}>
      <Form action="/bao-gia-mao" multipart values={values} errors={problem?.fields} refusals={problem?.refusals}>
        <TextField name="url" label={m.url} hint={m.urlHint} required spellcheck={false} inputMode="url" />
        <TextField name="claimedName" label={m.claimedName} width="medium" optional />
        <TextArea name="why" label={m.why} hint={m.whyHint} required />
        <FileField
          name="anh"
          label={m.screenshot}
          hint={m.screenshotHint}
          accept="image/jpeg,image/png,image/webp"
          maxBytes={LargestPicture}
        />
        <FileField
          name="anh-dai-dien"
          label={a.field}
          hint={a.fieldHint}
          accept="image/jpeg,image/png,image/webp"
          maxBytes={LargestPicture}
        />
        <Button variant="primary">{m.send}</Button>
      </Form>
      <p>
        <a href="/trang-gia-mao">{m.toList}</a>
      </p>
    </Page>
  );
}

export interface FakesPageProps {
  readonly cases: readonly FakeCase[];
  readonly figures: readonly RemovalFigures[];
  readonly months: readonly MonthOfRemovals[];
}

/** Confirmed fakes, with how long platforms take to remove them. Addresses are written out, never linked. */
export function FakesPage(props: FakesPageProps) {
  return <FakesBody {...props} />;
}

function FakesBody({ cases, figures, months }: FakesPageProps) {
  const m = useMessages(fakeMessages);
  return (
    <Page
      title={m.listTitle}
      lead={m.listLead}
      description={m.listLead}
      actions={<LinkButton href="/bao-gia-mao">{m.title}</LinkButton>}
      feeds={[{ title: m.feedTitle, url: '/trang-gia-mao.atom', type: 'application/atom+xml' }]}
    >
      <Table
        caption={m.listTitle}
        captionHidden
        rows={cases}
        rowKey={(one) => one.id}
        empty={<EmptyState title={m.none} />}
        columns={[
          {
            title: m.page,
            rowHeader: true,
            cell: (one) => (
              <>
                {one.claimedName}
                {one.claimedName ? <br /> : null}
                <code class="mc-break">{one.url}</code>
              </>
            ),
          },
          { title: m.platform, cell: (one) => <PlatformName platform={one.platform} /> },
          { title: m.imitates, cell: (one) => one.agencyName ?? '' },
          { title: m.finding, cell: (one) => one.finding },
          { title: m.state, cell: (one) => <CaseTag state={one.state} /> },
          { title: m.confirmedAt, nowrap: true, cell: (one) => (one.confirmedAt ? <Time at={one.confirmedAt} /> : null) },
        ]}
      />
      {figures.length > 0 ? <RemovalFiguresSection figures={figures} months={months} /> : null}
    </Page>
  );
}
