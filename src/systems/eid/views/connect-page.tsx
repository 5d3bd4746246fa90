import { Section } from '#ui/card.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { Page } from '#ui/layout.tsx';
import { useMessages } from '#ui/page-context.ts';
import { messages } from '../messages.ts';
import { ASKED_SCOPES, CLAIMS_OF_SCOPE } from '../rules/claims.ts';
import { acrOf } from '../rules/levels.ts';
import { scopeTitle } from './consent-page.tsx';

function Connect({ issuer }: { readonly issuer: string }) {
  const m = useMessages(messages);
  return (
    <Page title={m.connectTitle} lead={m.connectLead}>
      <Section title={m.connectSteps}>
        <ol class="ds-list">
          <li>{m.connectStep1}</li>
          <li>{m.connectStep2}</li>
          <li>{m.connectStep3}</li>
          <li>{m.connectStep4}</li>
        </ol>
      </Section>
      <Section title={m.connectFacts}>
        <DescriptionList
          items={[
            { term: 'issuer', value: <code>{issuer}</code> },
            {
              term: m.discovery,
              value: <a href={`${issuer}/.well-known/openid-configuration`}>{`${issuer}/.well-known/openid-configuration`}</a>,
            },
            { term: 'response_type', value: <code>code</code> },
            { term: 'PKCE', value: <code>S256</code> },
            { term: 'id_token', value: <code>ES256</code> },
          ]}
        />
      </Section>
      <Section title={m.connectLevels}>
        <DescriptionList
          items={[
            { term: acrOf(1), value: m.level1 },
            { term: acrOf(2), value: m.level2 },
          ]}
        />
      </Section>
      <Section title={m.connectClaims}>
        <DescriptionList
          items={ASKED_SCOPES.map((scope) => ({
            term: scope,
            value: (
              <>
                {scopeTitle(scope, m)}: <code>{CLAIMS_OF_SCOPE[scope].join(', ')}</code>
              </>
            ),
          }))}
        />
      </Section>
      <Section title={m.connectMandates}>
        <p>{m.connectMandatesHow}</p>
      </Section>
    </Page>
  );
}

/** For developers of other sites: how to let people log in here. */
export function ConnectPage(props: { readonly issuer: string }) {
  return <Connect {...props} />;
}
