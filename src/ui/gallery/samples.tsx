import { instant } from '#kernel/time.ts';
import type { MapRegion } from '../region-map.tsx';
import type { Column } from '../table.tsx';
import { StatusTag, type TagKind } from '../tag.tsx';
import { Time } from '../time.tsx';

export interface Sample {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly due: string;
  readonly status: 'new' | 'working' | 'done' | 'soon' | 'late';
  readonly pages: number;
}

export const statuses: Record<Sample['status'], { kind: TagKind; label: string }> = {
  new: { kind: 'neutral', label: 'Mới đến' },
  working: { kind: 'info', label: 'Đang xử lý' },
  done: { kind: 'done', label: 'Đã hoàn thành' },
  soon: { kind: 'warning', label: 'Sắp đến hạn' },
  late: { kind: 'late', label: 'Quá hạn' },
};

export const samples: readonly Sample[] = [
  {
    id: 'a',
    number: '118/2025/NĐ-CP',
    title: 'Về thực hiện thủ tục hành chính theo cơ chế một cửa, một cửa liên thông',
    due: '2026-11-20',
    status: 'late',
    pages: 64,
  },
  { id: 'b', number: '45/CĐ-TTg', title: 'Tập trung ứng phó mưa lũ tại các tỉnh miền Trung', due: '2026-11-23', status: 'soon', pages: 2 },
  {
    id: 'c',
    number: '1203/VPCP-KSTT',
    title: 'Rà soát việc kết nối, chia sẻ dữ liệu giữa các hệ thống',
    due: '2026-12-05',
    status: 'working',
    pages: 7,
  },
  {
    id: 'd',
    number: '77/KH-UBND',
    title: 'Kế hoạch tuyên truyền, phổ biến pháp luật năm 2027',
    due: '2026-12-31',
    status: 'new',
    pages: 12,
  },
  { id: 'e', number: '19/TB-VPCP', title: 'Kết luận cuộc họp về chuyển đổi số cấp xã', due: '2026-11-02', status: 'done', pages: 4 },
];

export const columns: readonly Column<Sample>[] = [
  {
    title: 'Số, ký hiệu',
    rowHeader: true,
    nowrap: true,
    sortUrl: '?sort=number',
    sorted: 'ascending',
    cell: (row) => <a href={`/d/${row.id}`}>{row.number}</a>,
  },
  { title: 'Trích yếu', cell: (row) => row.title },
  { title: 'Hạn', sortUrl: '?sort=due', cell: (row) => <Time at={row.due} /> },
  { title: 'Số trang', align: 'end', cell: (row) => row.pages },
  { title: 'Tình trạng', cell: (row) => <StatusTag status={row.status} statuses={statuses} /> },
];

/** Invented regions: a grid of hexagons. */
export const regions: MapRegion[] = (['done', 'done', 'info', 'done', 'warning', 'neutral', 'late', 'done', 'info'] as const).map(
  (kind, index) => {
    const x = 60 + (index % 3) * 106 + (Math.floor(index / 3) % 2) * 53;
    const y = 60 + Math.floor(index / 3) * 92;
    return {
      id: `r${index}`,
      name: `Vùng ${index + 1}`,
      path: `M${x} ${y - 58}l50 29v58l-50 29l-50 -29v-58z`,
      kind,
      status: { done: 'Đã hoàn thành', info: 'Đang xử lý', warning: 'Sắp đến hạn', neutral: 'Chưa mở', late: 'Quá hạn' }[kind],
      value: 40 + index * 7,
      url: `/r/${index}`,
    };
  },
);

export const hour = (text: string) => instant(`2026-11-21T${text}:00+07:00`);
