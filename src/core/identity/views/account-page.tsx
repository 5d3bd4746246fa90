import { Button, LinkButton } from '#ui/button.tsx';
import { Section } from '#ui/card.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import type { AccountActor, CurrentPost } from '../actor.ts';
import { messages } from '../messages.ts';
import { identityMessages } from './account/identity-messages.ts';
import { accountMessages } from './account/messages.ts';
import type { SessionLine } from '../queries.ts';

/** What has just been done, by the `xong` of the address. */
export const doneNotes = {
  'mat-khau': 'passwordChanged',
  'hai-lop': 'factorOff',
  phien: 'sessionsEnded',
  'vi-tri': 'postSwitched',
  'dat-mat-khau': 'passwordSet',
} as const;

interface AccountProps {
  readonly actor: AccountActor;
  readonly signInName: string;
  readonly sessions: readonly SessionLine[];
  readonly secondFactor: boolean;
  readonly passkeys: number;
  /** How it was proven who the owner is; undefined: not here. */
  readonly level: 1 | 2 | undefined;
  readonly personalNumber: string | undefined;
  readonly done?: keyof typeof doneNotes | undefined;
}

function Posts({ posts }: { readonly posts: readonly CurrentPost[] }) {
  const m = useMessages(messages);
  const chosen = posts[0];
  return (
    <Section title={m.posts} id="vi-tri">
      <Table
        caption={m.posts}
        captionHidden
        rows={posts}
        rowKey={(post) => post.id}
        columns={[
          { title: m.post, rowHeader: true, cell: (post) => post.title },
          { title: m.agency, cell: (post) => post.agencyName },
          {
            title: m.choice,
            cell: (post) =>
              post === chosen ? (
                <Tag kind="done">{m.working}</Tag>
              ) : (
                <Form action="/tai-khoan/vi-tri">
                  <input type="hidden" name="assignmentId" value={post.id} />
                  <Button size="sm">{m.workHere}</Button>
                </Form>
              ),
          },
        ]}
        empty={
          <>
            <p>{m.noPosts}</p>
            <p>{m.noPostsHow}</p>
          </>
        }
      />
    </Section>
  );
}

function Sessions({ sessions, mine }: { readonly sessions: readonly SessionLine[]; readonly mine: string }) {
  const m = useMessages(messages);
  const deviceOf = (line: SessionLine) => line.device || m.unknownDevice;
  return (
    <Section title={m.sessions} id="phien">
      <Table
        caption={m.sessions}
        captionHidden
        rows={sessions}
        rowKey={(line) => line.id}
        columns={[
          { title: m.device, rowHeader: true, cell: deviceOf },
          { title: m.address, cell: (line) => line.addressPrefix },
          { title: m.since, cell: (line) => <Time at={line.createdAt} /> },
          { title: m.lastSeen, cell: (line) => <Time at={line.lastSeenAt} /> },
          {
            title: m.end,
            cell: (line) =>
              line.id === mine ? (
                <Tag kind="info">{m.thisSession}</Tag>
              ) : (
                <Form action="/tai-khoan/phien">
                  <input type="hidden" name="sessionId" value={line.id} />
                  <Button size="sm">
                    {m.end}
                    <span class="ds-sr-only"> {deviceOf(line)}</span>
                  </Button>
                </Form>
              ),
          },
        ]}
      />
      {sessions.length > 1 ? (
        <Form action="/tai-khoan/phien">
          <input type="hidden" name="others" value="yes" />
          <Button>{m.endOthers}</Button>
        </Form>
      ) : null}
    </Section>
  );
}

function Security({ secondFactor, passkeys }: Pick<AccountProps, 'secondFactor' | 'passkeys'>) {
  const m = useMessages(messages);
  const a = useMessages(accountMessages);
  return (
    <Section title={m.security} id="bao-mat">
      <DescriptionList
        items={[
          {
            term: a.passkeys,
            value: (
              <>
                <Tag kind={passkeys > 0 ? 'done' : 'warning'}>{a.passkeyCount(passkeys)}</Tag>{' '}
                <a href="/tai-khoan/khoa">{passkeys > 0 ? m.manage : a.addPasskey}</a>
              </>
            ),
          },
          { term: m.password, value: <a href="/tai-khoan/mat-khau">{m.changePassword}</a> },
          {
            term: m.twoSteps,
            value: (
              <>
                <Tag kind={secondFactor ? 'done' : 'warning'}>{secondFactor ? m.twoStepsOn : m.twoStepsOff}</Tag>{' '}
                <a href="/tai-khoan/hai-lop">{secondFactor ? m.manage : m.turnOn}</a>
              </>
            ),
          },
        ]}
      />
    </Section>
  );
}

function ElectronicIdentity({ level, personalNumber }: Pick<AccountProps, 'level' | 'personalNumber'>) {
  const m = useMessages(identityMessages);
  const levels = { 1: m.levelOne, 2: m.levelTwo } as const;
  return (
    <Section title={m.identity} id="danh-tinh">
      <DescriptionList
        items={[
          ...(personalNumber ? [{ term: m.personalNumber, value: personalNumber }] : []),
          { term: m.accountLevel, value: level ? levels[level] : m.noLevel },
          { term: m.family, value: <a href="/tai-khoan/dai-dien">{m.seeFamily}</a> },
          // What the State knows is shown to whoever was proven at level 2 alone.
          { term: m.data, value: level === 2 ? <a href="/du-lieu-cua-toi">{m.seeData}</a> : undefined },
          { term: m.history, value: <a href="/tai-khoan/lich-su">{m.seeHistory}</a> },
          { term: m.sites, value: <a href="/tai-khoan/trang-da-dang-nhap">{m.seeSites}</a> },
        ]}
      />
      <LinkButton href="/tai-khoan/khoa-danh-tinh">{m.lock}</LinkButton>
    </Section>
  );
}

function Account({ actor, signInName, sessions, secondFactor, passkeys, level, personalNumber, done }: AccountProps) {
  const m = useMessages(messages);
  return (
    <Page title={m.myAccount} audience="staff">
      {done ? (
        <Notice kind="done" role="status">
          <p>{m[doneNotes[done]]}</p>
        </Notice>
      ) : null}
      {actor.mustChangePassword ? (
        <Notice kind="warning">
          <p>{m.mustChange}</p>
          <LinkButton href="/tai-khoan/mat-khau" variant="primary">
            {m.changePassword}
          </LinkButton>
        </Notice>
      ) : null}
      {actor.demo ? (
        <Notice kind="info">
          <p>{m.demoAccount}</p>
        </Notice>
      ) : null}
      <DescriptionList
        items={[
          { term: m.fullName, value: actor.name },
          { term: m.signInName, value: signInName },
        ]}
      />
      {actor.posts.length > 0 || level === undefined ? <Posts posts={actor.posts} /> : null}
      <ElectronicIdentity level={level} personalNumber={personalNumber} />
      <Security secondFactor={secondFactor} passkeys={passkeys} />
      <Sessions sessions={sessions} mine={actor.sessionId} />
    </Page>
  );
}

/** One's own posts, security and sessions. */
export function AccountPage(props: AccountProps) {
  return <Account {...props} />;
}
