import type { Problem } from '#kernel/problem.ts';
import { Button } from '#ui/button.tsx';
import { FileField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { type Column, Table } from '#ui/table.tsx';
import { Tag, type TagKind } from '#ui/tag.tsx';
import type { ImportLine } from '../edxml/import-files.ts';
import { messages } from '../messages.ts';

const outcomes: Readonly<Record<ImportLine['outcome'], { kind: TagKind; vi: string; en: string }>> = {
  accepted: { kind: 'done', vi: 'Đã nhận', en: 'Accepted' },
  unchanged: { kind: 'neutral', vi: 'Đã có, không thay đổi', en: 'Known, nothing changed' },
  refused: { kind: 'warning', vi: 'Từ chối', en: 'Refused' },
};

/** Takes in edXML files by hand and says of each what became of it. */
export function ImportPage({
  lines,
  problem,
}: {
  readonly lines?: readonly ImportLine[] | undefined;
  readonly problem?: Problem | undefined;
}) {
  const m = useMessages(messages);
  const lang = useLang();
  const columns: Column<ImportLine>[] = [
    { title: m.importFileColumn, rowHeader: true, cell: (line) => line.file },
    { title: m.importOutcome, cell: (line) => <Tag kind={outcomes[line.outcome].kind}>{outcomes[line.outcome][lang]}</Tag> },
    {
      title: m.importFindings,
      cell: (line) => (
        <ul class="ds-list">
          {[...line.reasons, ...line.remarks].map((remark, index) => (
            <li key={index}>{remark[lang]}</li>
          ))}
        </ul>
      ),
    },
  ];
  return (
    <Page
      title={m.importTitle}
      lead={m.importLead}
      audience="staff"
      failed={problem !== undefined}
      crumbs={[{ title: m.incoming, url: '/van-ban-den' }, { title: m.importTitle }]}
    >
      <Form action="/van-ban-den/nhap" multipart errors={problem?.fields} refusals={problem?.refusals}>
        <FileField name="packets" label={m.importFile} accept=".edxml,.xml" multiple required maxBytes={50 * 1024 * 1024} />
        <Button variant="primary">{m.importButton}</Button>
      </Form>
      {lines ? <Table caption={m.importDone} columns={columns} rows={lines} rowKey={(line) => line.file} /> : null}
    </Page>
  );
}
