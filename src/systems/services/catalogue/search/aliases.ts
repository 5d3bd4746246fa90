/**
 * What people call a procedure, by its code: reviewed by hand against the name in the national database. Marks as people write
 * them; search folds them.
 */
export const aliases: Readonly<Record<string, readonly string[]>> = {
  '1.001193': ['khai sinh'],
  '1.000656': ['khai tử', 'chứng tử'],
  '1.004222': ['thường trú', 'hộ khẩu'],
  '1.004194': ['tạm trú'],
  '2.000815': ['sao y bản chính'],
  '1.014061': ['căn cước công dân'],
  '1.013978': ['hộ gia đình cá nhân lần đầu'],
  '1.013225': ['nhà ở riêng lẻ'],
};
