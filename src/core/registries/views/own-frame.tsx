import type { ComponentChildren } from 'preact';
import { ButtonRow, LinkButton } from '#ui/button.tsx';
import { Page } from '#ui/layout.tsx';
import { useMessages } from '#ui/page-context.ts';
import { Tabs } from '#ui/tabs.tsx';
import { messages } from '../messages.ts';
import type { Own } from '../queries/mine.ts';
import { dataUrl, looksUrl } from '../urls.ts';

export interface OwnFrameProps {
  readonly owns: readonly Own[];
  readonly own: Own;
  readonly tab: 'data' | 'looks';
  readonly children: ComponentChildren;
}

const idOf = ({ mandateId, subject }: Own): string | undefined => (mandateId === undefined ? undefined : subject.id);

/** What the State knows of somebody and who looked: two tabs, for oneself and whom one represents. */
export function OwnFrame({ owns, own, tab, children }: OwnFrameProps) {
  const m = useMessages(messages);
  const cua = idOf(own);
  const urlOf = (id: string | undefined) => (tab === 'data' ? dataUrl(id) : looksUrl({ cua: id }));
  const lead = tab === 'looks' ? m.whoLookedLead : cua === undefined ? m.lead : m.leadOf(own.name);
  return (
    <Page
      title={tab === 'looks' ? m.whoLooked : m.title}
      lead={lead}
      crumbs={tab === 'looks' ? [{ title: m.title, url: dataUrl(cua) }, { title: m.whoLooked }] : []}
    >
      {owns.length > 1 ? (
        <nav aria-label={m.whose}>
          <ButtonRow>
            {owns.map((one) => (
              <LinkButton key={one.subject.id} href={urlOf(idOf(one))} size="sm" variant={one === own ? 'secondary' : 'tertiary'}>
                {one.mandateId === undefined ? m.me : one.name}
              </LinkButton>
            ))}
          </ButtonRow>
        </nav>
      ) : null}
      <Tabs
        label={m.parts}
        tabs={[
          { title: m.data, url: dataUrl(cua), current: tab === 'data' },
          { title: m.looksTab, url: looksUrl({ cua }), current: tab === 'looks' },
        ]}
      />
      {children}
    </Page>
  );
}
