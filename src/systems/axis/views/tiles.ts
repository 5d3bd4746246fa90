/**
 * Where each province stands in a tile grid (column, row), since the merger of 2025-07-01 (resolutions of the National
 * Assembly's Standing Committee no. 1654–1687). A province without a tile is put in the last row.
 */
export const tiles: Readonly<Record<string, readonly [column: number, row: number]>> = {
  '12': [1, 0], '15': [2, 0], '08': [3, 0], '04': [4, 0],
  '11': [0, 1], '14': [1, 1], '25': [2, 1], '19': [3, 1], '20': [4, 1],
  '01': [2, 2], '24': [3, 2], '22': [4, 2],
  '37': [2, 3], '33': [3, 3], '31': [4, 3],
  '38': [2, 4],
  '40': [1, 5], '42': [2, 5],
  '44': [2, 6], '46': [3, 6],
  '48': [3, 7],
  '51': [3, 8],
  '52': [3, 9],
  '66': [3, 10],
  '68': [2, 11], '56': [3, 11],
  '80': [1, 12], '75': [2, 12],
  '91': [0, 13], '82': [1, 13], '79': [2, 13],
  '92': [0, 14], '86': [1, 14],
  '96': [0, 15],
}; // prettier-ignore

export const TILE = { width: 22, height: 12, columns: 7, rows: 17 } as const;

/** The two archipelagos every map of Vietnam shows, beside the provinces they belong to. */
export const islands: readonly { readonly name: string; readonly of: string; readonly at: readonly [number, number] }[] = [
  { name: 'Quần đảo Hoàng Sa', of: '48', at: [5, 7] },
  { name: 'Quần đảo Trường Sa', of: '56', at: [5, 11] },
];
