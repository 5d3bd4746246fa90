import type { Agency } from '#core/agencies/index.ts';
import { typesetDocument } from '#core/documents/index.ts';
import { placed, sealMark, signPdf, theVault } from '#core/signatures/index.ts';
import type { Db } from '#kernel/db.ts';
import { shortInstant } from '#kernel/time.ts';
import { spelt } from '../definitions/spelt.ts';
import type { PaymentNotice, PaymentRequest } from './types.ts';
import { CASH } from './types.ts';
import { dong } from './words.ts';

/** "0000012/26E": seven digits, the year and E for electronic, in the manner of Decree 123/2020/NĐ-CP on receipts (sign: unconfirmed). */
export function receiptNumber(count: number, day: string): string {
  return `${String(count).padStart(7, '0')}/${day.slice(2, 4)}E`;
}

export interface ReceiptSheet {
  readonly agency: Agency;
  readonly number: string;
  readonly day: string;
  readonly request: Pick<PaymentRequest, 'amount' | 'purpose' | 'reference'>;
  readonly caseCode: string;
  readonly title: string;
  readonly payer: string;
  /** What was kept, by which way. */
  readonly money: readonly PaymentNotice[];
  /** The officer who took cash. */
  readonly taker: string | undefined;
}

/** What a person wrote must not begin a list or a heading. */
const inLine = (text: string): string => text.replace(/\s+/gu, ' ').trim();

export function receiptText({ request, caseCode, title, payer, money }: ReceiptSheet): string {
  const words = spelt(request.amount);
  const ways = money.map(({ provider, providerId, paidAt, kept }) =>
    provider === CASH
      ? `Tiền mặt ${dong(kept)}, lúc ${shortInstant(paidAt)}`
      : `Chuyển khoản ${dong(kept)}, lúc ${shortInstant(paidAt)}, mã giao dịch ${inLine(providerId)}`,
  );
  return [
    `Người nộp: **${inLine(payer)}**`,
    `Mã hồ sơ: ${caseCode}`,
    `Nội dung hồ sơ: ${inLine(title)}`,
    `Khoản thu: ${inLine(request.purpose)}`,
    `Số tiền: **${dong(request.amount)}**`,
    `Bằng chữ: ${words.charAt(0).toUpperCase()}${words.slice(1)} đồng`,
    ...ways.map((way) => `Hình thức nộp: ${way}`),
    `Mã nộp tiền: ${request.reference}`,
  ].join('\n');
}

/** The receipt, sealed by the agency that is paid: a seal alone, since a machine made it and no person has to sign. */
export async function receiptPdf(tx: Db, sheet: ReceiptSheet): Promise<Buffer> {
  const { agency, number, day, taker } = sheet;
  const page = await typesetDocument({
    superiorName: null,
    issuerName: agency.name,
    form: 'named',
    kindName: 'Biên lai điện tử',
    abstract: 'Thu phí, lệ phí',
    normative: false,
    notation: 'BL',
    numberNotation: number,
    place: agency.name.replace(/^.*?(xã|phường|đặc khu|tỉnh|thành phố)\s+/i, ''),
    issuedOn: day,
    madeOn: day,
    markdown: receiptText(sheet),
    signer: { competence: null, position: taker === undefined ? 'Đơn vị thu tiền' : 'Người thu tiền', name: taker ?? '' },
    recipients: [],
  });
  const sealed = await signPdf(tx, theVault(), {
    pdf: page.pdf,
    holder: { kind: 'seal', agencyId: agency.id, agencyName: agency.name, agencyCode: agency.code },
    reason: `Biên lai số ${number}`,
    appearance: placed(page.sealBox, sealMark),
    withoutTimestamp: 'lower',
  });
  return sealed.bytes;
}
