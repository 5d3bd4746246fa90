import type { Text } from '#kernel/i18n.ts';
import type { Effect, State, Step } from './types.ts';

/** The states that several charts share; each chart says what may happen in them. */

const text = (vi: string, en: string): Text => ({ vi, en });
const tell = (what: string): Effect => ({ do: 'tell', what });

const withdraw: Step = {
  event: 'withdraw',
  title: text('Rút hồ sơ', 'Withdraw'),
  by: ['applicant'],
  to: 'withdrawn',
  needs: ['reason'],
  effects: [{ do: 'stop-clock' }, { do: 'refund' }, tell('withdrawn')],
};

export const unpaid: State = {
  key: 'unpaid',
  title: text('Chờ nộp phí, lệ phí', 'Waiting for the fee'),
  says: text('Hồ sơ được tiếp nhận ngay khi bạn nộp đủ phí, lệ phí.', 'The dossier is received as soon as the fee is paid.'),
  national: 6,
  clock: 'not-begun',
  waitsFor: 'applicant',
  steps: [
    { event: 'paid', title: text('Đã nộp phí', 'Paid'), by: ['system'], to: 'submitted', effects: [tell('submitted')], main: true },
    { ...withdraw, effects: [tell('withdrawn')] },
  ],
};

export const askSupplement = (to: string): Step => ({
  event: 'ask-supplement',
  title: text('Yêu cầu bổ sung', 'Ask for a supplement'),
  by: ['receiver', 'handler'],
  to,
  needs: ['marks', 'reason'],
  effects: [...(to === 'supplement' ? [{ do: 'pause-clock' } as const] : []), tell('supplement-asked')],
});

/** Just handed in: somebody at the one-stop desk looks whether it is complete. */
export const submitted = (accepted: string, more: readonly Step[] = []): State => ({
  key: 'submitted',
  title: text('Mới nộp', 'Newly submitted'),
  says: text('Bộ phận Một cửa đang kiểm tra thành phần hồ sơ.', 'The one-stop desk is checking the papers.'),
  national: 1,
  clock: 'not-begun',
  waitsFor: 'receiver',
  steps: [
    {
      event: 'accept',
      title: text('Tiếp nhận', 'Accept'),
      by: ['receiver'],
      to: accepted,
      effects: [{ do: 'start-clock' }, tell('accepted')],
      main: true,
      inBulk: true,
    },
    ...more,
    askSupplement('incomplete'),
    {
      event: 'not-accept',
      title: text('Từ chối tiếp nhận', 'Do not accept'),
      by: ['receiver'],
      to: 'not-accepted',
      needs: ['ground', 'reason'],
      effects: [{ do: 'refund' }, tell('not-accepted')],
    },
    withdraw,
  ],
});

const resupply = (to: string): Step => ({
  event: 'resupply',
  title: text('Nộp phần bổ sung', 'Send the supplement'),
  by: ['applicant', 'receiver'],
  to,
  effects: [...(to === 'submitted' ? [] : [{ do: 'resume-clock' } as const]), { do: 'clear-marks' }, tell('supplement-given')],
  main: true,
});

const expire: Step = {
  event: 'expire',
  title: text('Quá hạn bổ sung', 'Supplement never came'),
  by: ['system', 'handler'],
  to: 'stopped',
  needs: ['reason'],
  effects: [{ do: 'stop-clock' }, { do: 'refund' }, tell('stopped')],
};

/** Asked to complete it before it was accepted: no clock has begun. */
export const incomplete: State = {
  key: 'incomplete',
  title: text('Chờ bổ sung để tiếp nhận', 'Waiting for what is missing'),
  says: text(
    'Hãy bổ sung đúng các mục được đánh dấu; thời hạn tính từ khi tiếp nhận.',
    'Supply what is marked; time counts from acceptance.',
  ),
  national: 5,
  clock: 'not-begun',
  waitsFor: 'applicant',
  steps: [resupply('submitted'), { ...withdraw, effects: [{ do: 'refund' }, tell('withdrawn')] }, expire],
};

export const supplement = (back: string): State => ({
  key: 'supplement',
  title: text('Chờ bổ sung', 'Waiting for a supplement'),
  says: text(
    'Đồng hồ thời hạn đang dừng; hãy bổ sung đúng các mục được đánh dấu.',
    'The clock stands still; supply exactly what is marked.',
  ),
  national: 5,
  clock: 'paused',
  waitsFor: 'applicant',
  steps: [resupply(back), withdraw, expire],
});

/** An officer examines it. `more`: what this chart adds. */
export const processing = (steps: readonly Step[]): State => ({
  key: 'processing',
  title: text('Đang giải quyết', 'In progress'),
  says: text('Cán bộ chuyên môn đang thẩm tra hồ sơ.', 'An officer is examining the dossier.'),
  national: 4,
  clock: 'runs',
  waitsFor: 'handler',
  steps: [...steps, askSupplement('supplement'), { ...withdraw, effects: [{ do: 'stop-clock' }, tell('withdrawn')] }],
});

export const propose: Step = {
  event: 'propose',
  title: text('Trình duyệt', 'Put up for decision'),
  by: ['handler'],
  to: 'deciding',
  needs: ['report'],
  main: true,
  inBulk: true,
};

/** Waits for whoever signs. `done`: where an approval leads. */
export const deciding = (done: string, effects: readonly Effect[] = []): State => ({
  key: 'deciding',
  title: text('Chờ ký duyệt', 'Waiting for the decision'),
  says: text('Hồ sơ đã trình người có thẩm quyền ký.', 'The dossier is before the person who decides.'),
  national: 4,
  clock: 'runs',
  waitsFor: 'decider',
  steps: [
    {
      event: 'approve',
      title: text('Ký duyệt và phát hành kết quả', 'Approve, sign and issue'),
      by: ['decider'],
      to: done,
      needs: ['results'],
      effects: [
        { do: 'issue-results' },
        ...(done === 'done' ? [{ do: 'stop-clock' } as const] : []),
        ...effects,
        tell(done === 'done' ? 'done' : 'approved'),
      ],
      main: true,
      inBulk: true,
    },
    { event: 'send-back', title: text('Trả lại để thẩm tra thêm', 'Send back'), by: ['decider'], to: 'processing', needs: ['reason'] },
    {
      event: 'refuse',
      title: text('Từ chối giải quyết', 'Refuse'),
      by: ['decider'],
      to: 'refused',
      needs: ['ground', 'reason'],
      effects: [{ do: 'stop-clock' }, tell('refused')],
    },
  ],
});

export const feeDue: State = {
  key: 'fee-due',
  title: text('Chờ thực hiện nghĩa vụ tài chính', 'Waiting for payment'),
  says: text('Đồng hồ thời hạn đang dừng; hãy nộp khoản đã thông báo.', 'The clock stands still; pay what was notified.'),
  national: 6,
  clock: 'paused',
  waitsFor: 'applicant',
  steps: [
    { event: 'paid', title: text('Đã nộp', 'Paid'), by: ['system'], to: 'deciding', effects: [{ do: 'resume-clock' }], main: true },
    { ...withdraw, effects: [{ do: 'stop-clock' }, tell('withdrawn')] },
    expire,
  ],
};

const ended = (
  key: string,
  national: State['national'],
  end: NonNullable<State['end']>,
  title: Text,
  says: Text,
  steps: Step[] = [],
): State => ({
  key,
  title,
  says,
  national,
  clock: 'stopped',
  waitsFor: steps.length > 0 ? 'receiver' : 'nobody',
  end,
  steps,
});

/** How every chart ends. */
export const ends: readonly State[] = [
  ended('done', 9, 'done', text('Đã có kết quả', 'Finished'), text('Kết quả đã ký, sẵn sàng để nhận.', 'The result is signed and ready.'), [
    {
      event: 'hand-over',
      title: text('Trả kết quả', 'Hand over'),
      by: ['receiver', 'applicant', 'system'],
      to: 'returned',
      main: true,
      inBulk: true,
    },
  ]),
  ended('returned', 10, 'done', text('Đã trả kết quả', 'Result handed over'), text('Bạn đã nhận kết quả.', 'You have the result.')),
  ended(
    'not-accepted',
    3,
    'refused',
    text('Không được tiếp nhận', 'Not accepted'),
    text('Hồ sơ không được tiếp nhận; lý do và căn cứ ở dưới.', 'The dossier was not accepted; reason and law are below.'),
  ),
  ended(
    'refused',
    8,
    'refused',
    text('Từ chối giải quyết', 'Refused'),
    text('Cơ quan từ chối giải quyết; lý do và căn cứ ở dưới.', 'The agency refused; reason and law are below.'),
  ),
  ended('withdrawn', 7, 'withdrawn', text('Đã rút', 'Withdrawn'), text('Bạn đã rút hồ sơ.', 'You withdrew the dossier.')),
  ended(
    'stopped',
    8,
    'stopped',
    text('Dừng xử lý', 'Stopped'),
    text('Hồ sơ dừng xử lý; bạn có thể nộp hồ sơ mới.', 'The dossier was stopped; you may submit a new one.'),
  ),
];
