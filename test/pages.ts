import type { Page } from 'playwright-core';
import { demoCitizens } from '../src/core/identity/index.ts';
import { daysFromNow, made } from './signature-kit.ts';
import { floodTelegram, issueDocument, sendDocument, typeDraft, type Walk } from './walk.ts';

/** What the pages are about: made by going through the product once. */
export interface Scene {
  /** Issued and sent to the whole country; registered and assigned in phường Thuận Hóa. */
  readonly documentId: string;
  readonly trackPath: string;
  readonly incomingPath: string;
  readonly draftId: string;
  /** Of a release that is public, and the same one as its writers see it. */
  readonly releasePath: string;
  readonly writtenReleasePath: string;
  /** Of a running event, and the same one as its newsroom works in it. */
  readonly livePath: string;
  /** Of a public activity, and the same one as its newsroom works on it. */
  readonly activityPath: string;
  readonly activityDeskPath: string;
  readonly trialPath: string;
  readonly liveDeskPath: string;
  /** A release of pictures, and the frame over one of a draft’s. */
  readonly storyPath: string;
  readonly cropPath: string;
  /** A report of a false page that was followed to its end. */
  readonly fakePagePath: string;
}

/** A page of the product with the person who looks at it. */
export interface Sight {
  readonly name: string;
  readonly path: string;
  /** Sign-in name; absent: nobody is signed in. */
  readonly who?: string;
  /** Status of the answer when it is not 200. */
  readonly status?: number;
  /** Done after loading: a form sent wrongly, a file checked. */
  readonly after?: (page: Page) => Promise<void>;
}

const clerk = 'vanthu.thuanhoa';
const sender = 'vanthu.vpcp';
const writer = 'chuyenvien.vpcp';
const admin = 'quantri';

/** Writes, sends, registers and assigns one document and leaves another in writing. */
export async function setScene(walk: Walk): Promise<Scene> {
  const documentId = await issueDocument(walk, floodTelegram);
  const sending = await walk.as(sender);
  await sendDocument(sending, walk.url, documentId);
  const trackPath = new URL(sending.url()).pathname;
  await sending.context().close();
  const incomingPath = await registerNewest(walk);
  const page = await walk.as('lanhdao.thuanhoa');
  await page.goto(walk.url + incomingPath);
  await page.getByLabel('Người hoặc đơn vị chủ trì').selectOption({ label: 'Chuyên viên Mẫu – Chuyên viên' });
  await page.getByLabel('Hạn xử lý').fill(daysFromNow(3).toISOString().slice(0, 10));
  await page.getByLabel('Ý kiến chỉ đạo').fill('Kiểm tra các điểm sạt lở, báo cáo trước 17 giờ.');
  await page.getByRole('button', { name: 'Phân công', exact: true }).click();
  await page.locator('.mc-timeline li', { hasText: '04 –' }).waitFor();
  await page.context().close();
  const drafting = await walk.as(writer);
  const draftId = await typeDraft(drafting, walk.url, {
    kind: 'ke-hoach',
    abstract: 'Kiểm tra công tác phòng, chống thiên tai năm 2027',
    text: '## I. Mục đích\n\nBảo đảm chủ động **trước mùa mưa bão**.\n\n## II. Phân công\n\n| Việc | Cơ quan | Xong trước |\n| --- | --- | --- |\n| Kiểm tra hồ, đập | UBND cấp xã | 01/4/2027 |\n| Tổng hợp | Văn phòng | 15/4/2027 |',
    recipients: 'Mọi UBND cấp tỉnh\nLưu: VT, KTTH',
  });
  const writtenReleasePath = await firstLink(drafting, `${walk.url}/thong-tin?buoc=published`, /^\/thong-tin\/[0-9a-f-]{36}$/);
  const activityDeskPath = await firstLink(drafting, `${walk.url}/thong-tin/lich?buoc=timed`, /^\/thong-tin\/lich\/[0-9a-f-]{36}$/);
  const liveDeskPath = await firstLink(drafting, `${walk.url}/thong-tin/truc-tiep`, /^\/thong-tin\/truc-tiep\/[0-9a-f-]{36}$/);
  const pictured = await firstLink(drafting, `${walk.url}/thong-tin?buoc=draft`, /^\/thong-tin\/[0-9a-f-]{36}$/);
  const cropPath = await firstLink(drafting, `${walk.url}${pictured}/anh`, /^\/thong-tin\/[0-9a-f-]{36}\/anh\/[0-9a-f-]{36}\/cat$/);
  await drafting.context().close();
  const fakePagePath = await removedFake(walk);
  const trialPath = await finishedTrial(walk);
  const visitor = await walk.visitor();
  const releasePath = await firstLink(visitor, `${walk.url}/tin`, /^\/tin\/[A-Z]+-\d{6}-\d+-\w+$/);
  const storyPath = await firstLink(visitor, `${walk.url}/tin?q=phong+su+anh`, /^\/tin\/[A-Z]+-\d{6}-\d+-\w+$/);
  const activityPath = await firstLink(visitor, `${walk.url}/tin/lich`, /^\/tin\/lich\/[0-9a-f-]{36}$/);
  const livePath = await firstLink(visitor, `${walk.url}/tin/truc-tiep`, /^\/tin\/truc-tiep\/[A-Z]+-/);
  await visitor.context().close();
  return {
    documentId,
    trackPath,
    incomingPath,
    draftId,
    releasePath,
    writtenReleasePath,
    livePath,
    liveDeskPath,
    activityPath,
    activityDeskPath,
    trialPath,
    storyPath,
    cropPath,
    fakePagePath,
  };
}

/** The report of the demonstration whose page is gone. */
async function removedFake(walk: Walk): Promise<string> {
  const page = await walk.as('truongphong.vpcp');
  await page.goto(`${walk.url}/xac-thuc/gia-mao`);
  const path = await page.getByRole('row').filter({ hasText: 'Đã bị gỡ' }).getByRole('link').first().getAttribute('href');
  await page.context().close();
  return path ?? '';
}

/** The trial of the demonstration that has its report. */
async function finishedTrial(walk: Walk): Promise<string> {
  const page = await walk.as('truongphong.vpcp');
  await page.goto(`${walk.url}/kenh/thu-nghiem`);
  const path = await page.getByRole('row').filter({ hasText: 'Đã kết thúc' }).getByRole('link').first().getAttribute('href');
  await page.context().close();
  return path ?? '';
}

/** The first address on a page that looks so; waits for it, since sample releases become public in a job. */
async function firstLink(page: Page, url: string, form: RegExp): Promise<string> {
  for (let tries = 0; tries < 30; tries += 1) {
    await page.goto(url);
    const hrefs = await page.locator('main a[href]').evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));
    const found = hrefs.find((href) => form.test(href));
    if (found) return found;
    await page.waitForTimeout(500);
  }
  throw new Error(`no link like ${form} on ${url}`);
}

async function registerNewest(walk: Walk): Promise<string> {
  const page = await walk.as(clerk);
  const link = page.locator('main table tbody a').first();
  for (let tries = 0; tries < 30; tries += 1) {
    await page.goto(`${walk.url}/van-ban-den`);
    if ((await link.count()) > 0) break;
    await page.waitForTimeout(500);
  }
  await link.click();
  await page.getByRole('button', { name: 'Vào sổ', exact: true }).click();
  await page.locator('.mc-facts div', { hasText: 'Số đến' }).waitFor();
  const { pathname } = new URL(page.url());
  await page.context().close();
  return pathname;
}

const wrongly = (button: string) => async (page: Page) => {
  await page.locator('main').getByRole('button', { name: button, exact: true }).click();
  await page.locator('.mc-errors:visible, main [role=alert]:visible').first().waitFor();
};

const checked = async (page: Page) => {
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'anh.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n%%EOF\n') });
  await page.locator('main button[data-variant=primary]').click();
  await page.locator('#ket-qua').waitFor();
};

const checkedSignature = async (page: Page) => {
  await page
    .locator('input[name=tep]')
    .setInputFiles({ name: 'anh.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n%%EOF\n') });
  await page.locator('main button[data-variant=primary]').click();
  await page.locator('#ket-qua').waitFor();
};

/** A text that nobody published is checked. */
const pasted = async (page: Page) => {
  await page.locator('main textarea').first().fill('Từ ngày mai toàn tỉnh được nghỉ học một tuần để tránh bão.');
  await page.locator('main button[data-variant=primary]').first().click();
  await page.locator('main h1, main [role=status]').first().waitFor();
};

export function publicSights({ documentId, releasePath, livePath, activityPath, storyPath }: Scene): Sight[] {
  return [
    { name: 'home', path: '/' },
    { name: 'subscribe', path: '/nhan-tin' },
    { name: 'subscribe-wrong', path: '/nhan-tin', after: wrongly('Đăng ký') },
    { name: 'subscribe-sent', path: '/nhan-tin/da-gui' },
    { name: 'subscribe-left', path: '/nhan-tin/da-huy' },
    { name: 'answer', path: '/tim?q=ung+pho+mua+lu' },
    { name: 'answer-unit', path: '/tim?q=phuong+thuan+hoa' },
    { name: 'answer-none', path: '/tim?q=xyzzy' },
    { name: 'library', path: '/van-ban' },
    { name: 'search', path: '/van-ban?q=m%C6%B0a+l%C5%A9' },
    { name: 'search-none', path: '/van-ban?q=xyzzy&loai=nghi-dinh' },
    { name: 'document', path: `/van-ban/${documentId}` },
    { name: 'state-registers', path: '/co-so-du-lieu' },
    { name: 'state-register', path: '/co-so-du-lieu/population' },
    { name: 'calendar', path: '/lich-lam-viec?nam=2026&ngay=2026-02-12&gio=15:00&so=3&don-vi=working-day&chot=15:00' },
    { name: 'procedures', path: '/thu-tuc' },
    { name: 'procedure', path: '/thu-tuc/1.001193' },
    { name: 'life-event', path: '/su-kien/sinh-con' },
    { name: 'procedures-data', path: '/thu-tuc/du-lieu' },
    { name: 'service-index', path: '/chi-so-766' },
    { name: 'service-index-agency', path: '/chi-so-766/G22' },
    { name: 'check', path: '/kiem-tra' },
    { name: 'check-number', path: '/kiem-tra?so=01+cd+vpcp' },
    { name: 'check-document', path: `/kiem-tra?van-ban=${documentId}` },
    { name: 'check-file', path: '/kiem-tra', after: checked },
    { name: 'validation', path: '/kiem-tra-chu-ky' },
    { name: 'validation-file', path: '/kiem-tra-chu-ky', after: checkedSignature },
    { name: 'trusted-list', path: '/danh-sach-tin-cay' },
    { name: 'certificate-lookup', path: '/tra-cuu-chung-thu?so=4f2a' },
    { name: 'units', path: '/don-vi' },
    { name: 'province', path: '/don-vi/46' },
    { name: 'commune', path: '/don-vi/19789' },
    { name: 'agencies', path: '/co-quan' },
    { name: 'agency', path: '/co-quan/G22' },
    { name: 'ledger', path: '/so-cai' },
    { name: 'ledger-block', path: '/so-cai/1' },
    { name: 'news', path: '/tin' },
    { name: 'release', path: releasePath },
    { name: 'photo-story', path: storyPath },
    { name: 'live-events', path: '/tin/truc-tiep' },
    { name: 'live-event', path: livePath },
    { name: 'calendar', path: '/tin/lich' },
    { name: 'calendar-month', path: '/tin/lich?thang=2026-11' },
    { name: 'activity', path: activityPath },
    { name: 'communiques', path: '/tin/thong-cao-ngay' },
    { name: 'press-answers', path: '/tin/tra-loi-bao-chi' },
    { name: 'hub', path: '/websub' },
    { name: 'check-news', path: '/kiem-tra-tin' },
    { name: 'check-news-text', path: '/kiem-tra-tin', after: pasted },
    { name: 'take-number', path: '/mot-cua/lay-so?co-quan=H57.XA.19.789' },
    { name: 'numbers-called', path: '/mot-cua/man-hinh?co-quan=H57.XA.19.789' },
    { name: 'official-accounts', path: '/tai-khoan-chinh-thuc' },
    { name: 'report-fake', path: '/bao-gia-mao' },
    { name: 'fake-pages', path: '/trang-gia-mao' },
    { name: 'doubles', path: '/doi' },
    { name: 'double-foreign', path: '/doi/facebook/700001' },
    { name: 'double-youtube', path: '/doi/youtube/UC-thu-chinh-phu-0000001' },
    { name: 'made-up-paper', path: '/bao-mau' },
    { name: 'double-zalo', path: '/doi/zalo/4100000000001' },
    { name: 'developers', path: '/api' },
    { name: 'problems', path: '/van-de' },
    { name: 'problem', path: '/van-de/refused' },
    { name: 'sign-in', path: '/dang-nhap' },
    { name: 'sign-in-wrong', path: '/dang-nhap', after: wrongly('Tiếp tục bằng mật khẩu') },
    { name: 'not-found', path: '/khong-co-trang-nay', status: 404 },
  ];
}

export function staffSights(scene: Scene): Sight[] {
  const { documentId, trackPath, incomingPath, draftId, releasePath, writtenReleasePath, liveDeskPath, activityDeskPath, trialPath } =
    scene;
  const { cropPath, fakePagePath } = scene;
  const pickupPath = `/diem-bao${releasePath}`;
  return [
    { name: 'desk', path: '/ban-lam-viec', who: 'chuyenvien.thuanhoa' },
    { name: 'desk-empty', path: '/ban-lam-viec', who: 'chuyenvien.hue' },
    { name: 'counter', path: '/mot-cua', who: clerk },
    { name: 'counter-wrong', path: '/mot-cua', who: clerk, after: wrongly('Lập hồ sơ') },
    { name: 'board', path: '/bang-dieu-hanh', who: 'lanhdao.thuanhoa' },
    { name: 'account', path: '/tai-khoan', who: clerk },
    { name: 'password', path: '/tai-khoan/mat-khau', who: clerk },
    { name: 'second-factor', path: '/tai-khoan/hai-lop', who: clerk },
    { name: 'passkeys', path: '/tai-khoan/khoa', who: clerk },
    { name: 'identity-history', path: '/tai-khoan/lich-su', who: clerk },
    { name: 'identity-lock', path: '/tai-khoan/khoa-danh-tinh', who: clerk },
    { name: 'identity-sites', path: '/tai-khoan/trang-da-dang-nhap', who: clerk },
    { name: 'login-sites', path: '/quan-tri/trang-dang-nhap', who: admin },
    { name: 'login-keys', path: '/quan-tri/trang-dang-nhap/khoa', who: admin },
    { name: 'login-connect', path: '/eid/ket-noi' },
    { name: 'login-refused', path: '/eid/auth?client_id=khong-co', status: 400 },
    { name: 'identity-locked', path: '/da-khoa' },
    { name: 'prove', path: '/mo-khoa' },
    { name: 'by-phone', path: '/mo-khoa', after: askByPhone },
    { name: 'by-phone-code', path: '/dien-thoai' },
    { name: 'signed-out', path: '/dang-xuat/xong' },
    { name: 'log-out-everywhere', path: '/eid/session/end' },
    { name: 'logged-out-everywhere', path: '/eid/session/end/success' },
    { name: 'register', path: '/dang-ky' },
    { name: 'register-wrong', path: '/dang-ky', after: wrongly('Gửi mã') },
    { name: 'recover', path: '/khoi-phuc' },
    { name: 'code-outbox', path: '/hop-ma' },
    { name: 'choose-way-in', path: '/tai-khoan/bat-dau', who: clerk },
    { name: 'mandates', path: '/tai-khoan/dai-dien', who: demoCitizens.mother },
    { name: 'mandate-give', path: '/tai-khoan/dai-dien/uy-quyen', who: demoCitizens.mother },
    { name: 'mandate-apply', path: '/tai-khoan/dai-dien/mo', who: demoCitizens.mother },
    { name: 'citizen-account', path: '/tai-khoan', who: demoCitizens.mother },
    { name: 'my-cases', path: '/ho-so', who: demoCitizens.mother },
    { name: 'application-start', path: '/nop-ho-so/1.001193', who: demoCitizens.mother },
    { name: 'cases-desk', path: '/giai-quyet', who: clerk },
    { name: 'case-tracking', path: '/tra-cuu-ho-so' },
    { name: 'my-data', path: '/du-lieu-cua-toi', who: demoCitizens.mother },
    { name: 'my-looks', path: '/du-lieu-cua-toi/luot-xem', who: demoCitizens.mother },
    { name: 'my-look', path: '/du-lieu-cua-toi/luot-xem', who: demoCitizens.mother, after: openFirstLook },
    { name: 'my-data-correct', path: '/du-lieu-cua-toi', who: demoCitizens.mother, after: openFirstFact },
    { name: 'look-outside', path: '/tra-cuu-du-lieu', who: 'truongphong.vpcp' },
    { name: 'look-outside-wrong', path: '/tra-cuu-du-lieu', who: 'truongphong.vpcp', after: wrongly('Tra cứu') },
    { name: 'keeping-register', path: '/quan-tri/du-lieu/so/civil-status', who: 'giudulieu' },
    { name: 'keeping-registers', path: '/quan-tri/du-lieu', who: 'giudulieu' },
    { name: 'receipts', path: '/bien-lai', who: demoCitizens.mother },
    { name: 'reconciliation', path: '/giai-quyet/doi-soat', who: 'truongphong.thuanhoa' },
    { name: 'counter-lock', path: '/quan-tri/dinh-danh/khoa', who: clerk },
    { name: 'identity-counter', path: '/quan-tri/dinh-danh', who: clerk },
    { name: 'drafts', path: '/soan-thao', who: writer },
    { name: 'draft-form', path: '/soan-thao/moi', who: writer },
    { name: 'draft-form-wrong', path: '/soan-thao/moi', who: writer, after: wrongly('Lưu dự thảo') },
    { name: 'draft-edit', path: `/soan-thao/${draftId}/sua`, who: writer },
    { name: 'draft', path: `/soan-thao/${draftId}`, who: writer },
    { name: 'draft-issued', path: `/soan-thao/${documentId}`, who: sender },
    { name: 'incoming', path: '/van-ban-den?muc=all', who: clerk },
    { name: 'incoming-new', path: '/van-ban-den', who: 'vanthu.hue' },
    { name: 'incoming-document', path: incomingPath, who: 'chuyenvien.thuanhoa' },
    { name: 'incoming-assign', path: incomingPath, who: 'lanhdao.thuanhoa' },
    { name: 'packets', path: '/van-ban-den/nhap', who: clerk },
    { name: 'signing-lists', path: '/ky-so', who: clerk },
    { name: 'procedure-import', path: '/quan-tri/thu-tuc/nhap', who: admin },
    { name: 'service-index-own', path: '/giai-quyet/chi-so', who: 'chuyenvien.thuanhoa' },
    { name: 'service-index-behind', path: '/giai-quyet/chi-so?muc=on-time', who: 'chuyenvien.thuanhoa' },
    { name: 'archive-of-signatures', path: '/luu-tru-chu-ky?muc=new', who: admin },
    { name: 'signing-list', path: '/ky-so/moi', who: clerk, after: putUpForSeal },
    { name: 'copies', path: '/ky-so/ban-sao', who: sender },
    { name: 'copy-new', path: '/ky-so/ban-sao/moi', who: sender },
    { name: 'copy', path: `/ky-so/ban-sao/moi?van-ban=${documentId}`, who: sender, after: prepareCopy },
    { name: 'certificates', path: '/chung-thu-so', who: clerk },
    { name: 'certificates-ask-wrong', path: '/chung-thu-so', who: clerk, after: wrongly('Gửi đề nghị') },
    { name: 'certificates-agency', path: '/chung-thu-so/co-quan', who: 'lanhdao.thuanhoa' },
    { name: 'certificates-issue', path: '/chung-thu-so/cap', who: admin },
    { name: 'certificate-rules', path: '/chung-thu-so/quy-dinh', who: admin },
    { name: 'trust-desk', path: '/chung-thu-so/tin-cay', who: admin },
    { name: 'trust-change', path: '/chung-thu-so/tin-cay', who: admin, after: proposeTrust },
    { name: 'outgoing', path: '/van-ban-di', who: sender },
    { name: 'send', path: `/van-ban-di/${documentId}/gui`, who: sender },
    { name: 'groups', path: '/van-ban-di/nhom', who: sender },
    { name: 'group-new', path: '/van-ban-di/nhom/moi', who: sender },
    { name: 'track', path: trackPath, who: sender },
    { name: 'releases', path: '/thong-tin?buoc=published', who: writer },
    { name: 'release-new', path: '/thong-tin/moi', who: writer },
    { name: 'release-written', path: writtenReleasePath, who: writer },
    { name: 'release-videos', path: `${writtenReleasePath}/video`, who: writer },
    { name: 'release-pictures', path: cropPath.replace(/\/[^/]+\/cat$/, ''), who: writer },
    { name: 'crop-picture', path: cropPath, who: writer },
    { name: 'live-desk', path: liveDeskPath, who: writer },
    { name: 'live-pages', path: '/thong-tin/truc-tiep', who: writer },
    { name: 'live-new', path: '/thong-tin/truc-tiep/moi', who: writer },
    { name: 'activity-desk', path: activityDeskPath, who: writer },
    { name: 'activities', path: '/thong-tin/lich?buoc=review', who: 'lanhdao.vpcp' },
    { name: 'activity-new', path: '/thong-tin/lich/moi', who: writer },
    { name: 'press-room', path: '/thong-tin/bao-chi', who: 'truongphong.vpcp' },
    { name: 'press-answer-terms', path: '/thong-tin/bao-chi/thoi-han', who: 'truongphong.vpcp' },
    { name: 'press-terms', path: '/thong-tin/bao-chi/dieu-kien', who: 'truongphong.vpcp' },
    { name: 'press-leak', path: '/thong-tin/bao-chi/doi-chieu', who: 'truongphong.vpcp' },
    { name: 'pickup', path: '/diem-bao', who: 'truongphong.vpcp' },
    { name: 'pickup-feeds', path: '/diem-bao/to-bao', who: 'truongphong.vpcp' },
    { name: 'pickup-release', path: pickupPath, who: 'truongphong.vpcp' },
    { name: 'channels', path: '/kenh', who: 'truongphong.vpcp' },
    { name: 'channel-accounts', path: '/kenh/tai-khoan', who: 'truongphong.vpcp' },
    { name: 'channel-account-new', path: '/kenh/tai-khoan/moi', who: 'truongphong.vpcp' },
    { name: 'channel-reports', path: '/kenh/bao-xau', who: 'truongphong.vpcp' },
    { name: 'training-certificates', path: '/kenh/chung-nhan', who: 'truongphong.vpcp' },
    { name: 'trials', path: '/kenh/thu-nghiem', who: 'truongphong.vpcp' },
    { name: 'trial-report', path: trialPath, who: 'truongphong.vpcp' },
    { name: 'trial-new', path: '/kenh/thu-nghiem/moi', who: 'truongphong.vpcp' },
    { name: 'registry', path: '/xac-thuc/tai-khoan', who: 'truongphong.vpcp' },
    { name: 'fake-page-desk', path: '/xac-thuc/gia-mao', who: 'truongphong.vpcp' },
    { name: 'fake-page', path: fakePagePath, who: 'truongphong.vpcp' },
    { name: 'hub-staff', path: '/tram-bao-tin', who: admin },
    { name: 'oversight', path: '/giam-sat-truc', who: admin },
    { name: 'outbox', path: '/hop-thu-di', who: admin },
    { name: 'people', path: '/quan-tri/nguoi-dung', who: admin },
    { name: 'calendar-admin', path: '/quan-tri/lich-lam-viec', who: admin },
    { name: 'agencies-admin', path: '/quan-tri/co-quan', who: admin },
    { name: 'agency-new', path: '/quan-tri/co-quan/moi', who: admin },
    { name: 'units-import', path: '/quan-tri/don-vi', who: admin },
    { name: 'library-import', path: '/thu-vien/nhap-lieu', who: admin },
    { name: 'library-correct', path: `/thu-vien/van-ban/${documentId}`, who: admin },
    { name: 'forbidden', path: '/quan-tri/nguoi-dung', who: clerk, status: 403 },
  ];
}

/** The form that asks for a correction of the first fact. */
async function openFirstFact(page: Page): Promise<void> {
  await page.locator('main table a[href*="/sua/"]').first().click();
  await page.locator('main form textarea').waitFor();
}

/** The newest look at the person's data, with the form to ask about it. */
async function openFirstLook(page: Page): Promise<void> {
  await page.locator('main table a').first().click();
  await page.locator('main form textarea').waitFor();
}

/** Fills in the form and sends it, in either language; what is looked at is the copy. */
async function prepareCopy(page: Page): Promise<void> {
  await page.locator('[name=form][value=extract]').check();
  await page.locator('[name=pages]').fill('1');
  await page.locator('[name=signerId]').selectOption({ index: 1 });
  await page.locator('[name=signerPosition]').fill('Chánh Văn phòng');
  await page.locator('form[action="/ky-so/ban-sao/moi"] button[data-variant=primary]').click();
  await page.locator('.mc-facts').waitFor();
}

/** Proposes to believe an authority; what is looked at is the proposal. */
async function proposeTrust(page: Page): Promise<void> {
  const form = page.locator('form[action$="/dich-vu"]');
  await page.locator('details', { has: form }).locator('summary').first().click();
  const { certificate } = made('ca', { commonName: 'CA công cộng mẫu' });
  await form.locator('[type=file]').setInputFiles({ name: 'ca.cer', mimeType: 'application/pkix-cert', buffer: certificate.der });
  const values = { provider: 'Công ty Chứng thực Mẫu', name: 'Mẫu-CA', from: '2026-01-01', basis: 'Giấy phép số 12/GP-BTTTT' };
  for (const [name, value] of Object.entries(values)) await form.locator(`[name=${name}]`).fill(value);
  for (const [name, value] of Object.entries({ domain: 'public', type: 'CA/QC', status: 'granted' }))
    await form.locator(`[name=${name}]`).selectOption(value);
  await form.locator('button[data-variant=primary]').click();
  await page.waitForURL(/\/thay-doi\//);
}

/** Fills in the form and sends it, in either language; what is looked at is the list. */
async function putUpForSeal(page: Page): Promise<void> {
  await page.locator('[name=title]').fill('Giấy mời họp ngày 25/11');
  await page.locator('[name=step][value=seal]').check();
  await page.locator('[type=file]').setInputFiles({ name: 'goi-tin.xml', mimeType: 'text/xml', buffer: Buffer.from('<a>Số 15</a>') });
  await page.locator('form[action="/ky-so/moi"] button[data-variant=primary]').click();
  await page.waitForURL(/\/ky-so\/[0-9a-f-]{36}$/);
}

/** What a computer shows that waits for a telephone. */
async function askByPhone(page: Page): Promise<void> {
  await page.locator('form[action$="/dien-thoai"] button').click();
  await page.locator('.mc-by-phone__code').waitFor();
}

/** Goes to a page and does what belongs to it. */
export async function look(page: Page, url: string, sight: Sight): Promise<number> {
  const answer = await page.goto(url + sight.path, { waitUntil: 'load' });
  await sight.after?.(page);
  return answer?.status() ?? 0;
}
