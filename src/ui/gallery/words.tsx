import { Button, ButtonRow, LinkButton } from '../button.tsx';
import { Section } from '../card.tsx';
import { Notice } from '../notice.tsx';
import { Highlighted } from '../rich-text.tsx';
import { Tabs } from '../tabs.tsx';
import { Tag } from '../tag.tsx';
import { Time } from '../time.tsx';
import { hour, statuses } from './samples.tsx';

/** Text, buttons, tags, notices, tabs. */
export function Words() {
  return (
    <Section title="Chữ, nút, nhãn, thông báo" actions={<LinkButton href="/all">Xem tất cả</LinkButton>}>
      <p>
        Ban hành <Time at="2026-02-05" form="long" />, cập nhật lúc <Time at={hour('14:30')} />. Xem <a href="/law">căn cứ pháp lý</a>.{' '}
        <Highlighted text={'Thủ tục \u0001một cửa\u0002 liên thông'} />
      </p>
      <ButtonRow>
        <Button variant="primary">Ký và phát hành</Button>
        <Button>Lưu bản nháp</Button>
        <Button variant="tertiary">Bỏ qua</Button>
        <Button disabled>Chưa dùng được</Button>
        <LinkButton href="/file.pdf" icon="file" download>
          Tải PDF
        </LinkButton>
      </ButtonRow>
      <p>
        {Object.values(statuses).map(({ kind, label }) => (
          <span key={label}>
            <Tag kind={kind}>{label}</Tag>{' '}
          </span>
        ))}
      </p>
      <Notice kind="info" title="Từ 01/7/2025 không còn cấp huyện">
        <p>Hồ sơ cũ của cấp huyện do cấp xã nơi tiếp nhận giữ.</p>
      </Notice>
      <Notice kind="done">
        <p>Văn bản còn nguyên vẹn: không có gì thay đổi từ khi ký.</p>
      </Notice>
      <Notice kind="warning">
        <p>Văn bản này đã được thay thế một phần.</p>
      </Notice>
      <Notice kind="error" title="Chữ ký không hợp lệ">
        <p>Tệp đã bị sửa sau khi ký.</p>
      </Notice>
      <Tabs
        label="Sổ văn bản"
        tabs={[
          { title: 'Chờ vào sổ', url: '?tab=1', current: true, count: 80 },
          { title: 'Đang xử lý', url: '?tab=2', count: 1203 },
          { title: 'Đã xong', url: '?tab=3' },
        ]}
      />
    </Section>
  );
}
