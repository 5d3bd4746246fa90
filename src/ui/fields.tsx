import type { ComponentChildren } from 'preact';
import { asText, type FieldProps, type FieldState, useField } from './form-context.ts';
import { uiMessages } from './messages.ts';
import { useMessages } from './page-context.ts';

interface FrameProps extends FieldProps {
  readonly state: FieldState;
  readonly children: ComponentChildren;
}

/** Label, hint, error, then the input: the order in which they are read out. */
export function FieldFrame({ label, hint, optional, required, state, children }: FrameProps) {
  const m = useMessages(uiMessages);
  return (
    <div class={state.error ? 'mc-field mc-field--invalid' : 'mc-field'}>
      <label class="ds-label" for={state.id}>
        {label}
        {required ? (
          <span class="mc-required" aria-hidden="true">
            {' '}
            *
          </span>
        ) : null}
        {optional ? <span class="mc-optional"> {m.optional}</span> : null}
      </label>
      <Hint id={state.id} text={hint} />
      <FieldErrorText id={state.id} text={state.error} />
      {children}
    </div>
  );
}

export function Hint({ id, text }: { readonly id: string; readonly text: string | undefined }) {
  return text ? (
    <p class="mc-hint" id={`${id}-hint`}>
      {text}
    </p>
  ) : null;
}

export function FieldErrorText({ id, text }: { readonly id: string; readonly text: string | undefined }) {
  const m = useMessages(uiMessages);
  return text ? (
    <p class="mc-error" id={`${id}-error`}>
      <span class="ds-sr-only">{m.errorPrefix}</span>
      {text}
    </p>
  ) : null;
}

export interface TextFieldProps extends FieldProps {
  readonly value?: string | number | undefined;
  readonly type?: 'text' | 'email' | 'tel' | 'url' | 'number' | 'password' | 'search';
  readonly width?: 'short' | 'medium' | 'full';
  readonly autocomplete?: string;
  readonly inputMode?: 'text' | 'numeric' | 'decimal' | 'email' | 'tel' | 'url' | 'search';
  readonly maxLength?: number;
  readonly readOnly?: boolean;
  /** For codes and names, where a red wavy line would only disturb. */
  readonly spellcheck?: boolean;
}

/** One line of text. */
export function TextField(props: TextFieldProps) {
  const { name, type = 'text', width = 'full', required, disabled, autocomplete, inputMode, maxLength, readOnly, spellcheck } = props;
  const state = useField(props, props.value);
  return (
    <FieldFrame {...props} state={state}>
      <input
        class="ds-input"
        id={state.id}
        name={name}
        type={type as 'text'} // Preact's types know each kind apart, and a union fits none
        data-width={width}
        value={type === 'password' ? '' : asText(state.value)}
        required={required}
        disabled={disabled}
        readonly={readOnly}
        autocomplete={autocomplete}
        inputmode={inputMode}
        maxlength={maxLength}
        {...(spellcheck === undefined ? {} : { spellcheck })}
        {...state.described}
      />
    </FieldFrame>
  );
}

export interface TextAreaProps extends FieldProps {
  readonly value?: string | undefined;
  readonly rows?: number;
  readonly maxLength?: number;
  /** For the house's small Markdown: with script, buttons set its signs; this one opens a heading, e.g. `##`. */
  readonly heading?: string;
}

/** Several lines of text. */
export function TextArea(props: TextAreaProps) {
  const state = useField(props, props.value);
  const area = (
    <textarea
      class="ds-input"
      id={state.id}
      name={props.name}
      rows={props.rows ?? 4}
      required={props.required}
      disabled={props.disabled}
      maxlength={props.maxLength}
      {...state.described}
    >
      {asText(state.value)}
    </textarea>
  );
  return (
    <FieldFrame {...props} state={state}>
      {props.heading ? <mc-textbar data-heading={props.heading}>{area}</mc-textbar> : area}
    </FieldFrame>
  );
}

export interface DateFieldProps extends FieldProps {
  /** `yyyy-mm-dd`. */
  readonly value?: string | undefined;
  readonly min?: string;
  readonly max?: string;
}

/** A calendar date; sends `yyyy-mm-dd`, shows what the reader's system is used to. */
export function DateField(props: DateFieldProps) {
  const state = useField(props, props.value);
  return (
    <FieldFrame {...props} state={state}>
      <input
        class="ds-input"
        id={state.id}
        name={props.name}
        type="date"
        data-width="short"
        value={asText(state.value)}
        min={props.min}
        max={props.max}
        required={props.required}
        disabled={props.disabled}
        {...state.described}
      />
    </FieldFrame>
  );
}

export interface FileFieldProps extends FieldProps {
  /** As in HTML: `.pdf,.docx`. */
  readonly accept?: string;
  readonly multiple?: boolean;
  /** Bytes; the island refuses larger files before they are sent, the server in any case. */
  readonly maxBytes?: number;
}

/** A file to send; with script a place to drop files on, with their names and sizes. The form needs `multipart`. */
export function FileField(props: FileFieldProps) {
  const state = useField(props, undefined);
  const m = useMessages(uiMessages);
  return (
    <FieldFrame {...props} state={state}>
      <mc-filedrop data-max={props.maxBytes} data-drop={m.dropHere}>
        <input
          class="ds-input mc-file"
          id={state.id}
          name={props.name}
          type="file"
          accept={props.accept}
          multiple={props.multiple}
          required={props.required}
          disabled={props.disabled}
          {...state.described}
        />
      </mc-filedrop>
    </FieldFrame>
  );
}
