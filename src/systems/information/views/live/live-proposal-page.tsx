import type { Problem } from '#kernel/problem.ts';
import { Button, ButtonRow, LinkButton } from '#ui/button.tsx';
import { Details } from '#ui/card.tsx';
import { Checkboxes } from '#ui/choices.tsx';
import { Combobox } from '#ui/combobox.tsx';
import { DateField, TextArea, TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import type { Topic } from '../../queries/visible.ts';
import { staffMessages } from '../../staff-messages.ts';
import { liveStaffMessages } from '../../live/messages.ts';
import type { LiveEvent } from '../../live/queries.ts';
import { LIVE_LENGTHS } from '../../live/rules.ts';

interface LiveProposalProps {
  readonly topics: readonly Topic[];
  readonly values: Readonly<Record<string, unknown>>;
  readonly edited?: LiveEvent;
  readonly problem?: Problem;
}

/** What a running event is about: proposed by one person, opened by another. */
export function LiveProposalPage({ topics, values, edited, problem }: LiveProposalProps) {
  const m = useMessages(liveStaffMessages);
  const newsroom = useMessages(staffMessages);
  const lang = useLang();
  const base = '/thong-tin/truc-tiep';
  const place = String(values['place'] ?? '');
  const title = edited ? m.edit : m.propose;
  return (
    <Page
      title={title}
      lead={m.lead}
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
        draft={edited ? undefined : 'live-event'}
      >
        <TextField name="titleVi" label={m.name} hint={m.nameHint} maxLength={LIVE_LENGTHS.title} required />
        <TextArea name="leadVi" label={m.about} hint={m.aboutHint} rows={3} maxLength={LIVE_LENGTHS.lead} required />
        <Combobox
          name="place"
          label={m.place}
          hint={m.placeHint}
          source="/tin/dia-phuong"
          selected={place ? [{ value: place, label: String(values['place_text'] ?? '') }] : []}
        />
        <DateField name="date" label={m.date} required />
        <TextField name="time" label={m.time} hint={m.timeHint} width="short" maxLength={5} required />
        <Checkboxes
          name="topics"
          label={m.topics}
          choices={topics.map(({ code, titleVi, titleEn }) => ({ value: code, label: lang === 'en' ? titleEn : titleVi }))}
        />
        <Details summary={m.english} open={Boolean(values['titleEn'])}>
          <TextField name="titleEn" label={m.name} maxLength={LIVE_LENGTHS.title} />
          <TextArea name="leadEn" label={m.about} rows={3} maxLength={LIVE_LENGTHS.lead} />
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
