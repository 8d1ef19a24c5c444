import { expect, test, vi } from 'vitest';
import { createPublicKey, sign } from 'node:crypto';
import { encodeBase64Url } from '../../../../server/contract/base64url.ts';
import { canonicalJson } from '../../../../server/contract/canonical-json.ts';
import { signingInput } from '../../../../server/contract/signing.ts';
import { changeAgreement } from '../../../../server/sharing/agreement/tables/agreement-table.ts';
import type { AnswerContent } from '../../../../server/sharing/deliveries/answer-form.ts';
import { fileDigest } from '../../../../server/sharing/deliveries/delivery-file.ts';
import { lookAtDeliveries } from '../../../../server/sharing/watch-sharing.ts';
import { enterCall } from '../../../../server/sharing/partners/caller.ts';
import { insertPartnerPerson, type StoredPartnerPerson } from '../../../../server/sharing/portal/people-table.ts';
import { partnerDeliveriesSchema, partnerLogSchema } from '../../../../server/sharing/partners/answers.ts';
import { contentOf } from '../../../../server/records/ledger/recorded/row-content.ts';
import { judgeProofFile } from '../../../../server/records/ledger/verify/judge-proof-file.ts';
import { streamEvents } from '../../oversight/detection/stream/stream-events.ts';
import type { Answer } from '../../fixtures/running-server.ts';
import { everythingEntered } from '../../fixtures/entries-of.ts';
import { OTHER_PARTNER, PARTNER_PROGRAM_SEED, SAMPLE_PARTNER } from '../fixtures/agreements.ts';
import {
  askAsPartner,
  clientCertificate,
  ed25519KeyOf,
  type PartnerAsk,
  partnerPort,
  strangersKey,
} from '../fixtures/partner-program.ts';
import { DAY_MS, datedAgreement, sharingOffice } from '../fixtures/sharing-office.ts';
import { deliveries, delivererOf, differences } from '../fixtures/sharing-year.ts';

/** The key of another program. */
const OTHER_SEED = new Uint8Array(32).fill(51);
const OTHER_KEY = ed25519KeyOf(OTHER_SEED);

/** One delivery of April waits for the partner. */
async function world(agreement = datedAgreement()) {
  const office = await sharingOffice();
  await office.enterParties();
  expect(await office.enter(agreement)).toBeUndefined();
  await office.turn(66 * DAY_MS);
  await lookAtDeliveries(delivererOf(office.server));
  const port = await partnerPort(office.server);
  const ask = (path: string, options?: PartnerAsk) => askAsPartner(port, `/v1/partner/${path}`, options);
  const [delivery] = await deliveries(office.server);
  const digest = delivery?.digest ?? '';
  const received = (over: object = {}) => {
    const receipt: AnswerContent = {
      form: 1,
      kind: 'received',
      delivery: digest,
      agreement: delivery?.agreementDigest ?? '',
      at: office.clock.wallMs(),
    };
    return { ...receipt, ...over };
  };
  const post = (answer: object, key = ed25519KeyOf(PARTNER_PROGRAM_SEED), options: PartnerAsk = {}) => {
    const input = signingInput('sharing-receipt', canonicalJson(answer));
    const body = Buffer.from(JSON.stringify({ answer, signature: encodeBase64Url(sign(null, input, key)) }));
    const headers = { 'content-type': 'application/json' };
    return ask(`deliveries/${digest}/answer`, { method: 'POST', headers, body, ...options });
  };
  return { ...office, ...port, ask, post, received, delivery, digest };
}

function codeOf({ text }: Answer): string {
  return (JSON.parse(text) as { error: { code: string; faults?: { message: string }[] } }).error.code;
}

function faultOf({ text }: Answer): string | undefined {
  return (JSON.parse(text) as { error: { faults?: { message: string }[] } }).error.faults?.[0]?.message;
}

test('a partner fetches its delivery in parts, and its receipt closes it and erases the file', async () => {
  const { server, ask, post, received, digest } = await world();
  const list = partnerDeliveriesSchema.parse(JSON.parse((await ask('deliveries')).text));
  expect(list.deliveries).toMatchObject([{ digest, kind: 'counts', period: '2026-04', isOpen: true }]);
  const whole = await ask(`deliveries/${digest}`);
  expect([whole.status, fileDigest(whole.body), whole.headers['etag']]).toEqual([200, digest, `"${digest}"`]);
  const half = Math.floor(whole.body.length / 2);
  const headers = { range: `bytes=${half}-`, 'if-range': `"${digest}"` };
  const rest = await ask(`deliveries/${digest}`, { headers });
  expect([rest.status, rest.headers['content-range']]).toEqual([
    206,
    `bytes ${half}-${whole.body.length - 1}/${whole.body.length}`,
  ]);
  expect(fileDigest(Buffer.concat([whole.body.subarray(0, half), rest.body]))).toBe(digest);
  // The whole is sent of another file, and nothing beyond the end
  const other = await ask(`deliveries/${digest}`, { headers: { ...headers, 'if-range': '"other"' } });
  expect(other.status).toBe(200);
  const beyond = await ask(`deliveries/${digest}`, { headers: { range: `bytes=${whole.body.length}-` } });
  expect([beyond.status, codeOf(beyond)]).toEqual([416, 'range-not-satisfiable']);
  const receipt = received();
  expect((await post(receipt)).status).toBe(204);
  // The same receipt again changes nothing
  expect((await post(receipt)).status).toBe(204);
  expect(codeOf(await post(received({ at: receipt.at + 1 })))).toBe('delivery-answered');
  expect((await deliveries(server))[0]?.answer).toContain('"received"');
  expect(codeOf(await ask(`deliveries/${digest}`))).toBe('content-erased');
  expect(await differences(server)).toEqual([]);
  // Detection reads each call and the steps of the delivery, also when the row has changed since
  const events = (await streamEvents(server.context)).filter(({ role }) => role === 'partner');
  const subject = datedAgreement().id;
  expect(new Set(events.map(({ actor }) => actor))).toEqual(new Set([SAMPLE_PARTNER.id]));
  const steps = events.filter(({ kind }) => kind.startsWith('export-'));
  expect(steps.map(({ kind, subject: about }) => [kind, about])).toEqual([
    ['export-sent', subject],
    ['export-received', subject],
  ]);
  expect(events.filter(({ kind }) => kind === 'partner-called').map(({ reason }) => reason)).toEqual([
    'list',
    ...['download', 'download', 'download', 'download'],
    ...['answer', 'answer', 'download'],
  ]);
  expect(events.filter(({ kind }) => kind === 'partner-refused').map(({ reason }) => reason)).toEqual([
    'delivery-answered',
  ]);
});

test('a receipt of another delivery, another agreement, another time, another purpose or another key is refused', async () => {
  const { server, post, received, clock } = await world();
  const hex = 'ab'.repeat(32);
  expect(faultOf(await post(received({ delivery: hex })))).toBe('other-delivery');
  expect(faultOf(await post(received({ agreement: hex })))).toBe('other-delivery');
  expect(faultOf(await post(received({ at: clock.wallMs() + DAY_MS })))).toBe('wrong-time');
  expect(faultOf(await post(received({ at: clock.wallMs() - 400 * DAY_MS })))).toBe('wrong-time');
  expect(faultOf(await post(received(), strangersKey()))).toBe('signature-invalid');
  expect(faultOf(await post(received({ kind: 'deleted', deleted: hex })))).toBe('other-delivery');
  expect(codeOf(await post({ ...received(), note: 'x' }))).toBe('invalid-message');
  expect((await deliveries(server))[0]?.answer).toBeNull();
});

test('without the key of a partner in use no one gets an answer', async () => {
  const { ask, digest, refusals, decide, turn } = await world();
  const stranger = strangersKey();
  for (const client of [null, { key: stranger, cert: clientCertificate(stranger) }])
    expect(codeOf(await ask('deliveries', { client }))).toBe('partner-unknown');
  // A forged certificate has the partner's public key, and the stranger cannot prove the private one
  const forged = { key: stranger, cert: clientCertificate(ed25519KeyOf(PARTNER_PROGRAM_SEED)) };
  await expect(ask('deliveries', { client: forged })).rejects.toThrow();
  expect(refusals).toEqual(['partner-refused', 'partner-refused']);
  // A replaced key opens nothing any more
  const renewed = { ...SAMPLE_PARTNER, signingKey: Buffer.from(rawKeyOf(OTHER_SEED)).toString('hex') };
  expect(await decide('sharing-party', { change: 'enter', party: renewed })).toBeUndefined();
  await turn(1_000);
  expect(codeOf(await ask(`deliveries/${digest}`))).toBe('partner-unknown');
  const present = { key: OTHER_KEY, cert: clientCertificate(OTHER_KEY) };
  expect(codeOf(await ask(`deliveries/${digest}`, { client: present }))).toBe('agreement-not-in-force');
});

test('another partner sees neither a delivery nor that there is one, and cannot sign for it', async () => {
  const { ask, post, received, digest, decide } = await world();
  const other = { ...OTHER_PARTNER, id: 'tax-office', signingKey: Buffer.from(rawKeyOf(OTHER_SEED)).toString('hex') };
  expect(await decide('sharing-party', { change: 'enter', party: other })).toBeUndefined();
  const client = { key: OTHER_KEY, cert: clientCertificate(OTHER_KEY, 'statistics') };
  const list = partnerDeliveriesSchema.parse(JSON.parse((await ask('deliveries', { client })).text));
  expect(list.deliveries).toEqual([]);
  expect(codeOf(await ask(`deliveries/${digest}`, { client }))).toBe('not-found');
  expect(codeOf(await ask(`deliveries/${digest}/proof`, { client }))).toBe('not-found');
  expect(codeOf(await post(received(), OTHER_KEY, { client }))).toBe('not-found');
});

test('the keys of a program belong to one partner', async () => {
  const { decide } = await world();
  const enter = (party: object) => decide('sharing-party', { change: 'enter', party });
  const { signingKey, encryptionKey } = SAMPLE_PARTNER;
  expect(await enter({ ...OTHER_PARTNER, signingKey })).toBe('key-of-another-party');
  expect(await enter({ ...OTHER_PARTNER, encryptionKey })).toBe('key-of-another-party');
  expect(await enter(OTHER_PARTNER)).toBeUndefined();
});

test('a paused agreement gives no file, and takes a receipt for one that was fetched', async () => {
  const { ask, post, received, digest, decide } = await world();
  const change = { change: 'pause', id: 'monthly-crossings', version: 1, reason: 'outside-agreement' };
  expect(await decide('sharing-agreement', change)).toBeUndefined();
  expect(codeOf(await ask(`deliveries/${digest}`))).toBe('agreement-not-in-force');
  const list = partnerDeliveriesSchema.parse(JSON.parse((await ask('deliveries')).text));
  expect(list.deliveries).toMatchObject([{ digest, isOpen: false }]);
  expect((await post(received())).status).toBe(204);
});

/** A person of the partner who signed in to the portal. */
async function signedIn({ context }: Awaited<ReturnType<typeof world>>['server'], at: number): Promise<void> {
  const person: StoredPartnerPerson = {
    ...{ id: 'ab'.repeat(32), party: SAMPLE_PARTNER.id, name: 'Stella', roles: ['reader'], userHandle: 'stella' },
    ...{ codeUntil: at, proposedBy: 'p-petra', approvedBy: 'p-paul', madeAt: at, enrolledAt: at, endedAt: null },
  };
  await context.queue.run(async (transaction) => {
    await insertPartnerPerson(transaction, person);
    const by = { party: person.party, person: person.id };
    await enterCall(transaction, by, { call: 'signed-in', result: 'done', at });
  });
}

test('each call is in the log of the partner, with a proof of the ledger, and quotas end them', async () => {
  const rate = { deliveriesPerDay: 1, requestsPerHour: 60, bytesPerDay: 65_536 };
  const { server, ask, digest, refusals, turn, clock } = await world(datedAgreement({ rate }));
  expect((await ask(`deliveries/${digest}`)).status).toBe(200);
  expect(codeOf(await ask(`deliveries/${'0'.repeat(64)}`))).toBe('not-found');
  const read = async () => partnerLogSchema.parse(JSON.parse((await ask('log')).text)).calls;
  await signedIn(server, clock.wallMs());
  const calls = await read();
  expect(calls.map(({ call, person, result }) => [call, person?.name ?? 'program', result]).sort()).toEqual([
    ['download', 'program', 'done'],
    ['download', 'program', 'not-found'],
    ['signed-in', 'Stella', 'done'],
  ]);
  const [call] = calls.filter(({ delivery, result }) => delivery !== null && result === 'done');
  const [signIn] = calls.filter(({ person }) => person !== null);
  await everythingEntered(server.context);
  // The published head follows the integrated one
  const isProved = async () => {
    clock.turn(3_600_001);
    return (await ask(`log/${call?.id}/proof`)).status;
  };
  await expect.poll(isProved, { timeout: 240_000 }).toBe(200);
  const { text: proof } = await ask(`log/${call?.id}/proof`);
  const verdict = judgeProofFile({ proof, policy: server.ledger.policy });
  const { kind, person, ...columns } = { ...call };
  expect([kind, person]).toEqual(['counts', null]);
  const content = contentOf('sharing_calls', { ...columns, party: 'statistics' });
  expect(verdict).toMatchObject({ kind: 'verified', entry: { table: 'sharing_calls', key: [call?.id], content } });
  expect((await ask(`log/${signIn?.id}/proof`)).status).toBe(200);
  expect(codeOf(await ask(`log/${'0'.repeat(32)}/proof`))).toBe('not-found');
  for (let more = 0; more < 70 && !refusals.includes('partner-over-quota'); more += 1) await ask('deliveries');
  const refused = await ask('deliveries');
  expect([refused.status, codeOf(refused)]).toEqual([429, 'rate-limited']);
  await turn(3_600_001);
  expect((await ask('deliveries')).status).toBe(200);
});

test('requests at the same time do not exceed the quotas of requests and bytes together', async () => {
  const rate = { deliveriesPerDay: 1, requestsPerHour: 60, bytesPerDay: 65_536 };
  const { server, ask, digest, refusals } = await world(datedAgreement({ rate }));
  const { bytes = 0 } = (await deliveries(server))[0] ?? {};
  const path = `deliveries/${digest}`;
  const answers = await Promise.all(Array.from({ length: 80 }, () => ask(path)));
  const given = answers.filter(({ status }) => status === 200);
  // The download that reaches the bytes of a day is the last one
  expect(given.length).toBe(Math.ceil(rate.bytesPerDay / bytes));
  expect(answers.filter(({ status }) => status !== 200).map(codeOf)).toEqual(
    Array.from({ length: 80 - given.length }, () => 'rate-limited'),
  );
  expect(refusals).toEqual(Array.from({ length: 20 }, () => 'partner-over-quota'));
});

test('a download that a pause overtakes gives nothing', async () => {
  const { server, ask, digest } = await world();
  const { queue } = server.context;
  const run = queue.run.bind(queue);
  // Two people pause the agreement after the request has arrived, and before its call is recorded
  vi.spyOn(queue, 'run').mockImplementationOnce(async (work) => {
    await run((transaction) =>
      changeAgreement(
        transaction,
        { id: 'monthly-crossings', version: 1 },
        { paused_at: server.context.clock.wallMs() },
      ),
    );
    return run(work);
  });
  expect(codeOf(await ask(`deliveries/${digest}`))).toBe('agreement-not-in-force');
});

test('an oversized or malformed answer is refused', async () => {
  const { ask, digest } = await world();
  const headers = { 'content-type': 'application/json' };
  const path = `deliveries/${digest}/answer`;
  const large = await ask(path, { method: 'POST', headers, body: Buffer.alloc(4_000, 0x20) });
  expect([large.status, codeOf(large)]).toEqual([413, 'too-large']);
  expect(codeOf(await ask(path, { method: 'POST', headers, body: Buffer.from('{') }))).toBe('malformed-request');
  expect((await ask(path)).status).toBe(405);
});

function rawKeyOf(seed: Uint8Array): Uint8Array {
  const { x = '' } = createPublicKey(ed25519KeyOf(seed)).export({ format: 'jwk' });
  return Buffer.from(x, 'base64url');
}
