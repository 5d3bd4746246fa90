import { Button } from '#ui/button.tsx';
import { Details } from '#ui/card.tsx';
import { Checkboxes, SelectField } from '#ui/choices.tsx';
import { DateField, TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { messages } from '../messages.ts';
import type { RoleChoice } from '../queries.ts';
import { type FormAgain, formProblem } from './form-problem.ts';

interface PostFormProps extends FormAgain {
  readonly agencyId: string;
  readonly roles: readonly RoleChoice[];
  readonly today: string;
}

function useRoleChoices(roles: readonly RoleChoice[]) {
  const m = useMessages(messages);
  const lang = useLang();
  return roles.map((role) => ({ value: role.name, label: role.nationwide ? m.nationwide(role.title[lang]) : role.title[lang] }));
}

function PostFields({ agencyId, roles, today }: PostFormProps) {
  const m = useMessages(messages);
  const choices = useRoleChoices(roles);
  return (
    <>
      <input type="hidden" name="agencyId" value={agencyId} />
      <TextField name="postTitle" label={m.postTitle} width="medium" maxLength={160} required />
      <Checkboxes name="roles" label={m.roles} choices={choices} required />
      <DateField name="from" label={m.from} value={today} required />
    </>
  );
}

/** A new account with its first post. */
export function NewPersonForm(props: PostFormProps) {
  const m = useMessages(messages);
  const { problem, values } = props;
  return (
    <Details summary={m.newPerson} open={problem !== undefined}>
      <Form action="/quan-tri/nguoi-dung" values={values} {...formProblem(problem)}>
        <TextField name="fullName" label={m.fullName} width="medium" maxLength={120} autocomplete="off" required />
        <TextField
          name="signInName"
          label={m.signInName}
          hint={m.signInNameHint}
          width="medium"
          maxLength={64}
          autocomplete="off"
          spellcheck={false}
          required
        />
        <PostFields {...props} />
        <Button variant="primary">{m.create}</Button>
      </Form>
    </Details>
  );
}

/** A post for somebody who has an account. Its fields are named apart, since it stands beside the form above. */
export function ExistingPersonForm(props: PostFormProps) {
  const m = useMessages(messages);
  const { problem, values, agencyId, roles, today } = props;
  const choices = useRoleChoices(roles);
  const shown = formProblem(problem);
  const apart = shown.errors.map(({ field, message }) => ({ field: `existing-${field}`, message }));
  return (
    <Details summary={m.existing} open={problem !== undefined}>
      <Form action="/quan-tri/nguoi-dung/vi-tri" values={values} errors={apart} refusals={shown.refusals}>
        <input type="hidden" name="existing-agencyId" value={agencyId} />
        <TextField
          name="existing-signInName"
          label={m.nameOrNumber}
          hint={m.nameOrNumberHint}
          width="medium"
          autocomplete="off"
          spellcheck={false}
          required
        />
        <TextField name="existing-postTitle" label={m.postTitle} width="medium" maxLength={160} required />
        <Checkboxes name="existing-roles" label={m.roles} choices={choices} required />
        <DateField name="existing-from" label={m.from} value={today} required />
        <DateField name="existing-to" label={m.until} hint={m.untilHint} optional />
        <Button>{m.assign}</Button>
      </Form>
    </Details>
  );
}

/** An account for another system of the agency. */
export function NewSoftwareForm({ agencyId, roles, problem, values }: PostFormProps) {
  const m = useMessages(messages);
  const choices = useRoleChoices(roles.filter((role) => !role.nationwide));
  return (
    <Details summary={m.newSoftware} open={problem !== undefined}>
      <Form action="/quan-tri/nguoi-dung/phan-mem" values={values} {...formProblem(problem)}>
        <input type="hidden" name="agencyId" value={agencyId} />
        <TextField name="id" label={m.systemId} hint={m.systemIdHint} width="medium" maxLength={64} spellcheck={false} required />
        <TextField name="title" label={m.softwareTitle} width="medium" maxLength={160} required />
        <SelectField name="role" label={m.role} choices={choices} required />
        <Button>{m.newSoftware}</Button>
      </Form>
    </Details>
  );
}
