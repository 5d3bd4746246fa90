import type { Refusal } from '#kernel/problem.ts';
import type { ChangeOfAccount } from '../schemas.ts';
import { namedAccount, type Platform } from './platforms.ts';

export type AccountStatus = 'active' | 'suspended' | 'compromised' | 'closed';

interface Standing {
  readonly status: AccountStatus;
  readonly version: number;
}

function refusal(code: string, vi: string, en: string, field?: string): Refusal {
  return { code, message: { vi, en }, ...(field === undefined ? {} : { field }) };
}

/** Why an address cannot be that of an account on a platform. */
export function addressRefusals(platform: Platform, url: string): Refusal[] {
  if (namedAccount(url)?.platform === platform || (platform === 'activitypub' && namedAccount(url)?.platform === 'website')) return [];
  return [refusal('address-elsewhere', 'Đường dẫn không thuộc nền tảng đã chọn.', 'The address is not on the chosen platform.', 'url')];
}

/** Why a change of an account may not be proposed. */
export function changeRefusals(account: Standing, platform: Platform, change: ChangeOfAccount): Refusal[] {
  if (account.version !== change.version) {
    return [
      refusal(
        'stale',
        'Tài khoản này vừa được người khác sửa. Hãy tải lại trang.',
        'Someone else has just changed this account. Reload the page.',
      ),
    ];
  }
  if (account.status === 'closed') return [refusal('closed', 'Tài khoản này đã đóng.', 'This account is closed.')];
  if (change.kind === 'lift' && account.status === 'active') {
    return [refusal('not-stopped', 'Tài khoản này đang hoạt động.', 'This account is active already.')];
  }
  if (change.kind !== 'rename') return [];
  if (!change.handle?.trim() || !change.displayName?.trim() || !/^https:\/\/\S{3,}$/.test(change.url ?? '')) {
    return [
      refusal(
        'names-missing',
        'Hãy ghi đủ tên tài khoản, tên hiển thị và đường dẫn https://.',
        'Write the handle, the display name and an https:// address.',
      ),
    ];
  }
  return addressRefusals(platform, change.url ?? '');
}

/** Why an account may not be stopped: only what is running can be. A suspended one can still be found taken over. */
export function stopRefusals(status: AccountStatus, to: 'suspended' | 'compromised'): Refusal[] {
  if (status === 'active' || (status === 'suspended' && to === 'compromised')) return [];
  return [refusal('already-stopped', 'Tài khoản này đã ngừng hoạt động rồi.', 'This account is stopped already.')];
}

/** Why somebody may not decide on a change: it takes a second person. */
export function decisionRefusals(change: { state: string; proposedBy: string }, actor: string, decision: 'confirm' | 'reject'): Refusal[] {
  if (change.state !== 'proposed') return [refusal('decided', 'Đề nghị này đã được quyết định.', 'This proposal is decided already.')];
  if (decision === 'confirm' && change.proposedBy === actor) {
    return [
      refusal(
        'two-persons',
        'Người đề nghị không được tự đồng ý. Cần người thứ hai.',
        'Who proposes may not confirm. It takes a second person.',
      ),
    ];
  }
  return [];
}
