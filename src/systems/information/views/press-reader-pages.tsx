import type { Problem } from '#kernel/problem.ts';
import { Button } from '#ui/button.tsx';
import { Card, EmptyState, Section } from '#ui/card.tsx';
import { DateField, TextArea } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useLang, useMessages, usePage } from '#ui/page-context.ts';
import { RichText } from '#ui/rich-text.tsx';
import { Tag } from '#ui/tag.tsx';
import { dateOf } from '#kernel/time.ts';
import { Time } from '#ui/time.tsx';
import type { Journalist } from '../press/journalists.ts';
import type { OfferedRelease, PressQuestion } from '../press/queries.ts';
import type { Terms } from '../press/terms/queries.ts';
import { termsMessages } from '../press/terms/messages.ts';
import { pressMessages } from '../press-messages.ts';
import type { Media } from '../queries/media.ts';
import { withMark } from '../rules/watermark.ts';
import { CopyFiles } from './press/copy-files.tsx';

/** A reporter's own pages are nobody else's: no search engine, no way to the address through a link followed. */
const hidden = (
  <>
    <meta name="robots" content="noindex, nofollow, noarchive" />
    <meta name="referrer" content="no-referrer" />
  </>
);

interface RoomProps {
  readonly token: string;
  readonly journalist: Journalist;
  readonly terms: Terms;
  readonly accepted: boolean;
  readonly releases: readonly OfferedRelease[];
}

/** The terms that hold now; who accepted older ones is told that they changed. */
function AskTerms({ token, journalist, terms }: Pick<RoomProps, 'token' | 'journalist' | 'terms'>) {
  const m = useMessages(pressMessages);
  const t = useMessages(termsMessages);
  const items = useLang() === 'en' ? terms.itemsEn : terms.itemsVi;
  return (
    <Section title={m.terms}>
      {journalist.termsVersion !== null && journalist.termsAcceptedAt ? (
        <Notice kind="warning" title={t.changed}>
          <p>
            {t.youAccepted(journalist.termsVersion)} <Time at={journalist.termsAcceptedAt} />. {t.acceptAnew}
          </p>
        </Notice>
      ) : null}
      <ul class="ds-list">
        {items.map((term) => (
          <li key={term}>{term}</li>
        ))}
      </ul>
      <p class="mc-hint">
        {t.version(terms.version)}, {t.from} <Time at={terms.validFrom} />. {t.source}: {terms.source}
      </p>
      <Form action={`/bao-chi/${token}`}>
        <input type="hidden" name="version" value={terms.version} />
        <Button variant="primary">{m.accept}</Button>
      </Form>
    </Section>
  );
}

/** The press room of one reporter: the terms first, then what may be read early. */
export function PressRoomPage({ token, journalist, terms, accepted, releases }: RoomProps) {
  const m = useMessages(pressMessages);
  return (
    <Page title={m.title} lead={m.forReader(journalist.fullName, journalist.outlet)} head={hidden}>
      {accepted ? null : <AskTerms token={token} journalist={journalist} terms={terms} />}
      {accepted ? (
        <Section title={m.releases}>
          {releases.length === 0 ? <EmptyState title={m.none} /> : null}
          {releases.map((release) => (
            <Card
              key={`${release.id}-${release.edition}`}
              title={release.code}
              url={`/bao-chi/${token}/${release.code}`}
              meta={<Moment release={release} />}
            />
          ))}
        </Section>
      ) : null}
    </Page>
  );
}

function Moment({ release }: { readonly release: OfferedRelease }) {
  const m = useMessages(pressMessages);
  const { now } = usePage();
  return (
    <>
      {release.visibleFrom > now ? m.embargo : m.open}: <Time at={release.visibleFrom} />
    </>
  );
}

interface CopyProps {
  readonly token: string;
  readonly journalist: Journalist;
  readonly release: OfferedRelease;
  readonly mark: number;
  readonly questions: readonly PressQuestion[];
  readonly media: readonly Media[];
  readonly problem?: Problem;
  readonly values?: Readonly<Record<string, unknown>>;
}

/** A reporter's own copy, marked in sight and out of sight. */
export function PressCopyPage({ token, journalist, release, mark, questions, media, problem, values }: CopyProps) {
  const m = useMessages(pressMessages);
  const marked = (text: string) => withMark(text, mark);
  return (
    <Page
      title={release.code}
      heading={marked(release.titleVi)}
      lead={marked(release.summaryVi)}
      crumbs={[{ title: m.title, url: `/bao-chi/${token}` }, { title: release.code }]}
      head={hidden}
      failed={problem !== undefined}
    >
      <Notice kind="warning" title={m.forReader(journalist.fullName, journalist.outlet)}>
        <p>
          <Moment release={release} />
        </p>
        <p>{m.warning}</p>
      </Notice>
      <RichText markdown={marked(release.bodyVi)} level={2} />
      <CopyFiles base={`/bao-chi/${token}/${release.code}`} media={media} />
      {questions.length > 0 ? (
        <Section title={m.yourQuestions}>
          <Questions questions={questions} />
        </Section>
      ) : null}
      <Section title={m.ask}>
        <Form action={`/bao-chi/${token}/${release.code}`} values={values} errors={problem?.fields} refusals={problem?.refusals}>
          <TextArea name="question" label={m.question} hint={m.questionHint} rows={3} maxLength={2000} required />
          <DateField name="wished" label={m.wished} hint={m.wishedHint} optional />
          <Button variant="primary">{m.send}</Button>
        </Form>
      </Section>
    </Page>
  );
}

/** Questions with their answers, as far as there are any. */
export function Questions({ questions }: { readonly questions: readonly PressQuestion[] }) {
  const m = useMessages(pressMessages);
  const { now } = usePage();
  return (
    <>
      {questions.map((question) => (
        <Card key={question.id} title={question.question} meta={question.outlet}>
          {question.answer === null ? (
            <p class="mc-hint">
              {question.due < dateOf(now) ? <Tag kind="late">{m.lateAnswer}</Tag> : m.waiting} ({m.due} <Time at={question.due} />
              {question.wished ? (
                <>
                  ; {m.wished} <Time at={question.wished} />
                </>
              ) : null}
              )
            </p>
          ) : (
            <RichText markdown={question.answer} level={4} />
          )}
          {question.answerCode ? (
            <p>
              {m.asRelease}: <a href={`/tin/${question.answerCode}`}>{question.answerCode}</a>
            </p>
          ) : null}
        </Card>
      ))}
    </>
  );
}
