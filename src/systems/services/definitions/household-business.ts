import * as s from './helpers.ts';

const words =
  'Miễn phí(- Mức lệ phí cụ thể do Hội đồng nhân dân tỉnh quyết định (căn cứ quy định tại Thông tư số 85/2019/TT-BTC). - Người nộp hồ sơ đăng ký hộ kinh doanh nộp lệ phí đăng ký hộ kinh doanh tại thời điểm nộp hồ sơ đăng ký hộ kinh doanh. Lệ phí đăng ký hộ kinh doanh có thể nộp trực tiếp tại bộ phận tiếp nhận hồ sơ đăng ký hộ kinh doanh ở cấp xã hoặc chuyển vào tài khoản của cơ quan đăng ký kinh doanh cấp xã hoặc sử dụng dịch vụ thanh toán trực tuyến trên Cổng dịch vụ công quốc gia. - Lệ phí đăng ký hộ kinh doanh không được hoàn trả cho hộ kinh doanh trong trường hợp hộ kinh doanh không được cấp đăng ký hộ kinh doanh)';

export const householdBusiness = s.service({
  code: '1.001612',
  name: 'Đăng ký thành lập hộ kinh doanh | Business household registration',
  field: 'Thành lập và hoạt động doanh nghiệp (hộ kinh doanh) | Business households',
  summary:
    'Mở quán ăn, cửa hàng, tiệm nhỏ: đăng ký hộ kinh doanh và có mã số thuế cùng lúc. | Open an eatery or a small shop: register, and get the tax code with it.',
  lifeEvents: ['mo-quan-an', 'thanh-lap-doanh-nghiep'],
  level: 'commune',
  audience: ['citizen', 'business'],
  legalBasis: s.basis('59/2020/QH14', '76/2025/QH15', '168/2025/NĐ-CP', '68/2025/TT-BTC', '85/2019/TT-BTC'),
  ways: s.ways(s.days(3), s.free(words), 'online', 'post', 'counter'),
  applicants: ['self', 'other'],
  placeField: 'businessAddress',
  conditions: [
    'Chủ hộ từ đủ 18 tuổi, có năng lực hành vi dân sự đầy đủ; mỗi người chỉ đăng ký một hộ kinh doanh trên toàn quốc. | The owner is an adult, and has one business household in the whole country.',
    'Ngành, nghề không bị cấm. | The business is not forbidden.',
  ],
  pages: [
    s.page('owner', 'Chủ hộ kinh doanh | The owner', [...s.self, s.gender('ownGender', s.known('population', 'gender'))]),
    s.page('name', 'Tên hộ kinh doanh | Name of the business', [
      s.ask('text', 'businessName', 'Tên riêng | Proper name', {
        maxLength: 100,
        hint: 'Sẽ ghi là “Hộ kinh doanh” và tên riêng; không trùng trong xã, phường. | Must be unique in the commune.',
      }),
    ]),
    s.page('where', 'Kinh doanh ở đâu? | Where?', [
      s.ask('address', 'businessAddress', 'Địa chỉ trụ sở | Address', s.suggested('population', 'residence')),
      s.phone,
    ]),
    s.page('what', 'Kinh doanh gì? | What business?', [
      s.rows('activities', 'Ngành, nghề; dòng đầu là ngành chính | Activities, the main one first', 20, [
        s.ask('code', 'code', 'Mã ngành (4 số), nếu biết | Code, if known', { optional: true }),
        s.ask('text', 'name', 'Tên ngành, nghề | Activity'),
      ]),
      s.yesNo('food', 'Có chế biến, bán đồ ăn uống? | Food or drink?'),
    ]),
    s.page('capital', 'Vốn và lao động | Capital and people', [
      s.ask('money', 'capital', 'Vốn kinh doanh (đồng) | Capital (đồng)', { min: 1_000_000, max: 100_000_000_000 }),
      s.ask('integer', 'workers', 'Số lao động dự kiến | Workers', { min: 0, max: 1000 }),
      s.ask('futureDate', 'opensOn', 'Ngày bắt đầu kinh doanh | Opening day', { optional: true }),
      s.choice('tax', 'Cách tính thuế | Tax', { declared: 'Kê khai | Declared', lump: 'Theo từng lần phát sinh | By occasion' }),
    ]),
    s.page('family', 'Thành viên hộ gia đình cùng đăng ký | Family members who register too', [
      s.yesNo('withFamily', 'Có thành viên gia đình cùng đứng tên? | Do members of the family register too?'),
      s.rows(
        'members',
        'Thành viên | Members',
        10,
        [s.ask('name', 'name', 'Họ và tên | Name'), s.ask('personalNumber', 'number', 'Số định danh | Personal number')],
        { showIf: s.yes('withFamily') },
      ),
    ]),
  ],
  papers: [
    s.paper(
      'owner-identity',
      'Giấy tờ pháp lý của chủ hộ (đã có số định danh thì không nộp) | Identity of the owner',
      [0, 1],
      [s.register('population', 'personalNumber'), s.upload],
    ),
    s.paper(
      'family-mandate',
      'Văn bản ủy quyền của các thành viên hộ gia đình cho một người làm chủ hộ, công chứng hoặc chứng thực | Certified mandate of the family',
      [0, 1],
      s.handedIn,
      s.yes('withFamily'),
    ),
    s.paper(
      'mandate',
      'Văn bản ủy quyền làm thủ tục (không bắt buộc công chứng, chứng thực) | Mandate (need not be certified)',
      [0, 1],
      [s.upload],
      s.onBehalf,
    ),
  ],
  chart: { name: 'standard', pay: 'none' },
  findings: [s.ask('taxCode', 'businessCode', 'Mã số hộ kinh doanh, đồng thời là mã số thuế | Number of the business, its tax code too')],
  results: [
    {
      key: 'business-certificate',
      code: 'KQ.G12.001350',
      name: s.t('Giấy chứng nhận đăng ký hộ kinh doanh | Certificate of business household registration'),
      abbreviation: 'HKD',
      body: `Mã số hộ kinh doanh: **{{businessCode}}**. Đăng ký lần đầu: {{issuedOn:long}}
Tên hộ kinh doanh: **HỘ KINH DOANH {{businessName:capitals}}**, viết thường: Hộ kinh doanh {{businessName}}
Địa chỉ trụ sở: {{businessAddress}}
Điện thoại: {{phone}}
Ngành, nghề kinh doanh: {{activities}}
Vốn kinh doanh: {{capital}} (bằng chữ: {{capital:spelt}} đồng)
Chủ hộ kinh doanh: **{{ownName:capitals}}**. Giới tính: {{ownGender}}. Sinh ngày: {{ownBirth}}
Số định danh cá nhân: {{ownNumber}}
Nơi thường trú: {{ownResidence}}
Thành viên hộ gia đình cùng đăng ký: {{members}}`,
    },
  ],
  refusals: [
    s.refusal(
      'name-taken',
      'Tên trùng với hộ kinh doanh đã đăng ký trong phạm vi cấp xã. | The name is taken in the commune.',
      'Nghị định 168/2025/NĐ-CP, quy định về đặt tên hộ kinh doanh',
    ),
    s.refusal(
      'second',
      'Chủ hộ đã đăng ký một hộ kinh doanh hoặc là chủ doanh nghiệp tư nhân. | The owner already has one, or a private enterprise.',
      'Nghị định 168/2025/NĐ-CP, quyền thành lập hộ kinh doanh',
    ),
    s.refusal(
      'forbidden',
      'Ngành, nghề bị cấm đầu tư kinh doanh. | A forbidden business.',
      'Luật Đầu tư, ngành, nghề cấm đầu tư kinh doanh',
    ),
  ],
  unconfirmed: [
    'Thủ tục này không có trong dữ liệu: mã 1.001612 theo tài liệu tham khảo về mã thủ tục; phí, giấy tờ, kết quả theo bản ghi cùng lĩnh vực 1.014034 và 2.000575; thời hạn 3 ngày làm việc theo hiểu biết chung.',
    'Số điều của Nghị định 168/2025/NĐ-CP trong căn cứ từ chối: chưa đối chiếu. Kết quả chưa ghi vào cơ sở dữ liệu đăng ký vì hộ mới chưa có hồ sơ tổ chức ở đây.',
  ],
  source: s.portal('2353/QĐ-BTC (bản ghi 1.014034 và 2.000575, gần nhất)'),
});
