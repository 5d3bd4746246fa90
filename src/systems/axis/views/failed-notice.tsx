import type { Problem } from '#kernel/problem.ts';
import { Notice } from '#ui/notice.tsx';
import { useLang } from '#ui/page-context.ts';

/**
 * Why a form came back, at the top of the page: the form itself may be gone, because somebody else was faster. Wrong fields
 * are named at their form instead.
 */
export function FailedNotice({ problem }: { readonly problem: Problem | undefined }) {
  const lang = useLang();
  if (!problem || problem.fields.length > 0) return null;
  return (
    <Notice kind="error" role="alert" title={problem.title[lang]}>
      <p>{(problem.detail ?? problem.title)[lang]}</p>
    </Notice>
  );
}
