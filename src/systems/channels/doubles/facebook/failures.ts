import type { Told } from '../server.ts';

/** A Graph error in its own shape. */
export function failure(code: number, subcode: number, message: string, status = 400, headers: Record<string, string> = {}): Told {
  const error = { message, type: 'OAuthException', code, ...(subcode ? { error_subcode: subcode } : {}), fbtrace_id: 'Adouble' };
  return { status, headers, json: { error } };
}

export const refusals = {
  revoked: failure(190, 460, 'Error validating access token: the session has been invalidated', 401),
  unknown: failure(2, 0, 'An unexpected error has occurred. Please retry your request later.', 500),
  duplicate: failure(506, 0, 'Duplicate status message'),
  blocked: failure(368, 1_390_008, 'You are posting too fast', 403),
  throttled: (pageId: string): Told =>
    failure(80_001, 0, 'There have been too many calls to this Page account', 400, {
      'x-business-use-case-usage': JSON.stringify({
        [pageId]: [{ type: 'pages', call_count: 100, total_cputime: 20, total_time: 20, estimated_time_to_regain_access: 1 }],
      }),
    }),
};
