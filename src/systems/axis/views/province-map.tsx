import { useMessages } from '#ui/page-context.ts';
import { type MapRegion, RegionMap } from '#ui/region-map.tsx';
import type { TagKind } from '#ui/tag.tsx';
import { outgoingMessages } from '../messages-outgoing.ts';
import type { ProvinceProgress } from '../queries/progress.ts';
import { islands, TILE, tiles } from './tiles.ts';

type Stage = 'none' | 'delivered' | 'opened' | 'registered' | 'finished';

const looks: Readonly<Record<Stage, TagKind>> = {
  none: 'neutral',
  delivered: 'info',
  opened: 'info',
  registered: 'warning',
  finished: 'done',
};

/** The farthest stage that every recipient of the province has reached. */
export function stageOf({ recipients, delivered, opened, registered, finished }: ProvinceProgress): Stage {
  if (finished === recipients) return 'finished';
  if (registered === recipients) return 'registered';
  if (opened === recipients) return 'opened';
  return delivered === recipients ? 'delivered' : 'none';
}

function place(code: string, spare: number): readonly [number, number] {
  const [column, row] = tiles[code] ?? [spare % TILE.columns, TILE.rows - 1];
  return [column * TILE.width, row * TILE.height];
}

function shortName(name: string): string {
  return name.replace(/^(Thành phố|Tỉnh) /, '').replace('Hồ Chí Minh', 'TP.HCM');
}

interface LabelProps {
  readonly x: number;
  readonly y: number;
  /** Of the tile underneath. */
  readonly kind?: TagKind;
  readonly children: string;
}

function Label({ x, y, kind, children }: LabelProps) {
  return (
    <text x={x + TILE.width / 2} y={y + TILE.height / 2 + 1} text-anchor="middle" font-size="3" data-kind={kind}>
      {children}
    </text>
  );
}

/** Provinces as tiles, coloured by how far the document has got in all of their agencies; the table below says the same. */
export function ProvinceMap({
  provinces,
  url,
}: {
  readonly provinces: readonly ProvinceProgress[];
  readonly url: (code: string) => string;
}) {
  const m = useMessages(outgoingMessages);
  const placed = provinces.filter((one) => one.code !== '');
  const at = new Map(placed.map((one, index) => [one.code, place(one.code, index)]));
  const regions = provinces.map((one): MapRegion => {
    const [x, y] = at.get(one.code) ?? [0, 0];
    const stage = stageOf(one);
    const path = one.code === '' ? '' : `M${x} ${y}h${TILE.width - 1}v${TILE.height - 1}h${1 - TILE.width}z`;
    return {
      id: one.code || 'none',
      name: one.name || m.central,
      path,
      kind: looks[stage],
      status: m.mapStatus[stage],
      value: one.registered,
      url: url(one.code),
    };
  });
  const overlay = (
    <>
      {placed.map((one) => {
        const [x, y] = at.get(one.code) ?? [0, 0];
        return (
          <Label key={one.code} x={x} y={y} kind={looks[stageOf(one)]}>
            {shortName(one.name)}
          </Label>
        );
      })}
      {islands.map(({ name, at: [column, row] }) => (
        <Label key={name} x={column * TILE.width} y={row * TILE.height}>
          {name}
        </Label>
      ))}
    </>
  );
  const viewBox = `0 0 ${TILE.width * TILE.columns} ${TILE.height * TILE.rows}`;
  return <RegionMap caption={m.mapCaption} viewBox={viewBox} regions={regions} overlay={overlay} valueTitle={m.mapValue} />;
}
