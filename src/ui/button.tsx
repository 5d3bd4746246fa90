import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';

interface Look {
  /** `primary` is red: at most one on a page. */
  readonly variant?: 'primary' | 'secondary' | 'tertiary' | undefined;
  readonly size?: 'sm' | 'md' | undefined;
  readonly icon?: IconName | undefined;
  readonly children: ComponentChildren;
}

export interface ButtonProps extends Look {
  readonly type?: 'submit' | 'button' | 'reset';
  /** With `value`, tells the server which of several buttons was pressed. */
  readonly name?: string;
  readonly value?: string;
  readonly id?: string;
  readonly disabled?: boolean;
  /** Another address than the form's, for a second thing to do with the same fields. */
  readonly formAction?: string;
  /** Opens the answer beside the form, and without asking for what is not yet filled in. */
  readonly elsewhere?: boolean;
  /** Id of the form, when the button stands outside it. */
  readonly form?: string;
}

function look({ variant = 'secondary', size }: Look) {
  return {
    class: 'ds-button',
    'data-variant': variant,
    ...(variant === 'primary' ? { 'data-color': 'accent' } : {}),
    ...(size ? { 'data-size': size } : {}),
  };
}

/** A button that sends its form. */
export function Button(props: ButtonProps) {
  const { variant, size, icon, children, type = 'submit', formAction, elsewhere, ...rest } = props;
  return (
    <button
      {...look({ variant, size, children })}
      type={type}
      {...(formAction ? { formaction: formAction } : {})}
      {...(elsewhere ? { formtarget: '_blank', formnovalidate: true } : {})}
      {...rest}
    >
      {icon ? <Icon name={icon} /> : null}
      {children}
    </button>
  );
}

export interface LinkButtonProps extends Look {
  readonly href: string;
  readonly id?: string;
  /** There for a script to show. */
  readonly hidden?: boolean;
  /** The browser saves instead of opening. */
  readonly download?: boolean | string;
}

/** A link that looks like a button: goes somewhere, changes nothing. */
export function LinkButton({ variant, size, icon, children, ...rest }: LinkButtonProps) {
  return (
    <a {...look({ variant, size, children })} {...rest}>
      {icon ? <Icon name={icon} /> : null}
      {children}
    </a>
  );
}

/** Buttons side by side, wrapping on a phone. */
export function ButtonRow({ children }: { readonly children: ComponentChildren }) {
  return <div class="mc-buttons">{children}</div>;
}
