import { defineMessages, type Text } from '#kernel/i18n.ts';
import type { Refusal } from '#kernel/problem.ts';

const refusal = (code: string, vi: string, en: string): Refusal => ({ code, message: { vi, en } });

export const refusals = {
  notAtCounter: refusal(
    'procedure-not-at-counter',
    'Thủ tục này không nhận tại quầy ở đây.',
    'This procedure is not received at the counter here.',
  ),
  notThisPerson: refusal(
    'not-this-person',
    'Họ tên hoặc ngày sinh không khớp với số định danh. Hãy xem lại thẻ căn cước của người nộp.',
    'Name or date of birth do not belong to this number. Look at the applicant’s card again.',
  ),
  oneself: refusal(
    'own-case',
    'Không tự tiếp nhận hồ sơ của chính mình. Hãy nhờ đồng nghiệp, hoặc nộp trực tuyến.',
    'Nobody receives their own case. Ask a colleague, or apply online.',
  ),
  sayForWhom: refusal(
    'say-for-whom',
    'Thủ tục này nộp thay tổ chức hoặc người khác: hãy ghi tên người được nộp thay.',
    'This procedure is asked for on behalf of somebody: write for whom.',
  ),
  noMandate: refusal(
    'no-such-mandate',
    'Không thấy việc ủy quyền hoặc đại diện còn hiệu lực với tên đó.',
    'There is no mandate in force under that name.',
  ),
  notConfirmed: refusal(
    'not-confirmed',
    'Hãy để người nộp đọc lại lời khai và xác nhận trước khi tiếp nhận.',
    'Let the applicant read what was typed and confirm it before you accept.',
  ),
} as const;

export const purpose = (name: Text): Text => ({
  vi: `Tiếp nhận hồ sơ tại quầy: ${name.vi}`,
  en: `Receiving an application at the counter: ${name.en}`,
});

export const messages = defineMessages({
  vi: {
    title: 'Quầy tiếp nhận',
    lead: 'Tiếp nhận hồ sơ cho người đến trực tiếp, dù hồ sơ thuộc xã, phường nào.',
    begin: 'Người nộp và thủ tục',
    personalNumber: 'Số định danh cá nhân',
    fullName: 'Họ, chữ đệm và tên',
    asOnCard: 'Ghi đúng như trên thẻ căn cước.',
    birthDate: 'Ngày sinh',
    procedure: 'Thủ tục',
    behalf: 'Nộp thay cho',
    behalfHint: 'Tên tổ chức hoặc người ủy quyền, khi có ủy quyền hoặc đại diện đã đăng ký.',
    told: 'Dữ liệu Nhà nước đã có được lấy để điền sẵn; người nộp thấy lượt xem này ở trang “Dữ liệu của tôi”.',
    start: 'Lập hồ sơ',
    open: 'Đang làm dở',
    receivedToday: 'Đã tiếp nhận hôm nay',
    nothingYet: 'Hôm nay chưa tiếp nhận hồ sơ nào tại quầy.',
    receipt: 'Giấy hẹn',
    applicant: 'Người nộp',
    case: 'Hồ sơ',
    at: 'Lúc',
    decides: 'Cơ quan giải quyết',
    formLead: 'Hỏi người nộp những mục còn trống. Mục lấy từ cơ sở dữ liệu hiện ra khi bấm “Lưu”.',
    papers: 'Giấy tờ',
    scan: 'Quét hoặc chọn tệp',
    compared: 'Bản chính đã đối chiếu',
    there: 'Đã có trong cơ sở dữ liệu, không phải nộp',
    reused: (name: string) => `Dùng lại kết quả đã cấp: ${name}`,
    drop: (name: string) => `Bỏ tệp ${name}`,
    confirmed: 'Người nộp đã đọc lại và xác nhận lời khai là đúng',
    save: 'Lưu',
    accept: 'Tiếp nhận và in giấy hẹn',
  },
  en: {
    title: 'Counter',
    lead: 'Receive from people who come in person, whichever commune decides.',
    begin: 'Applicant and procedure',
    personalNumber: 'Personal number',
    fullName: 'Full name',
    asOnCard: 'As on the identity card.',
    birthDate: 'Date of birth',
    procedure: 'Procedure',
    behalf: 'On behalf of',
    behalfHint: 'Name of the organisation or person, where a mandate is registered.',
    told: 'What the State already knows is fetched; the applicant sees the look under “My data”.',
    start: 'Begin',
    open: 'Begun',
    receivedToday: 'Received today',
    nothingYet: 'Nothing was received at the counter today.',
    receipt: 'Receipt',
    applicant: 'Applicant',
    case: 'Case',
    at: 'At',
    decides: 'Decided by',
    formLead: 'Ask the applicant what is still empty. What registers know appears when you press “Save”.',
    papers: 'Papers',
    scan: 'Scan or choose a file',
    compared: 'Original compared',
    there: 'In a register; nothing to hand in',
    reused: (name: string) => `An earlier result is used: ${name}`,
    drop: (name: string) => `Remove ${name}`,
    confirmed: 'The applicant has read what was typed and confirms it',
    save: 'Save',
    accept: 'Accept and print the receipt',
  },
});
