/** The thief has the server's signing key and its database, and the server's own process brings what they write to the lane. */
import { Agent } from 'node:https';
import { randomBytes } from 'node:crypto';
import { expect, onTestFinished, test, vi } from 'vitest';
import { systemClock } from '../../hardware/host/system-clock.ts';
import { turnedClock } from '../../hardware/host/turned-clock.ts';
import { openOrderLink } from '../../kiosk/lane/orders/order-link.ts';
import type { Assertion } from '../../server/contract/assertion.ts';
import { reportDigest } from '../../server/contract/envelope.ts';
import type { OfficerId } from '../../server/contract/field.ts';
import { ORDER_LIFETIMES_MS } from '../../server/contract/order-vocabulary.ts';
import { orderBytes, type OrderCommand, orderSigningInput } from '../../server/contract/order.ts';
import { openSigningKeyFile } from '../../server/platform/keys/file-keys.ts';
import { insertOrder } from '../../server/lanes/orders/order-table.ts';
import { LANE, orderRig } from '../kiosk/lane/orders/order-rig.ts';
import { SoftAuthenticator } from '../server/people/people/fixtures/soft-authenticator.ts';
import { assertOver } from '../support/officer-passkeys.ts';
import { attackedServer } from './harness/attacked-server.ts';
import { enrolledLane } from './harness/lane.ts';
import { signedListOf } from './harness/officer-list.ts';
import { staffOf } from './harness/staff.ts';

const OPENINGS: readonly OrderCommand[] = [
  { kind: 'open-for-cause', cause: 'staff' },
  { kind: 'open-in-emergency', cause: 'fire' },
];

test('a stolen server key opens no gate, and each try is a report of the lane; it can still close the lane', async () => {
  const server = await attackedServer();
  const { anna, hire } = await staffOf(server);
  const otto = await hire('otto-third', { role: 'officer', sites: ['north'] });
  await anna.stepUp();
  const enrolled = await enrolledLane(server, anna.browser, { id: LANE, site: 'north' });
  const stolen = openSigningKeyFile(server.folder);
  const lane = await orderRig({
    clock: turnedClock(Date.now()),
    officerKeys: signedListOf(server, otto),
    serverKey: stolen.publicKey,
  });
  await lane.taker.recover();
  lane.lane.dispatch({ kind: 'started' });
  await lane.lane.settled();
  lane.moved.length = 0;
  const agent = new Agent({ ca: server.kiosks.ca, servername: 'localhost', ...enrolled.identity });
  const link = openOrderLink({
    ...{ kioskId: LANE, clock: systemClock, serverUrl: new URL(`https://127.0.0.1:${server.kiosks.port}`) },
    link: { agent: () => agent },
    secureElement: { sign: (input) => Promise.resolve(enrolled.kiosk.sign(input)) },
    taker: lane.taker,
    random: Math.random,
    log: () => undefined,
  });
  onTestFinished(async () => {
    await link.close();
    await lane.close();
  });
  await vi.waitFor(() => expect(link.state()).toBe('open'), 30_000);

  /** Signs an order with the stolen key and lays it where the server looks for orders to bring. */
  const plant = async (command: OrderCommand, officer: string, sign: (digest: string) => Assertion | null) => {
    const notBefore = Date.now();
    lane.clock.jumpWall(notBefore - lane.clock.wallMs());
    const persons = [{ id: officer as OfficerId, role: 'officer' as const }];
    const expires = notBefore + ORDER_LIFETIMES_MS[command.kind];
    const nonce = randomBytes(16).toString('hex');
    const payload = orderBytes({ version: 1, nonce, kioskId: LANE, command, persons, notBefore, expires });
    const digest = reportDigest(payload);
    const signature = stolen.sign(orderSigningInput(payload));
    await server.tamper((knex) =>
      knex.transaction((transaction) =>
        insertOrder(transaction, {
          ...{ digest, kioskId: LANE, transactionId: null, kind: command.kind, persons, issuedAt: notBefore, expires },
          ...{ payload, signature, assertion: sign(digest) },
        }),
      ),
    );
    const answer = await vi.waitFor(async () => {
      const found = (await lane.answers()).find(({ order }) => order === digest);
      if (found === undefined) throw new Error('the lane has not answered');
      return found;
    }, 30_000);
    await lane.lane.settled();
    return answer.refusal ?? answer.result;
  };
  const thiefs = new SoftAuthenticator(`https://localhost:${server.people.port}`);
  const { text } = await otto.browser.post('/v1/session/passkey/options');
  const { id, response } = otto.key.get((JSON.parse(text) as { options: { challenge: string } }).options);
  const { clientDataJSON, authenticatorData, signature } = response;
  /** Assertion that a page of the stolen server obtains by asking the officer to sign in. */
  const signedIn = { credentialId: id, clientDataJSON, authenticatorData, signature };

  for (const opening of OPENINGS) {
    expect(await plant(opening, otto.id, () => null)).toBe('assertion-missing');
    expect(await plant(opening, 'invented-fifth', (digest) => assertOver('order', digest, thiefs))).toBe(
      'officer-key-unknown',
    );
    expect(
      await plant(opening, otto.id, (digest) => ({ ...assertOver('order', digest, thiefs), credentialId: id })),
    ).toBe('assertion-forged');
    expect(await plant(opening, otto.id, () => signedIn)).toBe('assertion-of-another-request');
    expect(await plant(opening, 'invented-fifth', (digest) => assertOver('order', digest, otto.key))).toBe(
      'officer-key-of-another',
    );
    expect(await plant(opening, otto.id, (digest) => assertOver('grant', digest, otto.key))).toBe(
      'assertion-of-another-request',
    );
  }
  expect([lane.moved, lane.phase()]).toEqual([[], 'idle']);

  expect(await plant({ kind: 'take-out-of-service', reason: 'security' }, otto.id, () => null)).toBe('obeyed');
  expect(lane.phase()).toBe('out-of-service');
  expect(await plant({ kind: 'return-to-service' }, otto.id, () => null)).toBe('obeyed');

  // The officer, by the server's own routes
  lane.moved.length = 0;
  lane.clock.jumpWall(Date.now() - lane.clock.wallMs());
  const answer = await otto.sign(`/v1/lanes/${LANE}/open`, { kind: 'open-for-cause', cause: 'staff' });
  expect(answer.status).toBe(201);
  await vi.waitFor(() => expect(lane.moved).toEqual(['release']), 30_000);
});
