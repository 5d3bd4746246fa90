import type { Problem } from '#kernel/problem.ts';
import { Section } from '#ui/card.tsx';
import { Radios } from '#ui/choices.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { TextArea } from '#ui/fields.tsx';
import { FoldedForm } from '#ui/form.tsx';
import { useMessages } from '#ui/page-context.ts';
import { Time } from '#ui/time.tsx';
import { ratingMessages } from '../../board/rating-messages.ts';
import type { Rating } from '../../board/ratings.ts';
import { MOST_WORDS } from '../../board/schemas.ts';

export interface RatingSectionProps {
  readonly code: string;
  readonly rating: Rating | undefined;
  /** Until when it may be changed; undefined: it was not given yet, or that time is over. */
  readonly until: Date | undefined;
  readonly problem?: Problem | undefined;
  readonly values?: Readonly<Record<string, unknown>> | undefined;
}

const ASPECTS = ['handling', 'duration', 'attitude'] as const;

/** What the applicant says of a case that has ended. */
export function RatingSection({ code, rating, until, problem, values }: RatingSectionProps) {
  const m = useMessages(ratingMessages);
  const choices = m.marks.map((label, index) => ({ value: String(index + 1), label }));
  return (
    <Section title={m.title}>
      {rating ? (
        <>
          <p>
            {m.thanks}{' '}
            {until ? (
              <span class="mc-hint">
                {m.until} <Time at={until} />
              </span>
            ) : null}
          </p>
          <DescriptionList
            items={[
              ...ASPECTS.map((aspect) => ({ term: m[aspect], value: m.marks[rating[aspect] - 1] ?? '' })),
              ...(rating.words ? [{ term: m.words, value: rating.words }] : []),
            ]}
          />
        </>
      ) : (
        <p>{m.lead}</p>
      )}
      {rating && !until ? null : (
        <FoldedForm
          label={rating ? m.change : m.give}
          action={`/ho-so/${code}/danh-gia`}
          {...(problem ? { values, refusals: problem.refusals, errors: problem.fields, open: true } : {})}
        >
          {ASPECTS.map((aspect) => (
            <Radios
              key={aspect}
              name={aspect}
              label={m[aspect]}
              choices={choices}
              value={rating ? String(rating[aspect]) : undefined}
              required
            />
          ))}
          <TextArea name="words" label={m.words} hint={m.wordsHint} maxLength={MOST_WORDS} value={rating?.words} />
        </FoldedForm>
      )}
    </Section>
  );
}
