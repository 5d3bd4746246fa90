import type { FastifyRequest } from 'fastify';
import type { Db } from '#kernel/db.ts';
import { type Actor, anonymous } from '#kernel/permission.ts';
import { Problem } from '#kernel/problem.ts';
import { now } from '#kernel/time.ts';
import { accountOf, actorOf } from './actor.ts';
import { SESSION_COOKIE } from './sessions.ts';
import { identifySoftware } from './software-gate.ts';

/**
 * Finds out who asks, for the web server: a program by HTTP Basic or by the headers X-System-Id and X-Secret-Key (the names
 * that document software in the country already sends), a person by the session cookie. Wrong credentials are refused and
 * counted; a session that has ended is nobody's. Also sets `request.sessionToken`.
 */
export function authenticator(db: Db): (request: FastifyRequest) => Promise<Actor> {
  return async (request) => {
    const software = softwareCredentials(request);
    if (software) return softwareActor(db, software, request.ip);
    request.sessionToken = request.cookies[SESSION_COOKIE];
    if (request.sessionToken === undefined) return anonymous;
    const actor = await actorOf(db, request.sessionToken, now());
    const permission = request.routeOptions.config.permission;
    const open = permission === undefined || permission === 'public' || permission === 'signed-in';
    if (!open && accountOf(actor)?.mustChangePassword) throw passwordFirst();
    return actor;
  };
}

interface Credentials {
  readonly id: string;
  readonly secret: string;
}

function softwareCredentials({ headers }: FastifyRequest): Credentials | undefined {
  const { authorization, 'x-system-id': systemId, 'x-secret-key': secretKey } = headers;
  if (authorization?.startsWith('Basic ')) {
    const [id = '', ...secret] = Buffer.from(authorization.slice('Basic '.length), 'base64').toString('utf8').split(':');
    return { id, secret: secret.join(':') };
  }
  return typeof systemId === 'string' && typeof secretKey === 'string' ? { id: systemId, secret: secretKey } : undefined;
}

async function softwareActor(db: Db, { id, secret }: Credentials, address: string): Promise<Actor> {
  const actor = await identifySoftware(db, id, secret, address);
  if (actor) return actor;
  throw new Problem({
    slug: 'software-not-known',
    status: 401,
    title: { vi: 'Không nhận ra phần mềm', en: 'Software not recognised' },
    detail: {
      vi: 'Mã hệ thống hoặc khóa bí mật chưa đúng, hoặc tài khoản phần mềm đã đóng.',
      en: 'The system id or its secret is wrong, or the software account is closed.',
    },
    headers: { 'www-authenticate': 'Basic realm="motcua", charset="UTF-8"' },
  });
}

function passwordFirst(): Problem {
  return new Problem({
    slug: 'password-change-needed',
    status: 403,
    title: { vi: 'Cần đổi mật khẩu tạm', en: 'Change the temporary password first' },
    detail: {
      vi: 'Bạn đang dùng mật khẩu tạm. Hãy đặt mật khẩu của riêng bạn ở trang Tài khoản của tôi (/tai-khoan) rồi làm tiếp.',
      en: 'You are using a temporary password. Set your own on the page My account (/tai-khoan), then go on.',
    },
  });
}
