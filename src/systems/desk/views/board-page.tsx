import { formatNumber } from '#kernel/i18n.ts';
import { EmptyState, Section } from '#ui/card.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages, usePage } from '#ui/page-context.ts';
import { Figures } from '#ui/progress.tsx';
import { type Column, Table } from '#ui/table.tsx';
import { Tabs } from '#ui/tabs.tsx';
import { Tag } from '#ui/tag.tsx';
import { messages } from '../messages.ts';
import type { Gathered, Reading } from '../queries.ts';
import { SilentNotice } from './silent-notice.tsx';

export interface BoardProps {
  readonly readings: readonly Reading[];
  readonly silent: Gathered<unknown>['silent'];
  readonly nationwide: boolean;
  readonly mayNationwide: boolean;
  readonly hasAgency: boolean;
}

const BOARD = '/bang-dieu-hanh';

function ReadingTable({ readings, caption }: { readonly readings: readonly Reading[]; readonly caption: string }) {
  const m = useMessages(messages);
  const lang = useLang();
  const columns: readonly Column<Reading>[] = [
    { title: m.figure, rowHeader: true, cell: ({ title, url }) => <a href={url}>{title[lang]}</a> },
    { title: m.value, align: 'end', nowrap: true, cell: ({ value }) => formatNumber(value, lang) },
    {
      title: m.late,
      align: 'end',
      nowrap: true,
      cell: ({ late }) => (late > 0 ? <Tag kind="late">{`${m.late}: ${formatNumber(late, lang)}`}</Tag> : '0'),
    },
  ];
  return <Table caption={caption} captionHidden columns={columns} rows={readings} rowKey={({ name }) => name} />;
}

function ScopeTabs({ nationwide, mayNationwide, hasAgency }: Pick<BoardProps, 'nationwide' | 'mayNationwide' | 'hasAgency'>) {
  const m = useMessages(messages);
  if (!mayNationwide || !hasAgency) return null;
  return (
    <Tabs
      label={m.whose}
      tabs={[
        { title: m.myAgency, url: BOARD, current: !nationwide },
        { title: m.nationwide, url: `${BOARD}?pham-vi=toan-quoc`, current: nationwide },
      ]}
    />
  );
}

function Board({ readings, silent, ...scope }: BoardProps) {
  const m = useMessages(messages);
  const lang = useLang();
  const { user } = usePage();
  const lead = !scope.nationwide && scope.hasAgency && user?.unit ? m.boardOf(user.unit) : m.boardLead;
  const byModule = [...Map.groupBy(readings, ({ module }) => module.name).values()];
  return (
    <Page title={m.board} audience="staff" lead={lead}>
      <ScopeTabs {...scope} />
      <SilentNotice silent={silent} title={m.figuresSilent}>
        {m.figuresSilentHow}
      </SilentNotice>
      {readings.length > 0 ? (
        <Figures figures={[{ label: m.lateTotal, value: readings.reduce((sum, { late }) => sum + late, 0) }]} />
      ) : null}
      {readings.length === 0 && silent.length === 0 ? (
        <EmptyState title={scope.hasAgency || scope.nationwide ? m.noFigures : m.noAgency} />
      ) : null}
      {byModule.map((group) => (
        <Section key={group[0]!.module.name} title={group[0]!.module.title[lang]}>
          <ReadingTable readings={group} caption={group[0]!.module.title[lang]} />
        </Section>
      ))}
    </Page>
  );
}

/** Where things are late. */
export function BoardPage(props: BoardProps) {
  return <Board {...props} />;
}
