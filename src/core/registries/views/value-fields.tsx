import { Radios } from '#ui/choices.tsx';
import { DateField, TextField } from '#ui/fields.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { correctingMessages } from '../correcting-messages.ts';
import type { Shape } from '../rules/shapes.ts';
import { partsOf } from '../rules/typed-value.ts';

interface OneProps {
  readonly name: string;
  readonly label: string;
  readonly shape: Shape;
  readonly optional?: boolean;
}

function One({ name, label, shape, optional = false }: OneProps) {
  const lang = useLang();
  if (shape.kind === 'date') return <DateField name={name} label={label} optional={optional} />;
  if (shape.kind === 'choice') {
    return <Radios name={name} label={label} choices={shape.choices.map((choice) => ({ value: choice.value, label: choice[lang] }))} />;
  }
  const digits = shape.kind === 'digits' || shape.kind === 'amount';
  return <TextField name={name} label={label} optional={optional} maxLength={500} {...(digits ? { inputMode: 'numeric' as const } : {})} />;
}

/** Fields in which a value of a shape is typed; see `typedValue`. */
export function ValueFields({ shape }: { readonly shape: Shape }) {
  const c = useMessages(correctingMessages);
  const lang = useLang();
  const parts = partsOf(shape);
  if (!parts) return <One name="value" label={c.value} shape={shape} />;
  return (
    <>
      {parts.map((part) => (
        <One key={part.name} name={`value.${part.name}`} label={part[lang]} shape={part.shape} optional={part.optional} />
      ))}
    </>
  );
}
