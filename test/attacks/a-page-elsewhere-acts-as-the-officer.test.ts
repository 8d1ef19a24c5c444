import { expect, test } from 'vitest';
import { attackedServer } from './harness/attacked-server.ts';
import { invented } from './harness/staff.ts';
import { visitor } from './harness/visitor.ts';

test('another site, a rebound host name and path traversal get nothing with the officer’s cookie', async () => {
  const server = await attackedServer();
  const officer = await invented(server, 'officer');
  const own = `https://localhost:${server.people.port}`;
  const order = ['POST', '/v1/lanes/north-1/service', { kind: 'take-out-of-service', reason: 'security' }] as const;
  const cross: readonly (readonly [Record<string, string>, number])[] = [
    [{ origin: 'https://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ origin: `http://localhost:${server.people.port}` }, 403],
    [{ origin: `${own}.evil.example` }, 403],
    [{ origin: `https://localhost:${server.kiosks.port}` }, 403],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ host: 'evil.example' }, 421],
    [{ host: `evil.example:${server.people.port}` }, 421],
    [{ host: `localhost.evil.example:${server.people.port}` }, 421],
    [{ host: `localhost:${server.people.port}@evil.example` }, 421],
    [{ 'content-type': 'text/plain' }, 415],
    [{ 'content-type': 'application/x-www-form-urlencoded' }, 415],
    [{ 'content-type': 'multipart/form-data; boundary=x' }, 415],
  ];
  for (const [headers, status] of cross) {
    const answer = await officer.ask(...order, headers);
    expect([headers, answer.status]).toEqual([headers, status]);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  }
  const preflight = await officer.ask('OPTIONS', order[1], undefined, {
    origin: 'https://evil.example',
    'access-control-request-method': 'POST',
  });
  expect(preflight.status).toBe(403);
  expect(preflight.headers['access-control-allow-methods']).toBeUndefined();

  const secret = /-----BEGIN|SQLite format|root:|"name": "postern"/;
  for (const at of [server.people, server.kiosks]) {
    for (const path of [
      '/../package.json',
      '/..%2f..%2fpackage.json',
      '/%2e%2e/%2e%2e/etc/passwd',
      '/assets/..%5c..%5cpackage.json',
      '/assets//../../../fleet/authority.key',
      '/ledger/tile/../../postern-server.sqlite',
      '/ledger/tile/0/..%2F..%2F000',
      '/index.html%00.js',
      '/.git/config',
      '/main.js.map',
      '//evil.example/..',
    ]) {
      const { status, text } = await visitor(at).get(path);
      expect([path, secret.test(text)]).toEqual([path, false]);
      expect([path, status >= 400]).toEqual([path, true]);
    }
  }
});
