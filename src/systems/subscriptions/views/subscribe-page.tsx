import type { SubjectList } from '#kernel/module.ts';
import type { Problem } from '#kernel/problem.ts';
import { Button } from '#ui/button.tsx';
import { Details, Section } from '#ui/card.tsx';
import { Radios, SelectField } from '#ui/choices.tsx';
import { TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { messages } from '../messages.ts';
import type { WantedNames } from '../queries/wanted.ts';

interface SubscribeProps {
  readonly subjects: readonly SubjectList[];
  /** By which push services know this site. */
  readonly pushKey: string;
  /** Hour in Vietnam at which digests leave. */
  readonly digestHour: number;
  /** What a link of another page asks for already. */
  readonly known?: WantedNames;
  readonly problem?: Problem;
  readonly values?: Readonly<Record<string, unknown>>;
}

const NAMES = ['topic', 'agency', 'place', 'person'] as const;

/** One list of many; what a link asks for stands in it even when nothing was published of it lately. */
function SubjectField({ name, subjects, known }: Pick<SubscribeProps, 'subjects' | 'known'> & { readonly name: (typeof NAMES)[number] }) {
  const m = useMessages(messages);
  const lang = useLang();
  const chosen =
    known && { topic: known.wanted.topic, agency: known.wanted.agencyId, place: known.wanted.placeCode, person: known.wanted.person }[name];
  const listed = subjects.find((list) => list.name === name)?.options.map(({ value, title }) => ({ value, label: title[lang] })) ?? [];
  const missing = chosen && !listed.some(({ value }) => value === chosen) ? [{ value: chosen, label: known.named[name] ?? chosen }] : [];
  return <SelectField name={name} label={m[name]} choices={[...missing, ...listed]} emptyLabel={m.any[name] ?? ''} value={chosen ?? ''} />;
}

function MailForm(props: SubscribeProps) {
  const m = useMessages(messages);
  const lang = useLang();
  const { problem, values, known, digestHour } = props;
  const narrowed = known !== undefined && Object.values(known.wanted).some((value) => value !== null);
  const hints: Record<string, string> = { daily: m.frequencyHints.daily(digestHour), weekly: m.frequencyHints.weekly(digestHour) };
  return (
    <Form id="subscribe" action="/nhan-tin" values={values} errors={problem?.fields} refusals={problem?.refusals}>
      <TextField
        name="email"
        label={m.email}
        hint={m.emailHint}
        type="email"
        autocomplete="email"
        inputMode="email"
        spellcheck={false}
        width="medium"
        required
      />
      <Radios
        name="frequency"
        label={m.frequency}
        value="immediate"
        choices={Object.entries(m.frequencies).map(([value, label]) => ({ value, label, hint: hints[value] }))}
      />
      <Details summary={m.which} open={narrowed || values !== undefined}>
        <p class="mc-hint">{m.whichHint}</p>
        {NAMES.map((name) => (
          <SubjectField key={name} name={name} {...props} />
        ))}
      </Details>
      <Radios
        name="lang"
        label={m.language}
        value={lang}
        choices={Object.entries(m.languages).map(([value, label]) => ({ value, label }))}
      />
      <Button variant="primary">{m.subscribe}</Button>
    </Form>
  );
}

/** Where readers ask to be told. */
export function SubscribePage(props: SubscribeProps) {
  const m = useMessages(messages);
  const lang = useLang();
  const labels = props.known?.labels[lang] ?? [];
  return (
    <Page
      title={labels.length > 0 ? m.about(labels.join('; ')) : m.title}
      lead={m.lead}
      description={m.lead}
      islands={['src/systems/subscriptions/islands/push-button.ts']}
      failed={props.problem !== undefined}
      crumbs={[{ title: m.official, url: '/tin' }, { title: m.title }]}
    >
      <Section title={m.byMail}>
        <MailForm {...props} />
      </Section>
      <Section title={m.byPush}>
        <p>{m.pushHelp}</p>
        <div
          id="push"
          data-key={props.pushKey}
          data-on={m.pushOn}
          data-off={m.pushOff}
          data-is-on={m.pushIsOn}
          data-is-off={m.pushIsOff}
          data-denied={m.pushDenied}
          data-failed={m.pushFailed}
        >
          <p class="mc-hint">{m.pushNot}</p>
        </div>
      </Section>
      <p class="mc-hint">
        {m.feeds} <a href="/tin.atom">Atom</a>, <a href="/tin.rss">RSS</a>, <a href="/tin.json">JSON Feed</a>.
      </p>
    </Page>
  );
}
