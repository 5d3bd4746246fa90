import * as s from './helpers.ts';

const words = 'Miễn phí(Theo quy định của Hội đồng nhân dân cấp tỉnh)';

export const constructionPermit = s.service({
  code: '1.013225',
  name: 'Cấp giấy phép xây dựng nhà ở riêng lẻ | Construction permit for a private house',
  field: 'Hoạt động xây dựng | Construction',
  summary:
    'Xin phép xây nhà riêng trên đất của mình; cán bộ đến xem đất trước khi cấp. | Permission to build a house on your land; an officer looks at the place first.',
  lifeEvents: ['xay-nha'],
  level: 'commune',
  audience: ['citizen', 'business', 'organisation'],
  legalBasis: s.basis('50/2014/QH13', '62/2020/QH14', '175/2024/NĐ-CP', '105/2025/NĐ-CP', '140/2025/NĐ-CP'),
  ways: [
    { channel: 'online', term: s.days(20, 'day'), fee: s.free(words) },
    { channel: 'post', term: s.days(20, 'day'), fee: s.free(words) },
    { channel: 'counter', term: s.days(15, 'day'), fee: s.free(`${words.slice(0, -1)}.)`) },
  ],
  applicants: ['self', 'organisation', 'other'],
  placeField: 'site',
  conditions: [
    'Phù hợp quy hoạch và mục đích sử dụng đất. | It fits the plan and the use of the land.',
    'Bảo đảm an toàn cho công trình liền kề, hành lang bảo vệ, phòng cháy. | Neighbouring houses, protected strips and fire safety are looked after.',
  ],
  pages: [
    s.page('owner', 'Chủ đầu tư | The owner', [...s.self, s.phone]),
    s.page('site', 'Xây ở đâu? | Where?', [
      s.ask('address', 'site', 'Địa điểm xây dựng | Site'),
      s.ask('code', 'certificateNumber', 'Số giấy chứng nhận quyền sử dụng đất | Number of the land certificate'),
      s.ask('code', 'plot', 'Thửa đất số | Plot'),
      s.ask('code', 'sheet', 'Tờ bản đồ số | Map sheet'),
      s.ask('area', 'plotArea', 'Diện tích thửa đất | Area of the plot', { min: 1, max: 1_000_000 }),
    ]),
    s.page('house', 'Xây nhà thế nào? | What house?', [
      s.ask('integer', 'floors', 'Số tầng (không kể hầm) | Floors', { min: 1, max: 20 }),
      s.yesNo('basement', 'Có tầng hầm? | A basement?'),
      s.ask('area', 'groundFloor', 'Diện tích xây dựng tầng 1 | Ground floor', { min: 1, max: 100_000 }),
      s.ask('area', 'totalFloor', 'Tổng diện tích sàn | Total floor area', { min: 1, max: 1_000_000 }),
      s.ask('decimal', 'height', 'Chiều cao công trình (m) | Height (m)', { min: 1, max: 100 }),
    ]),
    s.page('neighbours', 'Nhà bên cạnh | Neighbours', [
      s.yesNo('adjoining', 'Có nhà liền kề? | Does a house adjoin?'),
      s.yesNo('listed', 'Trong khu bảo tồn, di tích? | In a protected area?'),
    ]),
    s.page('design', 'Ai thiết kế? | Who designed it?', [
      s.choice('designer', 'Bản vẽ do | Drawn by', {
        firm: 'Tổ chức, cá nhân có chứng chỉ | A licensed firm or person',
        owner: 'Chủ nhà tự tổ chức (nhà dưới 3 tầng, dưới 250 m² sàn) | The owner (under 3 floors and 250 m²)',
      }),
      s.ask('text', 'designerName', 'Tên, số chứng chỉ | Name, number of the licence', { showIf: s.is('designer', 'firm') }),
      s.ask('futureDate', 'startsOn', 'Dự kiến khởi công | Planned start'),
    ]),
  ],
  papers: [
    s.paper(
      'land',
      'Giấy chứng nhận quyền sử dụng đất (có trong Cơ sở dữ liệu đất đai thì không nộp) | Land certificate',
      [1, 1],
      [s.register('land', 'plots'), s.result('1.013831'), s.upload],
    ),
    s.paper(
      'drawings',
      '02 bộ bản vẽ thiết kế: mặt bằng lô đất, các tầng, mặt đứng, mặt cắt, móng, đấu nối hạ tầng | Two sets of drawings',
      [2, 0],
      s.handedIn,
    ),
    s.paper(
      'neighbour-safety',
      'Bản cam kết bảo đảm an toàn đối với công trình liền kề | Undertaking on the safety of adjoining houses',
      [1, 0],
      [s.upload],
      s.yes('adjoining'),
    ),
    s.paper('design-check', 'Báo cáo kết quả thẩm tra thiết kế | Report of the design check', [1, 0], [s.upload], {
      op: 'or',
      all: [s.yes('basement'), { op: 'gte', of: { form: 'floors' }, to: 7 }],
    }),
    s.mandate,
  ],
  chart: { name: 'with-inspection', pay: 'none' },
  findings: [
    s.ask('text', 'redLine', 'Cao độ nền, khoảng lùi, chỉ giới được duyệt | Levels, set-back and building line', { maxLength: 500 }),
    s.ask('text', 'conditionsSet', 'Yêu cầu phải tuân thủ thêm | Further conditions', { optional: true, maxLength: 1000 }),
  ],
  results: [
    {
      key: 'permit',
      code: 'KQ.G17.000311',
      name: s.t('Giấy phép xây dựng | Construction permit'),
      abbreviation: 'GPXD',
      body: `Cấp cho: **{{ownName:capitals}}**. Số định danh cá nhân: {{ownNumber}}
Địa chỉ thường trú: {{ownResidence}}
Được phép xây dựng: nhà ở riêng lẻ, theo thiết kế kèm theo
Địa điểm xây dựng: **{{site}}**
Thửa đất số {{plot}}, tờ bản đồ số {{sheet}}, diện tích {{plotArea}}; giấy chứng nhận số {{certificateNumber}}
Diện tích xây dựng tầng 1: {{groundFloor}}. Tổng diện tích sàn: {{totalFloor}}
Chiều cao công trình: {{height}} m. Số tầng: {{floors}}. Tầng hầm: {{basement}}
Cao độ nền, khoảng lùi, chỉ giới: {{redLine}}
Yêu cầu khác: {{conditionsSet}}
Giấy phép có hiệu lực khởi công trong 12 tháng kể từ {{issuedOn:long}}; quá thời hạn này phải đề nghị gia hạn.`,
    },
  ],
  refusals: [
    s.refusal(
      'plan',
      'Không phù hợp quy hoạch hoặc mục đích sử dụng đất. | It does not fit the plan or the use of the land.',
      'Luật Xây dựng 50/2014/QH13, Điều 93 khoản 1 điểm a',
    ),
    s.refusal(
      'safety',
      'Không bảo đảm an toàn công trình, công trình lân cận. | The house or its neighbours would not be safe.',
      'Luật Xây dựng 50/2014/QH13, Điều 93 khoản 1 điểm b',
    ),
    s.refusal(
      'land',
      'Đất đang tranh chấp hoặc đã có thông báo thu hồi. | The land is disputed or to be recovered.',
      'Luật Đất đai 31/2024/QH15',
    ),
  ],
  unconfirmed: [
    'Bản ghi là của cả nhóm công trình cấp III, IV và nhà ở riêng lẻ; đây là phần (1.7) nhà ở riêng lẻ.',
    'Thời hạn: bản ghi ghi 20 ngày (trực tuyến, bưu chính) và 15 ngày (trực tiếp); trình tự ghi 07 ngày làm việc để kiểm tra thực địa.',
    'Ngưỡng thẩm tra thiết kế (tầng hầm hoặc từ 7 tầng), ngưỡng tự thiết kế và hiệu lực 12 tháng: theo hiểu biết chung.',
  ],
  source: s.portal('56/QĐ-BXD'),
});
