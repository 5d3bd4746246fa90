import type { Problem } from '#kernel/problem.ts';
import { Button, LinkButton } from '#ui/button.tsx';
import { Card, Columns, Details, EmptyState, Section } from '#ui/card.tsx';
import { Checkbox } from '#ui/choices.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { FileField, TextArea, TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useMessages } from '#ui/page-context.ts';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import { staffMessages } from '../../staff-messages.ts';
import { liveStaffMessages } from '../../live/messages.ts';
import type { LiveEntry, LiveEvent } from '../../live/queries.ts';
import { LIVE_LENGTHS } from '../../live/rules.ts';
import { livePath } from '../../live/urls.ts';
import { EntryWords } from './live-entry.tsx';
import { StateTag } from './live-events-page.tsx';

interface LiveDeskProps {
  readonly event: LiveEvent;
  /** The newest first. */
  readonly entries: readonly LiveEntry[];
  readonly may: { readonly edit: boolean; readonly open: boolean; readonly post: boolean; readonly takeBack: boolean };
  readonly wrong?: { readonly form: string; readonly problem: Problem; readonly values: Readonly<Record<string, unknown>> };
}

/** What a form that was refused shows again. */
function againIn({ wrong }: LiveDeskProps, form: string) {
  if (wrong?.form !== form) return {};
  return { values: wrong.values, errors: wrong.problem.fields, refusals: wrong.problem.refusals };
}

/** The one form that must be quick, on a phone in the rain too: words first, all else folded away. */
function PostForm(props: LiveDeskProps) {
  const m = useMessages(liveStaffMessages);
  const again = againIn(props, 'tin');
  return (
    <Form action={`/thong-tin/truc-tiep/${props.event.id}/tin`} multipart {...again}>
      <TextArea name="textVi" label={m.text} hint={m.textHint} rows={4} maxLength={LIVE_LENGTHS.entry} required />
      <Checkbox name="pinned" value="on" label={m.pinned} />
      <Details summary={m.addPicture} open={again.values !== undefined}>
        <FileField name="file" label={m.picture} hint={m.pictureHint} accept=".jpg,.jpeg,.png,.webp" maxBytes={20 * 1024 * 1024} />
        <TextField name="altVi" label={m.alt} hint={m.altHint} maxLength={300} />
        <TextField name="credit" label={m.credit} maxLength={120} />
        <TextArea name="textEn" label={`${m.text} – ${m.english}`} rows={3} maxLength={LIVE_LENGTHS.entry} />
        <TextField name="altEn" label={m.altEn} maxLength={300} />
      </Details>
      <p class="mc-hint">{m.postHelp}</p>
      <Button variant="primary">{m.post}</Button>
    </Form>
  );
}

function EntryForms({ entry, ...props }: LiveDeskProps & { readonly entry: LiveEntry }) {
  const m = useMessages(liveStaffMessages);
  const { event, may } = props;
  const base = `/thong-tin/truc-tiep/${event.id}`;
  const [correct, takeBack] = [`dinh-chinh-${entry.number}`, `rut-${entry.number}`];
  const hidden = <input type="hidden" name="entry" value={entry.number} />;
  return (
    <Details summary={m.more} open={props.wrong?.form === correct || props.wrong?.form === takeBack}>
      {may.post ? (
        <>
          <Form action={`${base}/ghim`}>
            <input type="hidden" name="entry" value={entry.pinned ? 0 : entry.number} />
            <Button size="sm">{entry.pinned ? m.unpin : m.pin}</Button>
          </Form>
          <Form
            action={`${base}/dinh-chinh`}
            values={{ textVi: entry.textVi, textEn: entry.textEn }}
            id={correct}
            {...againIn(props, correct)}
          >
            {hidden}
            <TextArea name="textVi" label={m.text} rows={3} maxLength={LIVE_LENGTHS.entry} required />
            <TextArea name="textEn" label={`${m.text} – ${m.english}`} rows={2} maxLength={LIVE_LENGTHS.entry} />
            <TextField name="reason" label={m.reason} maxLength={LIVE_LENGTHS.reason} required />
            <Button>{m.correct}</Button>
          </Form>
        </>
      ) : null}
      {may.takeBack ? (
        <Form action={`${base}/rut`} id={takeBack} {...againIn(props, takeBack)}>
          {hidden}
          <TextField name="reason" label={m.reason} hint={m.takeBackHelp} maxLength={LIVE_LENGTHS.reason} required />
          <Button>{m.takeBack}</Button>
        </Form>
      ) : null}
    </Details>
  );
}

function Posted(props: LiveDeskProps) {
  const m = useMessages(liveStaffMessages);
  const { entries, may } = props;
  return (
    <Section title={m.posted}>
      {entries.length === 0 ? <EmptyState title={m.nonePosted} /> : null}
      {entries.map((entry) => (
        <Card
          key={entry.number}
          meta={
            <>
              {entry.number}. <Time at={entry.at} /> {entry.pinned ? <Tag kind="warning">{m.isPinned}</Tag> : null}
            </>
          }
        >
          <EntryWords entry={entry} />
          {entry.mediaHash && entry.takenBackReason === null ? (
            <p class="mc-hint">
              {m.picture}: {entry.altVi} ({entry.credit})
            </p>
          ) : null}
          {entry.takenBackReason === null && (may.post || may.takeBack) ? <EntryForms {...props} entry={entry} /> : null}
        </Card>
      ))}
    </Section>
  );
}

/** Before it is open: what is proposed, and the second person's button. */
function Proposed(props: LiveDeskProps) {
  const m = useMessages(liveStaffMessages);
  const { event, may } = props;
  const base = `/thong-tin/truc-tiep/${event.id}`;
  return (
    <>
      {may.open ? (
        <Form action={`${base}/mo`} version={event.version} {...againIn(props, 'mo')}>
          <Notice kind="info">
            <p>{m.openHelp}</p>
          </Notice>
          <Button variant="primary">{m.open}</Button>
        </Form>
      ) : (
        <Notice kind="info">
          <p>{m.waitOpen}</p>
        </Notice>
      )}
      {may.edit ? (
        <div class="mc-buttons">
          <LinkButton href={`${base}/sua`}>{m.edit}</LinkButton>
          <Form action={`${base}/bo`} version={event.version} {...againIn(props, 'bo')}>
            <Button variant="tertiary">{m.drop}</Button>
          </Form>
        </div>
      ) : null}
    </>
  );
}

function CloseForm(props: LiveDeskProps) {
  const m = useMessages(liveStaffMessages);
  const again = againIn(props, 'ket-thuc');
  return (
    <Details summary={m.close} open={again.values !== undefined}>
      <Form action={`/thong-tin/truc-tiep/${props.event.id}/ket-thuc`} {...again} id="ket-thuc">
        <TextArea name="summaryVi" label={m.summary} hint={m.closeHelp} rows={5} maxLength={LIVE_LENGTHS.summary} required />
        <TextArea name="summaryEn" label={`${m.summary} – ${m.english}`} rows={3} maxLength={LIVE_LENGTHS.summary} />
        <Button>{m.close}</Button>
      </Form>
    </Details>
  );
}

/** One running event as its newsroom works in it. */
export function LiveDeskPage(props: LiveDeskProps) {
  const m = useMessages(liveStaffMessages);
  const newsroom = useMessages(staffMessages);
  const { event, may, wrong } = props;
  return (
    <Page
      title={event.titleVi}
      lead={event.leadVi}
      audience="staff"
      crumbs={[{ title: newsroom.title, url: '/thong-tin' }, { title: m.title, url: '/thong-tin/truc-tiep' }, { title: event.code }]}
      failed={wrong !== undefined}
      actions={
        event.state === 'open' || event.state === 'closed' ? <LinkButton href={livePath(event.code)}>{m.publicPage}</LinkButton> : null
      }
    >
      <Columns
        side="end"
        aside={
          <>
            <DescriptionList
              items={[
                { term: m.state, value: <StateTag state={event.state} /> },
                { term: m.place, value: event.placeName },
                { term: m.date, value: <Time at={event.startsAt} /> },
                { term: m.entries, value: event.entries },
              ]}
            />
            {may.post ? <CloseForm {...props} /> : null}
          </>
        }
      >
        {event.state === 'proposed' ? <Proposed {...props} /> : null}
        {may.post ? <PostForm {...props} /> : null}
        {event.state === 'proposed' ? null : <Posted {...props} />}
      </Columns>
    </Page>
  );
}
