import type { Text } from '#kernel/i18n.ts';

export const MEASURES = [
  'published-on-time',
  'published',
  'on-time',
  'result-electronic',
  'papers-digital',
  'papers-reused',
  'online',
  'paid-online',
  'satisfied',
  'feedback-on-time',
  'feedback-satisfied',
] as const;
export type MeasureKey = (typeof MEASURES)[number];

export interface Measure {
  readonly key: MeasureKey;
  readonly title: Text;
  /** What is divided by what. */
  readonly formula: Text;
  /** The most that it gives: proportional to the share. */
  readonly points: number;
  /** Whether points and formula were found in a source, or are ours until somebody compares them with the text. */
  readonly confirmed: boolean;
  readonly source: Text;
}

export interface IndexGroup {
  readonly key: string;
  readonly title: Text;
  readonly points: number;
  readonly confirmed: boolean;
  readonly measures: readonly Measure[];
}

/** A version of the index; the newest that began before a period ends counts for the whole period. */
export interface IndexVersion {
  readonly validFrom: string;
  readonly basis: string;
  readonly groups: readonly IndexGroup[];
}

const text = (vi: string, en: string): Text => ({ vi, en });
const secondary = text(
  'Theo nguồn thứ cấp (baocaotaichinh.vn, vietjack.me); chưa đối chiếu nguyên văn Quyết định',
  'From secondary sources; not compared with the text of the Decision',
);
const ours = text(
  'Điểm và cách tính do phần mềm đặt trong khung điểm của nhóm; chờ đối chiếu nguyên văn Quyết định',
  'Points and formula set by this software within the group’s points; to be compared with the text of the Decision',
);

const pointsOnly = text(
  'Điểm theo nguồn thứ cấp (baocaotaichinh.vn, vietjack.me); cách tính do phần mềm đặt, chờ đối chiếu nguyên văn Quyết định',
  'Points from secondary sources; formula set by this software, to be compared with the text of the Decision',
);

/** Of these the points were found in a source, the formula was not. */
const SOURCED: ReadonlySet<MeasureKey> = new Set(['published-on-time', 'satisfied']);

const measure = (key: MeasureKey, points: number, confirmed: boolean, title: Text, formula: Text): Measure => {
  return { key, points, confirmed, title, formula, source: confirmed ? secondary : SOURCED.has(key) ? pointsOnly : ours };
};

const publication: IndexGroup = {
  key: 'publication',
  title: text('Công khai, minh bạch', 'Publication'),
  points: 18,
  confirmed: true,
  measures: [
    measure(
      'published-on-time',
      4,
      false,
      text('Thủ tục được công bố đúng hạn', 'Procedures published on time'),
      text(
        'phiên bản thủ tục có trên hệ thống từ ngày có hiệu lực ÷ phiên bản có hiệu lực trong kỳ',
        'versions here by the day they took effect ÷ versions that took effect in the period',
      ),
    ),
    measure(
      'published',
      14,
      false,
      text('Thủ tục đang tiếp nhận có trang công khai', 'Procedures in use with a public page'),
      text(
        'thủ tục có hồ sơ trong kỳ và có trang công khai ÷ thủ tục có hồ sơ trong kỳ',
        'procedures with dossiers in the period and a public page ÷ procedures with dossiers',
      ),
    ),
  ],
};

const progress: IndexGroup = {
  key: 'progress',
  title: text('Tiến độ giải quyết', 'Progress'),
  points: 20,
  confirmed: true,
  measures: [
    measure(
      'on-time',
      20,
      true,
      text('Hồ sơ giải quyết đúng hạn', 'Dossiers decided on time'),
      text(
        'hồ sơ giải quyết trong hạn pháp luật ÷ (hồ sơ đã giải quyết + hồ sơ chưa giải quyết mà đã quá hạn)',
        'decided within the legal time ÷ (decided + not decided and past due)',
      ),
    ),
  ],
};

const digitisation: IndexGroup = {
  key: 'digitisation',
  title: text('Số hóa hồ sơ', 'Digitisation'),
  points: 22,
  confirmed: false,
  measures: [
    measure(
      'result-electronic',
      8,
      false,
      text('Kết quả điện tử', 'Electronic results'),
      text('hồ sơ có kết quả ký số ÷ hồ sơ đã có kết quả', 'dossiers with a signed electronic result ÷ dossiers with a result'),
    ),
    measure(
      'papers-digital',
      8,
      false,
      text('Thành phần hồ sơ được số hóa', 'Papers in digital form'),
      text('giấy tờ có bản điện tử hoặc lấy từ cơ sở dữ liệu ÷ giấy tờ đã nộp', 'papers with a file or from a register ÷ papers given'),
    ),
    measure(
      'papers-reused',
      6,
      false,
      text('Dữ liệu được dùng lại', 'Data used again'),
      text(
        'giấy tờ lấy từ cơ sở dữ liệu hoặc kết quả đã có ÷ giấy tờ đã nộp',
        'papers from a register or an earlier result ÷ papers given',
      ),
    ),
  ],
};

const online: IndexGroup = {
  key: 'online',
  title: text('Cung cấp dịch vụ trực tuyến', 'Online services'),
  points: 12,
  confirmed: false,
  measures: [
    measure(
      'online',
      12,
      false,
      text('Hồ sơ nộp trực tuyến', 'Dossiers handed in online'),
      text('hồ sơ nộp trực tuyến ÷ hồ sơ của thủ tục nhận trực tuyến', 'handed in online ÷ dossiers of procedures offered online'),
    ),
  ],
};

const payment: IndexGroup = {
  key: 'payment',
  title: text('Thanh toán trực tuyến', 'Online payment'),
  points: 10,
  confirmed: false,
  measures: [
    measure(
      'paid-online',
      10,
      false,
      text('Khoản nộp trực tuyến', 'Fees paid online'),
      text('khoản phí, lệ phí nộp trực tuyến ÷ khoản đã nộp', 'fees paid online ÷ fees paid'),
    ),
  ],
};

const satisfaction: IndexGroup = {
  key: 'satisfaction',
  title: text('Mức độ hài lòng', 'Satisfaction'),
  points: 18,
  confirmed: true,
  measures: [
    measure(
      'satisfied',
      6,
      false,
      text('Hài lòng về tiếp nhận, giải quyết', 'Satisfied with reception and handling'),
      text('(đánh giá − đánh giá không hài lòng) ÷ đánh giá', '(ratings − dissatisfied ratings) ÷ ratings'),
    ),
    measure(
      'feedback-on-time',
      6,
      false,
      text('Phản ánh, kiến nghị xử lý đúng hạn', 'Feedback handled on time'),
      text('phản ánh xử lý đúng hoặc trước hạn ÷ tổng thuộc thẩm quyền', 'handled on or before time ÷ all within competence'),
    ),
    measure(
      'feedback-satisfied',
      6,
      false,
      text('Hài lòng về xử lý phản ánh, kiến nghị', 'Satisfied with how feedback was handled'),
      text('(tổng − phản hồi không hài lòng hoặc quá hạn) ÷ tổng', '(all − dissatisfied or overdue answers) ÷ all'),
    ),
  ],
};

const versions: readonly IndexVersion[] = [
  {
    validFrom: '2022-08-01',
    basis: 'Quyết định 766/QĐ-TTg ngày 23/6/2022',
    groups: [publication, progress, digitisation, online, payment, satisfaction],
  },
];

/** The index as it counts for a period that ends before this day; the first version for what lies before it. */
export function indexOn(date: string): IndexVersion {
  return versions.findLast(({ validFrom }) => validFrom < date) ?? versions[0]!;
}
