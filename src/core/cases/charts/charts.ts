import type { Text } from '#kernel/i18n.ts';
import { askSupplement, deciding, ends, feeDue, incomplete, processing, propose, submitted, supplement, unpaid } from './states.ts';
import type { Chart, ChartChoice, ChartName, State, Step } from './types.ts';

const text = (vi: string, en: string): Text => ({ vi, en });

const chart = (key: ChartName, title: Text, choice: ChartChoice, states: readonly State[]): Chart => ({
  key,
  title,
  first: choice.pay === 'at-submission' ? 'unpaid' : 'submitted',
  states: [...(choice.pay === 'at-submission' ? [unpaid] : []), ...states, ...ends],
});

const askPayment: Step = {
  event: 'ask-payment',
  title: text('Thông báo nghĩa vụ tài chính', 'Ask for payment'),
  by: ['handler'],
  to: 'fee-due',
  needs: ['report'],
  effects: [{ do: 'pause-clock' }, { do: 'ask-payment' }, { do: 'tell', what: 'payment-asked' }],
  main: true,
};

const { main: _usual, ...putUp } = propose;
const putUpFree: Step = { ...putUp, title: text('Trình duyệt, không phải nộp tiền', 'Put up, nothing to pay') };

/** Examined and decided in one go by whoever sits at the desk. */
function instant(choice: ChartChoice): Chart {
  const issue: Step = {
    event: 'issue',
    title: text('Giải quyết và trả ngay', 'Issue at once'),
    by: ['decider'],
    to: 'done',
    needs: ['results'],
    effects: [{ do: 'start-clock' }, { do: 'issue-results' }, { do: 'stop-clock' }, { do: 'tell', what: 'done' }],
    inBulk: true,
  };
  return chart('instant', text('Giải quyết ngay', 'At once'), choice, [
    submitted('deciding', [issue]),
    incomplete,
    deciding('done'),
    processing([propose]),
    supplement('deciding'),
  ]);
}

function standard(choice: ChartChoice): Chart {
  return chart('standard', text('Thẩm tra rồi ký duyệt', 'Examined, then decided'), choice, [
    submitted('processing'),
    incomplete,
    processing([propose]),
    supplement('processing'),
    deciding('done'),
  ]);
}

const asked = (choice: ChartChoice): State => ({
  key: 'asked',
  title: text('Chờ cơ quan phối hợp', 'Waiting for another agency'),
  says: text('Đồng hồ thời hạn đang dừng trong lúc chờ cơ quan phối hợp trả lời.', 'The clock stands still while another agency answers.'),
  national: 4,
  clock: 'paused',
  waitsFor: 'other',
  steps: [
    {
      event: 'answer',
      title: choice.asks?.title ?? text('Trả lời', 'Answer'),
      by: ['other', 'system'],
      to: 'processing',
      needs: ['answer'],
      effects: [{ do: 'resume-clock' }],
      main: true,
    },
  ],
});

function betweenAgencies(choice: ChartChoice): Chart {
  const ask: Step = {
    event: 'ask-agency',
    title: text('Xin ý kiến cơ quan phối hợp', 'Ask another agency'),
    by: ['handler'],
    to: 'asked',
    needs: ['report', 'agency'],
    effects: [{ do: 'pause-clock' }, { do: 'ask-agency' }],
  };
  return chart('between-agencies', text('Có cơ quan phối hợp', 'Between agencies'), choice, [
    submitted('processing'),
    incomplete,
    processing([propose, ask]),
    asked(choice),
    supplement('processing'),
    deciding('done'),
  ]);
}

function withInspection(choice: ChartChoice): Chart {
  const inspect: Step = {
    event: 'inspect',
    title: text('Đi kiểm tra thực địa', 'Inspect the site'),
    by: ['handler'],
    to: 'inspecting',
    main: true,
  };
  const inspecting: State = {
    key: 'inspecting',
    title: text('Đang kiểm tra thực địa', 'Being inspected'),
    says: text('Cán bộ đang kiểm tra tại chỗ.', 'An officer is inspecting the place.'),
    national: 4,
    clock: 'runs',
    waitsFor: 'handler',
    steps: [
      { ...propose, title: text('Ghi biên bản và trình duyệt', 'Record the inspection, put up for decision') },
      askSupplement('supplement'),
    ],
  };
  return chart('with-inspection', text('Có kiểm tra thực địa', 'With an inspection'), choice, [
    submitted('processing'),
    incomplete,
    processing([inspect]),
    inspecting,
    supplement('processing'),
    deciding('done'),
  ]);
}

function payAfterReview(choice: ChartChoice): Chart {
  return chart('pay-after-review', text('Thẩm tra, nộp tiền, ký duyệt', 'Examined, paid, decided'), choice, [
    submitted('processing'),
    incomplete,
    processing([askPayment, putUpFree]),
    feeDue,
    supplement('processing'),
    deciding('done'),
  ]);
}

/** Law on Complaints 02/2011/QH13: taken up, verified, a talk where the parties disagree, decided. */
function complaint(choice: ChartChoice): Chart {
  const talk: Step = { event: 'hold-talk', title: text('Tổ chức đối thoại', 'Hold a talk'), by: ['handler', 'decider'], to: 'talking' };
  const talking: State = {
    key: 'talking',
    title: text('Đang đối thoại', 'In talks'),
    says: text('Cơ quan tổ chức đối thoại với người khiếu nại.', 'The agency talks with the person who complains.'),
    national: 4,
    clock: 'runs',
    waitsFor: 'handler',
    steps: [{ ...propose, title: text('Ghi biên bản đối thoại và trình', 'Record the talk and put up') }],
  };
  return chart('complaint', text('Khiếu nại', 'Complaint'), choice, [
    submitted('processing'),
    incomplete,
    processing([propose, talk]),
    talking,
    supplement('processing'),
    deciding('done'),
  ]);
}

/** One application, several agencies: the first decides, then the others get what they need from it. */
function bundle(choice: ChartChoice): Chart {
  const linking: State = {
    key: 'linking',
    title: text('Chờ cơ quan liên thông', 'Waiting for linked agencies'),
    says: text(
      'Giấy tờ đầu tiên đã có; các cơ quan liên thông đang giải quyết tiếp.',
      'The first paper is ready; linked agencies go on with the rest.',
    ),
    national: 4,
    clock: 'runs',
    waitsFor: 'other',
    steps: [
      {
        event: 'linked-finished',
        title: text('Các cơ quan liên thông đã xong', 'Linked agencies are done'),
        by: ['system'],
        to: 'done',
        effects: [{ do: 'stop-clock' }, { do: 'tell', what: 'done' }],
        main: true,
      },
      {
        event: 'linked-finished',
        title: text('Ghi kết quả của cơ quan liên thông', 'Note what the linked agencies gave'),
        by: ['handler'],
        to: 'done',
        needs: ['report'],
        effects: [{ do: 'stop-clock' }, { do: 'tell', what: 'done' }],
      },
    ],
  };
  return chart('bundle', text('Liên thông', 'Linked bundle'), choice, [
    submitted('processing'),
    incomplete,
    processing([propose]),
    supplement('processing'),
    deciding('linking', [{ do: 'open-linked' }]),
    linking,
  ]);
}

const makers: Readonly<Record<ChartName, (choice: ChartChoice) => Chart>> = {
  instant,
  standard,
  'between-agencies': betweenAgencies,
  'with-inspection': withInspection,
  'pay-after-review': payAfterReview,
  complaint,
  bundle,
};

/** The chart that a procedure picked, with its parameters. */
export function chartOf(choice: ChartChoice): Chart {
  return makers[choice.name](choice);
}
