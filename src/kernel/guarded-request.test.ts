import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { ClosedAddress, guardedRequest, isPublicAddress } from './guarded-request.ts';

/** Answers to whatever it is asked that it now speaks another protocol, and says no more. */
const switching = createTcpServer((socket) => {
  socket.on('error', () => undefined);
  socket.once('data', () => socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'));
});
await new Promise<void>((resolve) => switching.listen(0, '127.0.0.1', resolve));
afterAll(() => void switching.close());

const server = createServer((request, response) => {
  if (request.url === '/long') response.end('x'.repeat(5_000));
  else if (request.url === '/never') response.write('x');
  else if (request.url === '/away') response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
  else request.pipe(response);
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
afterAll(() => server.closeAllConnections());
afterAll(() => void server.close());

const open = { method: 'GET', headers: {}, closedNetworks: true } as const;

describe('isPublicAddress', () => {
  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '169.254.169.254',
    '172.20.0.1',
    '192.168.1.1',
    '203.0.113.9',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:10.0.0.1',
    '::ffff:7f00:1',
    '64:ff9b::7f00:1',
    '2001::7f00:1',
    '2001:db8::1',
    '2002:7f00:1::',
    'fd00::1',
    'fe80::1',
    'ff02::1',
    'x',
    '',
  ])('%s is closed', (address) => expect(isPublicAddress(address)).toBe(false));

  it.each(['8.8.8.8', '113.160.1.1', '::ffff:8.8.8.8', '2001:ee0::1', '2400:cb00::1'])('%s is open', (address) =>
    expect(isPublicAddress(address)).toBe(true),
  );
});

describe('guardedRequest', () => {
  it.each([
    base,
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://169.254.169.254/latest/meta-data/',
    'https://localhost/',
    'http://example.com/',
    'https://name:password@example.com/',
    'file:///etc/passwd',
  ])('does not ask %s', (address) =>
    expect(guardedRequest(address, { ...open, closedNetworks: false })).rejects.toBeInstanceOf(ClosedAddress),
  );

  it('sends a body and gives the answer', async () => {
    const answer = await guardedRequest(base, { ...open, method: 'POST', body: Buffer.from('xin chào') });
    expect([answer.status, answer.body.toString()]).toEqual([200, 'xin chào']);
  });

  it('follows no redirect', async () => {
    expect((await guardedRequest(`${base}/away`, open)).status).toBe(302);
  });

  it('ends: too much, too long', async () => {
    await expect(guardedRequest(`${base}/long`, { ...open, maxBytes: 1_000 })).rejects.toThrow('too long');
    expect((await guardedRequest(`${base}/long`, { ...open, maxBytes: 1_000, cut: true })).body).toHaveLength(1_000);
    await expect(guardedRequest(`${base}/never`, { ...open, timeoutMs: 200 })).rejects.toThrow();
  });

  it('ends when the server wants to speak another protocol', async () => {
    const address = `http://127.0.0.1:${(switching.address() as AddressInfo).port}/`;
    await expect(guardedRequest(address, { ...open, timeoutMs: 1_000 })).rejects.toThrow('another protocol');
  });
});
