import * as s from './helpers.ts';

const words =
  'Thời hạn giải quyết khiếu nại lần đầu không quá 30 ngày, kể từ ngày thụ lý để giải quyết; đối với vụ việc phức tạp thì thời hạn giải quyết có thể kéo dài hơn nhưng không quá 45 ngày, kể từ ngày thụ lý để giải quyết.';

export const firstComplaint = s.service({
  code: '2.002409',
  name: 'Giải quyết khiếu nại lần đầu | First complaint',
  field: 'Khiếu nại, tố cáo | Complaints',
  summary:
    'Khiếu nại khi một quyết định hoặc việc làm của cơ quan xâm phạm quyền lợi của bạn. | Complain when a decision or act of an agency wrongs you.',
  lifeEvents: ['khieu-nai'],
  level: 'commune',
  audience: ['citizen', 'business', 'organisation'],
  legalBasis: s.basis('02/2011/QH13', '124/2020/NĐ-CP', '05/2012/NĐ-CP'),
  ways: s.ways(s.days(30, 'day'), s.free(`Không thu phí. ${words}`), 'online', 'post', 'counter'),
  applicants: ['self', 'organisation', 'other'],
  placeField: 'agencyAt',
  conditions: [
    'Người khiếu nại phải là người có quyền, lợi ích hợp pháp chịu tác động trực tiếp bởi quyết định hành chính, hành vi hành chính mà mình khiếu nại. | You are directly affected by the decision or act.',
    'Người khiếu nại phải là người có năng lực hành vi dân sự đầy đủ theo quy định của pháp luật. | You have full legal capacity, or somebody represents you.',
    'Trong 90 ngày kể từ ngày nhận hoặc biết được quyết định, hành vi. | Within 90 days of learning of it.',
    'Việc khiếu nại chưa có quyết định giải quyết lần hai, chưa được toà án thụ lý. | No second decision yet, and no court has taken it up.',
  ],
  pages: [
    s.page('who', 'Người khiếu nại | Who complains', [...s.self, s.phone]),
    s.page('what', 'Khiếu nại điều gì? | About what?', [
      s.choice('kind', 'Khiếu nại | The complaint is about', {
        decision: 'Một quyết định hành chính | A decision',
        act: 'Một hành vi hành chính | An act',
      }),
      s.ask('text', 'decisionNumber', 'Số, ngày quyết định | Number and day of the decision', { showIf: s.is('kind', 'decision') }),
      s.ask('text', 'actOf', 'Hành vi của ai, việc gì | Whose act, and what', { showIf: s.is('kind', 'act') }),
      s.ask('pastDate', 'knownOn', 'Bạn nhận hoặc biết ngày nào? | When did you learn of it?'),
      s.ask(
        'commune',
        'agencyAt',
        'Cơ quan bị khiếu nại ở xã, phường nào? | In which commune is the agency?',
        s.suggested('population', 'residence'),
      ),
    ]),
    s.page('content', 'Nội dung | The complaint', [
      s.ask('longText', 'content', 'Việc xảy ra thế nào, vì sao bạn cho là sai | What happened, and why it is wrong', { maxLength: 4000 }),
      s.ask('longText', 'request', 'Bạn đề nghị giải quyết thế nào | What you ask for', { maxLength: 1000 }),
    ]),
    s.page('before', 'Đã khiếu nại, khởi kiện chưa? | Have you complained or sued already?', [
      s.yesNo('inCourt', 'Tòa án đã thụ lý vụ việc này? | Has a court taken it up?'),
      s.yesNo('wantsTalk', 'Bạn muốn được đối thoại? | Do you want a talk?'),
    ]),
  ],
  papers: [
    s.paper('decision', 'Quyết định bị khiếu nại | The decision', [0, 1], s.handedIn, s.is('kind', 'decision')),
    s.paper('evidence', 'Tài liệu, chứng cứ | Documents and evidence', [0, 1], s.handedIn, s.is('kind', 'act')),
    s.mandate,
  ],
  chart: { name: 'complaint', pay: 'none' },
  steps: [
    'Trong 10 ngày cơ quan thụ lý hoặc nói rõ vì sao không. | Within 10 days the agency takes it up, or says why not.',
    'Xác minh; tổ chức đối thoại nếu hai bên còn khác nhau. | It is verified; a talk is held where the sides differ.',
    'Người có thẩm quyền ký quyết định giải quyết. | A decision is signed.',
    'Không đồng ý: khiếu nại lần hai trong 30 ngày hoặc khởi kiện. | If you disagree: a second complaint within 30 days, or a court.',
  ],
  findings: [
    s.choice('outcome', 'Kết luận | Conclusion', {
      right: 'Khiếu nại đúng toàn bộ | Wholly right',
      partly: 'Khiếu nại đúng một phần | Partly right',
      wrong: 'Khiếu nại sai toàn bộ | Wholly wrong',
    }),
    s.ask('longText', 'verified', 'Kết quả xác minh | What was found', { maxLength: 4000 }),
    s.ask('longText', 'remedy', 'Giữ nguyên, sửa đổi, hủy bỏ quyết định hoặc chấm dứt hành vi | What is upheld, changed or ended', {
      maxLength: 2000,
    }),
  ],
  results: [
    {
      key: 'decision',
      code: 'KQ.G01.00262',
      name: s.t('Quyết định giải quyết khiếu nại lần đầu | Decision on a first complaint'),
      abbreviation: 'QĐ-GQKN',
      body: `Căn cứ Luật Khiếu nại số 02/2011/QH13;
Xét đơn khiếu nại của ông/bà {{ownName}}, số định danh cá nhân {{ownNumber}}, địa chỉ {{ownResidence}};
QUYẾT ĐỊNH:
Điều 1. Nội dung khiếu nại: {{content}}
Đối tượng bị khiếu nại: {{kind}}; quyết định: {{decisionNumber}}; hành vi: {{actOf}}
Điều 2. Kết quả xác minh: {{verified}}
Kết luận: **{{outcome}}**
Điều 3. Quyết định: {{remedy}}
Điều 4. Không đồng ý với Quyết định này, ông/bà {{ownName}} có quyền khiếu nại lần hai trong 30 ngày kể từ ngày nhận được quyết định, hoặc khởi kiện vụ án hành chính tại Tòa án.`,
    },
  ],
  refusals: [
    s.refusal(
      'not-affected',
      'Không liên quan trực tiếp đến quyền, lợi ích của người khiếu nại. | The complainer is not directly affected.',
      'Luật Khiếu nại 02/2011/QH13, Điều 11 khoản 2',
    ),
    s.refusal(
      'too-late',
      'Thời hiệu khiếu nại đã hết mà không có lý do chính đáng. | Too late, without good reason.',
      'Luật Khiếu nại 02/2011/QH13, Điều 11 khoản 6',
    ),
    s.refusal(
      'in-court',
      'Việc khiếu nại đã được Tòa án thụ lý. | A court has taken it up.',
      'Luật Khiếu nại 02/2011/QH13, Điều 11 khoản 9',
    ),
  ],
  unconfirmed: [
    'Thủ tục cấp xã không có trong dữ liệu: mã 2.002409, thời hiệu 90 ngày, 10 ngày thụ lý theo hiểu biết chung; điều kiện, thời hạn 30 ngày, mã kết quả theo bản ghi gần nhất 1.000178 (Bộ Công an).',
    'Nghị định 05/2012/NĐ-CP được bản ghi dẫn; tên đầy đủ chưa đối chiếu.',
  ],
  source: s.portal('QĐ/0001-BCA (bản ghi 1.000178, gần nhất)'),
});
