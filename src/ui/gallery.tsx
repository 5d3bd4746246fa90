import { LinkButton } from './button.tsx';
import { Page } from './layout.tsx';
import { SearchBox } from './search-box.tsx';
import { Fields } from './gallery/fields.tsx';
import { Lists } from './gallery/lists.tsx';
import { Numbers } from './gallery/numbers.tsx';
import { Words } from './gallery/words.tsx';

export interface GalleryProps {
  readonly audience?: 'public' | 'staff';
  /** Whether the form has come back with errors. */
  readonly failed?: boolean;
}

/** Every component once, for looking at and for axe. */
export function Gallery({ audience = 'public', failed = true }: GalleryProps) {
  return (
    <Page
      title="Bộ giao diện"
      audience={audience}
      lead="Mọi thành phần của giao diện trên một trang, để nhìn và để kiểm tra."
      crumbs={[{ title: 'Tài liệu', url: '/docs' }, { title: 'Bộ giao diện' }]}
      actions={<LinkButton href="/print">Bản in</LinkButton>}
      failed={failed}
    >
      <SearchBox size="lg" hint="Ví dụ: khai sinh, 118/2025/NĐ-CP, UBND phường Thuận Hóa" />
      <Words />
      <Fields failed={failed} />
      <Lists />
      <Numbers />
    </Page>
  );
}
