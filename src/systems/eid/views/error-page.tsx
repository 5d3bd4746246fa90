import { LinkButton } from '#ui/button.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { Page } from '#ui/layout.tsx';
import { useMessages } from '#ui/page-context.ts';
import { messages } from '../messages.ts';

interface ErrorProps {
  /** By its name in OAuth; absent: the request has expired. */
  readonly code?: string | undefined;
  readonly detail?: string | undefined;
}

function Failed({ code, detail }: ErrorProps) {
  const m = useMessages(messages);
  return (
    <Page title={m.errorTitle} lead={code ? m.errorLead : m.errorExpired} failed>
      {code ? (
        <>
          <p>{m.errorHow}</p>
          <DescriptionList
            items={[
              { term: m.errorCode, value: <code>{code}</code> },
              { term: m.errorDetail, value: detail },
            ]}
          />
        </>
      ) : null}
      <LinkButton href="/">{m.home}</LinkButton>
    </Page>
  );
}

/** What went wrong with a request to log in, when the client that made it cannot be told. */
export function ErrorPage(props: ErrorProps) {
  return <Failed {...props} />;
}
