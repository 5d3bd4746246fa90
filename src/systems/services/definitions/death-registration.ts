import type { Result } from '#core/cases/index.ts';
import { civilStatusBasis } from './civil-status-laws.ts';
import { deathPages, deathPapers, deathRefusals } from './death-form.ts';
import * as s from './helpers.ts';

const words =
  'Miễn phí(Mức lệ phí cụ thể do Hội đồng nhân dân tỉnh, thành phố trực thuộc Trung ương quyết định. Miễn lệ phí đối với trường hợp đăng ký khai tử đúng hạn, người thuộc gia đình có công với cách mạng; người thuộc hộ nghèo; người khuyết tật. Phí cấp bản sao Trích lục khai tử (nếu có yêu cầu) thực hiện theo quy định tại Thông tư số 281/2016/TT-BTC ngày 14/11/2016 của Bộ Tài chính.)';

export const deathExtract: Result = {
  key: 'death-extract',
  code: 'KQ.G15.000034',
  name: s.t('Trích lục khai tử | Death extract'),
  abbreviation: 'TLKT',
  body: `Họ, chữ đệm, tên người chết: **{{deceasedName:capitals}}**
Ngày, tháng, năm sinh: {{deceasedBirth}}. Giới tính: {{deceasedGender}}. Dân tộc: {{deceasedEthnicity}}
Số định danh cá nhân: {{deceasedNumber}}
Nơi cư trú cuối cùng: {{lastResidence}}
Đã chết vào lúc: {{deathTime}}, {{deathDate:long}}
Ghi bằng chữ: {{deathDate:spelt}}
Nơi chết: {{deathPlace}}
Nguyên nhân chết: {{deathCause}}
Họ, chữ đệm, tên người đi khai tử: {{ownName}}. Số định danh cá nhân: {{ownNumber}}
Nơi đăng ký khai tử: {{issuerName}}. Ngày đăng ký: {{issuedOn}}`,
  writes: [
    {
      register: 'civil-status',
      of: { numbered: 'deceasedNumber' },
      facts: {
        death: {
          parts: { date: { form: 'deathDate' }, place: { form: 'deathPlace' }, number: { given: 'number' }, agency: { given: 'agency' } },
        },
      },
    },
  ],
};

export const deathRegistration = s.civilStatus({
  code: '1.000656',
  name: 'Đăng ký khai tử | Death registration',
  summary: 'Báo cho Nhà nước biết người thân đã mất và lấy trích lục khai tử. | Register the death of a relative and get the extract.',
  lifeEvents: ['mat-nguoi-than'],
  legalBasis: civilStatusBasis,
  ways: s.ways(s.days(1), s.free(words), 'online', 'post', 'counter'),
  applicants: ['self', 'other'],
  placeField: 'lastResidence',
  conditions: [
    'Trong 15 ngày kể từ ngày có người chết, người thân hoặc người đại diện đi khai tử. | The death is registered within 15 days.',
  ],
  pages: deathPages,
  papers: [...deathPapers, s.mandate],
  chart: { name: 'standard', pay: 'none' },
  results: [deathExtract],
  refusals: deathRefusals,
  unconfirmed: [
    'Thời hạn: bản ghi chỉ ghi “1”, không có đơn vị; hiểu là 1 ngày làm việc.',
    'Thời hạn khai tử 15 ngày và điều luật của căn cứ từ chối: theo hiểu biết chung.',
  ],
  source: s.portal('163/QĐ-BTP'),
});
