import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';

export type NoticeKind = 'info' | 'done' | 'warning' | 'error';

const looks: Record<NoticeKind, { color: string; icon: IconName }> = {
  info: { color: 'info', icon: 'info' },
  done: { color: 'success', icon: 'check' },
  warning: { color: 'warning', icon: 'warning' },
  error: { color: 'danger', icon: 'error' },
};

export interface NoticeProps {
  readonly kind?: NoticeKind;
  readonly title?: string | undefined;
  /** `status` is read out politely when it appears, `alert` at once; neither for what is simply part of the page. */
  readonly role?: 'status' | 'alert';
  readonly id?: string;
  readonly children?: ComponentChildren;
}

/** A boxed remark: information, something done, a warning, an error. */
export function Notice({ kind = 'info', title, role, id, children }: NoticeProps) {
  const { color, icon } = looks[kind];
  return (
    <div class="mc-notice" data-color={color} {...(role ? { role } : {})} {...(id ? { id } : {})}>
      <Icon name={icon} />
      <div class="mc-notice__body">
        {title ? <p class="mc-notice__title">{title}</p> : null}
        {children}
      </div>
    </div>
  );
}
