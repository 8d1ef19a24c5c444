import { expect, test } from 'vitest';
import { SoftAuthenticator } from '../server/people/people/fixtures/soft-authenticator.ts';
import { attackedServer } from './harness/attacked-server.ts';
import { staffOf } from './harness/staff.ts';

test('one person who finishes eleven additions of a key at once keeps ten keys', async () => {
  const server = await attackedServer();
  const { anna } = await staffOf(server);
  await anna.stepUp();
  const begun = await Promise.all(
    Array.from({ length: 11 }, async () => {
      const { text } = await anna.browser.post('/v1/session/passkeys/options');
      const key = new SoftAuthenticator(`https://localhost:${server.people.port}`);
      const { ceremony, options } = JSON.parse(text) as {
        ceremony: string;
        options: Parameters<typeof key.create>[0];
      };
      return { ceremony, response: key.create(options), name: 'A key' };
    }),
  );
  const ended = await Promise.all(begun.map((one) => anna.browser.post('/v1/session/passkeys', one)));
  expect(ended.filter(({ status }) => status === 201)).toHaveLength(9);
  expect(ended.filter(({ code }) => code === 'not-entitled')).toHaveLength(2);
  const { passkeys } = await anna.browser.json<{ passkeys: readonly unknown[] }>('/v1/session/account');
  expect(passkeys).toHaveLength(10);
});
