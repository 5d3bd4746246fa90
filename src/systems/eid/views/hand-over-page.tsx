import type { Text } from '#kernel/i18n.ts';
import { Button } from '#ui/button.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { messages } from '../messages.ts';

interface HandOverProps {
  readonly action: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly client: Text;
}

function HandOver({ action, fields, client }: HandOverProps) {
  const m = useMessages(messages);
  return (
    <Page title={m.leavingTitle} lead={m.handOverLead(client[useLang()])} islands={['src/systems/eid/islands/hand-over.ts']}>
      <form method="post" action={action} data-hand-over="">
        {fields.map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Button variant="primary">{m.leavingGo}</Button>
      </form>
    </Page>
  );
}

/** The answer for a site that takes it as a form (response_mode=form_post). */
export function HandOverPage(props: HandOverProps) {
  return <HandOver {...props} />;
}
