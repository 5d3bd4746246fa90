import { Button } from '#ui/button.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { useMessages } from '#ui/page-context.ts';
import { lockMessages } from './lock-messages.ts';

function LockNow({ action }: { readonly action: string }) {
  const m = useMessages(lockMessages);
  return (
    <Page title={m.title} lead={m.lead} audience="staff">
      <ul class="ds-list">
        <li>{m.ends}</li>
        <li>{m.nobody}</li>
        <li>{m.undo}</li>
      </ul>
      <Form action={action}>
        <Button variant="primary">{m.lock}</Button>
      </Form>
      <p class="mc-hint">{m.orNot}</p>
    </Page>
  );
}

/** Asks whether to lock the account of a letter. */
export function LockNowPage(props: { readonly action: string }) {
  return <LockNow {...props} />;
}
