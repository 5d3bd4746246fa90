import { BarChart } from '../bar-chart.tsx';
import { Details, Section } from '../card.tsx';
import { Live } from '../live.tsx';
import { PointChart } from '../point-chart.tsx';
import { Figures, Progress } from '../progress.tsx';
import { RegionMap } from '../region-map.tsx';
import { RichText } from '../rich-text.tsx';
import { Timeline } from '../timeline.tsx';
import { regions, hour } from './samples.tsx';

/** Progress, map, chart, history. */
export function Numbers() {
  return (
    <Section title="Tiến độ, số liệu, lịch sử">
      <Live source="/events">
        <Progress label="Đã nhận" value={2941} max={3321} live="received" />
        <Figures
          figures={[
            { label: 'Đã gửi', value: 3355 },
            { label: 'Đã mở', value: 2941, live: 'received' },
            { label: 'Quá hạn', value: 12, url: '?late' },
          ]}
        />
      </Live>
      <RegionMap caption="Tình trạng theo vùng" viewBox="0 0 400 320" regions={regions} valueTitle="Số văn bản" />
      <BarChart
        caption="Văn bản theo tháng"
        labelTitle="Tháng"
        valueTitle="Số văn bản"
        bars={[
          { label: 'Tháng 9', value: 1204 },
          { label: 'Tháng 10', value: 980, kind: 'done' },
          { label: 'Tháng 11', value: 311, kind: 'late' },
        ]}
      />
      <PointChart
        caption="Lượt xem mỗi bài"
        series={[
          {
            label: 'Trước',
            kind: 'info',
            from: '2026-09-01',
            to: '2026-09-05',
            mean: 1180,
            points: [
              { day: '2026-09-01', value: 900 },
              { day: '2026-09-04', value: 1460 },
            ],
          },
          { label: 'Sau', kind: 'done', from: '2026-09-06', to: '2026-09-10', mean: 1720, points: [{ day: '2026-09-08', value: 1720 }] },
        ]}
        goal={{ label: 'Mức phải đạt', value: 1400 }}
      />
      <Timeline
        label="Lịch sử"
        entries={[
          { at: hour('08:02'), title: 'Đã đến', kind: 'done' },
          { at: hour('08:15'), title: 'Vào sổ, số đến 1207', by: 'Nguyễn Thị Hoa, văn thư', kind: 'done' },
          {
            at: hour('09:40'),
            title: 'Phân công xử lý',
            by: 'Trần Văn Đức, Chánh Văn phòng',
            note: 'Trả lời trước ngày 25.',
            kind: 'info',
          },
          { at: '2026-11-25', title: 'Hạn trả lời' },
        ]}
      />
      <Details summary="Vì sao con số này khác báo cáo tuần?" open>
        <RichText
          markdown={
            'Số ở đây tính **đến lúc mở trang**; báo cáo tuần tính đến thứ Sáu.\n\n- Không tính bản thu hồi\n- Xem [cách tính](/how)'
          }
        />
      </Details>
    </Section>
  );
}
