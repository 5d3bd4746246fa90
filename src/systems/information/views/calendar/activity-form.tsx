import type { Problem } from '#kernel/problem.ts';
import { Button, ButtonRow, LinkButton } from '#ui/button.tsx';
import { Details } from '#ui/card.tsx';
import { Checkboxes } from '#ui/choices.tsx';
import { Combobox } from '#ui/combobox.tsx';
import { DateField, TextArea, TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { calendarStaffMessages } from '../../calendar/messages.ts';
import type { ActivityEdition } from '../../calendar/queries.ts';
import { ACTIVITY_LENGTHS } from '../../calendar/rules.ts';
import type { Topic } from '../../queries/visible.ts';
import { staffMessages } from '../../staff-messages.ts';

interface ActivityFormProps {
  /** The agency's leaders, by assignment. */
  readonly leaders: readonly { readonly value: string; readonly label: string }[];
  readonly topics: readonly Topic[];
  readonly values: Readonly<Record<string, unknown>>;
  readonly edited?: ActivityEdition;
  readonly problem?: Problem;
}

/** One entry of the calendar: what, when, where, who. */
export function ActivityFormPage({ leaders, topics, values, edited, problem }: ActivityFormProps) {
  const m = useMessages(calendarStaffMessages);
  const newsroom = useMessages(staffMessages);
  const lang = useLang();
  const base = '/thong-tin/lich';
  const place = String(values['place'] ?? '');
  const title = edited ? m.edit : m.write;
  return (
    <Page
      title={title}
      lead={edited?.change === 'changed' ? m.changeHelp : m.lead}
      audience="staff"
      crumbs={[{ title: newsroom.title, url: '/thong-tin' }, { title: m.title, url: base }, { title }]}
      failed={problem !== undefined}
    >
      <Form
        action={edited ? `${base}/${edited.id}/sua` : `${base}/moi`}
        values={values}
        errors={problem?.fields}
        refusals={problem?.refusals}
        version={edited?.version}
        draft={edited ? undefined : 'activity'}
      >
        <TextArea name="titleVi" label={m.name} hint={m.nameHint} rows={2} maxLength={ACTIVITY_LENGTHS.title} required />
        <DateField name="date" label={m.date} required />
        <TextField name="from" label={m.from} hint={m.fromHint} width="short" maxLength={5} />
        <TextField name="until" label={m.until} width="short" maxLength={5} />
        {leaders.length > 0 ? <Checkboxes name="officials" label={m.officials} choices={leaders} /> : null}
        <TextArea name="others" label={m.others} hint={m.othersHint} rows={3} maxLength={ACTIVITY_LENGTHS.persons} />
        <TextField name="venue" label={m.venue} hint={m.venueHint} maxLength={ACTIVITY_LENGTHS.venue} />
        <Combobox
          name="place"
          label={m.place}
          hint={m.placeHint}
          source="/tin/dia-phuong"
          selected={place ? [{ value: place, label: String(values['place_text'] ?? '') }] : []}
        />
        <Checkboxes
          name="topics"
          label={m.topics}
          choices={topics.map(({ code, titleVi, titleEn }) => ({ value: code, label: lang === 'en' ? titleEn : titleVi }))}
        />
        {edited && edited.change !== 'first' ? (
          <TextField name="reason" label={m.reason} maxLength={ACTIVITY_LENGTHS.reason} required />
        ) : null}
        <Details summary={m.english} open={Boolean(values['titleEn'])}>
          <TextArea name="titleEn" label={m.name} rows={2} maxLength={ACTIVITY_LENGTHS.title} />
        </Details>
        <ButtonRow>
          <Button variant="primary">{m.save}</Button>
          <LinkButton href={edited ? `${base}/${edited.id}` : base} variant="tertiary">
            {m.back}
          </LinkButton>
        </ButtonRow>
      </Form>
    </Page>
  );
}
