/** The thief has the server's signing key and its database, reaches the lanes' addresses for evidence, and reads what crosses the server. */
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Assertion } from '../../server/contract/assertion.ts';
import type { OfficerId } from '../../server/contract/field.ts';
import { type EvidenceGrant, grantBytes, grantSigningInput } from '../../server/contract/grant.ts';
import { encodeServerMessage, withAssertion } from '../../server/contract/server-message.ts';
import { openSigningKeyFile } from '../../server/platform/keys/file-keys.ts';
import { insertGrant } from '../../server/lanes/evidence/grant-table.ts';
import { openCapture } from '../../server/console/evidence/open-capture.ts';
import { makeViewingKey } from '../../server/console/evidence/viewing-key.ts';
import { SoftAuthenticator } from '../server/people/people/fixtures/soft-authenticator.ts';
import { asserted, digestOf } from '../support/officer-passkeys.ts';
import { attackedServer } from './harness/attacked-server.ts';
import { enrolledLane } from './harness/lane.ts';
import { laneWithEvidence, PORTRAIT, REFERRED } from './harness/lane-evidence.ts';
import { signedListOf } from './harness/officer-list.ts';
import { staffOf } from './harness/staff.ts';

test('a stolen server key obtains no picture, and each try is a report of the lane and an alarm', async () => {
  const server = await attackedServer();
  const { anna, hire } = await staffOf(server);
  const otto = await hire('otto-third', { role: 'officer', sites: ['north'] });
  const sophie = await hire('sophie-fourth', { role: 'supervisor', sites: ['north'] });
  await anna.stepUp();
  const lane = await enrolledLane(server, anna.browser, { id: 'north-1', site: 'north' });
  const stolen = openSigningKeyFile(server.folder);
  const origin = `https://localhost:${server.people.port}`;
  const evidence = await laneWithEvidence(lane, stolen.publicKey, origin, signedListOf(server, otto, sophie));
  const viewing = await makeViewingKey();
  const grant = (officer: string, over: Partial<EvidenceGrant> = {}) => {
    const notBefore = Date.now();
    const payload = grantBytes({
      ...{ version: 1, nonce: randomBytes(16).toString('hex'), kioskId: lane.kiosk.id, transactionId: REFERRED },
      ...{ modalities: ['face-frame', 'chip-portrait'], officer: officer as OfficerId, role: 'officer' },
      ...{ relation: 'own-referral', purpose: 'identity-check', trainingValidUntil: notBefore + 86_400_000 },
      ...{ notBefore, expires: notBefore + 120_000, publicKey: viewing.publicKey, ...over },
    });
    return encodeServerMessage(payload, stolen.sign(grantSigningInput(payload)));
  };
  /** Assertion that a page of the stolen server obtains by asking a person to sign in. */
  const signedIn = async (): Promise<Assertion> => {
    const { text } = await otto.browser.post('/v1/session/passkey/options');
    const { id, response } = otto.key.get((JSON.parse(text) as { options: { challenge: string } }).options);
    const { clientDataJSON, authenticatorData, signature } = response;
    return { credentialId: id, clientDataJSON, authenticatorData, signature };
  };
  const thiefs = new SoftAuthenticator(origin);
  /** With the credential id of an officer. */
  const asOtto = (wire: Uint8Array): Assertion => {
    const { assertion } = JSON.parse(Buffer.from(asserted('grant', wire, thiefs)).toString()) as {
      assertion: Assertion;
    };
    return { ...assertion, credentialId: otto.key.id.toString('base64url') };
  };

  // An officer who looks: the lane shows it to them, and the thief records what crossed
  const looked = asserted('grant', grant(otto.id), otto.key);
  const { pictures } = await evidence.ask(looked);
  const [portrait] = pictures;
  if (portrait === undefined) throw new Error('the officer saw nothing');
  const opened = openCapture(portrait.sealed, await viewing.open(portrait, digestOf(looked)));
  expect(opened?.plaintext.every((byte) => byte === PORTRAIT)).toBe(true);
  const { assertion: recorded } = JSON.parse(Buffer.from(looked).toString()) as { assertion: Assertion };

  const unsigned = grant(otto.id);
  const tries: readonly (readonly [string, Uint8Array])[] = [
    ['assertion-missing', grant(otto.id)],
    ['officer-key-unknown', asserted('grant', grant('invented-fifth'), thiefs)],
    ['officer-key-unknown', asserted('grant', grant(otto.id), thiefs)],
    ['assertion-forged', withAssertion(unsigned, asOtto(unsigned))],
    ['officer-key-of-another', asserted('grant', grant('invented-fifth'), otto.key)],
    ['officer-key-of-another', asserted('grant', grant(sophie.id, { role: 'supervisor' }), otto.key)],
    ['assertion-of-another-request', withAssertion(grant(otto.id), await signedIn())],
    ['assertion-of-another-request', withAssertion(grant(otto.id), recorded)],
    ['assertion-of-another-site', asserted('grant', grant(otto.id), otto.key, { origin: 'https://evil.example' })],
    ['replayed', looked],
  ];
  for (const [why, wire] of tries) expect(await evidence.ask(wire)).toEqual({ pictures: [], why });
  const invented = Array.from({ length: 8 }, (_, index) => grant(`invented-${index}`));
  for (const wire of invented) {
    expect((await evidence.ask(asserted('grant', wire, thiefs))).pictures).toEqual([]);
  }

  // The lane's reports raise alarms, even when the thief has written the grant into the record
  await server.tamper((knex) =>
    knex.transaction((transaction) =>
      insertGrant(transaction, {
        ...{ digest: digestOf(looked), kioskId: lane.kiosk.id, transactionId: REFERRED, officer: otto.id as OfficerId },
        ...{ issuedAt: Date.now(), payload: new Uint8Array(1), signature: new Uint8Array(64) },
      }),
    ),
  );
  const refusals = (await evidence.refusals()).flatMap((why) => why ?? []);
  expect(new Set(refusals)).toEqual(new Set(tries.map(([why]) => why)));
  for (const refusal of new Set(refusals)) {
    const report = lane.kiosk.nextViewing({ grant: digestOf(looked), released: [], refusal });
    expect((await lane.line.post('/v1/reports', report.wire)).status).toBe(201);
  }
  const { alarms } = await anna.browser.json<{ alarms: readonly { kind: string }[] }>('/v1/alarms');
  const kinds = alarms.map(({ kind }) => kind);
  expect(kinds).toEqual(expect.arrayContaining(['grant-unasserted', 'officer-key-unknown', 'grant-replayed']));
});
