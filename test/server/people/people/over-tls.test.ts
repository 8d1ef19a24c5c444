import { request } from 'node:https';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { initialiseAuthority } from '../../../../server/lanes/fleet/authority.ts';
import { handTurnedClock } from '../../fixtures/hand-turned-clock.ts';
import { runServer } from '../../fixtures/running-server.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

it('session over TLS: is bound to this host, to encryption and to our own pages', async () => {
  const dataDir = temporaryFolder();
  const clock = handTurnedClock(Date.now());
  const { authority } = await initialiseAuthority(join(dataDir, 'fleet'), clock.wallMs());
  const tls = { names: ['localhost'], kioskHost: '127.0.0.1', kioskPort: 0 };
  const server = await runServer({ dataDir, clock, tls });
  const ask = (method: string, path: string, headers: Record<string, string>, body?: string) =>
    new Promise<{ cookies: readonly string[]; hsts: string | undefined; text: string }>((resolve, reject) => {
      const options = { host: '127.0.0.1', servername: 'localhost', port: server.port, ca: authority.certificatePem };
      const host = { host: `localhost:${server.port}` };
      const call = request({ ...options, method, path, headers: { ...host, ...headers } }, (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () => {
          const { 'set-cookie': cookies = [], 'strict-transport-security': hsts } = response.headers;
          resolve({ cookies, hsts, text });
        });
      });
      call.on('error', reject);
      call.end(body);
    });
  const json = { 'content-type': 'application/json' };
  const { cookies } = await ask('POST', '/v1/development/sign-in', json, '{"role":"auditor"}');
  expect(cookies).toEqual([
    expect.stringMatching(/^__Host-postern-session=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/),
    expect.stringMatching(
      /^__Host-postern-console=[A-Za-z0-9_-]+; Path=\/; HttpOnly; SameSite=Strict; Secure; Max-Age=34560000$/,
    ),
  ]);
  const [pair = ''] = (cookies[0] ?? '').split(';');
  expect((await ask('GET', '/v1/session', { cookie: pair })).text).toContain('development-auditor');
  const planted = pair.replace('__Host-', '');
  expect((await ask('GET', '/v1/session', { cookie: planted })).text).toContain('"principal":null');
  for (const path of ['/', '/v1/session', '/v1/lanes', '/nowhere']) {
    expect((await ask('GET', path, {})).hsts).toBe('max-age=31536000; includeSubDomains');
  }
  expect(server.consoleUrl).toBe(`https://localhost:${server.port}`);
});
