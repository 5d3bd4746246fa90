import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { citizens, type DoubleCitizen, type DoubleFault, doubleFaults } from './people.ts';

const STYLE =
  'body{font:1rem/1.5 system-ui,sans-serif;margin:0;background:#eef2f4;color:#1b2a30}main{max-width:26rem;margin:2rem auto;padding:1.5rem;background:#fff;border:1px solid #c9d4d9;border-radius:1.25rem}h1{font-size:1.25rem;margin:.25rem 0 1rem}p.note{font-size:.875rem;color:#51636b}label{display:block;padding:.625rem 0;border-top:1px solid #e3eaed}button{font:inherit;font-weight:600;padding:.625rem 1.25rem;border-radius:.5rem;border:1px solid #14505e;background:#14505e;color:#fff;margin:1rem .5rem 0 0}button.no{background:#fff;color:#14505e}dl{display:grid;grid-template-columns:auto 1fr;gap:.25rem .75rem}dd{margin:0}.phone{border:.5rem solid #1b2a30;border-radius:2rem}a{color:#14505e}';

function Frame({ title, phone, children }: { readonly title: string; readonly phone?: boolean; readonly children: ComponentChildren }) {
  return (
    <html lang="vi">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <style>{STYLE}</style>
      </head>
      <body>
        <main class={phone ? 'phone' : ''}>
          <p class="note">Bản thử trên máy này, không phải VNeID / a local copy for trying, not VNeID</p>
          <h1>{title}</h1>
          {children}
        </main>
      </body>
    </html>
  );
}

/** Who sits at the computer: a demonstration citizen. */
export function choosePage(uid: string, client: string): string {
  return renderToString(
    <Frame title="Đăng nhập bằng định danh điện tử">
      <p>{client} muốn biết bạn là ai. Chọn người dùng thử; yêu cầu sẽ hiện trên điện thoại của người ấy.</p>
      <form method="post" action={`/xac-thuc/${uid}`}>
        {citizens.map((citizen, index) => (
          <label key={citizen.subject}>
            <input type="radio" name="subject" value={citizen.subject} checked={index === 0} /> {citizen.name} (tài khoản mức{' '}
            {citizen.accountLevel})
          </label>
        ))}
        <button>Gửi tới điện thoại</button>
      </form>
      <p class="note">
        <a href="/loi">Bật lỗi để thử / faults</a>
      </p>
    </Frame>,
  );
}

/** The screen of the citizen's telephone. */
export function phonePage(uid: string, client: string, citizen: DoubleCitizen, level: number): string {
  return renderToString(
    <Frame title="Xác nhận trên điện thoại" phone>
      <dl>
        <dt>Nơi yêu cầu</dt>
        <dd>{client}</dd>
        <dt>Bạn là</dt>
        <dd>{citizen.name}</dd>
        <dt>Mức xác thực</dt>
        <dd>{level}</dd>
      </dl>
      <form method="post" action={`/dien-thoai/${uid}`}>
        <input type="hidden" name="subject" value={citizen.subject} />
        <input type="hidden" name="level" value={String(level)} />
        <button name="answer" value="yes">
          Đồng ý
        </button>
        <button name="answer" value="no" class="no">
          Từ chối
        </button>
      </form>
    </Frame>,
  );
}

/** Faults that are on, and those that can be put on. */
export function faultsPage(faults: readonly DoubleFault[]): string {
  return renderToString(
    <Frame title="Lỗi để thử">
      <form method="post" action="/loi">
        {doubleFaults.map((fault) => (
          <label key={fault}>
            <input type="checkbox" name="fault" value={fault} checked={faults.includes(fault)} /> {fault}
          </label>
        ))}
        <button>Đặt</button>
      </form>
      <p class="note">Mỗi lỗi dùng một lần, trừ rotated-keys và away / each counts once, except rotated-keys and away</p>
    </Frame>,
  );
}

/** The log-out at the provider, asked before it is done. */
export function logoutPage(form: string): string {
  const secret = /name="xsrf" value="([^"]*)"/.exec(form)?.[1] ?? '';
  const action = /action="([^"]*)"/.exec(form)?.[1] ?? '';
  return renderToString(
    <Frame title="Đăng xuất ở nơi xác thực">
      <form method="post" action={action}>
        <input type="hidden" name="xsrf" value={secret} />
        <button name="logout" value="yes">
          Đăng xuất
        </button>
        <button class="no">Ở lại</button>
      </form>
    </Frame>,
  );
}
