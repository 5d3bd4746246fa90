import * as s from './helpers.ts';

const online = '100 VNĐ(Phí công bố nội dung đăng ký doanh nghiệp: 100.000 đồng/lần (Thông tư số 47/2019/TT-BTC))';
const paper = '100,000 VNĐ(Phí công bố nội dung đăng ký doanh nghiệp: 100.000 đồng/lần (Thông tư số 47/2019/TT-BTC))';

export const enterpriseRegistration = s.service({
  code: '2.001610',
  name: 'Đăng ký thành lập doanh nghiệp tư nhân | Registration of a private enterprise',
  field: 'Thành lập và hoạt động của doanh nghiệp | Enterprises',
  summary:
    'Lập doanh nghiệp do một người làm chủ; có mã số doanh nghiệp sau 3 ngày làm việc. | Found an enterprise of one owner; its code comes within three working days.',
  lifeEvents: ['thanh-lap-doanh-nghiep'],
  level: 'province',
  audience: ['citizen', 'business', 'foreigner'],
  legalBasis: s.basis('59/2020/QH14', '76/2025/QH15', '168/2025/NĐ-CP', '68/2025/TT-BTC', '47/2019/TT-BTC', '66.7/2025/NQ-CP'),
  ways: [
    { channel: 'online', term: s.days(3), fee: s.fee(100_000, online) },
    { channel: 'post', term: s.days(3), fee: s.fee(100_000, paper) },
    { channel: 'counter', term: s.days(3), fee: s.fee(100_000, paper) },
  ],
  applicants: ['self', 'other'],
  placeField: 'office',
  conditions: [
    'Mỗi cá nhân chỉ được thành lập một doanh nghiệp tư nhân; chủ không đồng thời là chủ hộ kinh doanh. | One private enterprise a person, who is not also the owner of a business household.',
    'Trụ sở không đặt tại căn hộ chung cư chỉ để ở. | The office is not in a flat for living only.',
  ],
  pages: [
    s.page('owner', 'Chủ doanh nghiệp | The owner', [
      ...s.self,
      s.gender('ownGender', s.known('population', 'gender')),
      s.listed('country', 'ownNationality', 'Quốc tịch | Nationality', s.known('population', 'nationality')),
    ]),
    s.page('kind', 'Lập mới hay chuyển đổi? | New, or converted?', [
      s.choice('kind', 'Doanh nghiệp này | This enterprise is', {
        new: 'Thành lập mới | New',
        household: 'Chuyển từ hộ kinh doanh | Converted from a business household',
        social: 'Doanh nghiệp xã hội | A social enterprise',
      }),
      s.ask('taxCode', 'householdCode', 'Mã số hộ kinh doanh | Code of the household', { showIf: s.is('kind', 'household') }),
    ]),
    s.page('name', 'Tên doanh nghiệp | Name', [
      s.ask('text', 'name', 'Tên tiếng Việt (không ghi “Doanh nghiệp tư nhân”) | Name, without “Doanh nghiệp tư nhân”', { maxLength: 150 }),
      s.ask('text', 'foreignName', 'Tên bằng tiếng nước ngoài | Foreign name', { optional: true, maxLength: 150 }),
      s.ask('text', 'shortName', 'Tên viết tắt | Abbreviation', { optional: true, maxLength: 50 }),
    ]),
    s.page('office', 'Trụ sở chính | Head office', [
      s.ask('address', 'office', 'Địa chỉ trụ sở chính | Address'),
      s.phone,
      s.ask('email', 'email', 'Thư điện tử của doanh nghiệp | E-mail', { optional: true }),
      s.ask('url', 'website', 'Trang web | Website', { optional: true }),
    ]),
    s.page('activities', 'Ngành, nghề | Activities', [
      s.rows('activities', 'Ngành, nghề kinh doanh; dòng đầu là ngành chính | Activities, the main one first', 40, [
        s.ask('code', 'code', 'Mã ngành cấp bốn | Code of four digits'),
        s.ask('text', 'name', 'Tên ngành | Name'),
      ]),
    ]),
    s.page('capital', 'Vốn đầu tư và thuế | Capital and tax', [
      s.ask('money', 'capital', 'Vốn đầu tư của chủ doanh nghiệp (đồng) | Capital (đồng)', { min: 1, max: 999_000_000_000 }),
      s.ask('integer', 'workers', 'Tổng số lao động dự kiến | Workers', { min: 0, max: 1_000_000 }),
      s.choice('vat', 'Phương pháp tính thuế giá trị gia tăng | VAT method', {
        credit: 'Khấu trừ | Credit',
        direct: 'Trực tiếp trên doanh số | Direct',
        none: 'Không phải nộp | None',
      }),
    ]),
  ],
  papers: [
    s.paper(
      'identity',
      'Giấy tờ pháp lý của chủ doanh nghiệp (đã kê khai số định danh cá nhân thì không nộp) | Identity of the owner',
      [0, 1],
      [s.register('population', 'personalNumber'), s.upload],
    ),
    s.paper(
      'household',
      'Giấy chứng nhận đăng ký hộ kinh doanh | Certificate of the business household',
      [0, 1],
      [s.result('1.001612'), s.upload],
      s.is('kind', 'household'),
    ),
    s.paper(
      'commitment',
      'Cam kết thực hiện mục tiêu xã hội, môi trường, có chữ ký của chủ doanh nghiệp | Signed social commitment',
      [1, 0],
      [s.upload],
      s.is('kind', 'social'),
    ),
    s.paper(
      'mandate',
      'Văn bản ủy quyền làm thủ tục (không bắt buộc công chứng, chứng thực) | Mandate (need not be certified)',
      [1, 0],
      [s.upload],
      s.onBehalf,
    ),
  ],
  chart: { name: 'standard', pay: 'at-submission' },
  findings: [s.ask('taxCode', 'enterpriseCode', 'Mã số doanh nghiệp, đồng thời là mã số thuế | Enterprise code, its tax code too')],
  results: [
    {
      key: 'enterprise-certificate',
      code: 'KQ.G12.001044',
      name: s.t('Giấy chứng nhận đăng ký doanh nghiệp - Doanh nghiệp tư nhân | Certificate of enterprise registration'),
      abbreviation: 'ĐKDN',
      body: `Mã số doanh nghiệp: **{{enterpriseCode}}**. Đăng ký lần đầu: {{issuedOn:long}}
### 1. Tên doanh nghiệp
Tên tiếng Việt: **DOANH NGHIỆP TƯ NHÂN {{name:capitals}}** (viết thường: Doanh nghiệp tư nhân {{name}})
Tên bằng tiếng nước ngoài: {{foreignName}}
Tên viết tắt: {{shortName}}
### 2. Địa chỉ trụ sở chính
Địa chỉ: {{office}}
Điện thoại: {{phone}}. Thư điện tử: {{email}}. Trang web: {{website}}
### 3. Vốn đầu tư
Số vốn: {{capital}} (bằng chữ: {{capital:spelt}} đồng)
### 4. Chủ doanh nghiệp
Họ và tên: **{{ownName:capitals}}**. Giới tính: {{ownGender}}. Sinh ngày: {{ownBirth}}. Quốc tịch: {{ownNationality}}
Số định danh cá nhân: {{ownNumber}}
Địa chỉ thường trú: {{ownResidence}}
### 5. Ngành, nghề kinh doanh
Gồm: {{activities}}`,
    },
  ],
  refusals: [
    s.refusal(
      'name-taken',
      'Tên trùng hoặc gây nhầm lẫn với doanh nghiệp đã đăng ký. | The name is taken or misleading.',
      'Luật Doanh nghiệp 59/2020/QH14, Điều 38 và Điều 41',
    ),
    s.refusal(
      'no-right',
      'Người thành lập thuộc diện không được thành lập, quản lý doanh nghiệp. | The founder may not found an enterprise.',
      'Luật Doanh nghiệp 59/2020/QH14, Điều 17 khoản 2',
    ),
    s.refusal(
      'second',
      'Đã là chủ một doanh nghiệp tư nhân hoặc chủ hộ kinh doanh. | Already the owner of one, or of a business household.',
      'Luật Doanh nghiệp 59/2020/QH14, Điều 188 khoản 3',
    ),
  ],
  unconfirmed: [
    'Phí kênh trực tuyến: cột số trong bản ghi ghi “100 VNĐ”, phần chữ ghi 100.000 đồng; lấy theo phần chữ.',
    'Kết quả chưa ghi vào cơ sở dữ liệu doanh nghiệp: doanh nghiệp mới chưa có hồ sơ tổ chức ở đây khi quyết định.',
    'Điều luật của căn cứ từ chối: theo hiểu biết chung.',
  ],
  source: s.portal('92/QĐ-BTC'),
});
