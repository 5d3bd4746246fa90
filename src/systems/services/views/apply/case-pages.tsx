import {
  type CaseEvent,
  type CaseMark,
  type CaseRecord,
  type CaseResult,
  type Chart,
  type Procedure,
  stateOf,
  type Step,
} from '#core/cases/index.ts';
import type { Problem } from '#kernel/problem.ts';
import { Button, LinkButton } from '#ui/button.tsx';
import { EmptyState, Section } from '#ui/card.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { TextArea } from '#ui/fields.tsx';
import { FoldedForm, Form, Refusals } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import { Timeline } from '#ui/timeline.tsx';
import type { Draft } from '../../apply/drafts.ts';
import { messages as lateness } from '../../lateness/messages.ts';
import { messages } from '../../apply/messages.ts';
import { RatingSection, type RatingSectionProps } from '../board/rating-section.tsx';
import { stepTitle } from '../../apply/steps.ts';

interface MyCasesProps {
  readonly drafts: readonly (Draft & { readonly title: string; readonly page: string })[];
  readonly cases: readonly (CaseRecord & { readonly stateTitle: string })[];
}

/** What somebody has begun and what they have handed in. */
export function MyCasesPage({ drafts, cases }: MyCasesProps) {
  const m = useMessages(messages);
  return (
    <Page title={m.myCases}>
      {drafts.length > 0 ? (
        <Section title={m.drafts}>
          <ul class="ds-list">
            {drafts.map((draft) => (
              <li key={draft.id}>
                <a href={`/nop-ho-so/ban-nhap/${draft.id}/${draft.page}`}>{draft.title}</a>{' '}
                <span class="mc-hint">
                  {m.saved} <Time at={draft.updatedAt} />
                </span>
                <Form action={`/nop-ho-so/ban-nhap/${draft.id}/xoa`}>
                  <Button size="sm" variant="tertiary">
                    {m.drop}
                  </Button>
                </Form>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      {cases.length === 0 ? (
        <EmptyState title={m.noCases} />
      ) : (
        <Table
          caption={m.myCases}
          captionHidden
          rows={cases}
          rowKey={({ id }) => id}
          columns={[
            { title: m.code, rowHeader: true, cell: (one) => <a href={`/ho-so/${one.code}`}>{one.title}</a> },
            { title: m.state, cell: (one) => one.stateTitle },
            { title: m.submittedAt, cell: (one) => <Time at={one.submittedAt} /> },
            { title: m.due, cell: (one) => (one.dueOn ? <Time at={one.dueOn} /> : '') },
          ]}
        />
      )}
    </Page>
  );
}

export interface CasePageProps {
  readonly record: CaseRecord;
  readonly procedure: Procedure;
  readonly chart: Chart;
  readonly events: readonly CaseEvent[];
  readonly marks: readonly (CaseMark & { readonly title: string })[];
  readonly results: readonly CaseResult[];
  readonly agency: string;
  /** What the applicant may do now. */
  readonly steps: readonly Step[];
  readonly rated: Pick<RatingSectionProps, 'rating' | 'until'>;
  readonly problem?: Problem | undefined;
  readonly values?: Readonly<Record<string, unknown>> | undefined;
}

/** What the applicant may do now: supply what is marked, withdraw, take the result. */
function Steps({ record, steps, problem, values = {} }: CasePageProps) {
  const lang = useLang();
  const m = useMessages(messages);
  const own = steps.filter(({ event }) => event !== 'resupply');
  if (own.length === 0) return null;
  return (
    <Section title={m.can}>
      {own.map((step) => (
        <FoldedForm
          key={step.event}
          label={step.title[lang]}
          action={`/ho-so/${record.code}/buoc/${step.event}`}
          version={record.version}
          {...(values['_event'] === step.event ? { values, refusals: problem?.refusals, errors: problem?.fields, open: true } : {})}
        >
          {step.needs?.includes('reason') ? <TextArea name="reason" label={m.reason} maxLength={2_000} /> : null}
        </FoldedForm>
      ))}
    </Section>
  );
}

function PayLink({ code }: { readonly code: string }) {
  const m = useMessages(messages);
  return (
    <LinkButton href={`/ho-so/${code}/nop-phi`} variant="primary">
      {m.payFee}
    </LinkButton>
  );
}

/** What the applicant says of it once it has ended. */
function Rated({ record, rated, problem, values }: CasePageProps) {
  if (!record.endedAt) return null;
  return <RatingSection code={record.code} {...rated} {...(values?.['_event'] === 'rate' ? { problem, values } : {})} />;
}

/** One case as its applicant sees it: where it is, what is asked of them, the result. */
export function CasePage(props: CasePageProps) {
  const late = useMessages(lateness);
  const { record, procedure, chart, events, marks, results, agency, steps } = props;
  const lang = useLang();
  const m = useMessages(messages);
  const state = stateOf(chart, record.state);
  return (
    <Page title={record.title} lead={procedure.name[lang]} crumbs={[{ title: m.myCases, url: '/ho-so' }]}>
      {props.problem && ![...steps.map(({ event }) => event), 'rate'].includes(String(props.values?.['_event'])) ? (
        <Refusals refusals={props.problem.refusals} />
      ) : null}
      <Notice kind={state.end === 'done' ? 'done' : state.waitsFor === 'applicant' ? 'warning' : 'info'} title={state.title[lang]}>
        <p>{state.says[lang]}</p>
      </Notice>
      {state.national === 6 ? <PayLink code={record.code} /> : null}
      {marks.length > 0 ? (
        <Section title={m.marks}>
          <ul class="ds-list">
            {marks.map(({ target, title, note }) => (
              <li key={target}>
                <strong>{title}</strong>: {note}
              </li>
            ))}
          </ul>
          {steps.some(({ event }) => event === 'resupply') ? (
            <LinkButton href={`/ho-so/${record.code}/bo-sung`} variant="primary">
              {m.supply}
            </LinkButton>
          ) : null}
        </Section>
      ) : null}
      {results.length > 0 ? (
        <Section title={m.result}>
          <ul class="ds-list">
            {results.map(({ key, name, number, file }) => (
              <li key={key}>
                <a href={`/ho-so/${record.code}/ket-qua/${key}`}>
                  {name}, {number}
                </a>{' '}
                <LinkButton href={`/kiem-tra-van-ban?ma=${file}`} variant="tertiary" size="sm">
                  {m.verify}
                </LinkButton>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      <DescriptionList
        items={[
          { term: m.code, value: record.code },
          { term: m.decides, value: agency },
          { term: m.submittedAt, value: <Time at={record.submittedAt} /> },
          ...(record.dueOn ? [{ term: m.due, value: <Time at={record.dueOn} /> }] : []),
          ...(record.promisedOn
            ? [
                {
                  term: m.promised,
                  value: (
                    <>
                      <Time at={record.promisedOn} /> · <a href={`/ho-so/${record.code}/phieu-xin-loi`}>{late.letter}</a>
                    </>
                  ),
                },
              ]
            : []),
          ...(state.clock === 'paused' ? [{ term: m.due, value: <Tag kind="warning">{m.paused}</Tag> }] : []),
        ]}
      />
      <Steps {...props} />
      <Rated {...props} />
      <Section title={m.history}>
        <Timeline
          label={m.history}
          entries={events.map((event) => ({ at: event.at, title: stepTitle(chart, event)[lang], note: event.reason ?? undefined }))}
        />
      </Section>
    </Page>
  );
}
