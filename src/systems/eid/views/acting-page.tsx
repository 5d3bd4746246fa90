import type { Mandate } from '#core/identity/index.ts';
import type { Text } from '#kernel/i18n.ts';
import { addDays, shortDate } from '#kernel/time.ts';
import { Button } from '#ui/button.tsx';
import { Radios } from '#ui/choices.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { messages } from '../messages.ts';

interface ActingProps {
  readonly action: string;
  readonly client: Text;
  readonly mandates: readonly Mandate[];
}

function Acting({ action, client, mandates }: ActingProps) {
  const m = useMessages(messages);
  const self = { value: '', label: m.actingSelf };
  const others = mandates.map(({ id, principal, basis, validTo }) => ({
    value: id,
    label: principal.name,
    hint: m.actingBy(basis, validTo === null ? undefined : shortDate(addDays(validTo, -1))),
  }));
  return (
    <Page title={m.actingTitle} lead={m.actingLead(client[useLang()])}>
      <Form action={action}>
        <Radios name="mandate" label={m.actingWhom} value="" choices={[self, ...others]} />
        <Button variant="primary">{m.go}</Button>
      </Form>
    </Page>
  );
}

/** Asks whom a person acts for, out of the mandates that hold today. */
export function ActingPage(props: ActingProps) {
  return <Acting {...props} />;
}
