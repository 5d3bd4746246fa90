import { now } from '#kernel/time.ts';
import { Button } from '#ui/button.tsx';
import { Card, CardGrid, EmptyState, Section } from '#ui/card.tsx';
import { SelectField } from '#ui/choices.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useMessages } from '#ui/page-context.ts';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import type { FakePage } from '../doubles/facebook/double.ts';
import { publishFaults } from '../doubles/faults.ts';
import { messages } from '../messages.ts';
import { PlainText } from './plain-text.tsx';

interface DoublesProps {
  readonly pages: readonly FakePage[];
  readonly faults: readonly string[];
  readonly mayBreak: boolean;
}

function Doubles({ pages, faults, mayBreak }: DoublesProps) {
  const m = useMessages(messages);
  return (
    <Page title={m.doubles} lead={m.doublesLead}>
      <Section title="Facebook">
        <CardGrid>
          {pages.map((page) => (
            <Card key={page.id} title={page.name} url={`/doi/facebook/${page.id}`} meta={page.id} />
          ))}
        </CardGrid>
        {faults.length > 0 ? <Notice kind="warning" title={`${m.faultsWaiting}: ${faults.join(', ')}`} /> : null}
        {mayBreak ? (
          <Form action="/doi/facebook/loi">
            <SelectField name="fault" label={m.fault} choices={publishFaults.map((fault) => ({ value: fault, label: fault }))} required />
            <Button>{m.addFault}</Button>
          </Form>
        ) : null}
      </Section>
    </Page>
  );
}

/** The platforms' doubles on this machine. */
export function DoublesPage(props: DoublesProps) {
  return <Doubles {...props} />;
}

function FacebookPage({ page }: { readonly page: FakePage }) {
  const m = useMessages(messages);
  const posts = page.posts.filter((post) => !post.deleted && post.visibleAt <= now()).reverse();
  return (
    <Page title={page.name} lead={m.doublesLead} crumbs={[{ title: m.doubles, url: '/doi' }, { title: 'Facebook' }]}>
      {posts.length === 0 ? <EmptyState title={m.noPosts} /> : null}
      {posts.map((post) => (
        <div id={post.id} key={post.id}>
          <Card meta={<Time at={post.at} />}>
            {post.edited ? <Tag>{m.edited}</Tag> : null}
            <PlainText text={post.message} />
            {post.photos.length > 0 ? <p>{`[${post.photos.length} ảnh]`}</p> : null}
          </Card>
        </div>
      ))}
    </Page>
  );
}

/** What a page of the double shows to its readers. */
export function DoublePage(props: { readonly page: FakePage }) {
  return <FacebookPage {...props} />;
}
