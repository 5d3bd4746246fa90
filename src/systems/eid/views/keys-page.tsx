import { Button, LinkButton } from '#ui/button.tsx';
import { Section } from '#ui/card.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import type { PublishedKey } from '../keys.ts';
import { clientMessages } from './client-messages.ts';

interface KeysProps {
  readonly keys: readonly PublishedKey[];
  readonly changed: boolean;
}

const PATH = '/quan-tri/trang-dang-nhap/khoa';

function Keys({ keys, changed }: KeysProps) {
  const m = useMessages(clientMessages);
  const states = { signing: m.signing, waiting: m.waiting, kept: m.kept };
  return (
    <Page title={m.keysTitle} lead={m.keysLead} audience="staff">
      {changed ? (
        <Notice kind="done" role="status">
          <p>{m.changed}</p>
        </Notice>
      ) : null}
      <Table
        caption={m.keysTitle}
        captionHidden
        rows={keys}
        rowKey={({ id }) => id}
        columns={[
          { title: m.keyId, rowHeader: true, cell: ({ id }) => <code>{id.slice(0, 16)}…</code> },
          { title: m.madeAt, cell: ({ createdAt }) => <Time at={createdAt} /> },
          { title: m.signsFrom, cell: ({ signsFrom }) => <Time at={signsFrom} /> },
          { title: m.publishedUntil, cell: ({ publishedUntil }) => (publishedUntil ? <Time at={publishedUntil} /> : '–') },
          { title: m.state, cell: ({ state }) => <Tag kind={state === 'signing' ? 'done' : 'neutral'}>{states[state]}</Tag> },
        ]}
      />
      <Section title={m.change} id="doi">
        <p>{m.changeHow}</p>
        <Form action={PATH}>
          <Button variant="primary">{m.change}</Button>
        </Form>
      </Section>
      <Section title={m.leaked} id="lo">
        <p>{m.leakedHow}</p>
        <Form action={PATH}>
          <Button name="leaked" value="true">
            {m.leaked}
          </Button>
        </Form>
      </Section>
      <LinkButton href="/quan-tri/trang-dang-nhap" variant="tertiary">
        {m.back}
      </LinkButton>
    </Page>
  );
}

/** The ring of keys and the ways to change it. */
export function KeysPage(props: KeysProps) {
  return <Keys {...props} />;
}
