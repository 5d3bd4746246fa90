import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { type Column, Table } from '#ui/table.tsx';
import { messages } from '../messages.ts';
import type { ProblemPageText } from '../problem-pages.ts';

function Problems({ problems }: { readonly problems: readonly ProblemPageText[] }) {
  const m = useMessages(messages);
  const lang = useLang();
  const columns: readonly Column<ProblemPageText>[] = [
    { title: m.problem, rowHeader: true, cell: (problem) => <a href={`/van-de/${problem.slug}`}>{problem[lang].title}</a> },
    { title: m.code, cell: ({ slug }) => <code>{slug}</code> },
    { title: m.status, nowrap: true, align: 'end', cell: ({ status }) => status },
  ];
  return (
    <Page title={m.problems} lead={m.problemsLead} crumbs={[{ title: m.title, url: '/api' }, { title: m.problems }]}>
      <Table caption={m.problems} captionHidden columns={columns} rows={problems} rowKey={({ slug }) => slug} />
    </Page>
  );
}

/** Every type of problem that an answer may have. */
export function ProblemsPage(props: { readonly problems: readonly ProblemPageText[] }) {
  return <Problems {...props} />;
}
