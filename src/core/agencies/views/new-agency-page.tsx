import { Button } from '#ui/button.tsx';
import { Checkbox, SelectField } from '#ui/choices.tsx';
import { Combobox } from '#ui/combobox.tsx';
import { DateField, TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { messages } from '../messages.ts';
import type { AgencyKind } from '../queries/list-agencies.ts';
import { type FormAgain, formProblem } from './form-problem.ts';

interface NewAgencyProps extends FormAgain {
  readonly kinds: readonly AgencyKind[];
  readonly site: string;
}

function NewAgency({ kinds, site, ...form }: NewAgencyProps) {
  const m = useMessages(messages);
  const lang = useLang();
  const choices = kinds.map((kind) => ({ value: kind.key, label: lang === 'vi' ? kind.nameVi : kind.nameEn }));
  return (
    <Page
      title={m.newAgency}
      audience="staff"
      crumbs={[{ title: m.title, url: '/quan-tri/co-quan' }, { title: m.newAgency }]}
      failed={form.problem !== undefined}
    >
      <Form action="/quan-tri/co-quan" {...formProblem(form)}>
        <TextField name="name" label={m.name} required maxLength={200} />
        <TextField name="nameEn" label={m.nameEn} optional maxLength={200} />
        <TextField name="shortName" label={m.shortName} optional width="short" maxLength={30} />
        <SelectField name="kind" label={m.kind} choices={choices} required />
        <TextField name="code" label={m.code} required width="medium" spellcheck={false} maxLength={40} />
        <Checkbox name="official" value="true" label={m.isOfficial} />
        <Combobox name="parentId" label={m.parent} source="/api/agencies/suggest" optional />
        <TextField name="unitCode" label={m.unit} hint={m.unitHint} optional width="short" inputMode="numeric" maxLength={12} />
        <DateField name="on" label={m.on} hint={m.onHint} required />
        <TextField name="basis" label={m.basis} hint={m.basisHint} required maxLength={200} />
        <TextField name="email" label={m.email} type="email" optional maxLength={200} />
        <TextField name="site" label={m.site} value={site} required width="short" maxLength={30} />
        <Button variant="primary">{m.newAgency}</Button>
      </Form>
    </Page>
  );
}

export function NewAgencyPage(props: NewAgencyProps) {
  return <NewAgency {...props} />;
}
