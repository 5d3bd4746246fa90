import type { Text } from '#kernel/i18n.ts';
import { Button, ButtonRow } from '#ui/button.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { messages } from '../messages.ts';
import type { AskedScope } from '../rules/claims.ts';

/** Words for what a scope shares. */
export function scopeTitle(scope: string, m: (typeof messages)['vi']): string {
  return scope === 'personal_number' ? m.scopePersonalNumber : m.scopeProfile;
}

interface ConsentProps {
  readonly action: string;
  readonly client: Text;
  /** Where the person goes when they agree. */
  readonly host: string;
  readonly scopes: readonly AskedScope[];
  /** Access that outlives the session is asked for. */
  readonly offline: boolean;
}

function Consent({ action, client, host, scopes, offline }: ConsentProps) {
  const m = useMessages(messages);
  const name = client[useLang()];
  return (
    <Page title={m.consentTitle(name)} lead={scopes.length > 0 ? m.consentLead(name) : m.consentOnlyLogin(name)}>
      {scopes.length > 0 ? (
        <>
          <h2 class="ds-heading">{m.consentWhat}</h2>
          <ul class="ds-list">
            {scopes.map((scope) => (
              <li key={scope}>{scopeTitle(scope, m)}</li>
            ))}
          </ul>
        </>
      ) : null}
      {offline ? <p>{m.consentOffline}</p> : null}
      <DescriptionList items={[{ term: m.whereBack, value: host }]} />
      <Form action={action}>
        <ButtonRow>
          <Button variant="primary" name="answer" value="yes">
            {m.agree}
          </Button>
          <Button name="answer" value="no">
            {m.refuse}
          </Button>
        </ButtonRow>
      </Form>
    </Page>
  );
}

/** Asks a person whether a client may know what it asks for. */
export function ConsentPage(props: ConsentProps) {
  return <Consent {...props} />;
}
