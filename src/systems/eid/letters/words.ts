import type { Block, MailContent } from '#core/notifications/index.ts';
import { shortInstant } from '#kernel/time.ts';

/** What an owner is told of; names are stored in jobs and rows. */
export type Told =
  | 'new-device'
  | 'passkey-added'
  | 'passkey-removed'
  | 'totp-added'
  | 'totp-removed'
  | 'password-changed'
  | 'password-reset'
  | 'recovered'
  | 'locked'
  | 'unlocked'
  | 'level-raised'
  | 'mandate-given'
  | 'mandate-offered';

interface Words {
  readonly subject: string;
  readonly text: string;
  /** Where to look or to answer, beside the lock. */
  readonly go?: { readonly text: string; readonly path: string };
  /** Nothing that a stranger could have done: no link that locks. */
  readonly harmless?: true;
}

const account = { text: 'Xem tài khoản', path: '/tai-khoan' };

const words: Record<Told, Words> = {
  'new-device': {
    subject: 'Đăng nhập từ một thiết bị mới',
    text: 'Tài khoản định danh điện tử của bạn vừa được dùng trên một thiết bị, hoặc trong một mạng, mà trước đây bạn chưa dùng.',
    go: { text: 'Xem lịch sử sử dụng', path: '/tai-khoan/lich-su' },
  },
  'passkey-added': {
    subject: 'Tài khoản của bạn có khóa truy cập mới',
    text: 'Từ nay người giữ thiết bị có khóa này đăng nhập được vào tài khoản của bạn.',
    go: { text: 'Xem các khóa truy cập', path: '/tai-khoan/khoa' },
  },
  'passkey-removed': {
    subject: 'Một khóa truy cập đã bị gỡ khỏi tài khoản của bạn',
    text: 'Thiết bị có khóa này không còn đăng nhập được.',
    go: { text: 'Xem các khóa truy cập', path: '/tai-khoan/khoa' },
  },
  'totp-added': {
    subject: 'Đã bật xác thực hai lớp',
    text: 'Từ nay mỗi lần đăng nhập bằng mật khẩu cần thêm một mã trên điện thoại của bạn.',
    go: account,
  },
  'totp-removed': {
    subject: 'Đã tắt xác thực hai lớp',
    text: 'Từ nay chỉ cần mật khẩu là đăng nhập được vào tài khoản của bạn.',
    go: account,
  },
  'password-changed': {
    subject: 'Mật khẩu của bạn đã được đổi',
    text: 'Mọi phiên đăng nhập khác đã kết thúc. Mật khẩu cũ không còn dùng được.',
    go: account,
  },
  'password-reset': {
    subject: 'Mật khẩu của bạn đã được cấp lại',
    text: 'Người quản trị cơ quan vừa cấp cho bạn một mật khẩu tạm. Mọi phiên đăng nhập đã kết thúc; bạn sẽ phải đặt mật khẩu mới khi đăng nhập.',
  },
  recovered: {
    subject: 'Tài khoản của bạn vừa được lấy lại',
    text: 'Tài khoản được lấy lại qua địa chỉ liên hệ này hoặc tại quầy. Mọi cách đăng nhập cũ đã bị gỡ và mọi phiên đã kết thúc.',
    go: account,
  },
  locked: {
    subject: 'Danh tính điện tử của bạn đã bị khóa',
    text: 'Không ai đăng nhập được bằng danh tính này, ở bất kỳ trang nào, cho đến khi bạn mở khóa. Nếu không phải bạn khóa, hãy đến Bộ phận một cửa và mang theo giấy tờ.',
    go: { text: 'Mở khóa', path: '/mo-khoa' },
    harmless: true,
  },
  unlocked: {
    subject: 'Danh tính điện tử của bạn đã được mở khóa',
    text: 'Từ nay danh tính này lại dùng được để đăng nhập.',
    go: account,
  },
  'level-raised': {
    subject: 'Tài khoản của bạn đã lên mức 2',
    text: 'Hai cán bộ tại quầy đã đối chiếu giấy tờ và xác nhận danh tính của bạn theo Nghị định 69/2024/NĐ-CP.',
    go: account,
  },
  'mandate-given': {
    subject: 'Bạn vừa ủy quyền cho người khác',
    text: 'Ủy quyền có hiệu lực khi người được ủy quyền nhận. Bạn chấm dứt được bất cứ lúc nào.',
    go: { text: 'Xem ủy quyền', path: '/tai-khoan/dai-dien' },
  },
  'mandate-offered': {
    subject: 'Có người muốn ủy quyền cho bạn',
    text: 'Họ đề nghị bạn làm việc thay. Bạn nhận hoặc từ chối; khi bạn chưa nhận, ủy quyền chưa có hiệu lực.',
    go: { text: 'Xem và trả lời', path: '/tai-khoan/dai-dien' },
    harmless: true,
  },
};

/** What is told beside the sentence. */
export interface Particulars {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly device?: string;
  readonly addressPrefix?: string;
}

/** Purpose of the links by which the owner of a letter locks the account, and where they lead. */
export const LOCK_LINK = 'lock identity';
export const LOCK_PATH = '/khoa-ngay/';

/** A letter by e-mail. It names nobody: whose account it is its reader knows, and the outbox need not. */
export function mailOf(told: Told, { at, device, addressPrefix }: Particulars, instantOf: (ms: number) => Date): MailContent {
  const { subject, text, go, harmless } = words[told];
  const blocks: Block[] = [
    { kind: 'heading', text: subject },
    { kind: 'text', text },
    { kind: 'fact', term: 'Lúc', value: shortInstant(instantOf(at)) },
  ];
  if (device) blocks.push({ kind: 'fact', term: 'Thiết bị', value: device });
  if (addressPrefix) blocks.push({ kind: 'fact', term: 'Mạng', value: addressPrefix });
  if (go) blocks.push({ kind: 'button', text: go.text, to: { path: go.path } });
  if (!harmless) {
    blocks.push(
      {
        kind: 'note',
        title: 'Nếu không phải bạn',
        text: 'Hãy khóa danh tính điện tử ngay. Mọi phiên đăng nhập kết thúc và không ai vào được nữa; bạn mở khóa sau, khi đã yên tâm.',
      },
      { kind: 'button', text: 'Khóa danh tính điện tử', to: { path: LOCK_PATH, purpose: LOCK_LINK } },
    );
  }
  return { lang: 'vi', subject, blocks, footer };
}

const footer: readonly Block[] = [
  {
    kind: 'text',
    text: 'Thư gửi tới địa chỉ liên hệ đã xác nhận của một tài khoản định danh điện tử. Một Cửa không bao giờ hỏi mật khẩu, mã xác thực hay chuyển tiền qua thư, tin nhắn, điện thoại.',
  },
];

/** A short message to a telephone. */
export function messageOf(told: Told, lockUrl: string): { readonly vi: string; readonly en: string } {
  const { subject, harmless } = words[told];
  const vi = harmless ? '' : ` Không phải bạn? Khóa ngay: ${lockUrl}`;
  const en = harmless ? '' : ` Not you? Lock it: ${lockUrl}`;
  return { vi: `Một Cửa: ${subject}.${vi}`, en: `Một Cửa: ${english[told]}.${en}` };
}

const english: Record<Told, string> = {
  'new-device': 'your account was used on a new device',
  'passkey-added': 'your account has a new passkey',
  'passkey-removed': 'a passkey of your account was removed',
  'totp-added': 'two-step sign-in was turned on',
  'totp-removed': 'two-step sign-in was turned off',
  'password-changed': 'your password was changed',
  'password-reset': 'your password was reset by an administrator',
  recovered: 'your account was recovered',
  locked: 'your electronic identity was locked',
  unlocked: 'your electronic identity was unlocked',
  'level-raised': 'your account is at level 2 now',
  'mandate-given': 'you gave somebody a mandate',
  'mandate-offered': 'somebody wants to give you a mandate',
};
