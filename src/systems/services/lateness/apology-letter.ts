import type { Agency } from '#core/agencies/index.ts';
import type { CaseRecord, Procedure } from '#core/cases/index.ts';
import { allocateNumber, typesetDocument } from '#core/documents/index.ts';
import { type AccountActor, asAccount } from '#core/identity/index.ts';
import { personalMark, placed, signPdf, theVault } from '#core/signatures/index.ts';
import type { ActionContext } from '#kernel/action.ts';
import { forbidden } from '#kernel/problem.ts';
import { dateOf, shortDate, shortInstant } from '#kernel/time.ts';
import { subjectName } from '../apply/subject.ts';

const ABBREVIATION = 'PXL';

export interface Apology {
  readonly record: CaseRecord;
  readonly procedure: Procedure;
  readonly agency: Agency;
  readonly promisedOn: string;
  readonly reason: string;
}

/** The letter as a PDF (form 04 of TT 03/2025/TT-VPCP), signed by whoever writes it; returns its hash and number. */
export async function writeApology(context: ActionContext, apology: Apology): Promise<{ sha256: string; number: string }> {
  const { tx, actor, now, files } = context;
  const { agency } = apology;
  const account = asAccount(actor);
  const post = account.posts.find(({ agencyId }) => agencyId === agency.id);
  if (!post) throw forbidden();
  const date = dateOf(now);
  const count = await allocateNumber(tx, { agencyId: agency.id, book: 'phieu-xin-loi', year: Number(date.slice(0, 4)) });
  const number = `${String(count).padStart(2, '0')}/${ABBREVIATION}`;
  const page = await typesetDocument({
    superiorName: null,
    issuerName: agency.name,
    form: 'named',
    kindName: 'Phiếu xin lỗi và hẹn lại ngày trả kết quả',
    abstract: '',
    normative: false,
    notation: ABBREVIATION,
    numberNotation: number,
    place: agency.name.replace(/^.*?(xã|phường|đặc khu|tỉnh|thành phố)\s+/i, ''),
    issuedOn: date,
    madeOn: date,
    markdown: await wording(context, apology),
    signer: { competence: null, position: post.title, name: account.name },
    recipients: [],
  });
  const signed = await signPdf(tx, theVault(), {
    pdf: page.pdf,
    holder: holderOf(account, post.title, agency),
    reason: `Số: ${number}`,
    appearance: placed(page.signatureBox, personalMark),
    withoutTimestamp: 'lower',
  });
  return { sha256: await files.put(signed.bytes), number };
}

function holderOf({ id, name }: AccountActor, title: string, agency: Agency) {
  const common = { agencyId: agency.id, agencyName: agency.name, agencyCode: agency.code };
  return { kind: 'person', accountId: id, name, title, ...common } as const;
}

async function wording({ tx }: ActionContext, { record, procedure, agency, promisedOn, reason }: Apology): Promise<string> {
  const applicant = await subjectName(tx, { subjectPerson: record.applicantPerson, subjectOrganisation: record.subjectOrganisation });
  return [
    `Kính gửi: **${applicant}**`,
    `${agency.name} đã tiếp nhận hồ sơ mã **${record.code}** ngày ${record.acceptedAt ? shortInstant(record.acceptedAt) : ''}, thủ tục “${procedure.name.vi}”, hẹn trả kết quả ngày ${shortDate(record.dueOn ?? '')}.`,
    `Đến nay hồ sơ chưa giải quyết xong. Lý do: ${reason}`,
    `${agency.name} xin lỗi về sự chậm trễ này và hẹn trả kết quả vào ngày **${shortDate(promisedOn)}**.`,
  ].join('\n\n');
}
