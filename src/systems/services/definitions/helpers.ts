import type {
  Binding,
  Condition,
  Fee,
  Field,
  FieldType,
  LegalBasis,
  Option,
  Page,
  Paper,
  PaperSource,
  Party,
  Procedure,
  Way,
} from '#core/cases/index.ts';
import type { Text } from '#kernel/i18n.ts';
import { laws } from './laws.ts';

/** Small words in which a service is written; all of them make plain data. See docs/write-a-service.md. */

/** Both languages in one line: "Họ và tên | Full name". */
export function t(both: string): Text {
  const [vi, en, ...more] = both.split(' | ');
  if (!vi || !en || more.length > 0) throw new RangeError(`not “Vietnamese | English”: ${both}`);
  return { vi, en };
}

type More = Omit<Partial<Field>, 'name' | 'label' | 'type' | 'hint'> & {
  readonly hint?: string;
  readonly min?: number;
  readonly max?: number;
  readonly maxLength?: number;
};
type Plain = Exclude<FieldType, 'choice' | 'choices' | 'listed' | 'rows'>;

const field = (type: FieldType, name: string, label: string, own: object, { hint, ...more }: More): Field =>
  ({ type, name, label: t(label), ...own, ...(hint === undefined ? {} : { hint: t(hint) }), ...more }) as Field;

/** A question whose answer is one value. */
export const ask = (type: Plain, name: string, label: string, more: More = {}): Field => field(type, name, label, {}, more);

/** Code of each answer → its words. */
export type Options = Readonly<Record<string, string>>;

const optionsOf = (options: Options): Option[] => Object.entries(options).map(([value, label]) => ({ value, label: t(label) }));

/** One of a few answers. */
export const choice = (name: string, label: string, options: Options, more: More = {}): Field =>
  field('choice', name, label, { options: optionsOf(options) }, more);

/** Any number of a few answers. */
export const choices = (name: string, label: string, options: Options, more: More = {}): Field =>
  field('choices', name, label, { options: optionsOf(options) }, more);

export const listed = (list: 'ethnicity' | 'country' | 'religion', name: string, label: string, more: More = {}): Field =>
  field('listed', name, label, { list }, more);

/** The same few questions several times, such as members of a household. */
export const rows = (name: string, label: string, most: number, fields: readonly Field[], more: More = {}): Field =>
  field('rows', name, label, { most, fields }, more);

export const gender = (name: string, more: More = {}): Field =>
  choice(name, 'Giới tính | Sex', { male: 'Nam | Male', female: 'Nữ | Female' }, more);

export const yesNo = (name: string, label: string, more: More = {}): Field => ask('yesNo', name, label, more);

/** Something to be agreed to before one may go on. */
export const statement = (name: string, label: string): Field => ask('statement', name, label);

/** One thing a page. */
export const page = (
  key: string,
  title: string,
  fields: readonly Field[],
  { lead, showIf }: { readonly lead?: string; readonly showIf?: Condition } = {},
): Page => ({ key, title: t(title), ...(lead === undefined ? {} : { lead: t(lead) }), ...(showIf ? { showIf } : {}), fields });

export const is = (form: string, to: string | number | boolean): Condition => ({ op: 'eq', of: { form }, to });
export const isOneOf = (form: string, ...to: string[]): Condition => ({ op: 'in', of: { form }, to });
export const yes = (form: string): Condition => is(form, true);
export const no = (form: string): Condition => is(form, false);
export const not = (of: Condition): Condition => ({ op: 'not', of });
export const onBehalf: Condition = { op: 'eq', of: { about: 'onBehalf' }, to: true };

/** What a register alone says: shown, never asked. */
export const known = (register: string, attribute: string, more: Partial<Binding> = {}): { from: Binding } => ({
  from: { register, attribute, of: 'applicant', authoritative: true, ...more },
});

/** What a register suggests and the person may correct. */
export const suggested = (register: string, attribute: string, more: Partial<Binding> = {}): { from: Binding } => ({
  from: { register, attribute, of: 'applicant', ...more },
});

/** Who it concerns, as the population database says it; nothing of it is asked: ownName, ownBirth, ownNumber, ownResidence. */
export const self: readonly Field[] = [
  ask('name', 'ownName', 'Họ, chữ đệm và tên | Full name', known('population', 'fullName')),
  ask('pastDate', 'ownBirth', 'Ngày sinh | Date of birth', known('population', 'birthDate')),
  ask('personalNumber', 'ownNumber', 'Số định danh cá nhân | Personal number', known('population', 'personalNumber')),
  ask('address', 'ownResidence', 'Nơi thường trú | Permanent residence', known('population', 'residence')),
];

export const phone = ask('phone', 'phone', 'Số điện thoại để cơ quan gọi khi cần | Phone number for questions');

export const register = (name: string, attribute: string, of: Party = 'applicant'): PaperSource => ({
  by: 'register',
  register: name,
  attribute,
  of,
});
export const result = (...procedures: string[]): PaperSource => ({ by: 'result', procedures });
export const upload: PaperSource = { by: 'upload' };
export const original: PaperSource = { by: 'original' };
/** A file; at the counter the paper itself is scanned. `original` alone: it cannot be sent, and is shown when it is collected. */
export const handedIn: readonly PaperSource[] = [upload];

/** A part of the dossier: how many originals and copies, and how it can be there, in that order. */
export const paper = (
  key: string,
  name: string,
  [originals, copies]: readonly [number, number],
  satisfiedBy: readonly PaperSource[],
  neededIf?: Condition,
): Paper => ({ key, name: t(name), originals, copies, satisfiedBy, ...(neededIf ? { neededIf } : {}) });

/** Needed when somebody applies for another by mandate. */
export const mandate = paper(
  'mandate',
  'Văn bản ủy quyền (chứng thực; ông, bà, cha, mẹ, con, vợ, chồng, anh, chị, em ruột thì không phải chứng thực) | Mandate (certified, unless given to a close relative)',
  [1, 0],
  handedIn,
  onBehalf,
);

export const fee = (amount: number, words: string): Fee => ({ amount, words });
export const free = (words = 'Miễn phí'): Fee => fee(0, words);
export const days = (amount: number, unit: Way['term']['unit'] = 'working-day'): Way['term'] => ({ amount, unit });

/** The same time and fee by each of these channels. */
export const ways = (term: Way['term'], paid: Fee, ...channels: Way['channel'][]): Way[] =>
  channels.map((channel) => ({ channel, term, fee: paid }));

/** Laws of the record, in its order; titles and dates stand in laws.ts. */
export const basis = (...numbers: (keyof typeof laws)[]): LegalBasis[] =>
  numbers.map((number) => {
    const [title, from] = laws[number];
    return from === undefined ? { number, title } : { number, title, from };
  });

export const refusal = (key: string, ground: string, law: string): Procedure['refusals'][number] => ({
  key,
  ground: t(ground),
  basis: law,
});

/** How a dossier goes at every one-stop desk. */
const oneStopSteps: Text[] = [
  'Bạn trả lời các câu hỏi, kèm giấy tờ còn thiếu và nộp; có mã hồ sơ ngay. | You answer the questions, add what is missing and submit; you get a code at once.',
  'Bộ phận Một cửa kiểm tra; thiếu gì thì báo đúng chỗ đó để bạn bổ sung. | The one-stop desk checks; if something is missing it marks exactly that.',
  'Công chức thẩm tra và trình người có thẩm quyền ký. | An officer examines it and puts it up for signature.',
  'Bạn nhận kết quả điện tử đã ký số, hoặc bản giấy nếu muốn. | You get the signed electronic result, or paper if you wish.',
].map(t);

/** What no record says of any service: kept apart from what a single record lacks. */
const always = ['Ngày hiệu lực của các căn cứ pháp lý: bản ghi quốc gia không có, ghi theo hiểu biết chung, chưa đối chiếu nguyên văn.'];

/** As it is written: words of both languages in one line. */
type Service = Omit<Procedure, 'name' | 'field' | 'summary' | 'conditions' | 'effectiveFrom' | 'steps'> & {
  /** A change of a service that runs has a day of its own. */
  readonly effectiveFrom?: string;
  readonly name: string;
  readonly field: string;
  readonly summary: string;
  readonly conditions: readonly string[];
  readonly steps?: readonly string[];
};

/** A service as data. The records were read in July 2026: from then on it holds. */
export const service = ({
  name,
  field: area,
  summary,
  conditions,
  steps,
  unconfirmed = [],
  effectiveFrom = '2026-07-01',
  ...own
}: Service): Procedure => ({
  ...own,
  name: t(name),
  field: t(area),
  summary: t(summary),
  conditions: conditions.map(t),
  steps: steps ? steps.map(t) : oneStopSteps,
  effectiveFrom,
  unconfirmed: [...always, ...unconfirmed],
});

/** A service of civil status at the commune: what comes from 15:00 on counts as received the next working day. */
export const civilStatus = (own: Omit<Service, 'field' | 'level' | 'audience' | 'cutOff'>): Procedure =>
  service({ field: 'Hộ tịch | Civil status', level: 'commune', audience: ['citizen'], cutOff: '15:00', ...own });

/** A result whose code stands in no record that was read. */
export const noCode = 'chưa có mã KQ';

export const portal = (decision: string): string =>
  `Cổng Dịch vụ công quốc gia (dichvucong.gov.vn), bản ghi công bố theo Quyết định ${decision}, đọc tháng 7/2026`;
