import { deathPages, deathPapers, deathRefusals } from './death-form.ts';
import { deathExtract } from './death-registration.ts';
import * as s from './helpers.ts';

const hands = { ownName: 'deceasedName', personalNumber: 'deceasedNumber', date: 'deathDate' };

/** Death, removal of the residence and funeral allowance by one application (Decree 63/2024/NĐ-CP). */
export const deathResidenceFuneral = s.civilStatus({
  code: '2.002622',
  name: 'Liên thông: đăng ký khai tử, xóa đăng ký thường trú, giải quyết mai táng phí, tử tuất | Bundle: death registration, removal of residence, funeral and survivors’ allowance',
  summary:
    'Khai một lần khi nhà có người mất: khai tử, xóa thường trú, xin hỗ trợ mai táng. | Apply once after a death: registration, residence, help with the funeral.',
  lifeEvents: ['mat-nguoi-than'],
  legalBasis: s.basis('60/2014/QH13', '123/2015/NĐ-CP', '68/2020/QH14', '41/2024/QH15', '20/2021/NĐ-CP', '63/2024/NĐ-CP', '118/2025/NĐ-CP'),
  ways: s.ways(s.days(10), s.free(), 'online', 'counter'),
  applicants: ['self', 'other'],
  placeField: 'lastResidence',
  conditions: ['Người mất thường trú trong nước. | The person was resident in Viet Nam.'],
  pages: [
    ...deathPages,
    s.page('allowance', 'Xin hỗ trợ mai táng? | Ask for help with the funeral?', [
      s.choice('allowance', 'Người mất thuộc diện | The person was', {
        none: 'Không xin hỗ trợ | No allowance is asked for',
        social: 'Đang hưởng trợ cấp xã hội hằng tháng | Getting a monthly social allowance',
        insured: 'Đóng bảo hiểm xã hội hoặc đang hưởng lương hưu | Insured or retired',
      }),
      s.ask('bankAccount', 'account', 'Số tài khoản nhận tiền | Account for the money', {
        showIf: s.isOneOf('allowance', 'social', 'insured'),
      }),
      s.ask('text', 'bank', 'Ngân hàng | Bank', { showIf: s.isOneOf('allowance', 'social', 'insured') }),
    ]),
  ],
  papers: [...deathPapers, s.mandate],
  chart: { name: 'bundle', pay: 'none' },
  steps: [
    'Bạn khai và nộp một lần. | You apply once.',
    'Ủy ban nhân dân cấp xã đăng ký khai tử. | The commune registers the death.',
    'Công an xóa đăng ký thường trú; cơ quan chi trả giải quyết mai táng phí. | The police remove the residence; the paying agency decides on the allowance.',
  ],
  results: [deathExtract],
  linked: [
    { procedure: '1.003197', title: s.t('Xóa đăng ký thường trú | Removal of the residence'), hands },
    {
      procedure: '1.001731',
      title: s.t('Hỗ trợ chi phí mai táng | Help with the funeral'),
      hands: { ...hands, account: 'account', bank: 'bank' },
      when: s.is('allowance', 'social'),
    },
    {
      procedure: '2.000821',
      title: s.t('Giải quyết hưởng chế độ tử tuất | Survivors’ benefit'),
      hands: { ...hands, account: 'account', bank: 'bank' },
      when: s.is('allowance', 'insured'),
    },
  ],
  refusals: deathRefusals,
  unconfirmed: [
    'Thủ tục này không có trong dữ liệu: mã 2.002622, các mã 1.003197 và 1.001731, thời hạn 10 ngày làm việc và mức phí theo hiểu biết chung về Nghị định 63/2024/NĐ-CP; kết quả theo bản ghi 1.000656, tử tuất theo bản ghi 2.000821.',
  ],
  source: s.portal('163/QĐ-BTP (bản ghi 1.000656, gần nhất)'),
});
