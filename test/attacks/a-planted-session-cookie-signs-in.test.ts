import { expect, test } from 'vitest';
import { attackedServer } from './harness/attacked-server.ts';
import { invented } from './harness/staff.ts';
import { visitor } from './harness/visitor.ts';

test('a session cookie that was planted by another site, duplicated, invented, renamed or kept after sign-out does not sign in', async () => {
  const server = await attackedServer();
  const officer = await invented(server, 'officer');
  const [name = '', value = ''] = [...officer.cookies].find(([cookie]) => cookie.includes('session')) ?? [];
  const asks = async (cookie: string) =>
    (await visitor(server.people).ask('GET', '/v1/lanes', undefined, { cookie })).code;
  const own = `${name}=${value}`;
  expect(await asks(own)).toBeUndefined();
  const planted = [
    // From a page of a sub-domain or without TLS, which cannot set the prefix
    own.replace('__Host-', ''),
    own.replace('__Host-', '__Secure-'),
    // Beside the person's own: of two, one is planted
    `${own}; ${name}=${'A'.repeat(value.length)}`,
    `${name}=${'A'.repeat(value.length)}; ${own}`,
    `${name}=${'A'.repeat(value.length)}`,
    `${name}=${value.slice(0, -1)}`,
    `${name}=`,
    `${name}="${value}"`,
    // Hidden behind more cookies than the server reads
    `${Array.from({ length: 60 }, (_, index) => `c${index}=1`).join('; ')}; ${own}`,
  ];
  for (const cookie of planted) expect([cookie.length, await asks(cookie)]).toEqual([cookie.length, 'not-signed-in']);
  expect((await officer.ask('DELETE', '/v1/session')).status).toBe(204);
  expect(await asks(own)).toBe('not-signed-in');
});
