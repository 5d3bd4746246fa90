import { type Answers, countries, ethnicities, type Field, type Option, religions } from '#core/cases/index.ts';
import { Checkbox, Checkboxes, Radios, SelectField } from '#ui/choices.tsx';
import { Combobox } from '#ui/combobox.tsx';
import { DateField, TextArea, TextField } from '#ui/fields.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { fieldMessages } from './messages.ts';

/** Names of communes by their code, for what was chosen already. */
export type UnitNames = Readonly<Record<string, string>>;

interface FieldViewProps {
  readonly field: Field;
  /** Name in the form: the field's own, or `rows.0.name`. */
  readonly name?: string;
  readonly value: unknown;
  readonly units: UnitNames;
}

const lists = { ethnicity: ethnicities, country: countries, religion: religions } as const;

/** Types that are one line, with the keyboard that a phone should show and what the browser may fill in. */
const lines: Readonly<
  Record<string, { type?: 'text' | 'email' | 'tel' | 'url'; inputMode?: 'numeric' | 'decimal' | 'tel'; width?: 'short' | 'medium' }>
> = {
  name: { width: 'medium' },
  phone: { type: 'tel', inputMode: 'tel', width: 'short' },
  email: { type: 'email', width: 'medium' },
  personalNumber: { inputMode: 'numeric', width: 'short' },
  taxCode: { inputMode: 'numeric', width: 'short' },
  bankAccount: { inputMode: 'numeric', width: 'short' },
  plate: { width: 'short' },
  url: { type: 'url' },
  code: { width: 'short' },
  integer: { inputMode: 'numeric', width: 'short' },
  decimal: { inputMode: 'decimal', width: 'short' },
  money: { inputMode: 'numeric', width: 'short' },
  area: { inputMode: 'decimal', width: 'short' },
  percent: { inputMode: 'decimal', width: 'short' },
  year: { inputMode: 'numeric', width: 'short' },
  month: { width: 'short' },
  time: { width: 'short' },
  text: {},
};

/** More than so many choices are a list that opens. */
const MOST_RADIOS = 6;

/** A field of a procedure as people fill it in; works without script. */
export function FieldView({ field, name = field.name, value, units }: FieldViewProps) {
  const lang = useLang();
  const m = useMessages(fieldMessages);
  const common = { name, label: field.label[lang], hint: field.hint?.[lang], ...(field.optional ? { optional: true } : {}) };
  const choicesOf = (options: readonly Option[]) => options.map((option) => ({ value: option.value, label: option.label[lang] }));
  const plain = value === undefined || value === null ? undefined : String(value);
  switch (field.type) {
    case 'longText':
      return <TextArea {...common} value={plain} maxLength={field.maxLength ?? 4_000} />;
    case 'date':
    case 'pastDate':
    case 'futureDate':
      return <DateField {...common} value={plain} />;
    case 'yesNo':
      return (
        <Radios
          {...common}
          value={value === true || value === 'yes' ? 'yes' : value === false || value === 'no' ? 'no' : undefined}
          choices={[
            { value: 'yes', label: m.yes },
            { value: 'no', label: m.no },
          ]}
        />
      );
    case 'statement':
      return <Checkbox {...common} value="yes" checked={value === true} />;
    case 'choice':
      return field.options.length > MOST_RADIOS ? (
        <SelectField {...common} value={plain} choices={choicesOf(field.options)} />
      ) : (
        <Radios {...common} value={plain} choices={choicesOf(field.options)} />
      );
    case 'choices':
      return <Checkboxes {...common} values={Array.isArray(value) ? value.map(String) : []} choices={choicesOf(field.options)} />;
    case 'listed':
      return <SelectField {...common} value={plain} choices={choicesOf(lists[field.list])} />;
    case 'commune':
    case 'province':
      return <UnitField {...common} level={field.type} value={plain} units={units} />;
    case 'address':
      return <AddressField field={field} name={name} value={value} units={units} />;
    case 'rows':
      return <Rows field={field} name={name} value={value} units={units} />;
    default:
      return (
        <TextField
          {...common}
          {...lines[field.type]}
          value={plain}
          {...(field.type === 'text' ? { maxLength: field.maxLength ?? 250 } : {})}
        />
      );
  }
}

interface UnitFieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly level: 'commune' | 'province';
  readonly value: string | undefined;
  readonly units: UnitNames;
}

function UnitField({ level, value, units, ...common }: UnitFieldProps) {
  const selected = value && units[value] ? [{ value, label: units[value] }] : [];
  return <Combobox {...common} source={`/api/dich-vu/don-vi?cap=${level === 'commune' ? 'xa' : 'tinh'}`} selected={selected} />;
}

function AddressField({ field, name = field.name, value, units }: FieldViewProps) {
  const lang = useLang();
  const m = useMessages(fieldMessages);
  const { unit, line } = (value ?? {}) as { unit?: string; line?: string };
  return (
    <fieldset class="ds-fieldset mc-field">
      <legend class="ds-label">{field.label[lang]}</legend>
      {field.hint ? <p class="mc-hint">{field.hint[lang]}</p> : null}
      <UnitField name={`${name}.unit`} label={m.commune} hint={m.communeHint} level="commune" value={unit} units={units} />
      <TextField name={`${name}.line`} label={m.line} value={line} maxLength={200} autocomplete="street-address" />
    </fieldset>
  );
}

/** Rows beside those that are filled in, so that one can be added without script. */
const SPARE_ROWS = 2;

function Rows({ field, name = field.name, value, units }: FieldViewProps) {
  const lang = useLang();
  const m = useMessages(fieldMessages);
  if (field.type !== 'rows') return null;
  const rows = Array.isArray(value) ? (value as Answers[]) : [];
  const count = Math.min(field.most, rows.length + SPARE_ROWS);
  return (
    <fieldset class="ds-fieldset mc-field">
      <legend class="ds-label">{field.label[lang]}</legend>
      {field.hint ? <p class="mc-hint">{field.hint[lang]}</p> : null}
      {Array.from({ length: count }, (_, index) => (
        <fieldset key={index} class="ds-fieldset mc-field">
          <legend class="ds-label">{m.row(index + 1)}</legend>
          {field.fields.map((inner) => (
            <FieldView
              key={inner.name}
              field={inner}
              name={`${name}.${index}.${inner.name}`}
              value={rows[index]?.[inner.name]}
              units={units}
            />
          ))}
        </fieldset>
      ))}
      <p class="mc-hint">{m.moreRows}</p>
    </fieldset>
  );
}
