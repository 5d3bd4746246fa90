import type { ComponentChildren } from 'preact';
import { Button, LinkButton } from '#ui/button.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { TextField } from '#ui/fields.tsx';
import { Confirm, Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { useMessages } from '#ui/page-context.ts';
import { messages } from '../messages.ts';
import { type FormAgain, formProblem } from './form-problem.ts';

interface ShownOnceProps {
  readonly kind: 'person' | 'reset' | 'software';
  readonly agencyId: string;
  readonly name: string;
  readonly secret: string;
}

function ShownOnce({ kind, agencyId, name, secret }: ShownOnceProps) {
  const m = useMessages(messages);
  const person = kind !== 'software';
  const titles = { person: m.created, reset: m.resetDone, software: m.softwareCreated };
  return (
    <Page title={titles[kind]} lead={person ? m.createdLead : m.softwareCreatedLead} audience="staff">
      <DescriptionList
        items={[
          { term: person ? m.signInName : m.systemId, value: <code>{name}</code> },
          { term: person ? m.temporaryPassword : m.secret, value: <code>{secret}</code> },
        ]}
      />
      <LinkButton href={`/quan-tri/nguoi-dung?co-quan=${agencyId}`}>{m.backToPeople}</LinkButton>
    </Page>
  );
}

/** A secret just made, shown this one time. */
export function ShownOncePage(props: ShownOnceProps) {
  return <ShownOnce {...props} />;
}

interface EndPostProps extends FormAgain {
  readonly assignmentId: string;
  readonly agencyId: string;
  readonly fullName: string;
  readonly postTitle: string;
  readonly agencyName: string;
}

function EndPost({ assignmentId, agencyId, fullName, postTitle, agencyName, problem }: EndPostProps) {
  const m = useMessages(messages);
  const cancelUrl = `/quan-tri/nguoi-dung?co-quan=${agencyId}`;
  return (
    <Page title={m.endPostOf(fullName, postTitle)} audience="staff" crumbs={[{ title: m.people, url: cancelUrl }, { title: m.endPost }]}>
      <Confirm
        action={`/quan-tri/nguoi-dung/vi-tri/${assignmentId}/ket-thuc`}
        cancelUrl={cancelUrl}
        confirmLabel={m.endPost}
        {...formProblem(problem)}
      >
        <p>{m.endPostWhat(fullName, postTitle, agencyName)}</p>
      </Confirm>
    </Page>
  );
}

/** Asks before a post is ended. */
export function EndPostPage(props: EndPostProps) {
  return <EndPost {...props} />;
}

function ResetPassword({ assignmentId, agencyId, fullName, problem }: Omit<EndPostProps, 'postTitle' | 'agencyName'>) {
  const m = useMessages(messages);
  const cancelUrl = `/quan-tri/nguoi-dung?co-quan=${agencyId}`;
  return (
    <Page title={m.resetOf(fullName)} audience="staff" crumbs={[{ title: m.people, url: cancelUrl }, { title: m.reset }]}>
      <Confirm
        action={`/quan-tri/nguoi-dung/vi-tri/${assignmentId}/mat-khau`}
        cancelUrl={cancelUrl}
        confirmLabel={m.reset}
        {...formProblem(problem)}
      >
        <p>{m.resetWhat(fullName)}</p>
      </Confirm>
    </Page>
  );
}

/** Asks before a password is reset. */
export function ResetPasswordPage(props: Omit<EndPostProps, 'postTitle' | 'agencyName'>) {
  return <ResetPassword {...props} />;
}

interface CloseSoftwareProps extends Pick<EndPostProps, 'agencyId' | 'problem'> {
  readonly id: string;
  readonly title: string;
}

function CloseSoftware({ id, title, agencyId, problem }: CloseSoftwareProps) {
  const m = useMessages(messages);
  const cancelUrl = `/quan-tri/nguoi-dung?co-quan=${agencyId}`;
  return (
    <Page title={m.closeSoftwareOf(title)} audience="staff" crumbs={[{ title: m.people, url: cancelUrl }, { title: m.closeSoftware }]}>
      <Confirm
        action={`/quan-tri/nguoi-dung/phan-mem/${id}/dong`}
        cancelUrl={cancelUrl}
        confirmLabel={m.closeSoftware}
        {...formProblem(problem)}
      >
        <p>{m.closeSoftwareWhat(id)}</p>
      </Confirm>
    </Page>
  );
}

/** Asks before a software account is closed. */
export function CloseSoftwarePage(props: CloseSoftwareProps) {
  return <CloseSoftware {...props} />;
}

interface ChooseAgencyProps {
  readonly text: string;
  readonly hits: readonly { readonly id: string; readonly name: string; readonly place: string }[];
}

function Hits({ text, hits }: ChooseAgencyProps): ComponentChildren {
  const m = useMessages(messages);
  if (text === '') return null;
  if (hits.length === 0) return <p role="status">{m.noAgency}</p>;
  return (
    <ul class="ds-list">
      {hits.map((hit) => (
        <li key={hit.id}>
          <a class="ds-link" href={`/quan-tri/nguoi-dung?co-quan=${hit.id}`}>
            {hit.name}
          </a>
          {hit.place ? ` – ${hit.place}` : null}
        </li>
      ))}
    </ul>
  );
}

function ChooseAgency({ text, hits }: ChooseAgencyProps) {
  const m = useMessages(messages);
  return (
    <Page title={m.people} audience="staff">
      <Form action="/quan-tri/nguoi-dung" method="get">
        <TextField name="tim" type="search" label={m.chooseAgency} hint={m.agencyHint} value={text} width="medium" />
        <Button variant="primary">{m.find}</Button>
      </Form>
      <Hits text={text} hits={hits} />
    </Page>
  );
}

/** A national administrator looks for the agency whose people to see. */
export function ChooseAgencyPage(props: ChooseAgencyProps) {
  return <ChooseAgency {...props} />;
}
