import { Button, ButtonRow, LinkButton } from '../button.tsx';
import { Section } from '../card.tsx';
import { Checkbox, Checkboxes, Radios, SelectField } from '../choices.tsx';
import { Combobox } from '../combobox.tsx';
import { DateField, FileField, TextArea, TextField } from '../fields.tsx';
import { Form } from '../form.tsx';

/** Every kind of field, two of them refused. */
export function Fields({ failed }: { readonly failed: boolean }) {
  const values = { title: 'Về việc', kind: 'cv', urgency: 'khan', copies: 'ba', agree: 'true', fields: ['y-te'] };
  const errors = [
    { field: 'copies', message: { vi: 'Số bản là một số từ 1 đến 999.', en: 'Copies: a number from 1 to 999.' } },
    { field: 'recipients/0', message: { vi: 'Chọn ít nhất một nơi nhận.', en: 'Choose a recipient.' } },
  ];
  return (
    <Section title="Biểu mẫu">
      <Form action="/gallery" values={values} errors={failed ? errors : []} names={['recipients']} draft="gallery" multipart version={3}>
        <TextField name="title" label="Trích yếu" hint="Một câu nói nội dung chính, bắt đầu bằng chữ V/v hoặc Về việc." required />
        <TextField name="copies" label="Số bản" width="short" inputMode="numeric" />
        <Combobox
          name="recipients"
          label="Nơi nhận"
          hint="Gõ tên hoặc mã cơ quan."
          source="/agencies.json"
          multiple
          selected={[{ value: 'H57', label: 'Ủy ban nhân dân thành phố Huế' }]}
        />
        <Combobox name="owner" label="Cơ quan chủ trì" source="/agencies.json" optional />
        <SelectField
          name="kind"
          label="Loại văn bản"
          choices={[
            { value: 'cv', label: 'Công văn' },
            { value: 'nd', label: 'Nghị định' },
          ]}
        />
        <Radios
          name="urgency"
          label="Độ khẩn"
          choices={[
            { value: 'thuong', label: 'Thường' },
            { value: 'khan', label: 'Khẩn', hint: 'Xử lý trong ngày.' },
            { value: 'hoa-toc', label: 'Hỏa tốc' },
          ]}
        />
        <Checkboxes
          name="fields"
          label="Lĩnh vực"
          optional
          choices={[
            { value: 'y-te', label: 'Y tế' },
            { value: 'dat-dai', label: 'Đất đai' },
          ]}
        />
        <DateField name="due" label="Hạn xử lý" value="2026-12-01" />
        <TextArea name="note" label="Ý kiến chỉ đạo" />
        <TextArea name="text" label="Nội dung" hint="Cách đoạn bằng một dòng trống." heading="##" />
        <FileField name="file" label="Tệp đính kèm" hint="PDF hoặc DOCX, không quá 50 MB." accept=".pdf,.docx" maxBytes={50e6} />
        <Checkbox name="agree" label="Tôi đã kiểm tra thể thức." />
        <ButtonRow>
          <Button>Lưu</Button>
          <LinkButton href="/" variant="tertiary">
            Quay lại
          </LinkButton>
        </ButtonRow>
      </Form>
    </Section>
  );
}
