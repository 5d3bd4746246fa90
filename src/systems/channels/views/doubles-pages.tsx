import type { ComponentChildren } from 'preact';
import { Button } from '#ui/button.tsx';
import { Card, CardGrid, EmptyState, Section } from '#ui/card.tsx';
import { SelectField } from '#ui/choices.tsx';
import { TextArea } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useMessages } from '#ui/page-context.ts';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import type { ShownAccount, ShownPost } from '../doubles/shown.ts';
import { doublesMessages } from '../doubles-messages.ts';
import { messages } from '../messages.ts';
import type { Platform } from '../rules/platforms.ts';
import { PlainText } from './plain-text.tsx';

export interface PlatformShown {
  readonly platform: Platform;
  readonly accounts: readonly ShownAccount[];
  /** Waiting for the next calls. */
  readonly faults: readonly string[];
  /** What could be made to go wrong. */
  readonly possible: readonly string[];
}

interface DoublesProps {
  readonly platforms: readonly PlatformShown[];
  readonly mayBreak: boolean;
}

function Doubles({ platforms, mayBreak }: DoublesProps) {
  const d = useMessages(doublesMessages);
  const m = useMessages(messages);
  return (
    <Page title={d.doubles} lead={d.doublesLead}>
      {platforms.map(({ platform, accounts, faults }) => (
        <Section key={platform} title={m.platforms[platform]}>
          <CardGrid>
            {accounts.map((account) => (
              <Card key={account.id} title={account.name} url={`/doi/${platform}/${account.id}`} meta={account.id} />
            ))}
          </CardGrid>
          {faults.length > 0 ? <Notice kind="warning" title={`${d.faultsWaiting}: ${faults.join(', ')}`} /> : null}
        </Section>
      ))}
      {mayBreak ? <Break platforms={platforms} /> : null}
    </Page>
  );
}

function Break({ platforms }: { readonly platforms: readonly PlatformShown[] }) {
  const d = useMessages(doublesMessages);
  const m = useMessages(messages);
  const choices = platforms.flatMap(({ platform, possible }) =>
    possible.map((fault) => ({ value: `${platform}/${fault}`, label: `${m.platforms[platform]}: ${fault}` })),
  );
  return (
    <Form action="/doi/loi">
      <SelectField name="fault" label={d.fault} choices={choices} required />
      <Button>{d.addFault}</Button>
    </Form>
  );
}

/** The platforms' doubles on this machine. */
export function DoublesPage(props: DoublesProps) {
  return <Doubles {...props} />;
}

function Facts({ post }: { readonly post: ShownPost }) {
  const d = useMessages(doublesMessages);
  const facts: ComponentChildren[] = [
    post.edited ? <Tag>{d.edited}</Tag> : null,
    post.processing ? <Tag kind="warning">{d.processing}</Tag> : null,
    post.videoBytes === undefined ? null : <Tag>{d.video((post.videoBytes / 1_000_000).toFixed(1))}</Tag>,
    post.captions && post.captions.length > 0 ? <Tag>{`${d.captions}: ${post.captions.join(', ')}`}</Tag> : null,
    post.pictures ? <Tag>{d.pictures(post.pictures)}</Tag> : null,
    ...(post.notes ?? []).map((note) => <Tag key={note}>{note}</Tag>),
  ];
  return <p>{facts}</p>;
}

interface AccountProps {
  readonly platform: Platform;
  readonly account: ShownAccount;
  /** Whether the reader may play the stranger and the platform. */
  readonly mayBreak: boolean;
}

function Account({ platform, account, mayBreak }: AccountProps) {
  const d = useMessages(doublesMessages);
  const m = useMessages(messages);
  return (
    <Page title={account.name} lead={d.doublesLead} crumbs={[{ title: d.doubles, url: '/doi' }, { title: m.platforms[platform] }]}>
      {account.avatar ? <img src={account.avatar} alt={d.avatar} width="96" height="96" /> : null}
      {account.url ? (
        <p>
          {d.address}: <code class="mc-break">{account.url}</code>
        </p>
      ) : null}
      {account.foreign ? <Notice kind="warning" title={account.removed ? d.removed : d.foreign} /> : null}
      {account.posts.length === 0 && !account.removed ? <EmptyState title={d.noPosts} /> : null}
      {account.posts.map((post) => (
        <div id={post.id} key={post.id}>
          <Card {...(post.title === undefined ? {} : { title: post.title })} meta={<Time at={post.at} />}>
            <Facts post={post} />
            <PlainText text={post.text} />
          </Card>
        </div>
      ))}
      {account.foreign && !account.removed && mayBreak ? <Stranger account={account} /> : null}
    </Page>
  );
}

function Stranger({ account }: { readonly account: ShownAccount }) {
  const d = useMessages(doublesMessages);
  return (
    <Section title={d.actAsStranger}>
      <Form action={`/doi/facebook/${account.id}/bai`}>
        <TextArea name="text" label={d.post} required />
        <Button>{d.publish}</Button>
      </Form>
      <Form action={`/doi/facebook/${account.id}/go`}>
        <Button>{d.takeDown}</Button>
      </Form>
    </Section>
  );
}

/** What an account of a double shows to its readers. */
export function DoublePage(props: AccountProps) {
  return <Account {...props} />;
}
