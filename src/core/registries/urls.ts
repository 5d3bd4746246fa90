/** Addresses of this module; none carries a fact, and subjects stand in them by their id. */
export const DATA = '/du-lieu-cua-toi';
export const LOOKS = '/du-lieu-cua-toi/luot-xem';
export const KEEPING = '/quan-tri/du-lieu';
export const OUTSIDE = '/tra-cuu-du-lieu';
export const REGISTERS = '/co-so-du-lieu';

export const correctionUrl = (factId: number): string => `${DATA}/sua/${factId}`;

const query = (values: Readonly<Record<string, string | undefined>>): string => {
  const given = Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '');
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
};

export const dataUrl = (subjectId?: string): string => `${DATA}${query({ cua: subjectId })}`;

export interface LooksAddress {
  readonly cua?: string | undefined;
  readonly so?: string | undefined;
  readonly thang?: string | undefined;
  readonly truoc?: string | undefined;
}

export const looksUrl = ({ cua, so, thang, truoc }: LooksAddress = {}, ending = ''): string =>
  `${LOOKS}${ending}${query({ cua, so, thang, truoc })}`;

export const lookUrl = (id: string): string => `${LOOKS}/${id}`;
