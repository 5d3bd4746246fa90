import { Button, ButtonRow, LinkButton } from '../button.tsx';
import { Card, CardGrid, Columns, EmptyState, Section } from '../card.tsx';
import { DescriptionList } from '../description-list.tsx';
import { Facets } from '../facets.tsx';
import { Form } from '../form.tsx';
import { Keyboard } from '../live.tsx';
import { Pagination, PreviousNext } from '../pagination.tsx';
import { Table } from '../table.tsx';
import { Tag } from '../tag.tsx';
import { Time } from '../time.tsx';
import { samples, columns } from './samples.tsx';

/** Tables, paging, facts, filters, cards. */
export function Lists() {
  return (
    <Section title="Bảng và danh sách">
      <Keyboard shortcuts={[{ key: 'r', does: 'click', target: '#register', label: 'Vào sổ các dòng đã đánh dấu' }]}>
        <Form action="/register">
          <Table
            caption="Văn bản đến"
            columns={columns}
            rows={samples}
            rowKey={({ id }) => id}
            rowUrl={({ id }) => `/d/${id}`}
            selection={{ name: 'ids', value: ({ id }) => id, label: ({ number }) => number }}
          />
          <ButtonRow>
            <Button id="register">Vào sổ các dòng đã chọn</Button>
          </ButtonRow>
        </Form>
      </Keyboard>
      <Pagination page={7} pageCount={34} href={(page) => `?page=${page}`} />
      <PreviousNext label="Nhật ký" previousUrl="?before=1" nextUrl="?after=2" />
      <DescriptionList
        items={[
          { term: 'Cơ quan ban hành', value: 'Chính phủ' },
          { term: 'Ngày ban hành', value: <Time at="2025-06-09" form="long" /> },
          { term: 'Hiệu lực', value: <Tag kind="done">Còn hiệu lực</Tag> },
        ]}
      />
      <Columns
        aside={
          <Facets
            groups={[
              {
                title: 'Loại văn bản',
                options: [
                  { label: 'Nghị định', count: 1204, url: '?kind=nd', selected: true },
                  { label: 'Thông tư', count: 3310, url: '?kind=tt' },
                ],
              },
              { title: 'Năm', options: [{ label: '2026', count: 77, url: '?year=2026' }] },
            ]}
          />
        }
      >
        <CardGrid>
          <Card title="Nghị định 118/2025/NĐ-CP" url="/d/a" meta="Chính phủ · 09/06/2025">
            <p>Về thực hiện thủ tục hành chính theo cơ chế một cửa, một cửa liên thông.</p>
          </Card>
          <Card title="Không có liên kết">
            <p>Một khối thông tin.</p>
          </Card>
        </CardGrid>
        <EmptyState title="Chưa có văn bản nào" actions={<LinkButton href="/new">Soạn văn bản</LinkButton>}>
          <p>Văn bản gửi đến sẽ hiện ở đây.</p>
        </EmptyState>
      </Columns>
    </Section>
  );
}
