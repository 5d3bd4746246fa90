import type { Text } from '#kernel/i18n.ts';
import { LinkButton } from '#ui/button.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { messages } from '../messages.ts';

interface LeavingProps {
  readonly url: string;
  readonly client: Text;
}

function Leaving({ url, client }: LeavingProps) {
  const m = useMessages(messages);
  const lang = useLang();
  return (
    <Page title={m.leavingTitle} lead={m.leavingLead(client[lang])} head={<meta http-equiv="refresh" content={`0; url=${url}`} />}>
      <LinkButton href={url} variant="primary">
        {m.leavingGo}
      </LinkButton>
    </Page>
  );
}

/**
 * Takes the browser on to another site. A page and no redirect: browsers count redirects after a form to what the form's page
 * may lead to, and the page on which a password is typed leads nowhere else.
 */
export function LeavingPage(props: LeavingProps) {
  return <Leaving {...props} />;
}
