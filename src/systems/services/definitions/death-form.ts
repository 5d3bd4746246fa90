import type { Field, Page, Paper, Procedure } from '#core/cases/index.ts';
import * as s from './helpers.ts';

/** What death registration and its linked bundle both ask. */

const related = ['spouse', 'father', 'mother'] as const;

/** What civil status knows of the applicant's spouse or parent who died. */
function ofRelative(): Pick<Field, 'from'> {
  const [first, second, third] = related.map((attribute) => ({
    register: 'civil-status',
    attribute,
    of: 'applicant' as const,
    when: s.is('relation', attribute),
  }));
  return { from: { ...first!, or: { ...second!, or: third! } } };
}

export const deathPages: readonly Page[] = [
  s.page('relation', 'Người mất là gì của bạn? | Who died?', [
    s.choice('relation', 'Người mất là | The person who died is', {
      spouse: 'Vợ hoặc chồng tôi | My spouse',
      father: 'Cha tôi | My father',
      mother: 'Mẹ tôi | My mother',
      relative: 'Con hoặc người thân thích khác | My child or another relative',
      other: 'Người khác, tôi đại diện cơ quan, tổ chức | Somebody else: I stand for an agency',
    }),
  ]),
  s.page('deceased', 'Người đã mất | The person who died', [
    s.ask('name', 'deceasedName', 'Họ, chữ đệm, tên | Full name', ofRelative()),
    s.ask('pastDate', 'deceasedBirth', 'Ngày sinh | Date of birth', ofRelative()),
    s.gender('deceasedGender'),
    s.ask('personalNumber', 'deceasedNumber', 'Số định danh cá nhân | Personal number', { optional: true, ...ofRelative() }),
    s.listed('ethnicity', 'deceasedEthnicity', 'Dân tộc | Ethnic group'),
  ]),
  s.page('death', 'Mất khi nào, ở đâu? | When and where?', [
    s.ask('pastDate', 'deathDate', 'Ngày mất | Date of death'),
    s.ask('time', 'deathTime', 'Giờ mất, nếu biết | Time, if known', { optional: true }),
    s.ask('text', 'deathPlace', 'Nơi mất | Place of death'),
    s.ask('text', 'deathCause', 'Nguyên nhân | Cause of death'),
  ]),
  s.page('proof', 'Có giấy báo tử không? | Is there a death notice?', [
    s.choice('deathProof', 'Việc mất được chứng minh bằng | The death is shown by', {
      notice: 'Giấy báo tử hoặc giấy tờ thay thế | A death notice or what stands for it',
      evidence: 'Mất đã lâu, có giấy tờ, tài liệu khác | Long ago: other documents',
    }),
  ]),
  s.page('where', 'Nơi cư trú cuối cùng | Last residence', [
    s.ask('address', 'lastResidence', 'Nơi cư trú cuối cùng của người mất | Last residence', {
      hint: 'Xã, phường nơi cư trú cuối cùng đăng ký khai tử. | Its commune registers the death.',
    }),
    ...s.self.filter(({ name }) => name !== 'ownBirth'),
  ]),
];

export const deathPapers: readonly Paper[] = [
  s.paper('death-notice', 'Giấy báo tử hoặc giấy tờ thay Giấy báo tử | Death notice', [1, 0], s.handedIn, s.is('deathProof', 'notice')),
  s.paper(
    'death-evidence',
    'Giấy tờ, tài liệu, chứng cứ chứng minh sự kiện chết | Documents that prove the death',
    [1, 0],
    s.handedIn,
    s.is('deathProof', 'evidence'),
  ),
];

export const deathRefusals: Procedure['refusals'] = [
  s.refusal('no-proof', 'Không có căn cứ xác định sự kiện chết. | Nothing proves the death.', 'Nghị định 123/2015/NĐ-CP, Điều 4'),
  s.refusal(
    'not-competent',
    'Không phải nơi cư trú cuối cùng của người chết. | Not the commune of the last residence.',
    'Luật Hộ tịch 60/2014/QH13, Điều 32',
  ),
];
