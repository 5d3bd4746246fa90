import * as s from './helpers.ts';
import { lawfulHome, residenceRefusals } from './residence-form.ts';

const online = '10,000 Việt Nam Đồng(Trường hợp công dân nộp hồ sơ qua cổng dịch vụ công trực tuyến thu 10.000 đồng/lần đăng ký.)';
const counter =
  '20,000 Việt Nam Đồng(Trường hợp công dân thuộc diện được miễn phí theo quy định tại Điều 4 Thông tư số 75/2022/TT-BTC ngày 22/12/2022 quy định mức thu, chế độ thu, nộp và quản lý lệ phí đăng ký cư trú được sửa đổi, bổ sung tại Thông tư số 71/2025/TT-BTC ngày 01/7/2025 của Bộ Tài chính thì công dân phải xuất trình giấy tờ chứng minh thuộc diện được miễn trừ trường hợp thông tin đã có trong Cơ sở dữ liệu quốc gia về dân cư hoặc Cơ sở dữ liệu quốc gia, cơ sở)';

export const permanentResidence = s.service({
  code: '1.004222',
  name: 'Đăng ký thường trú | Permanent residence',
  field: 'Đăng ký, quản lý cư trú | Residence',
  summary:
    'Nhập hộ khẩu về nơi ở mới: nhà của mình, nhà người thân hoặc nhà thuê. | Register a new home as your permanent residence: your own, a relative’s or a rented one.',
  lifeEvents: ['chuyen-nha', 'sinh-con', 'mua-dat'],
  level: 'commune',
  audience: ['citizen'],
  legalBasis: s.basis(
    '68/2020/QH14',
    '154/2024/NĐ-CP',
    '55/2021/TT-BCA',
    '53/2025/TT-BCA',
    '54/2025/TT-BCA',
    '75/2022/TT-BTC',
    '58/2026/NĐ-CP',
    '66.7/2025/NQ-CP',
  ),
  ways: [
    { channel: 'online', term: s.days(7), fee: s.fee(10_000, online) },
    { channel: 'counter', term: s.days(7), fee: s.fee(20_000, counter) },
  ],
  applicants: ['self', 'child', 'other'],
  placeField: 'home',
  conditions: [
    'Người thực hiện thủ tục đã được thu thập, cập nhật thông tin công dân vào Cơ sở dữ liệu quốc gia về dân cư, Cơ sở dữ liệu về cư trú. | The person is in the population and residence databases.',
  ],
  pages: [
    s.page('who', 'Ai đăng ký thường trú? | Who registers?', [
      s.ask('name', 'newcomerName', 'Họ, chữ đệm và tên | Full name', s.known('population', 'fullName')),
      s.ask('pastDate', 'newcomerBirth', 'Ngày sinh | Date of birth', s.known('population', 'birthDate')),
      s.ask('personalNumber', 'newcomerNumber', 'Số định danh cá nhân | Personal number', s.known('population', 'personalNumber')),
      s.ask('address', 'oldResidence', 'Nơi thường trú hiện nay | Present residence', {
        optional: true,
        ...s.known('population', 'residence'),
      }),
      s.yesNo('minor', 'Người này chưa đủ 18 tuổi? | Is the person under 18?'),
    ]),
    ...lawfulHome,
    s.page('why', 'Vào ở với ai? | With whom?', [
      s.choice(
        'basis',
        'Bạn về đó vì | You move there because',
        {
          family: 'Là vợ, chồng, con, cha, mẹ của chủ hộ | I am family of the head of household',
          relative: 'Là người thân khác, được chủ hộ đồng ý | I am another relative, with consent',
          tenant: 'Thuê, mượn, ở nhờ | I rent or am put up',
        },
        { showIf: s.no('ownHome') },
      ),
      s.statement('headAgrees', 'Chủ hộ, chủ nhà đồng ý cho đăng ký thường trú. | The head of household and the owner agree.'),
      s.phone,
    ]),
    s.page(
      'rented',
      'Chỗ ở thuê, mượn | The rented home',
      [
        s.ask('area', 'floorArea', 'Diện tích sàn mỗi người | Floor area a person', { min: 1, max: 1000 }),
        s.ask('futureDate', 'leaseUntil', 'Hợp đồng đến ngày | Lease until'),
      ],
      { showIf: s.is('basis', 'tenant') },
    ),
  ],
  papers: [
    s.paper(
      'own-home',
      'Giấy chứng nhận quyền sử dụng đất, quyền sở hữu nhà | Certificate of land and house',
      [0, 1],
      [s.register('land', 'plots'), s.result('1.013831'), s.upload],
      s.yes('ownHome'),
    ),
    s.paper(
      'kinship',
      'Thông tin chứng minh quan hệ nhân thân với chủ hộ | Proof of kinship with the head of household',
      [1, 0],
      [s.register('civil-status', 'birthRegistration'), s.result('1.001193', '2.000986', '1.000894'), s.upload],
      s.isOneOf('basis', 'family', 'relative'),
    ),
    s.paper(
      'lease',
      'Hợp đồng cho thuê, cho mượn, cho ở nhờ được công chứng hoặc chứng thực | Certified lease or consent',
      [1, 0],
      s.handedIn,
      s.is('basis', 'tenant'),
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
      body: `Cơ quan đăng ký cư trú thông báo: đã đăng ký thường trú cho
Họ, chữ đệm và tên: **{{newcomerName:capitals}}**
Ngày, tháng, năm sinh: {{newcomerBirth}}
Số định danh cá nhân: {{newcomerNumber}}
Nơi thường trú mới: **{{home}}**
Chủ hộ: {{homeHead}}
Nơi thường trú trước: {{oldResidence}}
Thông tin đã được cập nhật vào Cơ sở dữ liệu quốc gia về dân cư và Cơ sở dữ liệu về cư trú {{issuedOn:long}}.`,
      writes: [
        {
          register: 'population',
          of: 'applicant',
          facts: { residence: { form: 'home' }, householdHead: { parts: { name: { form: 'homeHead' } } } },
        },
      ],
    },
  ],
  refusals: [
    ...residenceRefusals,
    s.refusal(
      'too-small',
      'Chỗ ở thuê, mượn không đủ diện tích tối thiểu theo quy định của tỉnh. | The rented home is smaller than the province demands.',
      'Luật Cư trú 68/2020/QH14, Điều 20 khoản 3 điểm b',
    ),
  ],
  unconfirmed: [
    'Câu về miễn lệ phí ở kênh trực tiếp bị cắt giữa chừng trong bản ghi (“cơ sở)”).',
    'Trường hợp đặc biệt (cơ sở tín ngưỡng, phương tiện lưu động, đơn vị đóng quân, trợ giúp xã hội) có trong bản ghi, chưa làm ở đây.',
  ],
  source: s.portal('1523/QĐ-BCA-C06'),
});
