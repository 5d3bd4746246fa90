import { formatNumber } from '#kernel/i18n.ts';
import type { Problem } from '#kernel/problem.ts';
import { Button, ButtonRow, LinkButton } from '#ui/button.tsx';
import { Details, EmptyState } from '#ui/card.tsx';
import { Combobox, type ComboboxOption } from '#ui/combobox.tsx';
import { TextArea, TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { groupMessages } from '../messages-groups.ts';
import { outgoingMessages } from '../messages-outgoing.ts';

export const GROUPS = '/van-ban-di/nhom';

export interface GroupLine {
  readonly id: string;
  readonly name: string;
  readonly size: number;
}

function useCrumbs(title?: string) {
  const m = useMessages(groupMessages);
  const out = useMessages(outgoingMessages);
  const book = { title: out.title, url: '/van-ban-di' };
  return title === undefined ? [book, { title: m.title }] : [book, { title: m.title, url: GROUPS }, { title }];
}

function GroupTable({ groups }: { readonly groups: readonly GroupLine[] }) {
  const m = useMessages(groupMessages);
  const lang = useLang();
  return (
    <Table
      caption={m.title}
      captionHidden
      rows={groups}
      rowKey={(group) => group.id}
      rowUrl={(group) => `${GROUPS}/${group.id}`}
      empty={<EmptyState title={m.empty} />}
      columns={[
        { title: m.name, rowHeader: true, cell: (group) => <a href={`${GROUPS}/${group.id}`}>{group.name}</a> },
        { title: m.size, align: 'end', cell: (group) => formatNumber(group.size, lang) },
      ]}
    />
  );
}

function Groups({ groups }: { readonly groups: readonly GroupLine[] }) {
  const m = useMessages(groupMessages);
  const add = (
    <LinkButton href={`${GROUPS}/moi`} variant="primary">
      {m.add}
    </LinkButton>
  );
  return (
    <Page title={m.title} lead={m.lead} audience="staff" crumbs={useCrumbs()} actions={add}>
      <GroupTable groups={groups} />
    </Page>
  );
}

/** The groups of recipients that an agency saved. */
export function GroupsPage(props: { readonly groups: readonly GroupLine[] }) {
  return <Groups {...props} />;
}

export interface GroupPageProps {
  /** Absent: a new one. */
  readonly group?: { readonly id: string; readonly name: string } | undefined;
  readonly members: readonly ComboboxOption[];
  readonly problem?: Problem | undefined;
  readonly values?: Readonly<Record<string, unknown>> | undefined;
}

function GroupForm({ group, members, problem, values }: GroupPageProps) {
  const m = useMessages(groupMessages);
  return (
    <Form
      action={group ? `${GROUPS}/${group.id}` : `${GROUPS}/moi`}
      errors={problem?.fields}
      refusals={problem?.refusals}
      values={values ?? { name: group?.name }}
      names={['name', 'members', 'lines']}
    >
      <TextField name="name" label={m.name} hint={m.nameHint} maxLength={100} required />
      <Combobox name="members" label={m.members} hint={m.membersHint} source="/van-ban-di/co-quan" selected={members} multiple optional />
      <TextArea name="lines" label={m.lines} hint={m.linesHint} rows={4} optional />
      <ButtonRow>
        <Button variant="primary">{m.save}</Button>
      </ButtonRow>
    </Form>
  );
}

function Group(props: GroupPageProps) {
  const m = useMessages(groupMessages);
  const { group, problem } = props;
  const title = group?.name ?? m.add;
  return (
    <Page title={title} audience="staff" failed={problem !== undefined} crumbs={useCrumbs(title)}>
      <GroupForm {...props} />
      {group ? (
        <Details summary={m.remove}>
          <p>{m.removeHint}</p>
          <Form action={`${GROUPS}/${group.id}/bo`}>
            <Button>{m.remove}</Button>
          </Form>
        </Details>
      ) : null}
    </Page>
  );
}

/** Makes a group, or changes its name and who is in it. */
export function GroupPage(props: GroupPageProps) {
  return <Group {...props} />;
}
