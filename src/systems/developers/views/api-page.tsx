import type { Text } from '#kernel/i18n.ts';
import { LinkButton } from '#ui/button.tsx';
import { Section } from '#ui/card.tsx';
import { CodeBlock } from '#ui/code.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { type Column, Table } from '#ui/table.tsx';
import { messages } from '../messages.ts';
import type { Endpoint, EndpointGroup } from '../openapi.ts';

export interface ApiPageProps {
  readonly groups: readonly EndpointGroup[];
  /** Modules' titles by name. */
  readonly titles: ReadonlyMap<string, Text>;
  readonly publicUrl: string;
}

function examples(url: string): string {
  return [
    `curl '${url}/api/documents?q=chuyen+doi+so'`,
    `curl '${url}/api/units?q=thuan+hoa&date=2026-01-01'`,
    `curl '${url}/api/ledger/seals?limit=3'`,
  ].join('\n');
}

function basicExample(url: string): string {
  return [
    `curl -u 'eoffice.thuanhoa:KHOA-BI-MAT' '${url}/api/axis/v1/packets?state=arrived'`,
    `curl -u 'eoffice.thuanhoa:KHOA-BI-MAT' -H 'Content-Type: application/xml' \\`,
    `  --data-binary @van-ban.edxml '${url}/api/axis/v1/packets'`,
  ].join('\n');
}

function EndpointTable({ endpoints, caption }: { readonly endpoints: readonly Endpoint[]; readonly caption: string }) {
  const m = useMessages(messages);
  const columns: readonly Column<Endpoint>[] = [
    { title: m.path, rowHeader: true, cell: ({ path }) => <code>{path}</code> },
    { title: m.method, nowrap: true, cell: ({ method }) => <code>{method}</code> },
    { title: m.what, cell: ({ summary }) => <span lang="en">{summary}</span> },
    { title: m.parameters, cell: ({ query }) => (query.length > 0 ? <code>{query.join(', ')}</code> : '–') },
  ];
  return <Table caption={caption} columns={columns} rows={endpoints} rowKey={({ method, path }) => `${method} ${path}`} />;
}

function Api({ groups, titles, publicUrl }: ApiPageProps) {
  const m = useMessages(messages);
  const lang = useLang();
  return (
    <Page title={m.title} lead={m.lead} description={m.lead} actions={<LinkButton href="/api/openapi.json">{m.openapi}</LinkButton>}>
      <Section title={m.start}>
        <p>{m.startText}</p>
        <CodeBlock text={examples(publicUrl)} label={m.examples} />
        <p>{m.limits}</p>
        <p>{m.feeds}</p>
      </Section>
      <Section title={m.errors} actions={<LinkButton href="/van-de">{m.problemList}</LinkButton>}>
        <p>{m.errorsText}</p>
      </Section>
      <Section title={m.software}>
        <p>{m.softwareText}</p>
        <CodeBlock text={basicExample(publicUrl)} label={m.basic} />
        <p>{m.idempotency}</p>
      </Section>
      <Section title={m.endpoints}>
        <p>{m.endpointsText}</p>
        {groups.map(({ tag, endpoints }) => (
          <EndpointTable key={tag} endpoints={endpoints} caption={titles.get(tag)?.[lang] ?? tag} />
        ))}
      </Section>
    </Page>
  );
}

/** What programs can ask for, and how. */
export function ApiPage(props: ApiPageProps) {
  return <Api {...props} />;
}
