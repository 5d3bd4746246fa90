import { defineMessages } from '#kernel/i18n.ts';
import { Button, ButtonRow, LinkButton } from '#ui/button.tsx';
import { Radios } from '#ui/choices.tsx';
import { TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useMessages } from '#ui/page-context.ts';
import { LOCK_REASONS } from '../../actions/lock-at-counter.ts';
import { type FormAgain, formProblem } from '../form-problem.ts';

export const lockMessages = defineMessages({
  vi: {
    lockSomebody: 'Khóa giúp',
    title: 'Khóa danh tính của người báo mất',
    lead: 'Khi người đó mất điện thoại, nghi tài khoản bị chiếm, hoặc cơ quan có thẩm quyền yêu cầu. Một cán bộ khóa được; mở khóa cần hai cán bộ, hoặc chính chủ.',
    number: 'Số định danh cá nhân',
    reason: 'Lý do',
    lost: 'Mất điện thoại, thiết bị hoặc giấy tờ',
    taken: 'Nghi có người khác đang dùng tài khoản',
    authority: 'Cơ quan có thẩm quyền yêu cầu bằng văn bản',
    lock: 'Khóa ngay',
    back: 'Về quầy',
    done: 'Đã khóa. Mọi phiên đăng nhập của người đó đã kết thúc, ở mọi trang; chủ tài khoản được báo.',
  },
  en: {
    lockSomebody: 'Lock for somebody',
    title: 'Lock an identity for its owner',
    lead: 'For a lost telephone, an account that somebody else may be in, or a competent authority’s order. One officer locks; unlocking takes two, or the owner.',
    number: 'Personal number',
    reason: 'Reason',
    lost: 'A lost telephone, device or paper',
    taken: 'Somebody else may be using the account',
    authority: 'A competent authority asks for it in writing',
    lock: 'Lock it now',
    back: 'Back to the counter',
    done: 'Locked. Every session of that person has ended, on every site; the owner is told.',
  },
});

const COUNTER = '/quan-tri/dinh-danh';

interface LockProps extends FormAgain {
  readonly agencyId: string;
  readonly done: boolean;
}

function CounterLock({ agencyId, done, problem, values }: LockProps) {
  const m = useMessages(lockMessages);
  return (
    <Page title={m.title} lead={m.lead} audience="staff" failed={problem !== undefined}>
      {done ? (
        <Notice kind="done" role="status">
          <p>{m.done}</p>
        </Notice>
      ) : null}
      <Form action={`${COUNTER}/khoa`} values={values} {...formProblem(problem)} names={['reason']}>
        <input type="hidden" name="agencyId" value={agencyId} />
        <TextField name="personalNumber" label={m.number} inputMode="numeric" width="medium" autocomplete="off" required />
        <Radios name="reason" label={m.reason} choices={LOCK_REASONS.map((reason) => ({ value: reason, label: m[reason] }))} />
        <ButtonRow>
          <Button variant="primary">{m.lock}</Button>
          <LinkButton href={COUNTER} variant="tertiary">
            {m.back}
          </LinkButton>
        </ButtonRow>
      </Form>
    </Page>
  );
}

/** An officer locks an identity for its owner. */
export function CounterLockPage(props: LockProps) {
  return <CounterLock {...props} />;
}
