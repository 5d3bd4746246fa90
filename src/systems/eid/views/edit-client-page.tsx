import type { Problem } from '#kernel/problem.ts';
import { Button, ButtonRow, LinkButton } from '#ui/button.tsx';
import { Checkbox } from '#ui/choices.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { useMessages } from '#ui/page-context.ts';
import { messages } from '../messages.ts';
import type { ClientLine } from '../queries/clients.ts';
import { clientMessages } from './client-messages.ts';
import { ClientFields } from './clients-page.tsx';

interface EditProps {
  readonly client: ClientLine;
  readonly problem?: Problem;
  readonly values?: Readonly<Record<string, unknown>>;
}

function valuesOf(client: ClientLine): Readonly<Record<string, unknown>> {
  return {
    title: client.title,
    redirectUris: client.redirectUris.join('\n'),
    scopes: client.scopes,
    minimumLevel: String(client.minimumLevel),
    represents: client.represents ? 'true' : undefined,
    backchannelLogoutUri: client.backchannelLogoutUri ?? '',
  };
}

function Edit({ client, problem, values }: EditProps) {
  const m = useMessages(messages);
  const e = useMessages(clientMessages);
  return (
    <Page title={e.editTitle(client.title)} lead={e.editLead} audience="staff" failed={problem !== undefined}>
      <DescriptionList items={[{ term: m.clientId, value: <code>{client.id}</code> }]} />
      <Form
        action={`/quan-tri/trang-dang-nhap/${client.id}`}
        values={values ?? valuesOf(client)}
        errors={problem?.fields}
        refusals={problem?.refusals}
        names={['redirectUris', 'scopes']}
      >
        <ClientFields />
        <Checkbox name="represents" label={m.represents} />
        <TextField name="backchannelLogoutUri" label={m.backchannel} optional />
        <ButtonRow>
          <Button variant="primary">{e.save}</Button>
          <LinkButton href="/quan-tri/trang-dang-nhap" variant="tertiary">
            {e.back}
          </LinkButton>
        </ButtonRow>
      </Form>
    </Page>
  );
}

/** What a registered site is, to be changed. */
export function EditClientPage(props: EditProps) {
  return <Edit {...props} />;
}
