import { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { kioskIdSchema } from '../../../../server/contract/field.ts';
import { revokeCertificatesOf } from '../../../../server/lanes/fleet/certificate-table.ts';
import { markDisabled } from '../../../../server/records/kiosks/kiosks.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';
import { DAY_MS, type GateBench, gateBench, issue, issueAndRecord, testAuthority } from './fixtures/fleet-bench.ts';

const kiosk = testKiosk();
const OTHER = testKiosk(kioskIdSchema.parse('south-2'), 9);
const LANE = { use: 'lane', kioskId: kiosk.id } as const;
const plain = { socket: new Socket() };
const nonce = (n: number) => n.toString(16).padStart(32, '0');

async function benchWithKiosk(): Promise<GateBench> {
  const all = await gateBench();
  await all.bench.enrol(kiosk, OTHER);
  return all;
}

const reasons = ({ bench }: GateBench) =>
  bench.log
    .map((line) => JSON.parse(line) as { event: string; kind: string })
    .filter(({ event }) => event === 'signal')
    .map(({ kind }) => kind.replace('kiosk-', ''));
const alarmKinds = async ({ bench }: GateBench) =>
  (await bench.alarms()).map(({ kind, kioskId }) => ({ kind, kioskId }));

describe('a kiosk’s connection over TLS', () => {
  test('belongs to the kiosk named in its recorded certificate', async () => {
    const all = await benchWithKiosk();
    expect(await all.ask(await issueAndRecord(all.bench, all.authority, LANE))).toEqual({
      kind: 'kiosk',
      id: kiosk.id,
    });
    expect(reasons(all)).toEqual([]);
  });

  test('is refused with the reason, without a certificate or with a foreign one', async () => {
    const all = await benchWithKiosk();
    const elsewhere = (await testAuthority()).authority;
    expect(await all.ask()).toMatchObject({ code: 'certificate-required' });
    expect(await all.ask(await issue(elsewhere, LANE))).toMatchObject({ code: 'certificate-refused' });
    expect(reasons(all)).toEqual(['no-certificate', 'unknown-authority']);
    expect(await alarmKinds(all)).toEqual([{ kind: 'certificate-refused', kioskId: null }]);
  });

  test('is refused with a self-signed certificate', async () => {
    const all = await benchWithKiosk();
    const forger = await testAuthority();
    // The forger uses the fleet's name; only the signature differs
    const named = { ...forger.authority, name: all.authority.name };
    expect(await all.ask(await issue(named, LANE))).toMatchObject({ code: 'certificate-refused' });
    expect(reasons(all)).toEqual([expect.stringMatching(/unknown-authority|unusable/)]);
  });

  test('is refused with an expired or not yet valid certificate', async () => {
    const all = await benchWithKiosk();
    const past = { nowMs: Date.now() - 2 * DAY_MS, lifetimeMs: DAY_MS };
    const future = { nowMs: Date.now() + 2 * DAY_MS };
    expect(await all.ask(await issueAndRecord(all.bench, all.authority, LANE, past))).toMatchObject({
      code: 'certificate-refused',
    });
    expect(await all.ask(await issueAndRecord(all.bench, all.authority, LANE, future))).toMatchObject({
      code: 'certificate-refused',
    });
    expect(reasons(all)).toEqual(['expired', 'not-yet-valid']);
  });

  test("is refused by the server's clock after its certificate expires", async () => {
    const all = await benchWithKiosk();
    const held = await issueAndRecord(all.bench, all.authority, LANE);
    // It was issued shortly after the bench's clock was set, for a day.
    all.bench.clock.turn(2 * DAY_MS);
    expect(await all.ask(held)).toMatchObject({ code: 'certificate-refused' });
    expect(reasons(all)).toEqual(['expired']);
  });

  test('is refused with a certificate for another use', async () => {
    const all = await benchWithKiosk();
    const evidence = { use: 'evidence', kioskId: kiosk.id, host: 'lane.example' } as const;
    expect(await all.ask(await issueAndRecord(all.bench, all.authority, evidence))).toMatchObject({
      code: 'certificate-refused',
    });
    expect(await all.ask(await issue(all.authority, { use: 'server', names: ['lane.example'] }))).toMatchObject({
      code: 'certificate-refused',
    });
    expect(reasons(all)).toEqual(['not-for-clients', 'not-for-clients']);
  });

  test('raises the gravest alarm for a signed but unrecorded certificate', async () => {
    const all = await benchWithKiosk();
    expect(await all.ask(await issue(all.authority, LANE))).toMatchObject({ code: 'certificate-refused' });
    expect(await alarmKinds(all)).toEqual([{ kind: 'unrecorded-certificate', kioskId: null }]);
  });

  test('is refused once its certificate is revoked or its kiosk disabled', async () => {
    const all = await benchWithKiosk();
    const held = await issueAndRecord(all.bench, all.authority, LANE);
    const { queue } = all.bench.context;
    await queue.run((transaction) => revokeCertificatesOf(transaction, kiosk.id, 'key-compromise', Date.now()));
    expect(await all.ask(held)).toMatchObject({ code: 'certificate-refused' });
    await queue.run((transaction) => markDisabled(transaction, kiosk.id, Date.now()));
    expect(await all.ask(held)).toMatchObject({ code: 'kiosk-disabled' });
    expect(reasons(all)).toEqual(['revoked', 'disabled']);
    expect(await alarmKinds(all)).toEqual(
      expect.arrayContaining([
        { kind: 'certificate-revoked', kioskId: kiosk.id },
        { kind: 'disabled-kiosk', kioskId: kiosk.id },
      ]),
    );
  });
});

describe('a kiosk’s hello message', () => {
  const now = Date.now();
  const at = ({ bench }: GateBench) => bench.clock.wallMs();

  test('opens a socket for the kiosk that signed it, once', async () => {
    const all = await benchWithKiosk();
    const hello = kiosk.hello({ at: at(all), nonce: nonce(1) });
    expect(await all.gate.ofHandshake(plain, hello)).toMatchObject({ kind: 'kiosk', kiosk: { id: kiosk.id } });
    expect(await all.gate.ofHandshake(plain, hello)).toMatchObject({ code: 'hello-refused' });
    expect(reasons(all)).toEqual(['replayed-hello']);
  });

  test('cannot be used again as long as its time is accepted', async () => {
    const all = await benchWithKiosk();
    const hello = kiosk.hello({ at: all.bench.clock.wallMs() + 59_000, nonce: nonce(1) });
    expect(await all.gate.ofHandshake(plain, hello)).toMatchObject({ kind: 'kiosk' });
    all.bench.clock.turn(118_000);
    expect(await all.gate.ofHandshake(plain, hello)).toMatchObject({ code: 'hello-refused' });
    all.bench.clock.turn(3_000);
    expect(await all.gate.ofHandshake(plain, hello)).toMatchObject({ code: 'hello-refused' });
    expect(reasons(all)).toEqual(['replayed-hello', 'stale-hello']);
  });

  test.each([
    ['absent', undefined, 'malformed-hello'],
    ['not JSON', 'hello', 'malformed-hello'],
    ['oversized', 'x'.repeat(2_000), 'malformed-hello'],
    ['an object', { kioskId: 'north-1' }, 'malformed-hello'],
    ['a minute old', kiosk.hello({ at: now - 120_000, nonce: nonce(2) }), 'stale-hello'],
    ['from tomorrow', kiosk.hello({ at: now + DAY_MS, nonce: nonce(3) }), 'stale-hello'],
    ['a status', new TextDecoder().decode(kiosk.status()), 'forged-hello'],
  ])('is refused: %s', async (_fault, hello, why) => {
    const all = await benchWithKiosk();
    expect(await all.gate.ofHandshake(plain, hello)).toMatchObject({ code: 'hello-refused' });
    expect(reasons(all)).toEqual([why]);
  });

  test('is refused from an unknown or disabled kiosk', async () => {
    const all = await benchWithKiosk();
    const stranger = testKiosk(kioskIdSchema.parse('nobody-1'), 11);
    expect(await all.gate.ofHandshake(plain, stranger.hello({ at: at(all), nonce: nonce(1) }))).toMatchObject({
      code: 'unknown-kiosk',
    });
    await all.bench.context.queue.run((transaction) => markDisabled(transaction, kiosk.id, Date.now()));
    expect(await all.gate.ofHandshake(plain, kiosk.hello({ at: at(all), nonce: nonce(1) }))).toMatchObject({
      code: 'kiosk-disabled',
    });
    expect(reasons(all)).toEqual(['unknown-kiosk', 'disabled']);
  });
});

test("certified kiosk: may send only its own messages; another kiosk's raise an alarm", async () => {
  const all = await benchWithKiosk();
  const [own, other] = [kiosk.id, OTHER.id];
  const sender = { kind: 'kiosk', kiosk: { id: own } } as Parameters<GateBench['gate']['judgeAuthor']>[0];
  expect(all.gate.judgeAuthor(sender, own)).toBe('certified');
  expect(all.gate.judgeAuthor({ kind: 'unproven' }, other)).toBe('unproven');
  expect(all.gate.judgeAuthor(sender, other)).toMatchObject({ code: 'certificate-refused' });
  expect(await alarmKinds(all)).toEqual([{ kind: 'certificate-of-other-kiosk', kioskId: own }]);
});
