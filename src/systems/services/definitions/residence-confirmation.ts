import * as s from './helpers.ts';

export const residenceConfirmation = s.service({
  code: '1.010041',
  name: 'Xác nhận thông tin về cư trú | Confirmation of residence information',
  field: 'Đăng ký, quản lý cư trú | Residence',
  summary:
    'Lấy giấy xác nhận bạn thường trú, tạm trú ở đâu (mẫu CT07) khi nơi khác không tra cứu được. | Get a paper that says where you live (form CT07), for those who cannot look it up.',
  lifeEvents: ['can-giay-to', 'chuyen-nha'],
  level: 'commune',
  audience: ['citizen'],
  legalBasis: s.basis('68/2020/QH14', '55/2021/TT-BCA', '53/2025/TT-BCA', '54/2025/TT-BCA'),
  ways: s.ways(s.days(1), s.free(), 'online', 'counter'),
  applicants: ['self', 'child', 'other'],
  conditions: [
    'Giấy xác nhận có giá trị 01 năm; nếu thông tin thay đổi thì hết giá trị từ lúc thay đổi. | It counts for one year, or until what it says changes.',
  ],
  pages: [
    s.page('who', 'Xác nhận cho ai? | For whom?', [...s.self]),
    s.page('what', 'Cần xác nhận điều gì? | What is to be confirmed?', [
      s.choices('matters', 'Nội dung cần xác nhận | To be confirmed', {
        permanent: 'Nơi thường trú hiện tại | Present permanent residence',
        temporary: 'Nơi tạm trú hiện tại | Present temporary residence',
        household: 'Chủ hộ | Head of household',
        past: 'Các nơi cư trú trước đây | Earlier residences',
      }),
      s.ask('text', 'purpose', 'Dùng để làm gì? | What for?', { maxLength: 200 }),
    ]),
    s.page('details', 'Thông tin trong cơ sở dữ liệu | What the register says', [
      s.ask('address', 'temporaryResidence', 'Nơi tạm trú | Temporary residence', {
        optional: true,
        showIf: s.isOneOf('matters', 'temporary'),
        ...s.known('population', 'temporaryResidence'),
      }),
      s.ask('name', 'householdHead', 'Chủ hộ | Head of household', {
        optional: true,
        showIf: s.isOneOf('matters', 'household'),
        ...s.known('population', 'householdHead'),
      }),
      s.ask('longText', 'past', 'Nơi cư trú trước đây cần xác nhận | Earlier residences to be confirmed', {
        showIf: s.isOneOf('matters', 'past'),
        maxLength: 1000,
      }),
      s.phone,
    ]),
  ],
  papers: [s.mandate],
  chart: { name: 'instant', pay: 'none' },
  steps: [
    'Bạn chọn nội dung cần xác nhận; hệ thống lấy thông tin từ cơ sở dữ liệu. | You choose what to confirm; the rest comes from the register.',
    'Công an cấp xã đối chiếu, ký số và trả ngay. | The commune police compare, sign and answer at once.',
  ],
  findings: [
    s.ask('longText', 'confirmed', 'Nội dung xác nhận theo Cơ sở dữ liệu về cư trú | Confirmed by the residence database', {
      maxLength: 2000,
    }),
  ],
  results: [
    {
      key: 'confirmation',
      code: 'KQ.G01.000062',
      name: s.t('Xác nhận thông tin về cư trú (CT07) | Confirmation of residence (CT07)'),
      abbreviation: 'CT07',
      body: `Họ, chữ đệm và tên: **{{ownName:capitals}}**
Ngày, tháng, năm sinh: {{ownBirth}}
Số định danh cá nhân: {{ownNumber}}
Nơi thường trú: {{ownResidence}}
Nơi tạm trú: {{temporaryResidence}}
Chủ hộ: {{householdHead}}
Nội dung đề nghị xác nhận: {{matters}}
Xác nhận: {{confirmed}}
Giấy xác nhận dùng để: {{purpose}}
Có giá trị 01 năm kể từ {{issuedOn:long}}; nếu thông tin về cư trú thay đổi thì hết giá trị từ thời điểm thay đổi.`,
    },
  ],
  refusals: [
    s.refusal(
      'not-in-register',
      'Không có thông tin trong Cơ sở dữ liệu về cư trú để xác nhận. | The register holds nothing to be confirmed.',
      'Thông tư 55/2021/TT-BCA, Điều 17',
    ),
    s.refusal('not-entitled', 'Người yêu cầu không có quyền với thông tin này. | Not entitled to it.', 'Luật Cư trú 68/2020/QH14, Điều 5'),
  ],
  unconfirmed: [
    'Bản ghi chỉ ghi kênh trực tuyến (1 ngày khi có dữ liệu, 3 ngày khi phải xác minh); kênh trực tiếp: hiểu biết chung.',
    'Thời hạn có giá trị của CT07 (01 năm) và điều luật của căn cứ từ chối: theo hiểu biết chung.',
  ],
  source: s.portal('9354/QĐ-BCA-C06'),
});
