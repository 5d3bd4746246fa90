import type { ComponentChildren } from 'preact';
import { formatNumber } from '#kernel/i18n.ts';
import { Details } from './card.tsx';
import { uiMessages } from './messages.ts';
import { useLang, useMessages } from './page-context.ts';
import { type Column, Table } from './table.tsx';
import { Tag, type TagKind } from './tag.tsx';

export interface MapRegion {
  readonly id: string;
  readonly name: string;
  /** SVG path data in the coordinates of `viewBox`. */
  readonly path: string;
  readonly kind: TagKind;
  /** The status in words. */
  readonly status: string;
  readonly value?: number | undefined;
  readonly url?: string | undefined;
}

export interface RegionMapProps {
  /** What the map shows, in one sentence. */
  readonly caption: string;
  readonly viewBox: string;
  readonly regions: readonly MapRegion[];
  /** Further SVG on top: names of islands, insets. */
  readonly overlay?: ComponentChildren;
  /** Heading of the number column of the table. */
  readonly valueTitle?: string;
}

function Shape({ region }: { readonly region: MapRegion }) {
  const path = (
    <path class="mc-map__region" d={region.path} data-kind={region.kind}>
      <title>{`${region.name}: ${region.status}`}</title>
    </path>
  );
  // Out of the tab order: the table below has the same links, and the drawing is hidden from screen readers.
  return region.url ? (
    <a href={region.url} tabindex={-1}>
      {path}
    </a>
  ) : (
    path
  );
}

function Legend({ regions }: { readonly regions: readonly MapRegion[] }) {
  const statuses = new Map(regions.map(({ status, kind }) => [status, kind]));
  return (
    <ul class="mc-legend">
      {[...statuses].map(([status, kind]) => (
        <li key={status}>
          <span class="mc-legend__key" data-kind={kind} />
          {status}
        </li>
      ))}
    </ul>
  );
}

/** A map coloured by status, its legend, and the same as a table for everyone who cannot see colours or maps. */
export function RegionMap({ caption, viewBox, regions, overlay, valueTitle }: RegionMapProps) {
  const m = useMessages(uiMessages);
  const lang = useLang();
  const columns: Column<MapRegion>[] = [
    { title: m.region, rowHeader: true, cell: ({ name, url }) => (url ? <a href={url}>{name}</a> : name) },
    { title: m.status, cell: ({ status, kind }) => <Tag kind={kind}>{status}</Tag> },
    { title: valueTitle ?? m.value, align: 'end', cell: ({ value }) => (value === undefined ? '' : formatNumber(value, lang)) },
  ];
  const hasValues = regions.some(({ value }) => value !== undefined);
  return (
    <figure class="mc-map">
      <figcaption>{caption}</figcaption>
      <svg viewBox={viewBox} aria-hidden="true" focusable="false">
        {regions.map((region) => (
          <Shape key={region.id} region={region} />
        ))}
        {overlay}
      </svg>
      <Legend regions={regions} />
      <Details summary={m.asTable}>
        <Table caption={caption} captionHidden columns={hasValues ? columns : columns.slice(0, 2)} rows={regions} rowKey={({ id }) => id} />
      </Details>
    </figure>
  );
}
