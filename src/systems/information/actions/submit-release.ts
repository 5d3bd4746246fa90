import { defineAction } from '#kernel/action.ts';
import type { Refusal } from '#kernel/problem.ts';
import { refusalsOf, takeStep } from '../changes.ts';
import { type Edition, lockNewest, scopeOfRelease } from '../queries/editions.ts';
import { WRITE } from '../rules/states.ts';
import { missingOfVideos } from '../video/missing.ts';
import { videosOf } from '../video/queries.ts';
import { EditionRef } from '../schemas.ts';

/** What is missing before others are asked to look at it. */
function missing({ bodyVi, change, note, titleEn, summaryEn, bodyEn }: Edition): Refusal[] {
  const reasons: Refusal[] = [];
  if (bodyVi.trim() === '') {
    reasons.push({ code: 'no-body', field: 'bodyVi', message: { vi: 'Bản tin chưa có nội dung.', en: 'The release has no text yet.' } });
  }
  if (change === 'major' && !note) {
    reasons.push({
      code: 'no-note',
      field: 'note',
      message: {
        vi: 'Đính chính quan trọng phải có ghi chú công khai nói rõ đã sửa điều gì.',
        en: 'A major change needs a public note that says what was changed.',
      },
    });
  }
  const english = [titleEn, summaryEn, bodyEn].map((text) => text.trim() !== '');
  if (english.includes(true) && english.includes(false)) {
    reasons.push({
      code: 'half-english',
      field: 'titleEn',
      message: {
        vi: 'Bản tiếng Anh phải đủ tiêu đề, tóm tắt và nội dung, hoặc để trống cả ba.',
        en: 'The English version needs title, summary and text, or none of them.',
      },
    });
  }
  return reasons;
}

export const submitRelease = defineAction({
  name: 'information.submit-release',
  title: { vi: 'Trình duyệt bản tin', en: 'Submit a release for approval' },
  input: EditionRef,
  permission: WRITE,
  scope: scopeOfRelease,
  async refuse(context, input) {
    const reasons = await refusalsOf(context, 'submit', input);
    if (reasons.length > 0) return reasons;
    const { release, edition } = await lockNewest(context.tx, input.id);
    const videos = await videosOf(context.tx, input.id, edition.number);
    return [...missing(edition), ...missingOfVideos(release.kind, videos)];
  },
  async run(context, input) {
    const { edition } = await takeStep(context, input.id, 'submit', { returned_reason: null });
    return { id: input.id, edition: edition.number };
  },
  ledger: (input, result) => ({ subject: `release:${input.id}`, facts: { step: 'submit', edition: result.edition } }),
});
