import * as s from './helpers.ts';

const words = 'Miễn phí(Theo quy định của Luật phí và lệ phí và các văn bản quy phạm pháp luật hướng dẫn Luật phí và lệ phí.)';

const inherited = s.is('reason', 'inheritance');
const kinship = [s.register('civil-status', 'birthRegistration'), s.result('1.001193', '1.000894'), s.upload];
const other = [s.ask('name', 'name', 'Họ và tên | Name'), s.ask('personalNumber', 'number', 'Số định danh | Personal number')];
export const landChange = s.service({
  code: '1.013831',
  name: 'Đăng ký biến động đất đai khi chuyển nhượng, thừa kế, tặng cho | Land-change registration on sale, inheritance or gift',
  field: 'Đất đai | Land',
  summary:
    'Sang tên sổ đỏ khi mua bán, được cho hoặc được thừa kế nhà đất. | Put the land certificate in the new owner’s name after a sale, gift or inheritance.',
  lifeEvents: ['mua-dat'],
  level: 'province',
  audience: ['citizen', 'organisation'],
  legalBasis: s.basis('31/2024/QH15', '101/2024/NĐ-CP', '151/2025/NĐ-CP', '226/2025/NĐ-CP', '118/2025/NĐ-CP'),
  ways: [
    { channel: 'online', term: s.days(18), fee: s.free(words) },
    { channel: 'post', term: s.days(4), fee: s.free(words) },
    { channel: 'counter', term: s.days(18), fee: s.free(words) },
  ],
  applicants: ['self', 'organisation', 'other'],
  placeField: 'plotAddress',
  conditions: [
    'Đất có giấy chứng nhận, không tranh chấp, không bị kê biên, còn thời hạn sử dụng. | The land has a certificate, is not disputed or seized, and its term runs.',
  ],
  pages: [
    s.page('why', 'Vì sao sang tên? | Why does it change hands?', [
      s.choice('reason', 'Biến động do | The change is by', {
        sale: 'Chuyển nhượng (mua bán) | Sale',
        gift: 'Tặng cho | Gift',
        inheritance: 'Thừa kế | Inheritance',
        exchange: 'Chuyển đổi đất nông nghiệp | Exchange of farm land',
        capital: 'Góp vốn | Contribution of capital',
      }),
    ]),
    s.page('new-owner', 'Người nhận | The new owner', [
      ...s.self,
      s.yesNo('several', 'Có nhiều người cùng nhận? | Are there several new owners?'),
      s.rows('owners', 'Những người cùng nhận | The others', 20, other, { showIf: s.yes('several') }),
      s.phone,
    ]),
    s.page('giver', 'Người chuyển quyền | The former owner', [
      s.ask('name', 'giverName', 'Họ, chữ đệm và tên | Full name'),
      s.ask('personalNumber', 'giverNumber', 'Số định danh cá nhân | Personal number', { optional: true }),
    ]),
    s.page('plot', 'Thửa đất | The plot', [
      s.ask('code', 'certificateNumber', 'Số phát hành giấy chứng nhận | Number of the certificate'),
      s.ask('code', 'plot', 'Thửa đất số | Plot'),
      s.ask('code', 'sheet', 'Tờ bản đồ số | Map sheet'),
      s.ask('area', 'area', 'Diện tích | Area', { min: 1, max: 100_000_000 }),
      s.ask('address', 'plotAddress', 'Địa chỉ thửa đất | Address of the plot'),
      s.choice('use', 'Mục đích sử dụng | Use', {
        urban: 'Đất ở tại đô thị | Urban housing',
        rural: 'Đất ở tại nông thôn | Rural housing',
        farm: 'Đất nông nghiệp | Farm land',
        other: 'Loại khác | Other',
      }),
    ]),
    s.page('details', 'Tình trạng thửa đất | State of the plot', [
      s.yesNo('mortgaged', 'Đang thế chấp ngân hàng? | Is it mortgaged?'),
      s.yesNo('split', 'Có tách thửa, hợp thửa? | Is it split or joined?'),
      s.yesNo('house', 'Có nhà trên đất? | Is there a house on it?'),
      s.ask('money', 'price', 'Giá trên hợp đồng (đồng) | Price in the contract (đồng)', {
        showIf: s.is('reason', 'sale'),
      }),
    ]),
  ],
  papers: [
    s.paper('certificate', 'Bản gốc Giấy chứng nhận đã cấp | The certificate itself', [1, 0], [s.original]),
    s.paper('contract', 'Hợp đồng chuyển quyền có công chứng, chứng thực | Notarised contract', [1, 0], s.handedIn, s.not(inherited)),
    s.paper('inheritance', 'Văn bản phân chia hoặc khai nhận di sản | Paper on the inheritance', [1, 0], s.handedIn, inherited),
    s.paper('bank-consent', 'Văn bản đồng ý của bên nhận thế chấp | Consent of the lender', [1, 0], s.handedIn, s.yes('mortgaged')),
    s.paper('split-drawing', 'Bản vẽ tách thửa, hợp thửa theo Mẫu số 22 | Drawing of the split', [1, 0], s.handedIn, s.yes('split')),
    s.paper(
      'joint',
      'Văn bản thỏa thuận cấp chung một Giấy chứng nhận | Agreement on one certificate',
      [1, 0],
      s.handedIn,
      s.yes('several'),
    ),
    s.paper(
      'kinship',
      'Quan hệ nhân thân, để được miễn thuế | Kinship, for tax exemption',
      [0, 1],
      kinship,
      s.isOneOf('reason', 'gift', 'inheritance'),
    ),
    s.paper('mandate', 'Văn bản về việc đại diện | Paper of representation', [1, 0], s.handedIn, s.onBehalf),
  ],
  chart: { name: 'pay-after-review', pay: 'after-review' },
  steps: [
    'Nộp hồ sơ; bản gốc giấy chứng nhận đưa khi nhận kết quả. | Submit; the certificate itself is handed over at the end.',
    'Văn phòng đăng ký đất đai kiểm tra và chuyển thông tin cho cơ quan thuế. | The land office checks and tells the tax office.',
    'Bạn nộp thuế, lệ phí theo thông báo; trong lúc đó đồng hồ dừng. | You pay the tax notified; the clock stands still meanwhile.',
    'Nhận giấy chứng nhận đã sang tên. | You get the certificate in the new name.',
  ],
  findings: [
    s.ask('code', 'newCertificate', 'Số phát hành giấy chứng nhận mới hoặc đã xác nhận thay đổi | Number of the new certificate'),
    s.ask('text', 'origin', 'Nguồn gốc sử dụng đất | Origin of the use', { maxLength: 300 }),
  ],
  results: [
    {
      key: 'land-certificate',
      code: 'KQ.G10.001147',
      name: s.t('Giấy chứng nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất | Certificate of land and assets'),
      abbreviation: 'GCN',
      body: `Số phát hành: **{{newCertificate}}**
### I. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất
Ông/bà: **{{ownName:capitals}}**. Sinh ngày: {{ownBirth}}. Số định danh cá nhân: {{ownNumber}}
Địa chỉ thường trú: {{ownResidence}}
Cùng sử dụng: {{owners}}
### II. Thửa đất
Thửa đất số: {{plot}}. Tờ bản đồ số: {{sheet}}
Diện tích: {{area}}
Địa chỉ: {{plotAddress}}
Loại đất: {{use}}. Có nhà trên đất: {{house}}
Nguồn gốc sử dụng: {{origin}}
### III. Biến động
Nội dung: {{reason}} từ ông/bà {{giverName}}, giấy chứng nhận cũ số {{certificateNumber}}; đăng ký {{issuedOn:long}}`,
    },
  ],
  refusals: [
    s.refusal(
      'disputed',
      'Đất đang tranh chấp, bị kê biên để thi hành án. | The land is disputed or seized.',
      'Luật Đất đai 31/2024/QH15, Điều 45 khoản 1',
    ),
    s.refusal(
      'no-consent',
      'Đất đang thế chấp mà bên nhận thế chấp không đồng ý. | Mortgaged, and the lender does not consent.',
      'Luật Đất đai 31/2024/QH15, Điều 45; Nghị định 101/2024/NĐ-CP',
    ),
    s.refusal(
      'too-small',
      'Thửa tách ra nhỏ hơn diện tích tối thiểu. | The split plot is too small.',
      'Luật Đất đai 31/2024/QH15, Điều 220',
    ),
  ],
  unconfirmed: [
    'Thời hạn bưu chính ghi “4 Ngày làm việc” trong khi các kênh khác 18: có thể bản ghi thiếu chữ số.',
    'Nghĩa vụ tài chính do cơ quan thuế thông báo từng hồ sơ; ghi vào biểu phí là 0 đồng theo bản ghi.',
    'Kết quả chưa tự ghi vào cơ sở dữ liệu đất đai: danh sách thửa đất phải được thêm, bớt ở cả hai bên chứ không thay cả danh sách.',
  ],
  source: s.portal('3380/QĐ-BNNMT'),
});
