import type { ComponentChildren } from 'preact';
import { newId } from '#kernel/id.ts';
import type { FieldError, Refusal } from '#kernel/problem.ts';
import { Button, ButtonRow, LinkButton } from './button.tsx';
import { Details } from './card.tsx';
import { fieldId, FormContext, useFormPrefix } from './form-context.ts';
import { uiMessages } from './messages.ts';
import { Notice } from './notice.tsx';
import { useLang, useMessages } from './page-context.ts';

export interface ErrorSummaryProps {
  readonly errors: readonly FieldError[];
  /** Names of the form's fields, when errors may lie deeper than a field (`recipients/0` in `recipients`). */
  readonly names?: readonly string[] | undefined;
  /** Of the form's fields, see `useFormPrefix`. */
  readonly prefix?: string | undefined;
}

/** Every error at the top of the form, each a link to its field. */
export function ErrorSummary({ errors, names = [], prefix }: ErrorSummaryProps) {
  const lang = useLang();
  const m = useMessages(uiMessages);
  if (errors.length === 0) return null;
  const target = (field: string) => names.find((name) => field === name || field.startsWith(`${name}/`)) ?? field;
  return (
    <div class="ds-error-summary mc-errors" role="alert" tabindex={-1} aria-labelledby="mc-errors-title">
      <h2 class="ds-heading" id="mc-errors-title">
        {m.errorsTitle}
      </h2>
      <ul class="ds-list">
        {errors.map(({ field, message }, index) => (
          <li key={index}>{field ? <a href={`#${fieldId(target(field), prefix)}`}>{message[lang]}</a> : message[lang]}</li>
        ))}
      </ul>
    </div>
  );
}

export interface RefusalsProps {
  readonly refusals: readonly Refusal[];
  /** False where the page's own heading says it already. */
  readonly titled?: boolean;
}

/** Why something may not be done now: each reason a sentence. */
export function Refusals({ refusals, titled = true }: RefusalsProps) {
  const lang = useLang();
  const m = useMessages(uiMessages);
  if (refusals.length === 0) return null;
  return (
    <Notice kind="error" role="alert" title={titled ? m.refusalsTitle : undefined}>
      <ul class="ds-list">
        {refusals.map(({ code, message }) => (
          <li key={code}>{message[lang]}</li>
        ))}
      </ul>
    </Notice>
  );
}

export interface FormProps {
  readonly action: string;
  /** `get` for searches: no key, nothing changes. */
  readonly method?: 'post' | 'get';
  /** The key of the first attempt, when a form comes back; a new one otherwise. */
  readonly idempotencyKey?: string | undefined;
  /** Version of the record that was shown, so that a stale tab is noticed; sent as `_version`. */
  readonly version?: string | number | undefined;
  /** The form has a file in it. */
  readonly multipart?: boolean;
  /** What was typed and what is wrong: the fields inside find theirs by name. */
  readonly values?: Readonly<Record<string, unknown>> | undefined;
  readonly errors?: readonly FieldError[] | undefined;
  readonly refusals?: readonly Refusal[] | undefined;
  /** Names for the error summary, see `ErrorSummary`. */
  readonly names?: readonly string[] | undefined;
  /** Keeps what is typed on this machine until it is sent; a name for this form and record. */
  readonly draft?: string | undefined;
  readonly id?: string;
  /** Fields side by side, for filters. */
  readonly inline?: boolean;
  readonly children: ComponentChildren;
}

function Hidden({ method, idempotencyKey, version }: FormProps) {
  if (method === 'get') return null;
  return (
    <>
      <input type="hidden" name="_key" value={idempotencyKey ?? newId()} />
      {version === undefined ? null : <input type="hidden" name="_version" value={String(version)} />}
    </>
  );
}

/** A form that a double click cannot send twice: the hidden `_key` makes a repeat answer the same. */
export function Form(props: FormProps) {
  const { action, method = 'post', multipart, values = {}, errors = [], refusals = [], names, draft, id, inline, children } = props;
  const m = useMessages(uiMessages);
  const prefix = useFormPrefix();
  const form = (
    <form
      action={action}
      method={method}
      class={inline ? 'mc-form mc-form--inline' : 'mc-form'}
      novalidate={method === 'post'}
      {...(multipart ? { enctype: 'multipart/form-data' } : {})}
      {...(id ? { id } : {})}
    >
      <Hidden {...props} />
      <Refusals refusals={refusals} />
      <ErrorSummary errors={errors} names={names} prefix={prefix} />
      <FormContext.Provider value={{ values, errors, prefix, ids: new Map() }}>{children}</FormContext.Provider>
    </form>
  );
  if (!draft) return form;
  return (
    <mc-draft data-key={draft} data-restored={m.draftRestored} data-discard={m.draftDiscard}>
      {form}
    </mc-draft>
  );
}

export interface ConfirmProps extends Pick<FormProps, 'action' | 'version' | 'idempotencyKey' | 'errors' | 'refusals' | 'values'> {
  readonly confirmLabel?: string;
  readonly cancelUrl: string;
  /** What will happen, in words; and fields such as a reason. */
  readonly children: ComponentChildren;
}

/** A page of its own instead of a dialog: says what will happen, then asks. */
export function Confirm({ confirmLabel, cancelUrl, children, ...form }: ConfirmProps) {
  const m = useMessages(uiMessages);
  return (
    <Form {...form}>
      {children}
      <ButtonRow>
        <Button variant="primary">{confirmLabel ?? m.confirm}</Button>
        <LinkButton href={cancelUrl} variant="tertiary">
          {m.cancel}
        </LinkButton>
      </ButtonRow>
    </Form>
  );
}

export interface FoldedFormProps extends Pick<FormProps, 'action' | 'version' | 'errors' | 'refusals' | 'values' | 'id'> {
  /** What opens it and what its button does. */
  readonly label: string;
  readonly variant?: 'primary' | 'secondary' | undefined;
  readonly open?: boolean | undefined;
  readonly children: ComponentChildren;
}

/** A small form behind a line that opens it: what needs a reason, a date or a second thought. */
export function FoldedForm({ label, variant = 'secondary', open, children, ...form }: FoldedFormProps) {
  return (
    <Details summary={label} open={open ?? (form.errors?.length ?? 0) + (form.refusals?.length ?? 0) > 0}>
      <Form {...form}>
        {children}
        <Button variant={variant}>{label}</Button>
      </Form>
    </Details>
  );
}
