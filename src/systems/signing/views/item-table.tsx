import { Button } from '#ui/button.tsx';
import { Form } from '#ui/form.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Tag } from '#ui/tag.tsx';
import { messages } from '../messages.ts';
import type { Batch, Item } from '../types.ts';

interface ItemTableProps {
  readonly batch: Batch;
  readonly items: readonly Item[];
  readonly mayRemove: boolean;
}

const kinds = { waiting: 'neutral', signed: 'done', failed: 'warning' } as const;

function sizeText(bytes: number, lang: string): string {
  const kilobytes = Math.max(1, Math.round(bytes / 1000));
  return `${kilobytes.toLocaleString(lang)} kB`;
}

function Result({ batch, item, mayRemove }: { readonly batch: Batch; readonly item: Item; readonly mayRemove: boolean }) {
  const m = useMessages(messages);
  const lang = useLang();
  const reason = lang === 'vi' ? item.reasonVi : item.reasonEn;
  const path = `/ky-so/${batch.id}/tep/${item.id}`;
  return (
    <>
      <Tag kind={kinds[item.state]}>{m.itemStates[item.state]}</Tag> {item.signedLevel}
      {reason ? <p>{reason}</p> : null}
      {item.signedSha256 ? (
        <p>
          <a href={`${path}/da-ky`} aria-label={`${m.download}: ${item.name}`}>
            {m.download}
          </a>
        </p>
      ) : null}
      {mayRemove && item.state !== 'signed' ? (
        <Form action={`${path}/bo`}>
          <Button variant="tertiary" size="sm">
            {m.remove} <span class="ds-sr-only">{item.name}</span>
          </Button>
        </Form>
      ) : null}
    </>
  );
}

/** The files of a list with their hashes, and what became of each. */
export function ItemTable({ batch, items, mayRemove }: ItemTableProps) {
  const m = useMessages(messages);
  const lang = useLang();
  return (
    <Table
      caption={m.files}
      rows={items}
      rowKey={(item) => item.id}
      rowUrl={(item) => `/ky-so/${batch.id}/tep/${item.id}/goc`}
      columns={[
        { title: '#', align: 'end', nowrap: true, cell: (item) => item.position },
        { title: m.name, rowHeader: true, cell: (item) => <a href={`/ky-so/${batch.id}/tep/${item.id}/goc`}>{item.name}</a> },
        { title: m.size, align: 'end', nowrap: true, cell: (item) => sizeText(item.size, lang) },
        { title: m.hash, cell: (item) => <code class="mc-hash">{item.sha256}</code> },
        { title: m.result, cell: (item) => <Result batch={batch} item={item} mayRemove={mayRemove} /> },
      ]}
    />
  );
}
