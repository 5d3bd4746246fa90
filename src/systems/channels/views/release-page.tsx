import { Section } from '#ui/card.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useMessages } from '#ui/page-context.ts';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import { messages } from '../messages.ts';
import type { KnownRelease } from '../queries/deliveries.ts';
import { DeliveryPart, type DeliveryShown, type Rights } from './delivery-part.tsx';

export interface ReleaseProps {
  readonly release: KnownRelease;
  readonly deliveries: readonly DeliveryShown[];
  readonly rights: Rights;
  readonly publicUrl: string;
}

function Release({ release, deliveries, rights, publicUrl }: ReleaseProps) {
  const m = useMessages(messages);
  return (
    <Page
      title={release.texts.vi.title}
      audience="staff"
      islands={['src/systems/channels/islands/text-counter.ts']}
      crumbs={[{ title: m.title, url: '/kenh' }, { title: release.code }]}
    >
      <DescriptionList
        items={[
          { term: m.code, value: release.code },
          { term: m.published, value: <Time at={release.publishedAt} /> },
          { term: m.release, value: <a href={release.path}>{m.fullText}</a> },
          ...(release.ended === null ? [] : [{ term: m.status, value: <Tag kind="warning">{m.ended[release.ended]}</Tag> }]),
        ]}
      />
      {deliveries.length === 0 ? <Notice title={m.noDeliveries} /> : null}
      {deliveries.map((shown) => (
        <Section
          key={shown.delivery.id}
          title={`${m.platforms[shown.delivery.platform]}: ${shown.delivery.connectionName}`}
          id={`b-${shown.delivery.id}`}
        >
          <DeliveryPart shown={shown} release={release} rights={rights} publicUrl={publicUrl} />
        </Section>
      ))}
    </Page>
  );
}

/** One release on all its channels: text, state, history, and what may be done. */
export function ReleasePage(props: ReleaseProps) {
  return <Release {...props} />;
}
