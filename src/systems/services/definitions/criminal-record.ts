import * as s from './helpers.ts';

const words =
  'Miễn phí(Thực hiện theo Thông tư số 244/2016/TT-BTC ngày 11/11/2016 của Bộ Tài chính quy định mức thu, chế độ thu, nộp, quản lý và sử dụng phí cung cấp thông tin lý lịch tư pháp (khi có Thông tư mới sửa đổi, bổ sung hoặc thay thế Thông tư số 244 của Bộ Tài chính thì thực hiện theo Thông tư mới).)';

const certificate = (form: 'first' | 'second', code: string, vi: string) => ({
  key: `certificate-${form}`,
  code,
  name: s.t(`${vi} | Criminal record certificate (${form === 'first' ? 'form 1' : 'form 2'})`),
  abbreviation: 'LLTP',
  onlyIf: s.is('form', form),
  body: `Họ và tên: **{{ownName:capitals}}**. Giới tính: {{ownGender}}
Ngày, tháng, năm sinh: {{ownBirth}}. Quốc tịch: {{ownNationality}}
Nơi thường trú: {{ownResidence}}
Nơi tạm trú: {{temporaryResidence}}
Số định danh cá nhân: {{ownNumber}}
Tình trạng án tích: **{{convictions}}**${form === 'second' ? '\nÁn tích đã được xóa: {{spent}}' : ''}
Thông tin về cấm đảm nhiệm chức vụ, thành lập, quản lý doanh nghiệp, hợp tác xã: {{bans}}
Phiếu này được cấp để: {{purpose}}`,
});

export const criminalRecord = s.service({
  code: '3.000333',
  name: 'Cấp Phiếu lý lịch tư pháp | Criminal record certificate',
  field: 'Lý lịch tư pháp | Criminal records',
  summary:
    'Lấy giấy ghi bạn có hay không có án tích, để xin việc, đi học, định cư. | A paper that says whether you have convictions, for work, study or settling abroad.',
  lifeEvents: ['can-giay-to'],
  level: 'province',
  audience: ['citizen', 'foreigner'],
  legalBasis: s.basis('28/2009/QH12', '244/2016/TT-BTC'),
  ways: s.ways(s.days(10, 'day'), s.free(words), 'online', 'post', 'counter'),
  applicants: ['self', 'child', 'other'],
  placeField: 'ownResidence',
  conditions: [
    'Phiếu số 2 không được ủy quyền cho người khác xin, trừ cha, mẹ của người chưa thành niên. | Form 2 cannot be asked for by another, except by the parents of a minor.',
  ],
  pages: [
    s.page('who', 'Cấp cho ai? | For whom?', [
      ...s.self,
      s.gender('ownGender', s.known('population', 'gender')),
      s.listed('country', 'ownNationality', 'Quốc tịch | Nationality', s.known('population', 'nationality')),
      s.ask('address', 'temporaryResidence', 'Nơi tạm trú | Temporary residence', {
        optional: true,
        ...s.known('population', 'temporaryResidence'),
      }),
    ]),
    s.page('form', 'Cần phiếu số mấy? | Which form?', [
      s.choice('form', 'Loại phiếu | Form', {
        first: 'Phiếu số 1 (chỉ ghi án tích chưa xóa; nộp cho cơ quan, tổ chức) | Form 1: convictions not spent',
        second: 'Phiếu số 2 (ghi đầy đủ; để bản thân biết, hoặc đại sứ quán yêu cầu) | Form 2: all convictions',
      }),
      s.yesNo('bans', 'Ghi cả thông tin cấm thành lập, quản lý doanh nghiệp? | Also say whether you may run an enterprise?', {
        showIf: s.is('form', 'first'),
      }),
      s.choice('purpose', 'Dùng để | What for', {
        work: 'Xin việc | Work',
        study: 'Học tập | Study',
        settle: 'Định cư, kết hôn ở nước ngoài | Settling or marrying abroad',
        licence: 'Cấp chứng chỉ, giấy phép | A licence',
        other: 'Việc khác | Something else',
      }),
    ]),
    s.page('lived', 'Đã ở những đâu từ năm 14 tuổi? | Where have you lived since 14?', [
      s.rows('lived', 'Nơi cư trú | Residences', 20, [
        s.ask('month', 'from', 'Từ tháng | From'),
        s.ask('month', 'to', 'Đến tháng | To', { optional: true }),
        s.ask('text', 'place', 'Nơi ở | Place'),
        s.ask('text', 'work', 'Nghề nghiệp, nơi làm việc | Work', { optional: true }),
      ]),
      s.yesNo('convicted', 'Đã từng bị kết án? | Were you ever convicted?'),
      s.ask('longText', 'conviction', 'Tội danh, hình phạt, bản án số mấy | What for, the sentence, number of the judgment', {
        showIf: s.yes('convicted'),
      }),
    ]),
    s.page('copies', 'Nhận phiếu | The certificate', [s.ask('integer', 'copies', 'Số phiếu cần | Copies', { min: 1, max: 10 }), s.phone]),
  ],
  papers: [
    s.paper(
      'identity',
      'Thẻ Căn cước hoặc Hộ chiếu | Identity card or passport',
      [0, 1],
      [s.register('population', 'personalNumber'), s.upload],
    ),
    s.paper(
      'mandate',
      'Văn bản ủy quyền được công chứng, chứng thực (cha, mẹ, vợ, chồng, con thì không cần) | Certified mandate (not for parents, spouse, children)',
      [1, 0],
      s.handedIn,
      s.onBehalf,
    ),
    s.paper(
      'spent',
      'Quyết định xóa án tích, đặc xá, đại xá | Decision on spent conviction or pardon',
      [0, 1],
      s.handedIn,
      s.yes('convicted'),
    ),
  ],
  chart: {
    name: 'between-agencies',
    pay: 'none',
    asks: {
      agency: 'court',
      title: s.t('Xác minh án tích với Tòa án, cơ quan thi hành án | Ask courts and enforcement agencies'),
      term: s.days(7),
    },
  },
  findings: [
    s.ask('text', 'convictions', 'Tình trạng án tích | Convictions', { maxLength: 1000 }),
    s.ask('text', 'spent', 'Án tích đã xóa (phiếu số 2) | Spent convictions (form 2)', { optional: true, maxLength: 1000 }),
  ],
  results: [
    certificate('first', 'KQ.G01.000200', 'Phiếu Lý lịch tư pháp số 1 (Cấp tỉnh)'),
    certificate('second', 'KQ.G01.000199', 'Phiếu Lý lịch tư pháp số 2 (Cấp tỉnh)'),
  ],
  refusals: [
    s.refusal(
      'no-right',
      'Người yêu cầu không có quyền xin phiếu này. | Not entitled to ask for it.',
      'Luật Lý lịch tư pháp 28/2009/QH12, Điều 7',
    ),
    s.refusal(
      'false',
      'Giấy tờ kèm theo giả mạo, không đủ. | Papers are false or insufficient.',
      'Luật Lý lịch tư pháp 28/2009/QH12, Điều 49',
    ),
  ],
  unconfirmed: [
    'Phí: bản ghi ghi “Miễn phí” nhưng dẫn Thông tư 244/2016/TT-BTC (200.000 đồng, hiểu biết chung); để 0 đồng theo bản ghi.',
    'Điều luật của căn cứ từ chối: theo hiểu biết chung.',
  ],
  source: s.portal('1025/QĐ-BCA'),
});
