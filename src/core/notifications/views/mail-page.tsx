import { Section } from '#ui/card.tsx';
import { CodeBlock } from '#ui/code.tsx';
import { Page } from '#ui/layout.tsx';
import { useMessages } from '#ui/page-context.ts';
import type { LocalMail } from '../mail/local-mail.ts';
import { messages } from '../messages.ts';

interface MailProps {
  readonly mail: LocalMail;
  readonly letter: number;
  readonly address: number;
}

/** A mail as its reader would get it: HTML in a frame that may do nothing, text, headers. */
export function MailPage({ mail, letter, address }: MailProps) {
  const m = useMessages(messages);
  return (
    <Page
      title={mail.subject}
      audience="staff"
      crumbs={[{ title: m.outbox, url: '/hop-thu-di' }, { title: `#${letter}`, url: `/hop-thu-di/${letter}` }, { title: mail.subject }]}
    >
      <Section title={m.html}>
        <iframe class="mc-mail" title={m.htmlFrame} src={`/hop-thu-di/${letter}/${address}/html`} />
      </Section>
      <Section title={m.text}>
        <CodeBlock text={mail.text} label={m.text} />
      </Section>
      <Section title={m.headers}>
        <CodeBlock text={mail.headers} label={m.headers} />
      </Section>
    </Page>
  );
}
