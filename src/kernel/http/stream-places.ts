import { Problem } from '../problem.ts';

/** Places for streams that stay open; `take` gives one back when it is called. */
export interface StreamPlaces {
  take(who: string): () => void;
}

/** A stream costs memory for as long as it stays: so many for one reader, so many in all. A page works without. */
export function streamPlaces(ofOne: number, inAll: number): StreamPlaces {
  const taken = new Map<string, number>();
  let all = 0;
  return {
    take(who) {
      const mine = taken.get(who) ?? 0;
      if (mine >= ofOne || all >= inAll) throw noPlace();
      taken.set(who, mine + 1);
      all += 1;
      return () => {
        all -= 1;
        const left = (taken.get(who) ?? 1) - 1;
        if (left === 0) taken.delete(who);
        else taken.set(who, left);
      };
    },
  };
}

function noPlace(): Problem {
  return new Problem({
    slug: 'too-many-requests',
    status: 429,
    title: { vi: 'Quá nhiều trang theo dõi đang mở', en: 'Too many live pages are open' },
    detail: {
      vi: 'Hãy đóng bớt trang theo dõi trực tiếp; số liệu vẫn xem được khi tải lại trang.',
      en: 'Close some of the live pages; the numbers can still be seen by reloading.',
    },
    headers: { 'retry-after': '60' },
  });
}
