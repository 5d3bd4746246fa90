import { Details } from '#ui/card.tsx';
import { CodeBlock } from '#ui/code.tsx';
import { useMessages, usePage } from '#ui/page-context.ts';
import { CARD, cardFrame, listFrame } from '../embed/frames.ts';
import { embedMessages } from '../embed/messages.ts';

/** The code that shows this release on another site. */
export function EmbedBox({ code, title }: { readonly code: string; readonly title: string }) {
  const m = useMessages(embedMessages);
  const { origin } = new URL(usePage().canonicalUrl);
  return (
    <Details summary={m.box}>
      <p class="mc-hint">{m.boxHelp}</p>
      <CodeBlock label={m.boxLabel} text={cardFrame(origin, code, title, { width: '100%', height: CARD.height })} />
    </Details>
  );
}

/** The code that lists the newest releases on another site. */
export function EmbedListBox({ query, title }: { readonly query: URLSearchParams; readonly title: string }) {
  const m = useMessages(embedMessages);
  const { origin } = new URL(usePage().canonicalUrl);
  return (
    <Details summary={m.boxList}>
      <p class="mc-hint">{m.boxListHelp}</p>
      <CodeBlock label={m.boxLabel} text={listFrame(origin, query, title)} />
    </Details>
  );
}

/** Tells programs where the description of the card is (oEmbed §4). */
export function OembedLink({ code, title }: { readonly code: string; readonly title: string }) {
  const { origin } = new URL(usePage().canonicalUrl);
  const href = `${origin}/oembed?${new URLSearchParams({ url: `${origin}/tin/${code}`, format: 'json' })}`;
  return <link rel="alternate" type="application/json+oembed" href={href} title={title} />;
}
