/** Faults of stored data that take a lane out of service, and its recovery. */
import { describe, expect, test, vi } from 'vitest';
import { DeviceError } from '../../../../hardware/device/device-error.ts';
import { startHousekeeping } from '../../../../kiosk/main/app/housekeeping.ts';
import type { LaneStorage } from '../../../../kiosk/main/storage/lane-storage.ts';
import { developmentNotice } from '../../../../kiosk/rules/notice/development-notice.ts';
import { KeyError } from '../../../../kiosk/vault/captures/keys/key-error.ts';
import { orderRig } from '../../lane/orders/order-rig.ts';

const only = <T extends object>(parts: Partial<T>): T => parts as T;

async function keptHouse() {
  const lane = await orderRig();
  lane.lane.dispatch({ kind: 'started' });
  await lane.lane.settled();
  const trouble: { erase?: Error; owner?: Error; probe?: Error; handles?: Error | 'missing' | 'not-of-today' } = {};
  const eraseDue = async () => {
    if (trouble.erase !== undefined) throw trouble.erase;
    return { retentionClass: 'referred' as const, captures: 0, erasedAt: 0 };
  };
  const stop = startHousekeeping({
    clock: lane.clock,
    lane: lane.lane,
    retention: lane.retention,
    log: (event) => void lane.events.push(event),
    secureElement: { status: () => ({ kind: 'ready' }) },
    handleKeeper: {
      async round() {
        if (trouble.handles instanceof Error) throw trouble.handles;
        return trouble.handles ?? 'ready';
      },
    },
    storage: {
      vault: only<LaneStorage['vault']>({ eraseDue, destroyUnusedKeys: async () => 0 }),
      epochKeys: only<LaneStorage['epochKeys']>({
        async checkOwner() {
          if (trouble.owner !== undefined) throw trouble.owner;
        },
        rotateRoot: async () => ({ generation: 1, rewrapped: 0, lost: 0, rootsDestroyed: 0 }),
      }),
      registrations: only<LaneStorage['registrations']>({
        eraseDue: async () => 0,
        destroyUnusedKeys: async () => 0,
      }),
      faceRegistrations: only<LaneStorage['faceRegistrations']>({ destroyUnused: async () => 0 }),
      receipts: only<LaneStorage['receipts']>({
        erase: async (_kind, erase) => Number(await erase(0)) || 0,
        flush: async () => undefined,
      }),
      journal: {
        ...lane.journal,
        async probe() {
          if (trouble.probe !== undefined) throw trouble.probe;
        },
      },
    },
    keptCounts: { count: async () => undefined },
    time: { nowMs: () => lane.clock.wallMs(), trouble: () => undefined, remember: () => undefined },
    notice: developmentNotice(lane.clock.wallMs()),
  });
  /** Runs rounds until the lane has this phase and these faults. */
  const becomes = (phase: string, faults: readonly string[]) =>
    vi.waitFor(async () => {
      await lane.clock.advance(5_000);
      expect([lane.phase(), lane.lane.lane().faults]).toEqual([phase, faults]);
    }, 60_000);
  return { ...lane, trouble, becomes, stop };
}

describe('a lane', () => {
  test.each([
    ['that cannot erase due data because its disk is read-only', { erase: new Error('SQLITE_READONLY') }, 'vault'],
    ['whose database of captures is damaged', { erase: new Error('SQLITE_CORRUPT') }, 'vault'],
    ['with another secure element than that of its keys', { owner: new KeyError('other-owner', 'another') }, 'vault'],
    ['whose disk is full', { probe: new Error('SQLITE_FULL') }, 'outbox'],
    ["without the fleet's handle key", { handles: 'missing' }, 'handle-keys'],
    ['with handle keys of other days only', { handles: 'not-of-today' }, 'handle-keys'],
  ] as const)('%s is out of service until the fault is repaired', async (_what, trouble, fault) => {
    const lane = await keptHouse();
    await lane.becomes('idle', []);
    Object.assign(lane.trouble, trouble);
    await lane.becomes('out-of-service', [fault]);
    for (const name of Object.keys(trouble)) delete lane.trouble[name as keyof typeof lane.trouble];
    await lane.becomes('idle', []);
    await lane.stop();
    await lane.close();
  });

  test('that cannot access its handle keys still erases due captures', async () => {
    const lane = await keptHouse();
    lane.trouble.handles = new DeviceError('secure-element', 'corrupt', 'damaged');
    lane.trouble.erase = new Error('SQLITE_READONLY');
    await lane.becomes('out-of-service', ['handle-keys', 'vault']);
    await lane.stop();
    await lane.close();
  });

  test('whose secure element is unavailable has no vault fault in addition', async () => {
    const lane = await keptHouse();
    lane.trouble.owner = new DeviceError('secure-element', 'disconnected', 'gone');
    const failed = () => lane.events.filter(({ event }) => event === 'step-failed').length;
    await vi.waitFor(async () => {
      await lane.clock.advance(5_000);
      expect(failed()).toBeGreaterThan(1);
    }, 60_000);
    expect([lane.phase(), lane.lane.lane().faults]).toEqual(['idle', []]);
    await lane.stop();
    await lane.close();
  });
});
