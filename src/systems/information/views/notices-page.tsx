import type { Problem } from '#kernel/problem.ts';
import { Button } from '#ui/button.tsx';
import { Card, EmptyState } from '#ui/card.tsx';
import { TextArea, TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { useMessages } from '#ui/page-context.ts';
import { Time } from '#ui/time.tsx';
import { messages } from '../messages.ts';
import type { Notice } from '../queries.ts';

interface NoticesProps {
  readonly notices: readonly Notice[];
  readonly mayPost: boolean;
  readonly problem?: Problem;
  readonly values?: Readonly<Record<string, unknown>>;
}

function NewNoticeForm({ problem, values }: Pick<NoticesProps, 'problem' | 'values'>) {
  const m = useMessages(messages);
  return (
    <Form action="/information/desk" values={values} errors={problem?.fields} refusals={problem?.refusals}>
      <TextField name="title" label={m.noticeTitle} required />
      <TextArea name="body" label={m.noticeBody} required />
      <Button variant="primary">{m.post}</Button>
    </Form>
  );
}

function NoticeCard({ notice, mayPost }: { readonly notice: Notice; readonly mayPost: boolean }) {
  const m = useMessages(messages);
  return (
    <Card title={notice.title} level={2} meta={<Time at={notice.postedAt} />}>
      <p>{notice.body}</p>
      {mayPost ? (
        <Form action={`/information/desk/${notice.id}/withdraw`} version={notice.version}>
          <Button variant="tertiary">{m.withdraw}</Button>
        </Form>
      ) : null}
    </Card>
  );
}

function Notices({ notices, mayPost, ...form }: NoticesProps) {
  const m = useMessages(messages);
  return (
    <Page title={m.title} audience={mayPost ? 'staff' : 'public'} failed={form.problem !== undefined}>
      {mayPost ? <NewNoticeForm {...form} /> : null}
      {notices.length === 0 ? <EmptyState title={m.none} /> : null}
      {notices.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} mayPost={mayPost} />
      ))}
    </Page>
  );
}

/** Notices on show; with the form to post one where the reader may. */
export function NoticesPage(props: NoticesProps) {
  return <Notices {...props} />;
}
