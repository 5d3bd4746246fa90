import { civilStatusBasis } from './civil-status-laws.ts';
import * as s from './helpers.ts';

const words =
  'Miễn phí(Mức lệ phí cụ thể do Hội đồng nhân dân tỉnh, thành phố trực thuộc Trung ương quyết định. Miễn lệ phí cho người thuộc gia đình có công với cách mạng; người thuộc hộ nghèo; người khuyết tật. Phí cấp bản sao Trích lục đăng ký thay đổi/cải chính/bổ sung thông tin hộ tịch (nếu có yêu cầu) thực hiện theo quy định tại Thông tư số 281/2016/TT-BTC ngày 14/11/2016 của Bộ Tài chính.)';

export const civilStatusCorrection = s.civilStatus({
  code: '1.004859',
  name: 'Thay đổi, cải chính, bổ sung thông tin hộ tịch, xác định lại dân tộc | Change or correction of civil status',
  summary:
    'Đổi họ, tên, sửa chỗ sai hoặc ghi thêm chỗ thiếu trên giấy khai sinh, giấy kết hôn. | Change a name, put right what is wrong, add what is missing in a certificate.',
  lifeEvents: ['can-giay-to'],
  legalBasis: civilStatusBasis,
  ways: s.ways(s.days(1), s.free(words), 'online', 'post', 'counter'),
  applicants: ['self', 'child', 'other'],
  placeField: 'ownResidence',
  conditions: [
    'Đổi tên cho người dưới 18 tuổi phải có sự đồng ý của cha, mẹ; từ đủ 9 tuổi thì cả sự đồng ý của người đó. | A minor’s name is changed with the parents’ consent, from 9 years also the child’s.',
  ],
  pages: [
    s.page('who', 'Sửa cho ai? | Whose?', [...s.self, s.yesNo('minor', 'Người này chưa đủ 18 tuổi? | Is the person under 18?')]),
    s.page('what', 'Bạn muốn làm gì? | What do you want?', [
      s.choice('kind', 'Việc cần làm | What is to be done', {
        change: 'Thay đổi họ, chữ đệm, tên | Change a name',
        correct: 'Cải chính chỗ ghi sai | Correct an error',
        add: 'Bổ sung thông tin còn thiếu | Add what is missing',
        ethnicity: 'Xác định lại dân tộc | Redetermine the ethnic group',
      }),
      s.choice('document', 'Trong giấy tờ nào? | In which document?', {
        birth: 'Giấy khai sinh | Birth certificate',
        marriage: 'Giấy chứng nhận kết hôn | Marriage certificate',
        death: 'Trích lục khai tử | Death extract',
      }),
    ]),
    s.page('content', 'Nội dung | What exactly', [
      s.ask('name', 'newName', 'Họ, chữ đệm, tên mới | New full name', { showIf: s.is('kind', 'change') }),
      s.listed('ethnicity', 'newEthnicity', 'Dân tộc xác định lại | Ethnic group', { showIf: s.is('kind', 'ethnicity') }),
      s.ask('text', 'wrong', 'Đang ghi là | It now says', { showIf: s.isOneOf('kind', 'correct', 'add') }),
      s.ask('text', 'right', 'Đúng phải là | It should say', { showIf: s.isOneOf('kind', 'correct', 'add') }),
      s.ask('longText', 'reason', 'Lý do | Reason', { maxLength: 1000 }),
    ]),
  ],
  papers: [
    s.paper(
      'grounds',
      'Giấy tờ làm căn cứ thay đổi, cải chính, bổ sung | Documents that support it',
      [1, 0],
      [s.result('1.001193', '2.000986', '1.001022'), s.upload, s.original],
    ),
    s.paper('parents-consent', 'Văn bản đồng ý của cha, mẹ | Consent of the parents', [1, 0], s.handedIn, s.yes('minor')),
    s.mandate,
  ],
  chart: { name: 'standard', pay: 'none' },
  findings: [
    s.ask('text', 'decidedChange', 'Nội dung được thay đổi, cải chính, bổ sung | What is changed, as registered', { maxLength: 500 }),
  ],
  results: [
    {
      ...extractOf('change'),
      key: 'name-change',
      onlyIf: s.is('kind', 'change'),
      writes: [{ register: 'population', of: 'applicant', facts: { fullName: { form: 'newName' } } }],
    },
    {
      ...extractOf('ethnicity'),
      key: 'ethnicity',
      onlyIf: s.is('kind', 'ethnicity'),
      writes: [{ register: 'population', of: 'applicant', facts: { ethnicity: { form: 'newEthnicity' } } }],
    },
    { ...extractOf('other'), key: 'correction', onlyIf: s.isOneOf('kind', 'correct', 'add') },
  ],
  refusals: [
    s.refusal(
      'no-ground',
      'Không có căn cứ thay đổi, cải chính. | There is no ground for the change.',
      'Luật Hộ tịch 60/2014/QH13, Điều 26; Nghị định 123/2015/NĐ-CP, Điều 7',
    ),
    s.refusal('false-name', 'Nhằm hợp thức hóa giấy tờ khác. | Only to fit other papers.', 'Nghị định 123/2015/NĐ-CP, Điều 7 khoản 2'),
  ],
  unconfirmed: [
    'Thời hạn: bản ghi ghi “1”, không có đơn vị, hiểu là 1 ngày làm việc; Luật Hộ tịch (hiểu biết chung) ghi 3 ngày làm việc cho thay đổi, cải chính.',
    'Điều luật của căn cứ từ chối và tuổi cần đồng ý: theo hiểu biết chung.',
  ],
  source: s.portal('163/QĐ-BTP'),
});

function extractOf(kind: 'change' | 'ethnicity' | 'other') {
  const content = {
    change: 'Họ, chữ đệm, tên mới: **{{newName:capitals}}**',
    ethnicity: 'Dân tộc: **{{newEthnicity}}**',
    other: 'Từ: {{wrong}}\nThành: **{{right}}**',
  }[kind];
  return {
    code: 'KQ.G15.000037',
    name: s.t('Trích lục thay đổi, cải chính, bổ sung thông tin hộ tịch, xác định lại dân tộc | Extract of the change of civil status'),
    abbreviation: 'TLTĐ',
    body: `Họ, chữ đệm, tên: **{{ownName:capitals}}**
Ngày, tháng, năm sinh: {{ownBirth}}. Số định danh cá nhân: {{ownNumber}}
Nơi cư trú: {{ownResidence}}
Đã đăng ký: {{kind}} trong {{document}}
${content}
Nội dung ghi vào Sổ: {{decidedChange}}
Lý do: {{reason}}
Nơi đăng ký: {{issuerName}}. Ngày đăng ký: {{issuedOn}}`,
  };
}
