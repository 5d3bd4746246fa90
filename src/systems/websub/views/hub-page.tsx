import type { Feed } from '#kernel/feeds.ts';
import { Section } from '#ui/card.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { hubMessages } from '../hub-messages.ts';

interface HubProps {
  readonly feeds: readonly Feed[];
  readonly publicUrl: string;
}

function Hub({ feeds, publicUrl }: HubProps) {
  const m = useMessages(hubMessages);
  const lang = useLang();
  return (
    <Page title={m.title} lead={m.lead} description={m.lead} crumbs={[{ title: m.title }]}>
      <Section title={m.feeds}>
        <Table
          caption={m.feeds}
          captionHidden
          rows={feeds}
          rowKey={({ path }) => path}
          columns={[
            { title: m.feedName, cell: ({ title }) => title[lang], rowHeader: true },
            { title: m.address, cell: ({ path }) => (path.includes('{') ? publicUrl + path : <a href={path}>{publicUrl + path}</a>) },
          ]}
        />
        <p class="mc-hint">{m.filters}</p>
      </Section>
      <Section title={m.how}>
        <ol>
          {m.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <p>
          <code>POST {publicUrl}/websub</code>
        </p>
      </Section>
      <Section title={m.rules}>
        <ul>
          {m.ruleList.map((rule) => (
            <li key={rule}>{rule}</li>
          ))}
        </ul>
        <p class="mc-hint">{m.standard}</p>
      </Section>
    </Page>
  );
}

/** What the hub is and how a program asks it. */
export function HubPage(props: HubProps) {
  return <Hub {...props} />;
}
