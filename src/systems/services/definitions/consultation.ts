import type { Procedure } from '#core/cases/index.ts';

/** Code of what is no procedure for people: one agency asks another in the course of a case. */
export const CONSULTATION = 'PHOI-HOP';

/** A question of one agency to another, as a case of its own with its own clock (Decree 118/2025/NĐ-CP; the term is the asking procedure's). */
export const consultation: Procedure = {
  code: CONSULTATION,
  name: { vi: 'Lấy ý kiến cơ quan phối hợp', en: 'Opinion of another agency' },
  field: { vi: 'Phối hợp giải quyết', en: 'Between agencies' },
  summary: { vi: 'Cơ quan khác hỏi ý kiến để giải quyết một hồ sơ.', en: 'Another agency asks for an opinion on a case.' },
  lifeEvents: [],
  level: 'commune',
  audience: [],
  legalBasis: [
    { number: '118/2025/NĐ-CP', title: 'Thực hiện thủ tục hành chính theo cơ chế một cửa, một cửa liên thông', from: '2025-07-01' },
  ],
  ways: [{ channel: 'counter', term: { amount: 5, unit: 'working-day' }, fee: { amount: 0, words: 'Không' } }],
  applicants: [],
  conditions: [],
  pages: [
    {
      key: 'question',
      title: { vi: 'Câu hỏi', en: 'The question' },
      fields: [
        { name: 'about', type: 'code', label: { vi: 'Về hồ sơ', en: 'About the case' } },
        { name: 'question', type: 'longText', label: { vi: 'Nội dung cần ý kiến', en: 'What is asked' } },
      ],
    },
  ],
  papers: [],
  chart: { name: 'standard', pay: 'none' },
  steps: [],
  findings: [{ name: 'opinion', type: 'longText', label: { vi: 'Ý kiến trả lời', en: 'The opinion' } }],
  results: [],
  refusals: [
    {
      key: 'not-competent',
      ground: { vi: 'Không thuộc thẩm quyền của cơ quan được hỏi', en: 'Not within the competence of the agency asked' },
      basis: 'Nghị định 118/2025/NĐ-CP',
    },
  ],
  effectiveFrom: '2025-07-01',
  unconfirmed: ['Thời hạn trả lời 05 ngày làm việc khi thủ tục hỏi không ghi thời hạn riêng: chưa đối chiếu văn bản.'],
  source: 'Nghị định 118/2025/NĐ-CP',
};
