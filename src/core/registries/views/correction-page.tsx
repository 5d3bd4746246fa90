import type { Problem } from '#kernel/problem.ts';
import { Button, ButtonRow } from '#ui/button.tsx';
import { Section } from '#ui/card.tsx';
import { Radios } from '#ui/choices.tsx';
import { TextArea } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useMessages } from '#ui/page-context.ts';
import { Time } from '#ui/time.tsx';
import { correctingMessages } from '../correcting-messages.ts';
import { messages } from '../messages.ts';
import type { Correction } from '../queries/corrections.ts';
import { isTypable, typedFrom } from '../rules/typed-value.ts';
import { KEEPING } from '../urls.ts';
import { type FactProps, FactShown } from './ask-correction-page.tsx';
import { Quoted } from './look-parts.tsx';
import { ValueFields } from './value-fields.tsx';
import { Value } from './value.tsx';

export interface CorrectionPageProps extends FactProps {
  readonly correction: Correction;
  /** Account of whoever looks: they do not confirm their own proposal. */
  readonly me: string;
  readonly problem?: Problem | undefined;
  readonly values?: Readonly<Record<string, unknown>> | undefined;
}

const pathOf = ({ id }: Correction): string => `${KEEPING}/dinh-chinh/${id}`;

function Propose({ correction, attribute, fact, problem, values }: CorrectionPageProps) {
  const c = useMessages(correctingMessages);
  const typable = isTypable(attribute.shape) && correction.known;
  const choices = [...(typable ? [{ value: 'correct', label: c.correct }] : []), { value: 'refuse', label: c.refuse }];
  const given = values ?? (typable ? typedFrom(attribute.shape, fact.value) : {});
  return (
    <Form action={pathOf(correction)} values={given} errors={problem?.fields} refusals={problem?.refusals} id="de-nghi">
      {correction.known ? null : <Notice kind="warning">{c.changed}</Notice>}
      {isTypable(attribute.shape) ? null : <Notice kind="info">{c.listOnly}</Notice>}
      <Radios name="decision" label={c.yourChoice} choices={choices} required />
      {typable ? <ValueFields shape={attribute.shape} /> : null}
      <TextArea name="reason" label={c.reason} rows={4} maxLength={4_000} required />
      <Button variant="primary">{c.propose}</Button>
    </Form>
  );
}

function Proposed(props: CorrectionPageProps) {
  const c = useMessages(correctingMessages);
  const { correction, attribute, fact, places, me, problem } = props;
  const { decision, value, reason, confirmedAt, proposedBy } = correction;
  return (
    <>
      <Notice kind={confirmedAt ? 'done' : 'info'} title={decision === 'correct' ? c.correct : c.refuse}>
        {value === null ? null : (
          <p>
            <Value shape={attribute.shape} fact={{ ...fact, value }} places={places} />
          </p>
        )}
        <p>{reason}</p>
      </Notice>
      {confirmedAt === null && proposedBy === me ? <p class="mc-hint">{c.own}</p> : null}
      {confirmedAt === null && proposedBy !== me ? (
        <Form action={`${pathOf(correction)}/xac-nhan`} errors={problem?.fields} refusals={problem?.refusals} id="xac-nhan">
          <ButtonRow>
            <Button variant="primary" name="answer" value="confirm">
              {c.confirm}
            </Button>
            <Button name="answer" value="return">
              {c.giveBack}
            </Button>
          </ButtonRow>
        </Form>
      ) : null}
    </>
  );
}

/** A request for a correction: the first keeper proposes, a second one confirms. */
export function CorrectionPage(props: CorrectionPageProps) {
  const m = useMessages(messages);
  const c = useMessages(correctingMessages);
  const { correction, problem } = props;
  return (
    <Page
      title={c.decide}
      lead={c.decideLead}
      audience="staff"
      failed={problem !== undefined}
      crumbs={[{ title: m.keep, url: KEEPING }, { title: c.decide }]}
    >
      <FactShown {...props} />
      <Section title={c.theyAsk}>
        <Quoted words={correction.words} />
        <p>
          {m.due}: <Time at={correction.due} />
        </p>
      </Section>
      <Section title={correction.decision ? c.proposed : c.choice}>
        {correction.decision ? <Proposed {...props} /> : <Propose {...props} />}
      </Section>
    </Page>
  );
}
