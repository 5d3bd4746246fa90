import type { Text } from '#kernel/i18n.ts';
import type { GroupKey } from '../types.ts';

/** A group that every installation has: all agencies of some kinds. */
export interface KindGroup {
  readonly key: GroupKey;
  readonly title: Text;
  readonly kinds: readonly string[];
  /** Folded ways to write it, without "mọi", "các", "tất cả". */
  readonly spellings: readonly string[];
}

export const kindGroups: readonly KindGroup[] = [
  {
    key: 'all',
    title: { vi: 'Toàn quốc: mọi UBND cấp tỉnh và cấp xã', en: 'Whole country: all provincial and communal committees' },
    kinds: ['province-committee', 'commune-committee'],
    spellings: ['toan quoc', 'ca nuoc', 'ubnd cac cap', 'ubnd cap tinh va cap xa', 'ubnd cap tinh cap xa'],
  },
  {
    key: 'province-committees',
    title: { vi: 'Mọi UBND cấp tỉnh', en: 'All provincial committees' },
    kinds: ['province-committee'],
    spellings: [
      'ubnd cap tinh',
      'ubnd tinh',
      'ubnd tinh thanh pho',
      'ubnd cac tinh thanh pho',
      'ubnd cac tinh',
      'tinh thanh pho',
      'tinh',
      'tinh thanh pho truc thuoc trung uong',
      'ubnd cac tinh thanh pho truc thuoc trung uong',
      'ubnd tinh thanh pho truc thuoc trung uong',
    ],
  },
  {
    key: 'commune-committees',
    title: { vi: 'Mọi UBND cấp xã', en: 'All communal committees' },
    kinds: ['commune-committee'],
    spellings: [
      'ubnd cap xa',
      'ubnd xa',
      'ubnd xa phuong',
      'ubnd cac xa phuong',
      'ubnd cac xa phuong dac khu',
      'ubnd xa phuong dac khu',
      'xa',
      'xa phuong',
      'xa phuong dac khu',
      'cap xa',
    ],
  },
  {
    key: 'ministries',
    title: { vi: 'Các bộ, cơ quan ngang bộ', en: 'Ministries and ministerial-level agencies' },
    kinds: ['ministry', 'ministerial-agency'],
    spellings: ['bo', 'bo nganh', 'bo co quan ngang bo', 'bo va co quan ngang bo'],
  },
  {
    key: 'government-agencies',
    title: { vi: 'Các cơ quan thuộc Chính phủ', en: 'Agencies under the Government' },
    kinds: ['government-agency'],
    spellings: ['co quan thuoc chinh phu'],
  },
  {
    key: 'central-administration',
    title: {
      vi: 'Các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ',
      en: 'Ministries, ministerial-level agencies, agencies under the Government',
    },
    kinds: ['ministry', 'ministerial-agency', 'government-agency'],
    spellings: ['bo co quan ngang bo co quan thuoc chinh phu', 'bo co quan ngang bo va co quan thuoc chinh phu'],
  },
  {
    key: 'province-councils',
    title: { vi: 'Mọi HĐND cấp tỉnh', en: 'All provincial councils' },
    kinds: ['province-council'],
    spellings: ['hdnd cap tinh', 'hdnd tinh', 'hdnd tinh thanh pho', 'hdnd cac tinh thanh pho'],
  },
  {
    key: 'commune-councils',
    title: { vi: 'Mọi HĐND cấp xã', en: 'All communal councils' },
    kinds: ['commune-council'],
    spellings: ['hdnd cap xa', 'hdnd xa', 'hdnd xa phuong', 'hdnd xa phuong dac khu', 'hdnd cac xa phuong dac khu'],
  },
  {
    key: 'province-bodies',
    title: { vi: 'Mọi HĐND, UBND cấp tỉnh', en: 'All provincial councils and committees' },
    kinds: ['province-committee', 'province-council'],
    spellings: [
      'hdnd ubnd cap tinh',
      'hdnd va ubnd cap tinh',
      'hdnd ubnd cac tinh thanh pho',
      'hdnd ubnd tinh thanh pho',
      'hdnd ubnd cac tinh thanh pho truc thuoc trung uong',
      'hdnd ubnd tinh thanh pho truc thuoc trung uong',
    ],
  },
  {
    key: 'councils',
    title: { vi: 'Mọi HĐND cấp tỉnh và cấp xã', en: 'All councils' },
    kinds: ['province-council', 'commune-council'],
    spellings: ['hdnd cac cap', 'hdnd'],
  },
];

/** Groups inside one province: `communes-of:46`. */
export const inProvince: readonly {
  readonly prefix: string;
  readonly kind: string;
  readonly title: (place: string) => Text;
  readonly spellings: readonly string[];
}[] = [
  {
    prefix: 'communes-of',
    kind: 'commune-committee',
    title: (place) => ({ vi: `Mọi xã, phường, đặc khu của ${place}`, en: `All communes of ${place}` }),
    spellings: [
      'xa',
      'phuong',
      'xa phuong',
      'phuong xa',
      'xa phuong dac khu',
      'cap xa',
      'don vi cap xa',
      'ubnd cap xa',
      'ubnd xa',
      'ubnd xa phuong',
      'ubnd xa phuong dac khu',
      'ubnd cac xa phuong',
      'ubnd cac xa phuong dac khu',
    ],
  },
  {
    prefix: 'commune-councils-of',
    kind: 'commune-council',
    title: (place) => ({ vi: `Mọi HĐND cấp xã của ${place}`, en: `All communal councils of ${place}` }),
    spellings: ['hdnd', 'hdnd cap xa', 'hdnd xa', 'hdnd xa phuong', 'hdnd xa phuong dac khu'],
  },
];
