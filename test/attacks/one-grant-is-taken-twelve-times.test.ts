import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { OfficerId } from '../../server/contract/field.ts';
import { grantBytes, grantSigningInput } from '../../server/contract/grant.ts';
import { encodeServerMessage } from '../../server/contract/server-message.ts';
import { openSigningKeyFile } from '../../server/platform/keys/file-keys.ts';
import { makeViewingKey } from '../../server/console/evidence/viewing-key.ts';
import { asserted } from '../support/officer-passkeys.ts';
import { attackedServer } from './harness/attacked-server.ts';
import { enrolledLane } from './harness/lane.ts';
import { laneWithEvidence, REFERRED } from './harness/lane-evidence.ts';
import { signedListOf } from './harness/officer-list.ts';
import { staffOf } from './harness/staff.ts';

test('a grant that reaches the lane twelve times at once opens the evidence once, and a forged grant never does', async () => {
  const server = await attackedServer();
  const { anna, hire } = await staffOf(server);
  const otto = await hire('otto-third', { role: 'officer', sites: ['north'] });
  await anna.stepUp();
  const lane = await enrolledLane(server, anna.browser, { id: 'north-1', site: 'north' });
  const { publicKey, sign } = openSigningKeyFile(server.folder);
  const origin = `https://localhost:${server.people.port}`;
  const evidence = await laneWithEvidence(lane, publicKey, origin, signedListOf(server, otto));
  const viewing = await makeViewingKey();
  const notBefore = Date.now();
  const payload = grantBytes({
    ...{ version: 1, nonce: randomBytes(16).toString('hex'), kioskId: lane.kiosk.id, transactionId: REFERRED },
    ...{ modalities: ['chip-portrait'], officer: otto.id as OfficerId, role: 'officer', relation: 'own-referral' },
    ...{ purpose: 'identity-check', trainingValidUntil: notBefore + 86_400_000 },
    ...{ notBefore, expires: notBefore + 120_000, publicKey: viewing.publicKey },
  });

  const forged = asserted('grant', encodeServerMessage(payload, new Uint8Array(randomBytes(64))), otto.key);
  expect(await evidence.ask(forged)).toEqual({ pictures: [], why: 'forged-grant' });

  const wire = asserted('grant', encodeServerMessage(payload, sign(grantSigningInput(payload))), otto.key);
  const answers: { pictures: readonly unknown[]; why: string }[] = [];
  // The lane accepts two requests at a time and answers the others busy; they retry.
  await Promise.all(
    Array.from({ length: 12 }, async () => {
      let answer = await evidence.ask(wire);
      while (answer.why === 'busy') {
        await new Promise((resolve) => setTimeout(resolve, 1_000));
        answer = await evidence.ask(wire);
      }
      answers.push(answer);
    }),
  );
  expect(answers.filter(({ pictures }) => pictures.length > 0)).toHaveLength(1);
  expect(answers.filter(({ why }) => why === 'replayed')).toHaveLength(11);
});
