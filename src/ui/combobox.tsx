import { FieldFrame } from './fields.tsx';
import { asText, type FieldProps, useField } from './form-context.ts';
import { uiMessages } from './messages.ts';
import { useMessages } from './page-context.ts';

export interface ComboboxOption {
  readonly value: string;
  readonly label: string;
}

export interface ComboboxProps extends FieldProps {
  /** Answers `GET source?q=text` with `[{ value, label, hint? }]`, best first, at most 20. */
  readonly source: string;
  /** What is chosen already. With several, each stays a checkbox that can be unticked. */
  readonly selected?: readonly ComboboxOption[];
  readonly multiple?: boolean;
}

/**
 * Picks from a long register by typing. Sends `name` = value (repeated when `multiple`) and `<name>_text` =
 * what was typed: without script only the text comes, and the server looks it up.
 */
export function Combobox(props: ComboboxProps) {
  const { name, source, selected = [], multiple, required, disabled } = props;
  const typed = useField({ name: `${name}_text` }, multiple ? '' : selected[0]?.label);
  const state = useField(props, undefined);
  const m = useMessages(uiMessages);
  return (
    <FieldFrame {...props} state={state}>
      <mc-combobox data-src={source} data-name={name} data-multiple={multiple} data-empty={m.noResults} data-results={m.results}>
        <input
          class="ds-input"
          id={state.id}
          type="text"
          name={`${name}_text`}
          value={asText(typed.value)}
          autocomplete="off"
          spellcheck={false}
          required={required && selected.length === 0}
          disabled={disabled}
          {...state.described}
        />
        {multiple ? (
          <ul class="mc-chosen">
            {selected.map((option) => (
              <li key={option.value}>
                <label>
                  <input class="ds-input" type="checkbox" name={name} value={option.value} checked />
                  {option.label}
                </label>
              </li>
            ))}
          </ul>
        ) : (
          <input type="hidden" name={name} value={selected[0]?.value ?? ''} />
        )}
      </mc-combobox>
    </FieldFrame>
  );
}
