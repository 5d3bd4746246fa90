import { Notice, type NoticeKind } from '#ui/notice.tsx';
import { useMessages } from '#ui/page-context.ts';
import { pictureMessages } from '../picture-messages.ts';
import type { PictureCheck } from '../queries/pictures.ts';
import { ReleaseFacts, ReleaseStanding } from './release-facts.tsx';

const kinds: Readonly<Record<PictureCheck['verdict'], NoticeKind>> = {
  same: 'done',
  copy: 'info',
  altered: 'warning',
  plain: 'warning',
  none: 'warning',
};

/** The answer about a picture, with what likeness does not prove. */
export function PictureAnswer({ check }: { readonly check: PictureCheck }) {
  const m = useMessages(pictureMessages);
  const { verdict, release, edition, distance, alt } = check;
  const stands = release === undefined || (release.state === 'published' && release.edition === edition);
  return (
    <>
      <Notice kind={stands ? kinds[verdict] : 'warning'} title={m[verdict]} role="status" id="ket-qua-anh">
        {distance === undefined ? null : <p>{m.distance(distance)}</p>}
        {verdict === 'copy' || verdict === 'altered' ? <p>{m.caution}</p> : null}
        {verdict === 'none' ? <p>{m.noneMeans}</p> : null}
        {alt ? <p>{m.shows(alt)}</p> : null}
        {release && edition !== undefined ? <ReleaseStanding release={release} edition={edition} /> : null}
      </Notice>
      {release && edition !== undefined ? <ReleaseFacts release={release} edition={edition} /> : null}
    </>
  );
}
