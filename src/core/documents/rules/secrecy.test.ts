import { expect, it } from 'vitest';
import { refuseSecret, secrecyMarkIn } from './secrecy.ts';

it('refuses every degree with a sentence that names it', () => {
  expect(refuseSecret('none')).toEqual([]);
  expect(refuseSecret('toi-mat')[0]?.message.vi).toContain('“Tối mật”');
});

it('sees a mark that stands alone in the head, and no word in a sentence', () => {
  expect(secrecyMarkIn('BỘ CÔNG AN\n**TUYỆT MẬT**\nSố: 1/QĐ-BCA')).toBe('tuyet-mat');
  expect(secrecyMarkIn('BỘ CÔNG AN\nMẬT\n'.normalize('NFD'))).toBe('mat');
  expect(secrecyMarkIn('QUYẾT ĐỊNH\nVề bảo vệ bí mật nhà nước, tài liệu MẬT được lưu riêng.')).toBe('none');
  expect(secrecyMarkIn(`${'x\n'.repeat(2_000)}MẬT\n`)).toBe('none');
});
