// A demo site that lets people log in with the electronic identity of a Một Cửa site. See README.md.
import { createServer } from 'node:http';
import * as client from 'openid-client';

const { EID_ISSUER = 'http://localhost:8080/eid', EID_CLIENT_ID = 'demo', EID_CLIENT_SECRET = '', PORT = '4000' } = process.env;
const home = `http://localhost:${PORT}`;
const insecure = EID_ISSUER.startsWith('http:') ? { execute: [client.allowInsecureRequests] } : undefined;
const eid = await client.discovery(new URL(EID_ISSUER), EID_CLIENT_ID, EID_CLIENT_SECRET, undefined, insecure);

/** What this site remembers of each browser: a log-in under way, or who is logged in. */
const browsers = new Map();

async function logIn(browser) {
  const verifier = client.randomPKCECodeVerifier();
  Object.assign(browser, { verifier, state: client.randomState(), nonce: client.randomNonce() });
  return client.buildAuthorizationUrl(eid, {
    redirect_uri: `${home}/back`,
    scope: 'openid profile',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state: browser.state,
    nonce: browser.nonce,
  }).href;
}

async function comeBack(browser, url) {
  const { verifier, state, nonce } = browser;
  const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true };
  const tokens = await client.authorizationCodeGrant(eid, url, checks);
  const { sub, acr } = tokens.claims();
  browser.who = { ...(await client.fetchUserInfo(eid, tokens.access_token, sub)), acr };
}

const escape = (text) => String(text ?? '').replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);

createServer(async (request, response) => {
  const id = /demo=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1] ?? crypto.randomUUID();
  const browser = browsers.get(id) ?? {};
  browsers.set(id, browser);
  const url = new URL(request.url, home);
  const cookie = { 'set-cookie': `demo=${id}; HttpOnly; SameSite=Lax; Path=/` };
  const go = (location) => response.writeHead(303, { ...cookie, location }).end();
  try {
    if (url.pathname === '/log-in') return go(await logIn(browser));
    if (url.pathname === '/back') return await comeBack(browser, url).then(() => go('/'));
    const who = browser.who && `<p>Xin chào ${escape(browser.who.name)} (${escape(browser.who.acr)})</p>`;
    response.writeHead(200, { ...cookie, 'content-type': 'text/html; charset=utf-8' });
    response.end(`<!doctype html><title>Trang thử</title>${who ?? '<a href="/log-in">Đăng nhập bằng định danh điện tử</a>'}`);
  } catch (error) {
    response.writeHead(502, { 'content-type': 'text/plain; charset=utf-8' }).end(`Chưa đăng nhập được: ${error.code ?? error.message}`);
  }
}).listen(Number(PORT), '127.0.0.1', () => console.log(`Mở / open ${home}`));
