import type { Field, Page, Paper, Procedure } from '#core/cases/index.ts';
import * as s from './helpers.ts';

/** What birth registration and its linked bundle both ask. */

const foundling = s.is('birthProof', 'report');
const byParent = s.isOneOf('relation', 'mother', 'father');

/** A parent: the applicant's own facts when they are that parent, else what civil status says of their spouse. */
function parent(who: 'mother' | 'father', vi: string): Field[] {
  const other = s.is('relation', who === 'mother' ? 'father' : 'mother');
  const spouse = { register: 'civil-status', attribute: 'spouse', of: 'applicant', when: other } as const;
  const own = (attribute: string) => s.suggested('population', attribute, { when: s.is('relation', who) });
  const either = (attribute: string) => s.suggested('population', attribute, { when: s.is('relation', who), or: spouse });
  return [
    s.ask('name', `${who}Name`, `Họ, chữ đệm, tên ${vi} | Full name of the ${who}`, either('fullName')),
    s.ask('pastDate', `${who}Birth`, `Ngày sinh ${vi} | Date of birth of the ${who}`, either('birthDate')),
    s.ask('personalNumber', `${who}Number`, `Số định danh cá nhân ${vi} | Personal number of the ${who}`, either('personalNumber')),
    s.listed('ethnicity', `${who}Ethnicity`, `Dân tộc ${vi} | Ethnic group of the ${who}`, own('ethnicity')),
    s.listed('country', `${who}Nationality`, `Quốc tịch ${vi} | Nationality of the ${who}`, own('nationality')),
    s.ask('address', `${who}Residence`, `Nơi cư trú ${vi} | Residence of the ${who}`, own('residence')),
  ];
}

export const birthPages: readonly Page[] = [
  s.page('relation', 'Bạn là gì của trẻ? | What are you to the child?', [
    s.choice('relation', 'Bạn là | You are', {
      mother: 'Mẹ | The mother',
      father: 'Cha | The father',
      relative: 'Ông, bà hoặc người thân thích khác | A grandparent or other relative',
      carer: 'Người, tổ chức đang nuôi dưỡng trẻ | Whoever is bringing up the child',
    }),
    s.choice(
      'marital',
      'Tình trạng hôn nhân của bạn | Your marital status',
      {
        single: 'Chưa kết hôn | Single',
        married: 'Đang có vợ, chồng | Married',
        divorced: 'Đã ly hôn | Divorced',
        widowed: 'Vợ, chồng đã chết | Widowed',
      },
      { ...s.known('civil-status', 'maritalStatus'), showIf: byParent },
    ),
  ]),
  s.page('child', 'Tên của trẻ | The child’s name', [
    s.ask('name', 'childName', 'Họ, chữ đệm, tên của trẻ | Full name of the child', {
      hint: 'Ghi như muốn in trên Giấy khai sinh. | As it is to be printed on the certificate.',
    }),
    s.gender('childGender'),
  ]),
  s.page('birth', 'Trẻ sinh khi nào, ở đâu? | When and where was the child born?', [
    s.ask('pastDate', 'childBirth', 'Ngày sinh | Date of birth'),
    s.ask('address', 'birthPlace', 'Nơi sinh | Place of birth', {
      hint: 'Tên bệnh viện, trạm y tế; sinh ở nhà thì ghi địa chỉ nhà. | Name of the hospital; the address if at home.',
    }),
  ]),
  s.page('proof', 'Có giấy chứng sinh không? | Is there a birth note?', [
    s.choice('birthProof', 'Việc sinh được chứng minh bằng | The birth is shown by', {
      note: 'Giấy chứng sinh | A birth note of the hospital',
      witness: 'Không có giấy chứng sinh, có người làm chứng | No birth note, but a witness',
      sworn: 'Không có người làm chứng, tôi cam đoan | No witness: I swear to it',
      report: 'Trẻ bị bỏ rơi, có biên bản | An abandoned child, with a report',
    }),
    s.yesNo('surrogate', 'Trẻ sinh ra do mang thai hộ? | Was the child born by a surrogate mother?', { showIf: s.not(foundling) }),
  ]),
  s.page('mother', 'Người mẹ | The mother', parent('mother', 'người mẹ'), { showIf: s.not(foundling) }),
  s.page(
    'father-known',
    'Có ghi người cha không? | Is the father to be named?',
    [
      s.yesNo('fatherNamed', 'Ghi người cha vào Giấy khai sinh | Name the father on the certificate', {
        hint: 'Cha mẹ chưa kết hôn: để ghi tên cha, làm thêm thủ tục nhận cha, mẹ, con (1.001022). | Parents not married: also ask for recognition (1.001022).',
      }),
    ],
    { showIf: s.not(foundling) },
  ),
  s.page('father', 'Người cha | The father', parent('father', 'người cha'), { showIf: s.yes('fatherNamed') }),
  s.page('origin', 'Dân tộc và quê quán | Ethnic group and origin', [
    s.listed(
      'ethnicity',
      'childEthnicity',
      'Dân tộc của trẻ | Ethnic group of the child',
      s.suggested('population', 'ethnicity', { when: byParent }),
    ),
    s.ask('address', 'childOrigin', 'Quê quán của trẻ | Place of origin of the child', {
      hint: 'Theo quê quán của cha hoặc mẹ, do cha mẹ thỏa thuận. | The father’s or the mother’s, as they agree.',
      ...s.suggested('population', 'placeOfOrigin', { when: byParent }),
    }),
  ]),
  s.page('where', 'Đăng ký ở đâu? | Where is it registered?', [
    s.ask(
      'commune',
      'registerAt',
      'Xã, phường nơi cha hoặc mẹ cư trú | Commune where a parent lives',
      s.suggested('population', 'residence'),
    ),
    s.ask('personalNumber', 'ownNumber', 'Số định danh cá nhân của bạn | Your personal number', s.known('population', 'personalNumber')),
  ]),
];

export const birthPapers: readonly Paper[] = [
  s.paper('birth-note', 'Giấy chứng sinh | Birth note', [1, 0], s.handedIn, s.is('birthProof', 'note')),
  s.paper(
    'witness-statement',
    'Văn bản của người làm chứng xác nhận về việc sinh | Statement of a witness of the birth',
    [1, 0],
    s.handedIn,
    s.is('birthProof', 'witness'),
  ),
  s.paper('sworn-statement', 'Giấy cam đoan về việc sinh | Sworn statement of the birth', [1, 0], [s.upload], s.is('birthProof', 'sworn')),
  s.paper('abandonment-report', 'Biên bản về việc trẻ bị bỏ rơi | Report on the abandoned child', [1, 0], s.handedIn, foundling),
  s.paper(
    'surrogacy',
    'Văn bản xác nhận của cơ sở y tế về việc mang thai hộ | Confirmation of the clinic on surrogacy',
    [1, 0],
    s.handedIn,
    s.yes('surrogate'),
  ),
  s.paper(
    'marriage',
    'Giấy chứng nhận kết hôn của cha mẹ | Marriage certificate of the parents',
    [0, 0],
    [s.register('civil-status', 'marriageRegistration'), s.result('1.000894'), s.upload],
    s.is('marital', 'married'),
  ),
];

export const birthFindings: readonly Field[] = [
  s.ask(
    'personalNumber',
    'childNumber',
    'Số định danh của trẻ, do Cơ sở dữ liệu dân cư trả về | Personal number from the population database',
  ),
];

export const birthRefusals: Procedure['refusals'] = [
  s.refusal(
    'foreign',
    'Cha hoặc mẹ là người nước ngoài: làm thủ tục đăng ký khai sinh có yếu tố nước ngoài (2.000528). | A parent is a foreigner: another procedure (2.000528).',
    'Luật Hộ tịch 60/2014/QH13, Điều 35',
  ),
  s.refusal(
    'not-competent',
    'Không phải nơi cư trú của cha hoặc mẹ, nơi trẻ đang sinh sống. | Not the commune where a parent or the child lives.',
    'Luật Hộ tịch 60/2014/QH13, Điều 13',
  ),
  s.refusal('untrue', 'Nội dung cam đoan không đúng sự thật. | What was sworn is untrue.', 'Thông tư 04/2020/TT-BTP, Điều 5'),
];
