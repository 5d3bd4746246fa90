import { basis } from './helpers.ts';

/** What every record of civil status rests on. */
export const civilStatusBasis = basis(
  ...(['60/2014/QH13', '123/2015/NĐ-CP', '87/2020/NĐ-CP', '104/2022/NĐ-CP', '04/2020/TT-BTP', '01/2022/TT-BTP'] as const),
  ...(['07/2025/NĐ-CP', '120/2025/NĐ-CP', '08/2025/TT-BTP', '66.7/2025/NQ-CP', '18/2026/NĐ-CP', '85/2019/TT-BTC'] as const),
);
