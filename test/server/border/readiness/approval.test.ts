import { describe, expect, it } from 'vitest';
import type { ActPage } from '../../../../server/records/acts/answers.ts';
import {
  CHECK_REQUEST_LIFETIME_MS,
  checkCodeOf,
  openCheckApproval,
  type CheckAnswer,
} from '../../../../server/contract/readiness.ts';
import { decodeBase64Url } from '../../../../server/contract/base64url.ts';
import { encodeServerMessage } from '../../../../server/contract/server-message.ts';
import type { ReadinessList } from '../../../../server/border/readiness/answers.ts';
import type { Role } from '../../../../server/platform/access/vocabulary.ts';
import { signIn, type SignedIn } from '../../../support/signed-in.ts';
import { everythingEntered } from '../../fixtures/entries-of.ts';
import { runServer, type RunningServer } from '../../fixtures/running-server.ts';
import { handTurnedClock } from '../../fixtures/hand-turned-clock.ts';
import { kioskIdOf } from '../../fixtures/sample-report.ts';
import { testKiosk, type TestKiosk } from '../../fixtures/test-kiosk.ts';

const REQUEST = '1'.repeat(32);

async function laneThatAsks() {
  const server = await runServer();
  const kiosk = testKiosk();
  await server.enrol(kiosk, '7');
  const ask = async (requestId = REQUEST, lane: TestKiosk = kiosk) => {
    const { status, text } = await server.post('/v1/readiness/requests', lane.checkRequest(requestId));
    return { status, answer: JSON.parse(text) as CheckAnswer & { error?: { code: string } } };
  };
  return { server, kiosk, ask };
}

async function typeCode(server: RunningServer, code: string, as: Role | SignedIn) {
  const person = typeof as === 'string' ? await server.as(as) : as;
  const response = await person.fetch('/v1/readiness/north-1/approval', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify({ code }),
  });
  const answer = (await response.json()) as { error?: { code: string } };
  return [response.status, answer.error?.code];
}

function opened({ approval }: CheckAnswer, serverKey: Uint8Array) {
  const bytes = (text = '') => decodeBase64Url(text) ?? new Uint8Array();
  return openCheckApproval(encodeServerMessage(bytes(approval?.payload), bytes(approval?.signature)), serverKey);
}

describe('approval of a readiness check', () => {
  it('is signed for the technician who types the code that the lane shows, and is an act in the ledger', async () => {
    const { server, kiosk, ask } = await laneThatAsks();
    expect(await ask()).toMatchObject({ status: 200, answer: { state: 'waiting' } });
    const typed = checkCodeOf(REQUEST).toLowerCase().replace('-', ' ');
    expect(await typeCode(server, typed, 'technician')).toEqual([201, undefined]);
    const { answer } = await ask();
    const approval = opened(answer, server.context.signer.publicKey);
    expect(answer.state).toBe('approved');
    expect(approval).toMatchObject({ kind: 'valid', message: { kioskId: kiosk.id, requestId: REQUEST } });
    await everythingEntered(server.context);
    const { acts } = await (await server.as('auditor')).json<ActPage>('/v1/acts');
    const [act] = acts.filter((one) => one.act === 'readiness.begin');
    expect(act).toMatchObject({ result: 'done', role: 'technician', kioskId: kiosk.id });
    expect(approval.kind === 'valid' && [approval.message.technician, approval.digest]).toEqual([
      act?.person,
      act?.details['approval'],
    ]);
  });

  it('is refused for a wrong code, and after five of them for the right one', async () => {
    const { server, ask } = await laneThatAsks();
    await ask();
    for (const code of ['0000-0000', 'ZZZZ-ZZZZ', '???', 'AAAA-AAA1', '0000-0001']) {
      expect(await typeCode(server, code, 'technician')).toEqual([403, 'check-code-refused']);
    }
    expect(await typeCode(server, checkCodeOf(REQUEST), 'technician')).toEqual([409, 'no-check-request']);
    expect((await ask()).answer).toMatchObject({ state: 'declined' });
    expect((await ask()).answer.approval).toBeUndefined();
    await everythingEntered(server.context);
    const { acts } = await (await server.as('auditor')).json<ActPage>('/v1/acts');
    expect(acts.filter(({ result }) => result === 'check-code-refused')).toHaveLength(5);
  });

  it('is refused without a request, twice, for a replaced request and for one that has ended', async () => {
    const clock = handTurnedClock();
    const server = await runServer({ clock });
    const kiosk = testKiosk();
    await server.enrol(kiosk, '7');
    const code = checkCodeOf(REQUEST);
    expect(await typeCode(server, code, 'technician')).toEqual([409, 'no-check-request']);
    const ask = (id: string) => server.post('/v1/readiness/requests', kiosk.checkRequest(id));
    await ask(REQUEST);
    await ask('2'.repeat(32));
    expect(await typeCode(server, code, 'technician')).toEqual([403, 'check-code-refused']);
    expect(await typeCode(server, checkCodeOf('2'.repeat(32)), 'technician')).toEqual([201, undefined]);
    expect(await typeCode(server, checkCodeOf('2'.repeat(32)), 'technician')).toEqual([409, 'no-check-request']);
    await ask('3'.repeat(32));
    clock.turn(CHECK_REQUEST_LIFETIME_MS);
    const late = await signIn(server.url, 'technician');
    expect(await typeCode(server, checkCodeOf('3'.repeat(32)), late)).toEqual([409, 'no-check-request']);
    expect(JSON.parse((await ask('3'.repeat(32))).text)).toMatchObject({ state: 'expired' });
  });

  it('is given by technicians and administrators only', async () => {
    const { server, ask } = await laneThatAsks();
    await ask();
    for (const role of ['officer', 'auditor'] as const) {
      expect(await typeCode(server, checkCodeOf(REQUEST), role)).toEqual([403, 'not-entitled']);
    }
    expect(await typeCode(server, checkCodeOf(REQUEST), 'administrator')).toEqual([201, undefined]);
  });

  it('is not given to a forged request, nor to another lane that repeats a request', async () => {
    const { server, ask } = await laneThatAsks();
    await ask();
    const other = testKiosk(kioskIdOf('north-2'), 9);
    await server.enrol(other, '8');
    expect(await ask(REQUEST, other)).toMatchObject({ status: 422, answer: { error: { code: 'kiosk-mismatch' } } });
    const thief = testKiosk(kioskIdOf('north-1'), 10);
    expect(await ask('4'.repeat(32), thief)).toMatchObject({
      status: 403,
      answer: { error: { code: 'bad-signature' } },
    });
    const list = await (await server.as('technician')).json<ReadinessList>('/v1/readiness');
    expect(list.lanes.map(({ kioskId, asksUntil, last }) => [kioskId, asksUntil !== null, last])).toEqual([
      ['north-1', true, null],
      ['north-2', false, null],
    ]);
  });
});
