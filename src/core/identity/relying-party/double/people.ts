/** A demonstration citizen of the double; numbers are of the test range. */
export interface DoubleCitizen {
  readonly subject: string;
  readonly name: string;
  readonly birthdate: string;
  readonly personalNumber: string;
  readonly accountLevel: '1' | '2';
}

export const citizens: readonly DoubleCitizen[] = [
  { subject: 'cd-0101', name: 'Nguyễn Thị Mẫu', birthdate: '1988-03-12', personalNumber: '000000000101', accountLevel: '2' },
  { subject: 'cd-0102', name: 'Trần Văn Mẫu', birthdate: '1975-11-02', personalNumber: '000000000102', accountLevel: '2' },
  { subject: 'cd-0103', name: 'Lê Thị Thử', birthdate: '2001-07-25', personalNumber: '000000000103', accountLevel: '1' },
];

/** What the double does wrong, for the next answer of the kind; `rotated-keys` and `away` stay until they are taken back. */
export const doubleFaults = [
  'slow',
  'token-500',
  'token-reset',
  'wrong-nonce',
  'other-issuer',
  'other-audience',
  'expired',
  'from-the-future',
  'clock-behind',
  'clock-ahead',
  'alg-none',
  'foreign-key',
  'level-too-low',
  'no-level',
  'unlinked-subject',
  'rotated-keys',
  'away',
] as const;

export type DoubleFault = (typeof doubleFaults)[number];
