import { OWN_CLIENT } from '#core/identity/index.ts';
import type { Problem } from '#kernel/problem.ts';
import { Button, LinkButton } from '#ui/button.tsx';
import { Details, EmptyState, Section } from '#ui/card.tsx';
import { Checkbox, Checkboxes, Radios } from '#ui/choices.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { TextArea, TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Tag } from '#ui/tag.tsx';
import { messages } from '../messages.ts';
import type { ClientLine } from '../queries/clients.ts';
import { ASKED_SCOPES } from '../rules/claims.ts';
import { clientMessages } from './client-messages.ts';
import { scopeTitle } from './consent-page.tsx';

interface ClientsProps {
  readonly clients: readonly (ClientLine & { readonly mayClose: boolean })[];
  /** The keys that everything is signed with are the whole site's. */
  readonly mayRotate: boolean;
  readonly saved?: boolean;
  readonly problem?: Problem;
  readonly values?: Readonly<Record<string, unknown>>;
}

/** What every site has: its name, where it is come back to, what it may learn, at which level. */
export function ClientFields() {
  const m = useMessages(messages);
  return (
    <>
      <TextField name="title" label={m.clientTitle} hint={m.clientTitleHint} required />
      <TextArea name="redirectUris" label={m.redirectUris} hint={m.redirectUrisHint} rows={3} required />
      <Checkboxes
        name="scopes"
        label={m.scopes}
        hint={m.scopesHint}
        choices={ASKED_SCOPES.map((scope) => ({ value: scope, label: scopeTitle(scope, m) }))}
      />
      <Radios
        name="minimumLevel"
        label={m.level}
        value="1"
        choices={[
          { value: '1', label: m.levelName(1), hint: m.level1 },
          { value: '2', label: m.levelName(2), hint: m.level2 },
        ]}
      />
    </>
  );
}

function NewClientForm({ problem, values }: Pick<ClientsProps, 'problem' | 'values'>) {
  const m = useMessages(messages);
  return (
    <Form
      action="/quan-tri/trang-dang-nhap"
      values={values}
      errors={problem?.fields}
      refusals={problem?.refusals}
      names={['redirectUris', 'scopes']}
    >
      <ClientFields />
      <Details summary={m.more} open={problem !== undefined}>
        <Radios
          name="proof"
          label={m.proof}
          value="secret"
          choices={[
            { value: 'secret', label: m.proofSecret },
            { value: 'key', label: m.proofKey },
            { value: 'none', label: m.proofNone },
          ]}
        />
        <TextArea name="keys" label={m.keys} rows={3} optional />
        <Checkbox name="strict" label={m.strict} />
        <Checkbox name="represents" label={m.represents} />
        <TextField name="backchannelLogoutUri" label={m.backchannel} optional />
      </Details>
      <Button variant="primary">{m.register}</Button>
    </Form>
  );
}

function Clients({ clients, mayRotate, saved, problem, values }: ClientsProps) {
  const m = useMessages(messages);
  const e = useMessages(clientMessages);
  return (
    <Page
      title={m.clientsTitle}
      lead={m.clientsLead}
      audience="staff"
      failed={problem !== undefined}
      actions={mayRotate ? <LinkButton href="/quan-tri/trang-dang-nhap/khoa">{e.keys}</LinkButton> : undefined}
    >
      {saved ? (
        <Notice kind="done" role="status">
          <p>{e.saved}</p>
        </Notice>
      ) : null}
      <Table
        caption={m.clientsTitle}
        captionHidden
        rows={clients}
        rowKey={(line) => line.id}
        columns={[
          { title: m.site, rowHeader: true, cell: (line) => line.title },
          { title: m.clientId, cell: (line) => <code>{line.id}</code> },
          { title: m.level, cell: (line) => m.levelName(line.minimumLevel) },
          { title: m.state, cell: (line) => <Tag kind={line.closed ? 'neutral' : 'done'}>{line.closed ? m.closed : m.open}</Tag> },
          {
            title: e.edit,
            cell: (line) =>
              line.mayClose && !line.closed && line.id !== OWN_CLIENT ? (
                <a class="ds-link" href={`/quan-tri/trang-dang-nhap/${line.id}`}>
                  {e.edit}
                  <span class="ds-sr-only"> {line.title}</span>
                </a>
              ) : null,
          },
          {
            title: m.close,
            cell: (line) =>
              line.mayClose && !line.closed ? (
                <Form action={`/quan-tri/trang-dang-nhap/${line.id}/dong`}>
                  <Button size="sm">
                    {m.close}
                    <span class="ds-sr-only"> {line.title}</span>
                  </Button>
                </Form>
              ) : null,
          },
        ]}
        empty={<EmptyState title={m.noClients} />}
      />
      <Section title={m.newClient} id="moi">
        <NewClientForm {...(problem ? { problem } : {})} {...(values ? { values } : {})} />
      </Section>
    </Page>
  );
}

/** The sites that people log in to here, and the form to register one. */
export function ClientsPage(props: ClientsProps) {
  return <Clients {...props} />;
}

interface RegisteredProps {
  readonly id: string;
  readonly secret: string | undefined;
  readonly issuer: string;
}

function Registered({ id, secret, issuer }: RegisteredProps) {
  const m = useMessages(messages);
  return (
    <Page title={m.registeredTitle} lead={secret ? m.registeredLead : undefined} audience="staff">
      <DescriptionList
        items={[
          { term: m.clientId, value: <code>{id}</code> },
          { term: m.secret, value: secret ? <code>{secret}</code> : undefined },
          { term: m.discovery, value: <code>{`${issuer}/.well-known/openid-configuration`}</code> },
        ]}
      />
      <LinkButton href="/quan-tri/trang-dang-nhap">{m.backToClients}</LinkButton>
    </Page>
  );
}

/** What a new site's developers need; the secret is shown this one time. */
export function RegisteredPage(props: RegisteredProps) {
  return <Registered {...props} />;
}
