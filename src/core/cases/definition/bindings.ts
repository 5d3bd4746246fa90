import { type Circumstances, holds } from '#kernel/conditions.ts';
import type { Field } from './field-types.ts';
import type { Binding } from './types.ts';

/** Every register that a field may be answered by, whoever applies: what is asked of registers at the beginning. */
export function bindingsOf(field: Field): Binding[] {
  const found: Binding[] = [];
  for (let binding = field.from; binding; binding = binding.or) found.push(binding);
  return found;
}

/** The one that answers a field with these answers; undefined when the person is asked. */
export function bindingOf(field: Field, circumstances: Circumstances): Binding | undefined {
  return bindingsOf(field).find(({ when }) => !when || holds(when, circumstances));
}
