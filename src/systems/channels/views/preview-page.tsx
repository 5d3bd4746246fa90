import { formatNumber } from '#kernel/i18n.ts';
import { Card, CardGrid, EmptyState } from '#ui/card.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { messages } from '../messages.ts';
import { previewMessages } from '../preview-messages.ts';
import type { Connection } from '../queries/connections.ts';
import type { Preview } from '../rules/preview.ts';
import { PlainText } from './plain-text.tsx';

interface PreviewProps {
  readonly shown: readonly { readonly connection: Connection; readonly preview: Preview }[];
}

function Limits({ connection, preview }: PreviewProps['shown'][number]) {
  const p = useMessages(previewMessages);
  const lang = useLang();
  const unit = connection.platform === 'youtube' ? p.bytes : p.signs;
  const line = (used: number, most: number, what: string) => p.used(formatNumber(used, lang), formatNumber(most, lang), what);
  return (
    <>
      <p class={preview.titleCut ? 'mc-error' : 'mc-hint'}>{`${p.title}: ${line(preview.titleUsed, preview.titleMost, p.signs)}`}</p>
      <p class={preview.cut ? 'mc-error' : 'mc-hint'}>{`${p.whole}: ${line(preview.used, preview.most, unit)}`}</p>
    </>
  );
}

function Remarks({ connection, preview }: PreviewProps['shown'][number]) {
  const p = useMessages(previewMessages);
  const remarks = [
    connection.status === 'active' ? '' : p.notActive,
    connection.platform === 'youtube' ? p.needsVideo : '',
    preview.titleCut ? p.titleCut : '',
    preview.cut ? p.cut : '',
    connection.approval === 'automatic' ? '' : p.eachApproved,
  ].filter((remark) => remark !== '');
  return remarks.length === 0 ? null : <Notice kind={preview.cut || preview.titleCut ? 'warning' : 'info'} title={remarks.join(' ')} />;
}

function Previews({ shown }: PreviewProps) {
  const m = useMessages(messages);
  const p = useMessages(previewMessages);
  return (
    <Page title={p.preview} lead={p.lead} audience="staff" wide crumbs={[{ title: m.title, url: '/kenh' }, { title: p.preview }]}>
      <div id="channel-previews">
        {shown.length === 0 ? <EmptyState title={p.noAccounts} /> : <p class="mc-hint">{p.code}</p>}
        <CardGrid>
          {shown.map((one) => (
            <Card key={one.connection.id} title={one.connection.name} meta={m.platforms[one.connection.platform]}>
              <Limits {...one} />
              <Remarks {...one} />
              <PlainText text={one.preview.text} />
            </Card>
          ))}
        </CardGrid>
      </div>
    </Page>
  );
}

/** Unsaved words as each account of the agency would show them, beside each other. */
export function PreviewPage(props: PreviewProps) {
  return <Previews {...props} />;
}
