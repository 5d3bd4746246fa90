import { Button, LinkButton } from '#ui/button.tsx';
import { Section } from '#ui/card.tsx';
import { SelectField } from '#ui/choices.tsx';
import { DateField, TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useMessages } from '#ui/page-context.ts';
import { Time } from '#ui/time.tsx';
import { messages } from '../messages.ts';
import type { CalendarDay } from '../queries.ts';
import { type Deadline, TERM_UNITS } from '../rules/terms.ts';
import type { Hours } from '../rules/working-calendar.ts';
import { DaysTable } from './days-table.tsx';

/** What somebody counts: as typed, and the answer when it could be counted. */
export interface Counted {
  readonly values: Readonly<Record<string, string>>;
  readonly deadline: Deadline | undefined;
}

export interface CalendarPageProps {
  readonly year: number;
  readonly years: readonly number[];
  readonly days: readonly CalendarDay[];
  /** Hours of a usual working day, and where they come from. */
  readonly hours: Hours;
  readonly hoursBasis: string;
  readonly counted: Counted | undefined;
  readonly mayKeep: boolean;
}

const clock = (minutes: number) => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

function Answer({ counted }: { readonly counted: Counted }) {
  const m = useMessages(messages);
  const { deadline, values } = counted;
  if (!deadline) return <Notice kind="error">{m.wrong}</Notice>;
  const byHour = values['don-vi']?.endsWith('hour');
  return (
    <Notice kind="done" role="status" title={byHour ? m.dueHour : m.dueDay}>
      <p>
        <strong>{byHour ? <Time at={deadline.at} /> : <Time at={deadline.lastDay} form="long" />}</strong>
      </p>
      <p>
        {m.countsFrom} <Time at={deadline.receivedOn} />.
      </p>
    </Notice>
  );
}

function CountForm({ counted, year }: Pick<CalendarPageProps, 'counted' | 'year'>) {
  const m = useMessages(messages);
  return (
    <Section title={m.count}>
      <p class="mc-hint">{m.countHelp}</p>
      {counted ? <Answer counted={counted} /> : null}
      <Form action="/lich-lam-viec" method="get" inline values={counted?.values}>
        <input type="hidden" name="nam" value={year} />
        <DateField name="ngay" label={m.received} min="2020-01-01" max="2049-12-31" required />
        <TextField name="gio" label={m.at} hint={m.atHint} width="short" maxLength={5} />
        <TextField name="so" label={m.amount} type="number" width="short" required />
        <SelectField
          name="don-vi"
          label={m.unit}
          emptyLabel={false}
          choices={TERM_UNITS.map((unit) => ({ value: unit, label: m.units[unit] ?? unit }))}
        />
        <TextField name="chot" label={m.cutOff} hint={m.cutOffHint} width="short" maxLength={5} />
        <Button variant="primary">{m.show}</Button>
      </Form>
    </Section>
  );
}

/** On which days the State works, why, and when a term ends. */
export function CalendarPage(props: CalendarPageProps) {
  const m = useMessages(messages);
  const { year, years, days } = props;
  return (
    <Page title={m.title} lead={m.lead(year)}>
      <CountForm counted={props.counted} year={year} />
      <Section title={m.ofYear(year)}>
        <nav aria-label={m.title} class="mc-row">
          {years.map((one) => (
            <LinkButton key={one} href={`/lich-lam-viec?nam=${one}`} variant={one === year ? 'primary' : 'tertiary'} size="sm">
              {String(one)}
            </LinkButton>
          ))}
        </nav>
        {days.length === 0 ? <Notice kind="warning">{m.none(year)}</Notice> : null}
        {days.length > 0 && days.length < 6 ? <Notice kind="warning">{m.partly(year)}</Notice> : null}
        {days.length > 0 ? <DaysTable caption={m.ofYear(year)} days={days} /> : null}
        <p>
          {m.hours}: {props.hours.map(([from, to]) => `${clock(from)}–${clock(to)}`).join(', ')}.{' '}
          <span class="mc-hint">{props.hoursBasis}</span>
        </p>
        {props.mayKeep ? <LinkButton href="/quan-tri/lich-lam-viec">{m.keep}</LinkButton> : null}
      </Section>
    </Page>
  );
}
