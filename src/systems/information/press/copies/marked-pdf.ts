import { typesetCopy } from '#core/documents/index.ts';
import { dateOf, now, shortInstant } from '#kernel/time.ts';
import type { Media } from '../../queries/media.ts';
import { copyCode } from '../../rules/copy-code.ts';
import { withLetterMark } from '../../rules/letter-mark.ts';
import type { Journalist } from '../journalists.ts';
import type { OfferedRelease } from '../queries.ts';

export interface Copy {
  readonly journalist: Journalist;
  readonly release: OfferedRelease;
  readonly mark: number;
}

/** A reporter's copy as PDF/A: marked in sight on every page, after every paragraph, in its letters and in the file. */
export async function markedPdf({ journalist, release, mark }: Copy, media: readonly Media[]): Promise<Buffer> {
  const at = now();
  const code = copyCode(mark);
  const moment = shortInstant(release.visibleFrom);
  const { pdf } = await typesetCopy({
    title: `Bản gửi trước ${release.code}`,
    author: release.agencyName,
    madeOn: dateOf(at),
    language: 'vi',
    label: `${release.code} · ${release.agencyName}`,
    heading: release.titleVi,
    summary: release.summaryVi,
    markdown: release.bodyVi,
    notes: media.map(({ altVi, credit }, index) => `Ảnh ${index + 1}: ${altVi} (${credit}). Tải trên trang riêng của bạn.`),
    until: release.visibleFrom > at ? `KHÔNG CÔNG BỐ TRƯỚC ${moment}` : `Đã công bố từ ${moment}`,
    reader: `Bản riêng của ${journalist.fullName} · ${journalist.outlet} · Thẻ số ${journalist.cardNumber}`,
    moment: `Tải lúc ${shortInstant(at)}`,
    across: `${journalist.outlet} · ${journalist.cardNumber}`,
    code,
    write: withLetterMark(mark),
  });
  return pdf;
}
