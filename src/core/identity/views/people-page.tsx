import { LinkButton } from '#ui/button.tsx';
import { Section } from '#ui/card.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import { messages } from '../messages.ts';
import type { AssignmentLine, RoleChoice, SoftwareLine } from '../queries.ts';
import type { FormAgain } from './form-problem.ts';
import { ExistingPersonForm, NewPersonForm, NewSoftwareForm } from './people-forms.tsx';

export type PeopleForm = 'new' | 'existing' | 'software';

interface PeopleProps extends FormAgain {
  readonly agency: { readonly id: string; readonly name: string };
  readonly lines: readonly AssignmentLine[];
  readonly software: readonly SoftwareLine[];
  /** Those the reader may give. */
  readonly roles: readonly RoleChoice[];
  readonly today: string;
  /** The form that came back. */
  readonly again?: PeopleForm | undefined;
  /** May look at other agencies as well. */
  readonly nationwide: boolean;
}

function Held({ line, today }: { readonly line: AssignmentLine; readonly today: string }) {
  const m = useMessages(messages);
  const ended = line.to !== null && line.to <= today;
  return (
    <>
      <Time at={line.from} /> – {line.to === null ? m.untilNow : <Time at={line.to} />} {ended ? <Tag>{m.ended}</Tag> : null}
    </>
  );
}

function LineLinks({ line, today }: { readonly line: AssignmentLine; readonly today: string }) {
  const m = useMessages(messages);
  if (line.to !== null && line.to <= today) return null;
  const base = `/quan-tri/nguoi-dung/vi-tri/${line.assignmentId}`;
  return (
    <>
      <a class="ds-link" href={`${base}/ket-thuc`} aria-label={m.endPostOf(line.fullName, line.postTitle)}>
        {m.endPost}
      </a>
      <br />
      <a class="ds-link" href={`${base}/mat-khau`} aria-label={m.resetOf(line.fullName)}>
        {m.reset}
      </a>
    </>
  );
}

function PeopleTable({
  lines,
  today,
  caption,
}: {
  readonly lines: readonly AssignmentLine[];
  readonly today: string;
  readonly caption: string;
}) {
  const m = useMessages(messages);
  const lang = useLang();
  return (
    <Table
      caption={caption}
      captionHidden
      rows={lines}
      rowKey={(line) => line.assignmentId}
      columns={[
        {
          title: m.person,
          rowHeader: true,
          cell: (line) => (
            <>
              {line.fullName} {line.demo ? <Tag>{m.demo}</Tag> : null}
            </>
          ),
        },
        { title: m.signInName, cell: (line) => line.signInName },
        { title: m.post, cell: (line) => line.postTitle },
        { title: m.roles, cell: (line) => line.roles.map((role) => role[lang]).join(', ') },
        { title: m.fromTo, cell: (line) => <Held line={line} today={today} /> },
        { title: m.twoSteps, cell: (line) => (line.secondFactor ? m.twoStepsOn : m.twoStepsOff) },
        { title: m.lastSignIn, cell: (line) => (line.lastSignIn ? <Time at={line.lastSignIn} /> : m.never) },
        { title: m.manage, cell: (line) => <LineLinks line={line} today={today} /> },
      ]}
      empty={<p>{m.nobodyHere}</p>}
    />
  );
}

function SoftwareTable({ software }: { readonly software: readonly SoftwareLine[] }) {
  const m = useMessages(messages);
  return (
    <Table
      caption={m.software}
      captionHidden
      rows={software}
      rowKey={(line) => line.id}
      columns={[
        { title: m.systemId, rowHeader: true, cell: (line) => line.id },
        { title: m.softwareTitle, cell: (line) => line.title },
        { title: m.role, cell: (line) => line.role },
        { title: m.createdAt, cell: (line) => <Time at={line.createdAt} /> },
        {
          title: m.manage,
          cell: (line) => (
            <a class="ds-link" href={`/quan-tri/nguoi-dung/phan-mem/${line.id}/dong`} aria-label={m.closeSoftwareOf(line.title)}>
              {m.closeSoftware}
            </a>
          ),
        },
      ]}
      empty={<p>{m.noSoftware}</p>}
    />
  );
}

function People({ agency, lines, software, roles, today, again, nationwide, problem, values }: PeopleProps) {
  const m = useMessages(messages);
  const title = m.peopleOf(agency.name);
  const form = (which: PeopleForm) => ({ agencyId: agency.id, roles, today, ...(again === which ? { problem, values } : {}) });
  return (
    <Page
      title={title}
      audience="staff"
      wide
      failed={problem !== undefined}
      actions={nationwide ? <LinkButton href="/quan-tri/nguoi-dung?chon">{m.otherAgency}</LinkButton> : undefined}
    >
      <PeopleTable lines={lines} today={today} caption={title} />
      <NewPersonForm {...form('new')} />
      <ExistingPersonForm {...form('existing')} />
      <Section title={m.software} id="phan-mem">
        <p>{m.softwareWhy}</p>
        <SoftwareTable software={software} />
        <NewSoftwareForm {...form('software')} />
      </Section>
    </Page>
  );
}

/** An agency's people and software, with the forms to add some. */
export function PeoplePage(props: PeopleProps) {
  return <People {...props} />;
}
