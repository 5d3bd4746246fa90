import type { Problem } from '#kernel/problem.ts';
import { Button, LinkButton } from '#ui/button.tsx';
import { Checkboxes } from '#ui/choices.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Tabs } from '#ui/tabs.tsx';
import { Time } from '#ui/time.tsx';
import { keepingMessages } from '../keeping-messages.ts';
import { messages } from '../messages.ts';
import type { Places } from '../places.ts';
import type { Result } from '../queries/results.ts';
import type { Attribute, Register } from '../types.ts';
import { OUTSIDE } from '../urls.ts';
import { LookFacts } from './look-page.tsx';
import { Value } from './value.tsx';

export interface OutsidePageProps {
  /** Registers that officials may look into outside a dossier. */
  readonly registers: readonly Register[];
  readonly register: Register;
  readonly attributes: readonly Attribute[];
  readonly problem?: Problem | undefined;
  readonly values?: Readonly<Record<string, unknown>> | undefined;
}

/** An official looks for facts outside a dossier: which, of whom, why, by which law. */
export function OutsidePage({ registers, register, attributes, problem, values }: OutsidePageProps) {
  const k = useMessages(keepingMessages);
  const lang = useLang();
  return (
    <Page title={k.lookTitle} lead={k.lookLead} audience="staff" failed={problem !== undefined}>
      <Tabs
        label={k.chooseRegister}
        tabs={registers.map(({ name, title }) => ({ title: title[lang], url: `${OUTSIDE}?so=${name}`, current: name === register.name }))}
      />
      <Form action={OUTSIDE} values={values} errors={problem?.fields} refusals={problem?.refusals} names={['attributes']}>
        <input type="hidden" name="register" value={register.name} />
        <TextField name="number" label={k.number} inputMode="numeric" width="medium" autocomplete="off" maxLength={13} required />
        <Checkboxes
          name="attributes"
          label={k.attributes}
          choices={attributes.map(({ name, title }) => ({ value: name, label: title[lang] }))}
        />
        <TextField name="reason" label={k.reason} hint={k.reasonHint} maxLength={300} required />
        <TextField name="basis" label={k.basis} hint={k.basisHint} maxLength={300} required />
        <Button variant="primary">{k.look}</Button>
      </Form>
    </Page>
  );
}

export interface ResultPageProps {
  readonly result: Result;
  readonly register: Register;
  readonly places: Places;
}

/** What the look found, for whoever looked, for some minutes; later only that they looked. */
export function ResultPage({ result: { look, facts, until }, register, places }: ResultPageProps) {
  const m = useMessages(messages);
  const k = useMessages(keepingMessages);
  const lang = useLang();
  const found = register.attributes.flatMap((attribute) => {
    const fact = facts?.[attribute.name];
    return fact ? [{ term: attribute.title[lang], value: <Value shape={attribute.shape} fact={fact} places={places} /> }] : [];
  });
  return (
    <Page title={k.result} lead={k.resultLead} audience="staff" crumbs={[{ title: k.lookTitle, url: OUTSIDE }, { title: k.result }]}>
      {facts === undefined ? <Notice kind="info">{k.over}</Notice> : null}
      {facts !== undefined && found.length === 0 ? <Notice kind="info">{k.nothing}</Notice> : null}
      {found.length > 0 ? (
        <>
          <DescriptionList items={found} />
          <p class="mc-hint">
            {k.until} <Time at={until} />
          </p>
        </>
      ) : null}
      <h2 class="ds-heading">{m.look}</h2>
      <LookFacts look={look} registers={[register]} />
      <LinkButton href={OUTSIDE}>{k.again}</LinkButton>
    </Page>
  );
}
