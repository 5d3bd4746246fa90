import * as s from './helpers.ts';
import { lawfulHome, residenceRefusals } from './residence-form.ts';

const words =
  '- Đăng ký tạm trú (cá nhân, hộ gia đình): + Trường hợp công dân nộp hồ sơ qua cổng dịch vụ công trực tuyến thu 7.000 đồng/lần đăng ký.';

export const temporaryResidence = s.service({
  code: '1.004194',
  name: 'Đăng ký tạm trú | Temporary residence',
  field: 'Đăng ký, quản lý cư trú | Residence',
  summary:
    'Đăng ký nơi bạn ở trọ, ở nhờ từ 30 ngày trở lên ngoài nơi thường trú. | Register where you live for 30 days or more away from your permanent residence.',
  lifeEvents: ['chuyen-nha'],
  level: 'commune',
  audience: ['citizen'],
  legalBasis: s.basis(
    '68/2020/QH14',
    '154/2024/NĐ-CP',
    '55/2021/TT-BCA',
    '53/2025/TT-BCA',
    '54/2025/TT-BCA',
    '75/2022/TT-BTC',
    '66.7/2025/NQ-CP',
  ),
  ways: [
    { channel: 'online', term: s.days(3), fee: s.fee(7_000, words) },
    { channel: 'counter', term: s.days(3), fee: s.fee(15_000, 'Nộp trực tiếp: 15.000 đồng/lần đăng ký.') },
  ],
  applicants: ['self', 'child', 'other'],
  placeField: 'home',
  conditions: [
    'Ở từ 30 ngày trở lên, tại nơi ngoài xã, phường thường trú. | You live there for 30 days or more, outside your commune of residence.',
  ],
  pages: [
    s.page('who', 'Ai đăng ký tạm trú? | Who registers?', [
      ...s.self,
      s.yesNo('minor', 'Người này chưa đủ 18 tuổi? | Is the person under 18?'),
    ]),
    ...lawfulHome,
    s.page('term', 'Ở đến khi nào? | Until when?', [
      s.ask('futureDate', 'until', 'Ngày hết hạn tạm trú | Last day', {
        hint: 'Nhiều nhất 02 năm, có thể gia hạn. | At most two years; can be renewed.',
      }),
      s.phone,
    ]),
  ],
  papers: [
    s.paper(
      'home-proof',
      'Giấy tờ chứng minh chỗ ở hợp pháp (hợp đồng thuê, mượn, ở nhờ) | Proof of the lawful home (lease or consent)',
      [1, 0],
      s.handedIn,
      s.no('ownHome'),
    ),
    s.paper(
      'land-certificate',
      'Giấy chứng nhận quyền sử dụng đất, quyền sở hữu nhà | Certificate of land and house',
      [0, 1],
      [s.register('land', 'plots'), s.upload],
      s.yes('ownHome'),
    ),
    s.paper(
      'parent-consent',
      'Ý kiến đồng ý của cha, mẹ hoặc người giám hộ | Consent of a parent or guardian',
      [1, 0],
      s.handedIn,
      s.yes('minor'),
    ),
    s.mandate,
  ],
  chart: { name: 'standard', pay: 'at-submission' },
  results: [
    {
      key: 'notice',
      code: 'KQ.G01.000065',
      name: s.t('Thông báo kết quả giải quyết thủ tục về cư trú | Notice of the result'),
      abbreviation: 'TB',
      body: `Cơ quan đăng ký cư trú thông báo: đã đăng ký tạm trú cho
Họ, chữ đệm và tên: **{{ownName:capitals}}**
Ngày, tháng, năm sinh: {{ownBirth}}
Số định danh cá nhân: {{ownNumber}}
Nơi thường trú: {{ownResidence}}
Nơi tạm trú: **{{home}}**
Chủ hộ nơi tạm trú: {{homeHead}}
Thời hạn tạm trú: từ {{issuedOn:long}} đến {{until:long}}
Thông tin đã được cập nhật vào Cơ sở dữ liệu quốc gia về dân cư và Cơ sở dữ liệu về cư trú.`,
      writes: [{ register: 'population', of: 'applicant', facts: { temporaryResidence: { form: 'home' } } }],
    },
  ],
  refusals: residenceRefusals,
  unconfirmed: [
    'Lệ phí nộp trực tiếp: 15.000 đồng theo Thông tư 75/2022/TT-BTC, hiểu biết chung.',
    'Mức lệ phí tách theo danh sách: chưa làm.',
  ],
  source: s.portal('9354/QĐ-BCA-C06'),
});
