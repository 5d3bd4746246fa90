import { formatNumber } from '#kernel/i18n.ts';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Tag } from '#ui/tag.tsx';
import type { ChannelRow, Fee } from '../../catalogue/entry.ts';
import { messages } from '../../catalogue/messages.ts';
import { pageMessages } from '../../catalogue/page-messages.ts';
import { timeOfRow } from './words.ts';

interface Row extends Omit<ChannelRow, 'channel'> {
  readonly key: string;
  readonly channels: readonly ChannelRow['channel'][];
}

/** Ways that differ in nothing but the channel are one row. */
function united(rows: readonly ChannelRow[]): Row[] {
  const same = Map.groupBy(rows, ({ time, fees, note }) => JSON.stringify([time, fees, note]));
  return [...same.values()].flatMap((all, at) => {
    const [first] = all;
    return first ? [{ ...first, key: String(at), channels: [...new Set(all.map(({ channel }) => channel))] }] : [];
  });
}

/** How long and how much, by channel; what is not sure is said so and shown in the source's words. */
export function CostTable({ rows }: { readonly rows: readonly ChannelRow[] }) {
  const m = useMessages(messages);
  const p = useMessages(pageMessages);
  const lang = useLang();
  const noted = rows.some(({ note }) => note !== '');
  const columns = [
    { title: p.channel, rowHeader: true, cell: ({ channels }: Row) => channels.map((one) => m.channels[one]).join(', ') },
    { title: p.time, cell: ({ time }: Row) => timeOfRow(time, lang) },
    { title: p.fee, cell: ({ fees }: Row) => fees.map((fee, index) => <FeeWords key={index} fee={fee} />) },
    ...(noted ? [{ title: p.note, cell: ({ note }: Row) => note }] : []),
  ];
  return <Table caption={p.cost} captionHidden rows={united(rows)} rowKey={({ key }) => key} columns={columns} />;
}

function FeeWords({ fee }: { readonly fee: Fee }) {
  const m = useMessages(messages);
  const p = useMessages(pageMessages);
  const lang = useLang();
  if (fee.kind === 'unsaid') return <div>{p.feeUnsaid}</div>;
  if (fee.kind === 'free') return <div>{m.free}</div>;
  if (fee.kind === 'amount') {
    const amount = formatNumber(fee.amount ?? 0, lang);
    return (
      <div>
        <strong>{fee.currency === 'USD' ? `${amount} USD` : m.dong(amount)}</strong>
        {fee.several ? ` (${p.several})` : null}
        {fee.said === '' ? null : <div class="mc-hint">{fee.said}</div>}
      </div>
    );
  }
  return (
    <div>
      <Tag kind="warning">{p.unsure}</Tag> {doubtWords(fee, p)}
      {fee.said === '' ? null : <q lang="vi">{fee.said}</q>}
    </div>
  );
}

/** A number that is cut or run together is never shown: people would bring that sum. */
function doubtWords(fee: Fee, p: (typeof pageMessages)['vi']): string {
  if (fee.doubt === 'cut') return fee.said === '' ? p.cutAlone : p.cut;
  if (fee.doubt === 'differs') return p.differs;
  if (fee.doubt === 'free-but-text') return fee.said === '' ? p.freeButNote : p.freeBut;
  return fee.doubt === 'glued' ? `${p.glued}.` : '';
}
