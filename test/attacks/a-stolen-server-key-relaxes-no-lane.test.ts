/** The thief has the server's signing key and its database, and the server's own process brings what they write to the lane. */
import { Agent } from 'node:https';
import { randomBytes } from 'node:crypto';
import { expect, onTestFinished, test, vi } from 'vitest';
import { systemClock } from '../../hardware/host/system-clock.ts';
import { turnedClock } from '../../hardware/host/turned-clock.ts';
import { openOrderLink } from '../../kiosk/lane/orders/order-link.ts';
import type { Assertion } from '../../server/contract/assertion.ts';
import { degradationDigest, type DegradationTerms } from '../../server/contract/degradation.ts';
import { reportDigest } from '../../server/contract/envelope.ts';
import type { OfficerId } from '../../server/contract/field.ts';
import { ORDER_LIFETIMES_MS } from '../../server/contract/order-vocabulary.ts';
import { orderBytes, orderSigningInput } from '../../server/contract/order.ts';
import type { OrderAssertion } from '../../server/contract/site-order.ts';
import { WriteQueue } from '../../server/platform/database/write-queue.ts';
import { openFileKeys, openSigningKeyFile } from '../../server/platform/keys/file-keys.ts';
import { attachCodes, OpeningCodes } from '../../server/records/ledger/entry/opening-codes.ts';
import { insertOrder } from '../../server/lanes/orders/order-table.ts';
import { insertPasskey } from '../../server/people/people/tables/passkeys.ts';
import { personIdSchema } from '../../server/platform/access/vocabulary.ts';
import { LANE, orderRig } from '../kiosk/lane/orders/order-rig.ts';
import { SoftAuthenticator } from '../server/people/people/fixtures/soft-authenticator.ts';
import { assertOver } from '../support/officer-passkeys.ts';
import { assertedByBoth, degradationTerms } from '../support/signed-degradations.ts';
import { attackedServer } from './harness/attacked-server.ts';
import { enrolledLane } from './harness/lane.ts';
import { signedListOf } from './harness/officer-list.ts';
import { staffOf } from './harness/staff.ts';

const HOUR_MS = 3_600_000;

test('a stolen server key relaxes no lane, and each try is a report of the lane; two supervisors can', async () => {
  const server = await attackedServer();
  const { anna, hire } = await staffOf(server);
  const [sam, sue] = [
    await hire('sam-third', { role: 'supervisor', sites: ['north'] }),
    await hire('sue-fourth', { role: 'supervisor', sites: ['north'] }),
  ];
  await anna.stepUp();
  const enrolled = await enrolledLane(server, anna.browser, { id: LANE, site: 'north' });
  const stolen = openSigningKeyFile(server.folder);
  const lane = await orderRig({
    clock: turnedClock(Date.now()),
    officerKeys: signedListOf(server, sam, sue),
    serverKey: stolen.publicKey,
  });
  await lane.taker.recover();
  lane.lane.dispatch({ kind: 'started' });
  await lane.lane.settled();
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
  const follow = () => lane.clock.jumpWall(Date.now() - lane.clock.wallMs());
  const relaxed = () => lane.standing.degradations(lane.clock.wallMs());
  const saidOf = async (digest: string) =>
    vi.waitFor(async () => {
      const found = (await lane.answers()).find(({ order }) => order === digest);
      if (found === undefined) throw new Error('the lane has not answered');
      return found.refusal ?? found.result;
    }, 30_000);

  /** Signs an order with the stolen key, in the names of both supervisors, and lays it where the server looks for orders. */
  const plant = async (
    terms: DegradationTerms,
    sign: (digest: string) => OrderAssertion | null,
    officers: readonly string[] = [sam.id, sue.id],
  ) => {
    follow();
    const notBefore = Date.now();
    const persons = officers.map((id) => ({ id: id as OfficerId, role: 'supervisor' as const }));
    const expires = notBefore + ORDER_LIFETIMES_MS['degrade-policy'];
    const nonce = randomBytes(16).toString('hex');
    const command = { kind: 'degrade-policy', terms } as const;
    const payload = orderBytes({ version: 1, nonce, kioskId: LANE, command, persons, notBefore, expires });
    const digest = reportDigest(payload);
    const signature = stolen.sign(orderSigningInput(payload));
    await server.tamper((knex) =>
      knex.transaction((transaction) =>
        insertOrder(transaction, {
          ...{ digest, kioskId: LANE, transactionId: null, kind: command.kind, persons, issuedAt: notBefore, expires },
          ...{ payload, signature, assertion: sign(degradationDigest(terms)) },
        }),
      ),
    );
    return saidOf(digest);
  };
  const terms = (over: object = {}) => {
    const from = Date.now();
    return degradationTerms({ kiosks: [LANE], from, until: from + HOUR_MS, ...over });
  };
  const thiefs = new SoftAuthenticator(`https://localhost:${server.people.port}`);
  const byThief = (digest: string): Assertion => assertOver('degradation', digest, thiefs);
  const idOf = ({ key }: typeof sam) => key.id.toString('base64url');
  /** Assertion that a page of the stolen server obtains by asking the supervisor to sign in. */
  const { text } = await sam.browser.post('/v1/session/passkey/options');
  const { id, response } = sam.key.get((JSON.parse(text) as { options: { challenge: string } }).options);
  const { clientDataJSON, authenticatorData, signature } = response;
  const signedIn = { credentialId: id, clientDataJSON, authenticatorData, signature };

  expect(await plant(terms(), () => null)).toBe('assertion-missing');
  expect(await plant(terms(), (digest) => ({ ...byThief(digest), second: byThief(digest) }))).toBe(
    'officer-key-unknown',
  );
  const named = (digest: string) => ({
    ...{ ...byThief(digest), credentialId: idOf(sam) },
    second: { ...byThief(digest), credentialId: idOf(sue) },
  });
  expect(await plant(terms(), named)).toBe('assertion-forged');
  expect(await plant(terms(), () => ({ ...signedIn, second: signedIn }))).toBe('assertion-of-another-request');
  // One of the two is an accomplice
  const bySam = (digest: string) => assertOver('degradation', digest, sam.key);
  expect(await plant(terms(), bySam)).toBe('assertion-missing');
  expect(await plant(terms(), (digest) => ({ ...bySam(digest), second: bySam(digest) }))).toBe(
    'officer-key-of-another',
  );
  expect(await plant(terms(), (digest) => ({ ...bySam(digest), second: byThief(digest) }))).toBe('officer-key-unknown');
  expect(await plant(terms(), named, ['invented-fifth', 'invented-sixth'])).toBe('officer-key-of-another');
  expect([relaxed(), lane.taker.forged()]).toEqual([[], 0]);

  // The thief gives both supervisors a passkey in the database, authenticated by the server's secret, and acts as them
  const planted = [new SoftAuthenticator(`https://localhost:${server.people.port}`), thiefs];
  const secret = await openFileKeys({ dataDir: server.folder }).secret('openings');
  await server.tamper((knex) => {
    attachCodes(knex, new OpeningCodes(secret));
    return new WriteQueue(knex).run(async (transaction) => {
      for (const [index, passkey] of planted.entries())
        await insertPasskey(transaction, {
          ...{ id: passkey.id.toString('base64url'), personId: personIdSchema.parse([sam, sue][index]?.id) },
          ...{ publicKey: passkey.coseKey, counter: 0, transports: [], synced: false, name: 'A key' },
          ...{ addedAt: Date.now(), usedAt: null, regressedAt: null },
        });
    });
  });
  const wanted = { site: 'north', kiosks: [LANE], measure: 'without-fingers', cause: 'drill', forMs: HOUR_MS };
  const decide = async (keys: readonly SoftAuthenticator[]) => {
    const { id: proposal, digest } = JSON.parse((await sam.sign('/v1/degradations', wanted, keys[0])).text) as Proposal;
    follow();
    return sue.sign(`/v1/degradations/${proposal}/approval`, { digest }, keys[1]);
  };
  const before = (await lane.answers()).length;
  expect((await decide(planted)).status).toBe(204);
  await vi.waitFor(async () => expect((await lane.answers()).length).toBe(before + 1), 30_000);
  expect([(await lane.answers()).at(-1)?.refusal, relaxed()]).toEqual(['officer-key-unknown', []]);

  // Both supervisors, by the server's own routes
  expect((await decide([sam.key, sue.key])).status).toBe(204);
  await vi.waitFor(() => expect(relaxed()).toEqual(['without-fingers']), 30_000);

  // Their signatures serve once, and for no lane or time that they did not name
  const agreed = terms({ measure: 'older-revocation-lists' });
  const both = () => assertedByBoth(agreed, sam.key, sue.key);
  const signatures = both();
  expect(await plant({ ...agreed, until: agreed.until + HOUR_MS }, () => signatures)).toBe(
    'assertion-of-another-request',
  );
  expect(await plant({ ...agreed, kiosks: [...agreed.kiosks, 'lane-2' as typeof LANE] }, () => signatures)).toBe(
    'assertion-of-another-request',
  );
  expect(await plant(agreed, () => signatures)).toBe('obeyed');
  await lane.standing.end('older-revocation-lists');
  expect([await plant(agreed, both), relaxed()]).toEqual(['replayed', ['without-fingers']]);
});

interface Proposal {
  readonly id: string;
  readonly digest: string;
}
