import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { say } from '../i18n.ts';
import { Problem } from '../problem.ts';
import { wantsJson } from './context.ts';

/** Codes of PostgreSQL and the network that mean: the database is away, or the disk is full. */
const AWAY = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P01', '57P02', '57P03', '08006', '08001', '08003']);
/** What the driver says when a connection breaks or none can be had. */
const CUT = /Connection terminated|timeout exceeded when trying to connect|not queryable|Query read timeout/;
const FULL = new Set(['53100', 'ENOSPC']);
/** PostgreSQL's for a NUL, or half a pair of surrogates, in a text: only what somebody sent can hold one. */
const NO_TEXT = new Set(['22021', '22P05']);

/**
 * It does not claim that nothing was stored: a connection that breaks while a commit is under way leaves that open. What is
 * sure is that the same form, sent again, is not stored twice.
 */
export function databaseAway(): Problem {
  return new Problem({
    slug: 'database-away',
    status: 503,
    title: { vi: 'Hệ thống tạm gián đoạn', en: 'The service is interrupted' },
    detail: {
      vi: 'Cơ sở dữ liệu đang không trả lời. Hãy thử lại sau ít phút; biểu mẫu vừa gửi có thể gửi lại nguyên như cũ, hệ thống không ghi hai lần.',
      en: 'The database does not answer. Try again in a few minutes; a form that you have just sent can be sent again as it is, it is not stored twice.',
    },
    headers: { 'retry-after': '30' },
  });
}

function diskFull(): Problem {
  return new Problem({
    slug: 'disk-full',
    status: 507,
    title: { vi: 'Hết chỗ lưu trữ', en: 'No room left' },
    detail: {
      vi: 'Máy chủ đã hết chỗ lưu. Yêu cầu bị từ chối trọn vẹn, không có gì ghi dở; người vận hành cần giải phóng chỗ rồi hãy gửi lại.',
      en: 'The server has no room left. The request was refused as a whole and nothing was half-written; the operator must free space, then send again.',
    },
    headers: { 'retry-after': '60' },
  });
}

/** 429: more requests in a minute than one address, or one program, may make. */
export function tooManyRequests(): Problem {
  return new Problem({
    slug: 'too-many-requests',
    status: 429,
    title: { vi: 'Quá nhiều yêu cầu', en: 'Too many requests' },
    detail: {
      vi: 'Bạn đã gửi quá nhiều yêu cầu trong thời gian ngắn. Hãy đợi một phút rồi thử lại.',
      en: 'Too many requests in a short time. Wait a minute, then try again.',
    },
    headers: { 'retry-after': '60' },
  });
}

function ofFastify(error: FastifyError): Problem | undefined {
  if (error.statusCode === 413) {
    return new Problem({
      slug: 'too-large',
      status: 413,
      title: { vi: 'Dữ liệu gửi lên quá lớn', en: 'What was sent is too large' },
      detail: {
        vi: 'Mỗi tệp tối đa 50 MB. Hãy nén hoặc tách tệp rồi gửi lại.',
        en: 'A file may have 50 MB at most. Compress or split it and send again.',
      },
    });
  }
  if (error.statusCode === 429) return tooManyRequests();
  return error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500 ? badRequest(error.statusCode) : undefined;
}

function badRequest(status: number): Problem {
  return new Problem({
    slug: 'bad-request',
    status,
    title: { vi: 'Yêu cầu không đọc được', en: 'The request cannot be read' },
    detail: {
      vi: 'Nội dung gửi lên không đúng định dạng mà địa chỉ này nhận.',
      en: 'What was sent is not in a form that this address accepts.',
    },
  });
}

/** Whatever was thrown, as a Problem; what nobody foresaw becomes a 500 that tells nothing but the request's id. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const { code, message } = error as { code?: string; message?: string };
  if (code !== undefined && FULL.has(code)) return diskFull();
  if ((code !== undefined && AWAY.has(code)) || CUT.test(message ?? '')) return databaseAway();
  if (code !== undefined && NO_TEXT.has(code)) return badRequest(400);
  const known = ofFastify(error as FastifyError);
  if (known) return known;
  return new Problem({
    slug: 'internal',
    status: 500,
    title: { vi: 'Hệ thống gặp lỗi', en: 'Something went wrong here' },
    detail: {
      vi: 'Lỗi thuộc về hệ thống, không phải do bạn. Yêu cầu chưa được ghi; khi báo lỗi, hãy kèm mã yêu cầu.',
      en: 'The fault is ours, not yours. The request was not stored; when you report it, give the request’s id.',
    },
  });
}

/** The body of an `application/problem+json` answer (RFC 9457), in the language asked for. */
export function problemJson(problem: Problem, request: Pick<FastifyRequest, 'lang' | 'id'>, baseUrl: string): Record<string, unknown> {
  const { lang } = request;
  return {
    type: `${baseUrl}/van-de/${problem.slug}`,
    title: say(problem.title, lang),
    status: problem.status,
    detail: problem.detail ? say(problem.detail, lang) : undefined,
    instance: `urn:request:${request.id}`,
    errors:
      problem.fields.length > 0 ? problem.fields.map((error) => ({ field: error.field, message: say(error.message, lang) })) : undefined,
    reasons:
      problem.refusals.length > 0
        ? problem.refusals.map((refusal) => ({ code: refusal.code, message: say(refusal.message, lang) }))
        : undefined,
  };
}

/** Sends a problem in the form the caller can use: JSON for programs, a page through `asPage` for people. */
export function sendProblem(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  baseUrl: string,
  asPage: (problem: Problem, request: FastifyRequest) => string,
): FastifyReply {
  const problem = problemOf(error);
  if (problem.status >= 500) request.log.error({ err: error, slug: problem.slug }, 'request failed');
  void reply.code(problem.status).headers(problem.headers).header('cache-control', 'no-store');
  if (wantsJson(request))
    return reply.type('application/problem+json; charset=utf-8').send(JSON.stringify(problemJson(problem, request, baseUrl)));
  if (problem.slug === 'sign-in-needed' && request.method === 'GET') {
    return reply.redirect(`/dang-nhap?tiep=${encodeURIComponent(request.url)}`, 303);
  }
  return reply.type('text/html; charset=utf-8').send(asPage(problem, request));
}
