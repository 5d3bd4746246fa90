import { formatNumber, type Lang } from '#kernel/i18n.ts';
import type { Time } from '../../catalogue/entry.ts';
import { messages } from '../../catalogue/messages.ts';
import { pageMessages } from '../../catalogue/page-messages.ts';
import type { Summary } from '../../catalogue/summary.ts';

/** "Cần nộp 3 giấy tờ · 3 ngày làm việc · Miễn phí · Nộp trực tuyến được": only what is sure. */
export function summaryWords(summary: Summary, lang: Lang): string {
  const m = messages[lang];
  const papers = summary.papers === 0 ? [] : [(summary.depends ? m.papersDepend : m.papers)(formatNumber(summary.papers, lang))];
  return [...papers, ...timeWords(summary, lang), ...feeWords(summary, lang), summary.online ? m.online : m.notOnline].join(' · ');
}

function timeWords({ time }: Summary, lang: Lang): string[] {
  if (!time) return [];
  const m = messages[lang];
  const [least, most] = [formatNumber(time.least, lang), formatNumber(time.most, lang)];
  return [`${least === most ? least : m.span(least, most)} ${m.units[time.unit]}`];
}

function feeWords({ fee, amount }: Summary, lang: Lang): string[] {
  const m = messages[lang];
  if (fee === 'free') return [m.free];
  if (fee === 'free-mostly') return [m.freeMostly];
  return fee === 'amount' && amount !== undefined ? [m.dong(formatNumber(amount, lang))] : [];
}

/** How long one way takes, with the doubt where there is one. */
export function timeOfRow(time: Time, lang: Lang): string {
  const p = pageMessages[lang];
  if (time.amount !== undefined && time.unit) return `${formatNumber(time.amount, lang)} ${messages[lang].units[time.unit]}`;
  if (time.doubt === 'no-unit') return p.noUnit(time.text);
  if (time.doubt === 'glued') return p.glued;
  return time.text || p.timeUnsaid;
}

const ministries: Readonly<Record<string, string>> = {
  'bo-tai-chinh': 'Bộ Tài chính',
  'bo-xay-dung': 'Bộ Xây dựng',
  'bo-nong-nghiep-mt': 'Bộ Nông nghiệp và Môi trường',
  'bo-cong-an': 'Bộ Công an',
  'bo-tu-phap': 'Bộ Tư pháp',
  'ngan-hang-nha-nuoc': 'Ngân hàng Nhà nước Việt Nam',
  'toa-an-nhan-dan': 'Tòa án nhân dân',
};

/** A ministry by the source's folder; the folder itself where it is none we know. */
export function keeperName(keeper: string): string {
  return ministries[keeper] ?? keeper;
}

const abroad: Readonly<Record<string, string>> = {
  'cong-dan-viet-nam': 'Vietnamese citizens',
  'can-bo-cong-chuc-vien-chuc': 'Officials and public employees',
  'to-chuc-khong-bao-gom-doanh-nghiep-htx': 'Organisations (not enterprises or cooperatives)',
  'nguoi-viet-nam-dinh-cu-o-nuoc-ngoai': 'Vietnamese living abroad',
  'nguoi-nuoc-ngoai': 'Foreigners',
  'nguoi-nuoc-ngoai-cu-tru-tai-viet-nam': 'Foreigners living in Vietnam',
  'doanh-nghiep': 'Enterprises',
  'doanh-nghiep-viet-nam': 'Vietnamese enterprises',
  'doanh-nghiep-co-von-dau-tu-nuoc-ngoai': 'Enterprises with foreign capital',
  'hop-tac-xa': 'Cooperatives',
  'to-chuc-nuoc-ngoai': 'Foreign organisations',
  'to-chuc-dang': 'Organisations of the Party',
  'dang-vien': 'Members of the Party',
};

/** Whom a procedure is for: the source's word, or its English. */
export function audienceName(word: string, key: string, lang: Lang): string {
  return lang === 'en' ? (abroad[key] ?? word) : word;
}
