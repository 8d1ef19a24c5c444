import { expect, test } from 'vitest';
import { kioskIdSchema } from '../../server/contract/field.ts';
import { wrongCode } from '../server/lanes/fleet/fixtures/certificate-requests.ts';
import { testKiosk } from '../server/fixtures/test-kiosk.ts';
import { attackedServer } from './harness/attacked-server.ts';
import { bringCode, codeFor, enrolmentRequest } from './harness/lane.ts';
import { staffOf } from './harness/staff.ts';
import { visitor } from './harness/visitor.ts';

const kiosk = testKiosk(kioskIdSchema.parse('north-1'));

/** A code of the right form whose secret part no code has. */
const guess = (right: string) => wrongCode() + right.replaceAll('-', '').slice(26);

test('an attacker who tries wrong codes without end neither blocks nor delays kiosks', async () => {
  const server = await attackedServer();
  const { anna } = await staffOf(server);
  await anna.stepUp();
  const right = await codeFor(anna.browser, { id: kiosk.id, site: 'north' });
  const guessed = await enrolmentRequest(visitor(server.kiosks), kiosk, guess(right));
  const tryFrom = async (addresses: readonly string[]) => {
    const answers = addresses.map((from) =>
      visitor(server.kiosks, { from }).post('/v1/fleet/enrolments', guessed.wire),
    );
    return (await Promise.all(answers)).map(({ code }) => code);
  };

  const fromOne = await tryFrom(Array.from({ length: 100 }, () => '127.0.3.1'));
  expect(fromOne.filter((code) => code === 'rate-limited').length).toBeGreaterThan(80);
  // A person who mistypes a code gets an answer, eighteen times of eighteen.
  const elsewhere = await tryFrom(Array.from({ length: 18 }, (_, index) => `127.0.4.${index + 1}`));
  expect(new Set(elsewhere)).toEqual(new Set(['code-refused']));
  // From many addresses an attacker exhausts the limit that all wrong codes share.
  await tryFrom(Array.from({ length: 200 }, (_, index) => `127.0.5.${(index % 40) + 1}`));
  for (const from of ['127.0.0.1', '127.0.3.1']) {
    const { answer } = await bringCode(visitor(server.kiosks, { from }), kiosk, right);
    expect([from, answer.status]).toEqual([from, 201]);
  }
});
