import type { Official } from '#core/identity/index.ts';
import type { Problem } from '#kernel/problem.ts';
import { Button } from '#ui/button.tsx';
import { Checkbox, Radios, SelectField } from '#ui/choices.tsx';
import { FileField, TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { useMessages } from '#ui/page-context.ts';
import { messages } from '../messages.ts';

interface NewBatchProps {
  readonly signers: readonly Official[];
  readonly values?: Readonly<Record<string, unknown>>;
  readonly problem?: Problem;
}

function NewBatch({ signers, values = { step: 'personal', level: 'B-T' }, problem }: NewBatchProps) {
  const m = useMessages(messages);
  const choices = signers.map((one) => ({ value: one.accountId, label: `${one.fullName} – ${one.postTitle}` }));
  return (
    <Page title={m.newBatch} lead={m.lead} audience="staff" crumbs={[{ title: m.title, url: '/ky-so' }]} failed={problem !== undefined}>
      <Form action="/ky-so/moi" multipart values={values} errors={problem?.fields} refusals={problem?.refusals}>
        <TextField name="title" label={m.batchTitle} hint={m.titleHint} required maxLength={200} />
        <Radios
          name="step"
          label={m.step}
          hint={m.stepHint}
          required
          choices={[
            { value: 'personal', label: m.steps.personal },
            { value: 'seal', label: m.steps.seal },
          ]}
        />
        <SelectField name="signerId" label={m.signer} hint={m.signerHint} choices={[{ value: '', label: m.chooseSigner }, ...choices]} />
        <SelectField
          name="level"
          label={m.level}
          required
          choices={(['B-T', 'B-LT', 'B-LTA'] as const).map((level) => ({ value: level, label: m.levels[level] }))}
        />
        <Checkbox name="shown" label={m.shown} />
        <FileField name="files" label={m.files} hint={m.filesHint} multiple required />
        <Button variant="primary">{m.send}</Button>
      </Form>
    </Page>
  );
}

/** The form that puts files up for signing. */
export function NewBatchPage(props: NewBatchProps) {
  return <NewBatch {...props} />;
}
