import { formatNumber } from '#kernel/i18n.ts';
import { EmptyState } from '#ui/card.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { messages } from '../../catalogue/messages.ts';

/** The catalogue; says so when the national list is not loaded. */
export function ListPage({ total }: { readonly total: number }) {
  const m = useMessages(messages);
  const lang = useLang();
  return (
    <Page title={m.title} lead={m.lead} description={m.lead}>
      {total === 0 ? (
        <EmptyState title={m.notLoaded}>
          <p>
            {m.notLoadedHelp} <a href="https://dichvucong.gov.vn">{m.nationalPortal}</a>.
          </p>
        </EmptyState>
      ) : (
        <p>{m.count(formatNumber(total, lang))}</p>
      )}
    </Page>
  );
}
