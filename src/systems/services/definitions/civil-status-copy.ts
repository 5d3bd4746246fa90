import { civilStatusBasis } from './civil-status-laws.ts';
import * as s from './helpers.ts';

export const civilStatusCopy = s.civilStatus({
  code: '2.000635',
  name: 'Cấp bản sao Trích lục hộ tịch, bản sao Giấy khai sinh | Copy of a civil-status extract or birth certificate',
  summary:
    'Lấy bản sao giấy khai sinh, kết hôn, khai tử đã đăng ký, ở bất cứ đâu. | Get a copy of a birth, marriage or death entry, wherever it was registered.',
  lifeEvents: ['can-giay-to', 'sinh-con'],
  legalBasis: [...civilStatusBasis, ...s.basis('281/2016/TT-BTC')],
  ways: s.ways(s.days(1), s.fee(8_000, '8,000 VNĐ'), 'online', 'post', 'counter'),
  applicants: ['self', 'child', 'organisation', 'other'],
  conditions: ['Việc hộ tịch đã được đăng ký trong nước. | The event was registered in Viet Nam.'],
  pages: [
    s.page('who', 'Bản sao của ai? | Whose entry?', [...s.self]),
    s.page('which', 'Bản sao giấy gì? | A copy of what?', [
      s.choice('document', 'Loại giấy tờ | Document', {
        birth: 'Giấy khai sinh | Birth certificate',
        marriage: 'Trích lục kết hôn | Marriage extract',
        death: 'Trích lục khai tử | Death extract',
        recognition: 'Trích lục nhận cha, mẹ, con | Extract of recognition',
      }),
      s.ask('code', 'birthEntry', 'Số đăng ký khai sinh | Number of the birth entry', {
        showIf: s.is('document', 'birth'),
        optional: true,
        ...s.known('civil-status', 'birthRegistration'),
      }),
      s.ask('text', 'entry', 'Số, ngày, nơi đăng ký, nếu nhớ | Number, day and place, if you remember', {
        showIf: s.not(s.is('document', 'birth')),
        optional: true,
      }),
    ]),
    s.page('how-many', 'Cần mấy bản? | How many?', [
      s.ask('integer', 'copies', 'Số bản sao | Copies', { min: 1, max: 20 }),
      s.ask('text', 'purpose', 'Dùng để làm gì | What for', { optional: true }),
      s.phone,
    ]),
  ],
  papers: [s.mandate],
  chart: { name: 'standard', pay: 'at-submission' },
  findings: [s.ask('longText', 'content', 'Nội dung ghi trong Cơ sở dữ liệu hộ tịch | What the civil-status database says')],
  results: [
    {
      key: 'copy',
      code: 'KQ.G15.000342',
      name: s.t('Bản sao Trích lục hộ tịch, bản sao Giấy khai sinh | Copy of the entry'),
      abbreviation: 'TLHT-BS',
      body: `Loại giấy tờ: **{{document}}**
Họ, chữ đệm, tên: **{{ownName:capitals}}**
Ngày, tháng, năm sinh: {{ownBirth}}. Số định danh cá nhân: {{ownNumber}}
Số đăng ký: {{birthEntry}} {{entry}}
Nội dung: {{content}}
Số bản sao: {{copies}} ({{copies:spelt}} bản)
Thực hiện trích lục từ Cơ sở dữ liệu hộ tịch điện tử, {{issuedOn:long}}`,
    },
  ],
  refusals: [
    s.refusal('not-found', 'Không tìm thấy việc hộ tịch đã đăng ký. | No such entry was found.', 'Luật Hộ tịch 60/2014/QH13, Điều 64'),
  ],
  unconfirmed: [
    'Thời hạn: bản ghi không có; theo hiểu biết chung trong ngày, nhận sau 15 giờ thì trả ngày làm việc tiếp theo.',
    'Phí 8.000 đồng là của một bản; nhiều bản do cơ quan thu thêm, chưa tính ở đây.',
    'Điều luật của căn cứ từ chối: theo hiểu biết chung.',
  ],
  source: s.portal('163/QĐ-BTP'),
});
