import type { ComponentChildren } from 'preact';
import { FieldErrorText, FieldFrame, Hint } from './fields.tsx';
import { asText, type FieldProps, type FieldState, useField } from './form-context.ts';
import { uiMessages } from './messages.ts';
import { useMessages } from './page-context.ts';

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly disabled?: boolean;
}

export interface SelectFieldProps extends FieldProps {
  readonly value?: string | undefined;
  readonly choices: readonly Choice[];
  /** The empty first line; `false` for none. Default "Chọn một mục". */
  readonly emptyLabel?: string | false;
}

/** One of many, in a list that opens. For up to five choices take `Radios`. */
export function SelectField(props: SelectFieldProps) {
  const state = useField(props, props.value);
  const m = useMessages(uiMessages);
  const selected = asText(state.value);
  const empty = props.emptyLabel ?? m.chooseOne;
  return (
    <FieldFrame {...props} state={state}>
      <select class="ds-input" id={state.id} name={props.name} required={props.required} disabled={props.disabled} {...state.described}>
        {empty === false ? null : <option value="">{empty}</option>}
        {props.choices.map((choice) => (
          <option key={choice.value} value={choice.value} selected={choice.value === selected} disabled={choice.disabled}>
            {choice.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}

interface ToggleProps {
  readonly id: string;
  readonly type: 'checkbox' | 'radio';
  readonly name: string;
  readonly choice: Choice;
  readonly checked: boolean;
  readonly invalid: boolean;
  readonly required?: boolean | undefined;
  readonly disabled?: boolean | undefined;
}

function Toggle({ id, type, name, choice, checked, invalid, required, disabled }: ToggleProps) {
  return (
    <div class="ds-field mc-toggle">
      <input
        class="ds-input"
        id={id}
        type={type}
        name={name}
        value={choice.value}
        checked={checked}
        required={required}
        disabled={disabled || choice.disabled}
        {...(choice.hint ? { 'aria-describedby': `${id}-hint` } : {})}
        {...(invalid ? { 'aria-invalid': 'true' as const } : {})}
      />
      <label class="ds-label" data-weight="regular" for={id}>
        {choice.label}
      </label>
      <Hint id={id} text={choice.hint} />
    </div>
  );
}

function Group(
  props: FieldProps & { readonly state: FieldState; readonly role: 'group' | 'radiogroup'; readonly children: ComponentChildren },
) {
  const { state } = props;
  const m = useMessages(uiMessages);
  const { 'aria-describedby': describedBy } = state.described;
  return (
    <fieldset
      class={state.error ? 'ds-fieldset mc-field mc-field--invalid' : 'ds-fieldset mc-field'}
      role={props.role}
      {...(describedBy ? { 'aria-describedby': describedBy } : {})}
    >
      <legend class="ds-label">
        {props.label}
        {props.optional ? <span class="mc-optional"> {m.optional}</span> : null}
      </legend>
      <Hint id={state.id} text={props.hint} />
      <FieldErrorText id={state.id} text={state.error} />
      <div class="mc-toggles">{props.children}</div>
    </fieldset>
  );
}

/** The first choice carries the field's own id, so that the error summary's link lands on it. */
function toggleId(id: string, index: number): string {
  return index === 0 ? id : `${id}-${index}`;
}

export interface RadiosProps extends FieldProps {
  readonly value?: string | undefined;
  readonly choices: readonly Choice[];
}

/** One of a few, all visible. */
export function Radios(props: RadiosProps) {
  const state = useField(props, props.value);
  const selected = asText(state.value);
  return (
    <Group {...props} state={state} role="radiogroup">
      {props.choices.map((choice, index) => (
        <Toggle
          key={choice.value}
          id={toggleId(state.id, index)}
          type="radio"
          name={props.name}
          choice={choice}
          checked={choice.value === selected}
          invalid={state.error !== undefined}
          required={props.required}
          disabled={props.disabled}
        />
      ))}
    </Group>
  );
}

export interface CheckboxesProps extends FieldProps {
  readonly values?: readonly string[] | undefined;
  readonly choices: readonly Choice[];
}

/** Any number of a few; the name is sent once for each. */
export function Checkboxes(props: CheckboxesProps) {
  const state = useField(props, props.values);
  const selected = [state.value].flat().map(asText);
  return (
    <Group {...props} state={state} role="group">
      {props.choices.map((choice, index) => (
        <Toggle
          key={choice.value}
          id={toggleId(state.id, index)}
          type="checkbox"
          name={props.name}
          choice={choice}
          checked={selected.includes(choice.value)}
          invalid={state.error !== undefined}
          disabled={props.disabled}
        />
      ))}
    </Group>
  );
}

export interface CheckboxProps extends FieldProps {
  readonly checked?: boolean;
  /** What is sent when ticked; default `true`. */
  readonly value?: string;
}

/** A single yes or no. */
export function Checkbox(props: CheckboxProps) {
  const { value = 'true' } = props;
  const state = useField(props, props.checked ? value : undefined);
  const checked = state.value === true || asText(state.value) === value;
  return (
    <div class={state.error ? 'mc-field mc-field--invalid' : 'mc-field'}>
      <FieldErrorText id={state.id} text={state.error} />
      <Toggle
        id={state.id}
        type="checkbox"
        name={props.name}
        choice={{ value, label: props.label, hint: props.hint }}
        checked={checked}
        invalid={state.error !== undefined}
        required={props.required}
        disabled={props.disabled}
      />
    </div>
  );
}
