import { birthFindings, birthPages, birthPapers, birthRefusals } from './birth-form.ts';
import { birthCertificate } from './birth-registration.ts';
import * as s from './helpers.ts';

const withParent = s.is('residenceWith', 'parent');

/** Birth, permanent residence and health-insurance card of a child under 6, by one application (Decree 63/2024/NĐ-CP). */
export const birthResidenceInsurance = s.civilStatus({
  code: '2.000986',
  name: 'Liên thông: đăng ký khai sinh, đăng ký thường trú, cấp thẻ bảo hiểm y tế cho trẻ em dưới 6 tuổi | Bundle: birth registration, residence and health-insurance card of a child under 6',
  summary:
    'Khai một lần, con có giấy khai sinh, nhập hộ khẩu theo cha mẹ và có thẻ bảo hiểm y tế. | Apply once: the child gets a birth certificate, is registered at your home and insured.',
  lifeEvents: ['sinh-con'],
  legalBasis: s.basis('60/2014/QH13', '123/2015/NĐ-CP', '68/2020/QH14', '41/2024/QH15', '25/2008/QH12', '63/2024/NĐ-CP', '118/2025/NĐ-CP'),
  ways: [
    { channel: 'online', term: s.days(20), fee: s.free() },
    { channel: 'counter', term: s.days(20), fee: s.free() },
  ],
  applicants: ['self', 'other'],
  placeField: 'registerAt',
  titleField: 'childName',
  conditions: ['Trẻ dưới 6 tuổi. | The child is under 6 years old.'],
  pages: [
    ...birthPages,
    s.page('residence', 'Trẻ thường trú ở đâu? | Where will the child live?', [
      s.choice('residenceWith', 'Đăng ký thường trú cho trẻ | Register the child', {
        parent: 'Cùng cha, mẹ, tại nơi thường trú của tôi | With me, at my permanent residence',
        other: 'Vào hộ của người khác | In somebody else’s household',
      }),
      s.ask('address', 'residence', 'Nơi thường trú của trẻ | Residence of the child', {
        showIf: withParent,
        ...s.known('population', 'residence', { when: withParent }),
      }),
      s.ask('address', 'residenceOther', 'Địa chỉ của hộ đó | Address of that household', { showIf: s.is('residenceWith', 'other') }),
      s.ask('name', 'householdHead', 'Chủ hộ | Head of the household', s.suggested('population', 'householdHead', { when: withParent })),
    ]),
    s.page('insurance', 'Khám bệnh ban đầu ở đâu? | Where will the child be treated first?', [
      s.ask('text', 'hospital', 'Cơ sở khám bệnh, chữa bệnh ban đầu | Place of first treatment', {
        hint: 'Trạm y tế hoặc bệnh viện gần nhà. | A health station or hospital near your home.',
      }),
    ]),
  ],
  papers: [
    ...birthPapers,
    s.paper(
      'household-consent',
      'Ý kiến bằng văn bản của cha, mẹ và ý kiến đồng ý của chủ hộ | Written consent of the parents and of the head of household',
      [1, 0],
      s.handedIn,
      s.is('residenceWith', 'other'),
    ),
    s.mandate,
  ],
  chart: { name: 'bundle', pay: 'none' },
  steps: [
    'Bạn khai và nộp một lần. | You apply once.',
    'Ủy ban nhân dân cấp xã đăng ký khai sinh, cấp Giấy khai sinh. | The commune registers the birth and issues the certificate.',
    'Dữ liệu được chuyển ngay cho Công an cấp xã và cơ quan bảo hiểm xã hội. | The police and the insurance agency get it at once.',
    'Bạn nhận thông báo thường trú và thẻ bảo hiểm y tế điện tử. | You get notice of the residence and the electronic card.',
  ],
  findings: birthFindings,
  results: [birthCertificate],
  linked: [
    {
      procedure: '1.004222',
      title: s.t('Đăng ký thường trú cho trẻ | Permanent residence of the child'),
      hands: { newcomerName: 'childName', newcomerBirth: 'childBirth', newcomerNumber: 'childNumber', householdHead: 'householdHead' },
    },
    {
      procedure: '1.001939',
      title: s.t('Cấp thẻ bảo hiểm y tế cho trẻ em dưới 6 tuổi | Health-insurance card of a child under 6'),
      hands: { childName: 'childName', childBirth: 'childBirth', childNumber: 'childNumber', hospital: 'hospital' },
    },
  ],
  refusals: [
    ...birthRefusals,
    s.refusal('over-age', 'Trẻ đã đủ 6 tuổi. | The child is 6 or older.', 'Luật Bảo hiểm y tế 25/2008/QH12, Điều 12'),
  ],
  unconfirmed: [
    'Thời hạn: cột ghi “20 Ngày”, phần chữ ghi “tối đa không quá 20 ngày làm việc”; lấy theo phần chữ.',
    'Bản ghi chỉ có kênh trực tiếp và còn nói cấp huyện (2015); kênh trực tuyến và cách liên thông theo Nghị định 63/2024/NĐ-CP, hiểu biết chung.',
    'Mã thủ tục của việc cấp thẻ bảo hiểm y tế trẻ em: bản ghi không nêu; dùng 1.001939 (cấp thẻ BHYT cho người chỉ tham gia BHYT), kết quả KQ.G18.000047.',
    'Lệ phí đăng ký thường trú của trẻ: bản ghi ghi “tạm thu lệ phí” ở phần trình tự nhưng cột phí ghi “Miễn phí”.',
  ],
  source: s.portal('QĐ/0001-BTP'),
});
