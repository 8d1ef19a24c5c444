/** Orders from the server's console to a lane's gate and disk, and back: a whole lane and a whole server, and a restart of each. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ALARMED_KINDS } from '../../server/border/conditions/condition-kinds.ts';
import type { OfficerId, TransactionId } from '../../server/contract/field.ts';
import type { OrderCommand } from '../../server/contract/order.ts';
import { isAsserted } from '../../server/contract/order-vocabulary.ts';
import { issueOrder } from '../../server/lanes/orders/issue-order.ts';
import { findOrder } from '../../server/lanes/orders/order-table.ts';
import { writeFacePolicy } from './flow-policies.ts';
import { KIOSK_ID, laneConfig, laneKey, type LaneUnderTest, SPECIMEN, startLaneUnderTest } from './lane-under-test.ts';
import { giveSignedOrder } from '../support/give-signed-order.ts';
import { CONSOLE_ORIGIN, passkeyOf, writeOfficerKeys } from '../support/officer-passkeys.ts';
import { SoftAuthenticator } from '../server/people/people/fixtures/soft-authenticator.ts';
import { enrolLane, type ServerUnderTest, startServerUnderTest } from './server-under-test.ts';

const OFFICER = { id: 'officer-7' as OfficerId, role: 'officer' } as const;
const SUPERVISOR = { id: 'supervisor-1' as OfficerId, role: 'supervisor' } as const;
const PRIVACY = { id: 'privacy-1' as OfficerId, role: 'privacy-officer' } as const;
const folder = mkdtempSync(join(tmpdir(), 'postern-orders-'));
const serverDir = join(folder, 'server');
/** One person's face with another's document: filmed, stored and referred. */
const STRANGER = {
  scene: { subject: { kind: 'person', specimen: SPECIMEN('bravo') } },
  document: { holder: SPECIMEN('alpha') },
} as const;

let server: ServerUnderTest;
let lane: LaneUnderTest;
let config: ReturnType<typeof laneConfig>;

beforeAll(async () => {
  const own = laneConfig(folder, { url: 'http://127.0.0.1:9', key: new Uint8Array(32) });
  const serverKey = await enrolLane(serverDir, await laneKey(own));
  server = await startServerUnderTest(serverDir);
  config = {
    ...{ ...own, serverUrl: new URL(server.server.url), serverKey, policyFile: writeFacePolicy(folder) },
    ...writeOfficerKeys(folder, ['officer-7', 'supervisor-1']),
  };
  lane = await startLaneUnderTest(config);
});
afterAll(async () => {
  await lane?.close();
  await server?.server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function order(
  command: OrderCommand,
  over: { transactionId?: TransactionId; people?: 'one' | 'privacy' | 'two'; signedBy?: SoftAuthenticator } = {},
) {
  const { context, orders } = server.server;
  const { transactionId, people = 'one', signedBy } = over;
  const wanted = {
    ...{ kioskId: KIOSK_ID, transactionId, order: command, session: null },
    ...(people === 'two'
      ? { person: SUPERVISOR, second: PRIVACY }
      : { person: people === 'privacy' ? PRIVACY : OFFICER }),
  };
  const issued = await context.queue.run((transaction) =>
    isAsserted(command.kind)
      ? giveSignedOrder(orders.desk, transaction, wanted, signedBy)
      : issueOrder(orders.desk, transaction, wanted),
  );
  if (issued.kind !== 'issued') throw new Error(issued.code);
  return issued.digest;
}
const became = (digest: string, state: string, refusal: string | null = null) =>
  vi.waitFor(
    async () => expect(await findOrder(server.server.database.knex, digest)).toMatchObject({ state, refusal }),
    60_000,
  );
const phase = () => lane.kiosk.lane.view().phase;

async function refer(): Promise<TransactionId> {
  await lane.send(STRANGER);
  const referred = lane.kiosk.lane.referred();
  if (referred === undefined) throw new Error('no traveller was referred');
  await vi.waitFor(async () => {
    const outcomes = await server.server.database.knex('reports').where({ transaction_id: referred, kind: 'match' });
    expect(outcomes).toHaveLength(1);
  }, 120_000);
  return referred;
}

function isOfCondition(kind: string): boolean {
  return (ALARMED_KINDS as readonly string[]).includes(kind);
}

describe('officer', () => {
  test('opens for a referred traveller, whose captures are then erased', async () => {
    const transactionId = await refer();
    expect(await lane.kiosk.vault.keeping.of(transactionId)).toMatchObject({ keptAs: 'referred' });
    const reported = lane.next('passage-reported');
    await became(await order({ kind: 'open-for-traveller' }, { transactionId }), 'obeyed');
    expect(await reported).toMatchObject({ passage: 'one-person' });
    await became(await order({ kind: 'open-for-traveller' }, { transactionId }), 'refused', 'other-traveller');
    await became(await order({ kind: 'resolve-referral', captures: 'erase-now' }, { transactionId }), 'obeyed');
    expect(await lane.kiosk.vault.keeping.of(transactionId)).toBeUndefined();
  });

  test('takes the lane out of service, which survives its restart, and back', async () => {
    await became(await order({ kind: 'take-out-of-service', reason: 'staffing' }), 'obeyed');
    expect(phase()).toBe('out-of-service');
    await lane.close();
    lane = await startLaneUnderTest(config);
    expect(phase()).toBe('out-of-service');
    await became(await order({ kind: 'return-to-service' }), 'obeyed');
    expect(phase()).toBe('idle');
  });

  test('opens the gate in an emergency, and closes it again', async () => {
    await became(await order({ kind: 'open-in-emergency', cause: 'drill' }), 'obeyed');
    expect(phase()).toBe('emergency');
    await became(await order({ kind: 'end-emergency' }), 'obeyed');
    await vi.waitFor(() => expect(phase()).toBe('idle'), 240_000);
  });
});

describe('gate stays shut, with the reason,', () => {
  const CAUSE = { kind: 'open-for-cause', cause: 'staff' } as const;

  test('for an officer whose passkey the lane does not have', async () => {
    const unknown = new SoftAuthenticator(CONSOLE_ORIGIN);
    await became(await order(CAUSE, { signedBy: unknown }), 'refused', 'officer-key-unknown');
    await became(
      await order({ kind: 'open-in-emergency', cause: 'fire' }, { signedBy: unknown }),
      'refused',
      'officer-key-unknown',
    );
    expect(phase()).toBe('idle');
  });

  test('for an order that a colleague signed', async () => {
    await became(await order(CAUSE, { signedBy: passkeyOf('supervisor-1') }), 'refused', 'officer-key-of-another');
    expect(phase()).toBe('idle');
    // The emergency and the time out of service have alarms of their own
    const kinds = (await server.alarms()).map(({ kind }) => kind).filter((kind) => !isOfCondition(kind));
    expect(kinds.toSorted()).toEqual(['officer-key-unknown', 'order-unasserted']);
  });
});

describe('supervisor and privacy officer', () => {
  test('hold a traveller’s captures, which cannot be erased until they release them', async () => {
    const transactionId = await refer();
    const alarmsBefore = (await server.alarms()).length;
    const until = Date.now() + 5 * 86_400_000;
    const hold = { kind: 'hold-captures', reason: 'court-order', until } as const;
    await became(await order(hold, { transactionId, people: 'two' }), 'obeyed');
    await became(
      await order({ kind: 'erase-captures' }, { transactionId, people: 'privacy' }),
      'refused',
      'under-hold',
    );
    expect(await lane.kiosk.vault.keeping.of(transactionId)).toMatchObject({ keptAs: 'legal-hold' });
    await became(await order({ kind: 'release-hold' }, { transactionId, people: 'two' }), 'obeyed');
    await became(await order({ kind: 'erase-captures' }, { transactionId, people: 'privacy' }), 'obeyed');
    expect(await lane.kiosk.vault.keeping.of(transactionId)).toBeUndefined();
    const kinds = (await server.reports()).flatMap(({ report }) => (report.kind === 'erasure' ? [report.cause] : []));
    expect(kinds).toEqual(expect.arrayContaining(['resolved', 'on-request']));
    expect((await server.alarms()).length).toBe(alarmsBefore);
  });
});

test('lane: receives orders again after a restart of the server', async () => {
  const { port } = server.server;
  await server.server.close();
  server = await startServerUnderTest(serverDir, port);
  await became(await order({ kind: 'take-out-of-service', reason: 'maintenance' }), 'obeyed');
  expect(phase()).toBe('out-of-service');
});
