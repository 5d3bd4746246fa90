import { LinkButton } from '#ui/button.tsx';
import { Page } from '#ui/layout.tsx';
import { useMessages } from '#ui/page-context.ts';
import { messages } from '../messages.ts';

/** Kept by the installed app for when there is no network. */
export function OfflinePage() {
  const m = useMessages(messages);
  return (
    <Page title={m.offline} lead={m.offlineHelp} head={<meta name="robots" content="noindex" />}>
      <div class="mc-buttons">
        <LinkButton href="/tin">{m.front}</LinkButton>
      </div>
    </Page>
  );
}
