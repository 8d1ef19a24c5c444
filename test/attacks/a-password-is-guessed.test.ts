import { generateSync } from 'otplib';
import { expect, test } from 'vitest';
import { attackedServer } from './harness/attacked-server.ts';
import { staffOf } from './harness/staff.ts';
import { visitor } from './harness/visitor.ts';

const PASSWORD = 'seven lorries under rain';
const GUESSES = 40;

test('most of forty guesses at a password or a TOTP code are delayed, also after a restart, and none succeeds', async () => {
  const server = await attackedServer({ POSTERN_SERVER_PASSWORDS: 'allowed' });
  const { anna } = await staffOf(server);
  await anna.stepUp();
  const invited = await anna.browser.post('/v1/people/invitations', { id: 'emil-fifth', displayName: 'Emil Fifth' });
  const { code } = JSON.parse(invited.text) as { code: string };
  const emil = visitor(server.people);
  const begun = await emil.post('/v1/people/enrolment/password/options', { code });
  const { ceremony, secret } = JSON.parse(begun.text) as { ceremony: string; secret: string };
  const enrolled = await emil.post('/v1/people/enrolment/password', {
    ...{ ceremony, password: PASSWORD, code: generateSync({ secret }) },
  });
  expect([enrolled.status, enrolled.text]).toEqual([204, '']);

  const guess = async (at: number) => {
    const wrong =
      at % 2 === 0
        ? { password: `${PASSWORD}${at}`, code: generateSync({ secret }) }
        : { password: PASSWORD, code: '000000' };
    const answer = await visitor(server.people, { from: `127.0.6.${(at % 8) + 1}` }).post('/v1/session/password', {
      ...{ name: 'emil-fifth', ...wrong },
    });
    return answer.code ?? answer.status;
  };
  const codes = [];
  for (let at = 0; at < GUESSES; at++) codes.push(await guess(at));
  expect(new Set(codes)).toEqual(new Set(['sign-in-failed', 'rate-limited']));
  expect(codes.filter((answer) => answer === 'rate-limited').length).toBeGreaterThanOrEqual(30);
  await server.kill();
  await server.start();
  expect(await guess(1)).toBe('rate-limited');
});
