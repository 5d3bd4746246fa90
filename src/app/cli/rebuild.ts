import { readConfig } from '#kernel/config.ts';
import type { Services } from '#kernel/http/services.ts';
import { rebuildIndex, type RebuiltIndex } from '#systems/authenticity/index.ts';
import { announcedSoFar } from '#systems/information/index.ts';
import { openSite } from '../site.ts';
import type { Output } from './output.ts';

/** The index of "Kiểm tra tin", made anew from the releases that are public. */
export function rebuildCheckOf(services: Services, output: Pick<Output, 'progress'>): Promise<RebuiltIndex> {
  const what = { vi: 'Dựng lại chỉ mục Kiểm tra tin', en: 'Making the index of checks anew' };
  return rebuildIndex(services.db, announcedSoFar(services), (done) => output.progress(what, done, done + 1));
}

/** `motcua rebuild check`: after a restored database, or when the rules of reading a text have changed. */
export async function rebuildCheck(output: Output): Promise<void> {
  const site = await openSite(readConfig(), output);
  try {
    const made = await rebuildCheckOf(site.services, output);
    const { editions, ended, posts, lostPosts } = made;
    output.result(
      { ...made },
      [
        `Bản tin / editions: ${editions}; đã rút, thu hồi / withdrawn, retracted: ${ended}`,
        `Bài trên các kênh giữ lại / posts kept: ${posts}; bỏ vì không còn tin / dropped, release unknown: ${lostPosts}`,
      ].join('\n'),
    );
  } finally {
    await site.close();
  }
}
