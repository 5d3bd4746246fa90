import type { Problem } from '#kernel/problem.ts';
import { Button, LinkButton } from '#ui/button.tsx';
import { Columns, Details, Section } from '#ui/card.tsx';
import { Radios } from '#ui/choices.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { DateField, TextArea, TextField } from '#ui/fields.tsx';
import { ErrorSummary, Form, Refusals } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useMessages } from '#ui/page-context.ts';
import { RichText } from '#ui/rich-text.tsx';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import { Timeline } from '#ui/timeline.tsx';
import { messages } from '../messages.ts';
import { releasePath } from '../publishing.ts';
import type { Edition, HistoryLine, Release } from '../queries/editions.ts';
import type { Media } from '../queries/media.ts';
import type { Status, Verb } from '../rules/states.ts';
import { pressMessages } from '../press-messages.ts';
import { staffMessages } from '../staff-messages.ts';
import type { RelatedDocument } from '../related/queries.ts';
import { RelatedDocuments } from './related-documents.tsx';
import { momentMessages } from '../moment/messages.ts';
import type { MomentProposal } from '../moment/queries.ts';
import { MomentChange } from './moment-change.tsx';
import { videoMessages } from '../video/messages.ts';
import type { Video } from '../video/queries.ts';
import { Player } from './video-player.tsx';
import { Pictures } from './pictures.tsx';

export interface ReleaseDeskProps {
  readonly release: Release;
  readonly edition: Edition;
  readonly status: Status;
  /** Whether readers see an edition of it. */
  readonly onShow: boolean;
  readonly verbs: readonly Verb[];
  readonly documents: readonly RelatedDocument[];
  /** A change of the moment that waits for a second person. */
  readonly proposal: MomentProposal | undefined;
  readonly actorId: string;
  readonly offered: boolean;
  readonly may: { readonly offer: boolean; readonly correct: boolean; readonly withdraw: boolean; readonly retract: boolean };
  readonly history: readonly HistoryLine[];
  readonly media: readonly Media[];
  readonly videos: readonly Video[];
  readonly names: ReadonlyMap<string, string>;
  readonly problem?: Problem;
  readonly values?: Readonly<Record<string, unknown>>;
}

const simple: readonly Verb[] = ['submit', 'review', 'check-legality', 'unschedule'];

function Steps({ release, edition, verbs, values, proposal, actorId, names }: ReleaseDeskProps) {
  const m = useMessages(staffMessages);
  const base = `/thong-tin/${release.id}`;
  if (verbs.length === 0) return <p class="mc-hint">{m.nothingToDo}</p>;
  return (
    <>
      {simple
        .filter((verb) => verbs.includes(verb))
        .map((verb) => (
          <Form key={verb} action={`${base}/${verb}`} version={edition.version}>
            <Button variant={verb === 'unschedule' ? 'secondary' : 'primary'}>{m.verbs[verb]}</Button>
          </Form>
        ))}
      {verbs.includes('schedule') ? (
        <Form action={`${base}/schedule`} version={edition.version} values={values} inline>
          <DateField name="date" label={m.date} />
          <TextField name="time" label={m.time} hint={m.timeHint} width="short" />
          <Button variant="primary">{m.verbs['schedule']}</Button>
        </Form>
      ) : null}
      {verbs.includes('move') ? (
        <MomentChange
          base={base}
          version={edition.version}
          proposal={proposal}
          actorId={actorId}
          by={names.get(proposal?.proposedBy ?? '') ?? ''}
          values={values}
        />
      ) : null}
      {verbs.includes('return') ? (
        <Details summary={m.verbs['return'] ?? ''}>
          <Form action={`${base}/return`} version={edition.version}>
            <TextArea name="reason" label={m.reason} rows={2} maxLength={1000} required />
            <Button>{m.verbs['return']}</Button>
          </Form>
        </Details>
      ) : null}
      {verbs.includes('drop') ? (
        <Form action={`${base}/drop`} version={edition.version}>
          <Button variant="tertiary">{m.verbs['drop']}</Button>
        </Form>
      ) : null}
    </>
  );
}

function Ends({ release, may, offered }: Pick<ReleaseDeskProps, 'release' | 'may' | 'offered'>) {
  const press = useMessages(pressMessages);
  const m = useMessages(staffMessages);
  const base = `/thong-tin/${release.id}`;
  const end = (path: string, title: string, help: string) => (
    <Details summary={title}>
      <Form action={`${base}/${path}`}>
        <p>{help}</p>
        <TextArea name="reason" label={m.reason} rows={2} maxLength={1000} required />
        <Button>{title}</Button>
      </Form>
    </Details>
  );
  return (
    <>
      {offered ? <p class="mc-hint">{press.offered}</p> : null}
      {may.offer && !offered ? (
        <Form action={`${base}/gui-bao-chi`}>
          <Button>{press.offer}</Button>
        </Form>
      ) : null}
      {may.correct ? (
        <Details summary={m.correct}>
          <Form action={`${base}/dinh-chinh`}>
            <p>{m.correctHelp}</p>
            <Radios
              name="change"
              label={m.change}
              value="major"
              choices={Object.entries(m.changes).map(([value, label]) => ({ value, label }))}
            />
            <Button>{m.begin}</Button>
          </Form>
        </Details>
      ) : null}
      {may.withdraw ? end('go', m.withdraw, m.withdrawHelp) : null}
      {may.retract ? end('thu-hoi', m.retract, m.retractHelp) : null}
    </>
  );
}

function Aside(props: ReleaseDeskProps) {
  const m = useMessages(staffMessages);
  const { kinds } = useMessages(messages);
  const moment = useMessages(momentMessages);
  const { release, edition, status, names, history } = props;
  const named = (id: string | null) => (id === null ? undefined : (names.get(id) ?? (id.startsWith('system:') ? m.system : id)));
  return (
    <>
      <Section title={m.facts}>
        <DescriptionList
          items={[
            { term: m.state, value: <Tag kind={status === 'published' ? 'done' : 'info'}>{m.states[status]}</Tag> },
            { term: m.code, value: <code>{release.code}</code> },
            { term: m.kind, value: kinds[release.kind] },
            { term: m.edition, value: edition.number },
            { term: m.moment, value: edition.visibleFrom ? <Time at={edition.visibleFrom} /> : undefined },
            { term: m.writers, value: edition.editedBy.map(named).join(', ') },
            { term: m.reviewer, value: named(edition.reviewedBy) },
            { term: m.legal, value: named(edition.legalBy) },
          ]}
        />
      </Section>
      <Ends {...props} />
      <Section title={m.history}>
        <Timeline
          label={m.history}
          entries={history.map((line) => ({
            at: line.at,
            title: m.events[line.event] ?? moment.events[line.event] ?? line.event,
            by: names.get(line.actorId),
            note: line.event === 'correct' ? m.changes[line.note === 'major' ? 'major' : 'minor'] : line.note,
          }))}
        />
      </Section>
    </>
  );
}

/** One release as its newsroom sees it: the newest edition, what may be done now, who did what. */
export function ReleaseDeskPage(props: ReleaseDeskProps) {
  const film = useMessages(videoMessages);
  const m = useMessages(staffMessages);
  const { release, edition, verbs, problem, onShow } = props;
  return (
    <Page
      title={edition.titleVi}
      lead={edition.summaryVi}
      audience="staff"
      wide
      failed={problem !== undefined}
      crumbs={[{ title: m.title, url: '/thong-tin' }, { title: release.code }]}
      actions={
        <>
          {onShow ? <LinkButton href={releasePath(release.code)}>{m.publicPage}</LinkButton> : null}
          {verbs.includes('edit') ? <LinkButton href={`/thong-tin/${release.id}/anh`}>{m.pictures}</LinkButton> : null}
          {verbs.includes('edit') ? <LinkButton href={`/thong-tin/${release.id}/video`}>{film.video}</LinkButton> : null}
          {verbs.includes('edit') ? <LinkButton href={`/thong-tin/${release.id}/sua`}>{m.edit}</LinkButton> : null}
        </>
      }
    >
      {problem ? <Refusals refusals={problem.refusals} /> : null}
      {problem ? <ErrorSummary errors={problem.fields} /> : null}
      {edition.returnedReason ? (
        <Notice kind="warning" title={m.returned}>
          <p>{edition.returnedReason}</p>
        </Notice>
      ) : null}
      <Columns side="end" aside={<Aside {...props} />}>
        <Section title={m.next}>
          <Steps {...props} />
        </Section>
        <Section title={m.words}>
          {props.videos.map((video) => (
            <Player key={video.id} video={video} />
          ))}
          <Pictures media={props.media} />
          <RichText markdown={edition.bodyVi} />
        </Section>
        <RelatedDocuments
          documents={props.documents}
          edit={verbs.includes('edit') ? { base: `/thong-tin/${release.id}`, values: props.values } : undefined}
        />
        {edition.bodyEn ? (
          <Section title={m.english}>
            <h3>{edition.titleEn}</h3>
            <p>{edition.summaryEn}</p>
            <RichText markdown={edition.bodyEn} level={4} />
          </Section>
        ) : null}
      </Columns>
    </Page>
  );
}
