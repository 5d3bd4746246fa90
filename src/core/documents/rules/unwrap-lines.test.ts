import { expect, it } from 'vitest';
import { unwrapLines } from './unwrap-lines.ts';

it('joins broken lines and leaves what begins anew', () => {
  const broken =
    '**Điều 1.** Quyết định\nnày có hiệu lực.\n1. Khoản một dài\nxuống dòng\na) Điểm\n- Gạch đầu\ndòng\n\n# Chương I\nTÊN\n\n| a | b |\n|---|---|\n| 1 | 2 |\nHết';
  expect(unwrapLines(broken)).toBe(
    '**Điều 1.** Quyết định này có hiệu lực.\n\n1. Khoản một dài xuống dòng\n\na) Điểm\n\n- Gạch đầu dòng\n\n# Chương I TÊN\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nHết',
  );
});
