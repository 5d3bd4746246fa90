import type { Problem } from '#kernel/problem.ts';
import { Button } from '#ui/button.tsx';
import { EmptyState, Section } from '#ui/card.tsx';
import { Radios } from '#ui/choices.tsx';
import { DateField, TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { useMessages } from '#ui/page-context.ts';
import { messages } from '../messages.ts';
import type { CalendarDay } from '../queries.ts';
import { DaysTable } from './days-table.tsx';

const PATH = '/quan-tri/lich-lam-viec';

export interface KeepPageProps {
  readonly waiting: readonly CalendarDay[];
  /** Account of whoever looks: they do not confirm their own. */
  readonly me: string;
  readonly problem?: Problem;
  readonly values?: Readonly<Record<string, unknown>>;
}

/** Writes days into the calendar of the whole country, by two persons. */
export function KeepPage({ waiting, me, problem, values }: KeepPageProps) {
  const m = useMessages(messages);
  const confirm = (day: CalendarDay) =>
    day.proposedBy === me ? (
      <p class="mc-hint">{m.own}</p>
    ) : (
      <Form action={`${PATH}/${day.id}/xac-nhan`} id={`confirm-${day.id}`}>
        <Button size="sm">{m.confirm}</Button>
      </Form>
    );
  return (
    <Page
      title={m.keepTitle}
      lead={m.keepLead}
      audience="staff"
      failed={problem !== undefined}
      crumbs={[{ title: m.title, url: '/lich-lam-viec' }, { title: m.keepTitle }]}
    >
      <Section title={m.waiting}>
        {waiting.length === 0 ? <EmptyState title={m.waitingNone} /> : <DaysTable caption={m.waiting} days={waiting} doing={confirm} />}
      </Section>
      <Section title={m.propose}>
        <Form action={PATH} values={values} errors={problem?.fields} refusals={problem?.refusals} id="day">
          <DateField name="date" label={m.date} required />
          <Radios
            name="kind"
            label={m.kind}
            required
            choices={['off', 'work', 'usual'].map((kind) => ({ value: kind, label: m.kinds[kind] ?? kind }))}
          />
          <TextField name="titleVi" label={m.titleVi} maxLength={120} required />
          <TextField name="titleEn" label={m.titleEn} maxLength={120} required />
          <TextField name="basis" label={m.basis} maxLength={300} required />
          <Button variant="primary">{m.send}</Button>
        </Form>
      </Section>
    </Page>
  );
}
