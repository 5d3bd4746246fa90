import { type Agency, agencyByCode, findAgency } from '#core/agencies/index.ts';
import type { Db } from '#kernel/db.ts';
import { isId } from '#kernel/id.ts';
import { type Static, Type } from '#kernel/schema.ts';
import { instant, today } from '#kernel/time.ts';
import { type Place, placeByCode, suggestPlaces } from '../places.ts';
import { topics, type VisibleFilter } from '../queries/visible.ts';

const Short = (max: number) => Type.Optional(Type.String({ maxLength: max }));

/** What a reader asks of the front page or of a feed. */
export const Asked = Type.Object({
  q: Short(200),
  'chu-de': Short(40),
  'co-quan': Short(40),
  noi: Short(20),
  /** A place as typed, from a form without script. */
  noi_text: Short(120),
  nguoi: Short(120),
  truoc: Short(80),
  lang: Short(5),
  theme: Short(5),
});
export type Asked = Static<typeof Asked>;

export interface Narrowing {
  readonly filter: Omit<VisibleFilter, 'limit'>;
  /** Words for what is asked, in Vietnamese. */
  readonly labels: readonly string[];
  /** The filter as an address holds it, in one order. */
  readonly query: URLSearchParams;
}

/** Reads a filter; what names nothing that exists narrows to nothing rather than to everything. */
export async function readAsked(db: Db, asked: Asked): Promise<Narrowing> {
  const { q = '', nguoi = '', truoc } = asked;
  const labels: string[] = [];
  const query = new URLSearchParams();
  const keep = (name: keyof Asked, label: string): void => {
    query.set(name, asked[name] ?? '');
    labels.push(label);
  };
  const topic = asked['chu-de'] ? (await topics(db)).find(({ code }) => code === asked['chu-de']) : undefined;
  if (asked['chu-de']) keep('chu-de', topic?.titleVi ?? asked['chu-de']);
  const agency = await agencyAsked(db, asked['co-quan']);
  if (asked['co-quan']) keep('co-quan', agency?.name ?? asked['co-quan']);
  const place = await placeAsked(db, asked);
  if (place) {
    query.set('noi', place.code);
    labels.push(place.name);
  }
  if (nguoi) keep('nguoi', nguoi);
  if (q.trim()) keep('q', `“${q.trim()}”`);
  return {
    filter: {
      topic: asked['chu-de'],
      agencyId: asked['co-quan'] ? (agency?.id ?? NOBODY) : undefined,
      placeCode: place?.code,
      person: nguoi || undefined,
      text: q.trim() || undefined,
      before: placeIn(truoc),
    },
    labels,
    query,
  };
}

/** A code stays what it is, known or not; of typed words the best place, and none finds nothing. */
async function placeAsked(db: Db, { noi = '', noi_text: typed = '' }: Asked): Promise<Place | undefined> {
  if (noi !== '') return (await placeByCode(db, noi)) ?? { code: noi, name: noi };
  if (typed.trim() === '') return undefined;
  const [best] = await suggestPlaces(db, typed);
  return best
    ? { code: best.value, name: best.hint ? `${best.label}, ${best.hint}` : best.label }
    : { code: '-', name: `“${typed.trim()}”` };
}

/** An agency by the code people know or by the id that lists of filters hold. */
export async function agencyAsked(db: Db, asked: string | undefined): Promise<Agency | undefined> {
  if (!asked) return undefined;
  return isId(asked) ? findAgency(db, asked) : agencyByCode(db, asked, today());
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

function placeIn(text: string | undefined): { shownAt: Date; id: string } | undefined {
  const [at = '', id = ''] = (text ?? '').split('_');
  if (!/^\d{1,14}$/.test(at) || !isId(id)) return undefined;
  return { shownAt: instant(Number(at)), id };
}
