import { expect, it } from 'vitest';
import { plainText } from './plain-text.ts';

it('drops the marks and keeps the words', () => {
  const markdown =
    '# Chương I\n\n**Điều 1.** Phạm vi *điều chỉnh*\n\n1\\. Khoản một\n- gạch đầu dòng\n\n| Số | Tên |\n|---|---|\n| 1 | **Huế** |\n\n---\n\nHết';
  expect(plainText(markdown)).toBe('Chương I\n\nĐiều 1. Phạm vi điều chỉnh\n\n1. Khoản một\n- gạch đầu dòng\n\n Số  Tên\n 1  Huế\n\nHết');
});

it('leaves stars and underscores that mark nothing', () => {
  expect(plainText('2 * 3 = 6, ten_tep_dinh_kem.pdf, 5 * 6')).toBe('2 * 3 = 6, ten_tep_dinh_kem.pdf, 5 * 6');
});
