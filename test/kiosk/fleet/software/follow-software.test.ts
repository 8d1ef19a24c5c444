import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type TurnedClock, turnedClock } from '../../../../hardware/host/turned-clock.ts';
import { TargetBoard } from '../../../../kiosk/fleet/releases/target-board.ts';
import { followSoftware, type SoftwareFollower } from '../../../../kiosk/fleet/software/follow-software.ts';
import { HEALTHY_FOR_MS, TRIAL_MS } from '../../../../kiosk/fleet/software/judge-trial.ts';
import {
  filled,
  healthy,
  type HealthPart,
  INSTALLED,
  type Place,
  returnFromTrial,
  type Selection,
  switched,
} from '../../../../kiosk/fleet/software/selection.ts';
import { obeyReturn, readReturnOrder, writeReturnOrder } from '../../../../kiosk/fleet/software/return-order.ts';
import { readSelection, softwareFolder, writeSelection } from '../../../../kiosk/fleet/software/software-folder.ts';
import { type SoftwareFault, SoftwareRefused } from '../../../../kiosk/fleet/software/software-refused.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const releaseOf = (version: number) => ({ name: 'lane', version, digest: String(version).repeat(64) });
/** Version 1 is good, in `a`. */
const GOOD: Selection = healthy(switched(filled(INSTALLED, 'a', releaseOf(1)), 'a', []));
const TRIED: Selection = switched(filled(GOOD, 'b', releaseOf(2)), 'b', ['devices', 'server']);

let software: string;
let clock: TurnedClock;
let targets: TargetBoard;
let phase: 'idle' | 'face' | 'out-of-service';
let working: HealthPart[];
let restarts: number;
let prepared: number[];
let refusal: SoftwareFault | undefined;
let isChecked: boolean;
let events: object[];

beforeEach(() => {
  software = softwareFolder(temporaryFolder());
  mkdirSync(software);
  clock = turnedClock();
  targets = new TargetBoard();
  phase = 'idle';
  working = ['devices', 'server'];
  restarts = 0;
  prepared = [];
  refusal = undefined;
  isChecked = true;
  events = [];
});

function offer(...versions: number[]): void {
  const shown = versions.map((version) => ({
    ...releaseOf(version),
    kind: 'software' as const,
    lengthBytes: 1,
    file: `/nowhere/${version}`,
    fetchedAtMs: 0,
    expiresAtMs: Infinity,
  }));
  targets.show(shown);
}

function follow(selection: Selection, running: Place): SoftwareFollower {
  if (selection !== INSTALLED) writeSelection(software, selection);
  const follower = followSoftware({
    ...{ name: 'lane', software, metadata: '', installedRoot: new Uint8Array(), running, targets, clock },
    isChecked: () => isChecked,
    lane: {
      hold: () => void (phase === 'idle' && (phase = 'out-of-service')),
      release: () => void (phase = 'idle'),
      isResting: () => phase === 'out-of-service',
    },
    working: () => working,
    log: (event) => events.push(event),
    restart: () => void (restarts += 1),
    prepare: async ({ slot, release }) => {
      prepared.push(release.version);
      if (refusal !== undefined) throw new SoftwareRefused(refusal, 'test');
      writeSelection(software, filled(readSelection(software), slot, release));
    },
  });
  onTestFinished(() => follower.close());
  return follower;
}

describe('lane with a new release of its software', () => {
  test('prepares it while it serves, and restarts with it when it is empty', async () => {
    offer(1, 2);
    targets.show(targets.of('software').slice(1));
    follow(GOOD, 'a');
    phase = 'face';
    await clock.advance(60_000);
    expect([prepared, restarts, readSelection(software).trial]).toEqual([[2], 0, null]);
    phase = 'idle';
    await clock.advance(10_000);
    expect(restarts).toBe(1);
    expect(readSelection(software).trial).toEqual({ slot: 'b', starts: 0, before: ['devices', 'server'] });
  });
  test('never restarts while a traveller is in the lane', async () => {
    offer(2);
    follow(GOOD, 'a');
    phase = 'face';
    await clock.advance(6 * 3_600_000);
    expect(restarts).toBe(0);
  });
  test('restarts once', async () => {
    offer(2);
    follow(GOOD, 'a');
    await clock.advance(3_600_000);
    expect(restarts).toBe(1);
  });
  test('restarts out of service too, because the release may be the repair', async () => {
    offer(2);
    phase = 'out-of-service';
    working = ['server'];
    follow(GOOD, 'a');
    await clock.advance(30_000);
    expect(restarts).toBe(1);
    expect(readSelection(software).trial?.before).toEqual(['server']);
  });
  test('tries it again after a while when it could not be prepared, and a changed one at once', async () => {
    offer(2);
    refusal = 'disk';
    follow(GOOD, 'a');
    await clock.advance(600_000);
    expect(prepared).toEqual([2]);
    expect(events).toContainEqual({ event: 'software-refused', version: 2, code: 'disk' });
    await clock.advance(600_000);
    expect(prepared).toEqual([2, 2]);
    offer(3);
    await clock.advance(5_000);
    expect(prepared).toEqual([2, 2, 3]);
    expect([restarts, phase]).toEqual([0, 'idle']);
  });
  test('serves travellers again when the disk does not take the switch', async () => {
    offer(2);
    follow(filled(GOOD, 'b', releaseOf(2)), 'a');
    rmSync(software, { recursive: true });
    writeFileSync(software, '');
    await clock.advance(3_000);
    expect([restarts, phase]).toEqual([0, 'out-of-service']);
    await clock.advance(3_000);
    expect([restarts, phase]).toEqual([0, 'idle']);
  });
  test('goes back to the release before at once, when people or the server take the new one back', async () => {
    offer(1);
    follow(healthy(TRIED), 'b');
    await clock.advance(20_000);
    expect([restarts, prepared]).toEqual([1, []]);
    expect(readSelection(software).trial?.slot).toBe('a');
  });
  test('goes back to the installed package when nothing is offered, after a check of the channel', async () => {
    isChecked = false;
    follow(GOOD, 'a');
    await clock.advance(86_400_000);
    expect(restarts).toBe(0);
    isChecked = true;
    await clock.advance(20_000);
    expect([restarts, readSelection(software).good]).toEqual([1, 'installed']);
  });
});

describe('lane with a release on trial', () => {
  test('keeps it after a minute in which all parts worked', async () => {
    offer(2);
    const follower = follow(TRIED, 'b');
    expect(follower.state()).toEqual({ name: 'lane', running: 2, standing: 'on-trial' });
    await clock.advance(HEALTHY_FOR_MS + 5_000);
    expect(readSelection(software)).toMatchObject({ good: 'b', trial: null });
    expect(follower.state().standing).toBe('in-use');
    expect(restarts).toBe(0);
  });
  test.each(['devices', 'server'] as const)('leaves it when %s do not come, and names that', async (part) => {
    offer(2);
    working = working.filter((one) => one !== part);
    const follower = follow(TRIED, 'b');
    await clock.advance(TRIAL_MS - 10_000);
    expect(restarts).toBe(0);
    await clock.advance(30_000);
    expect(restarts).toBe(1);
    const at = expect.any(Number);
    expect(readSelection(software)).toMatchObject({ good: 'a', trial: null, returned: { why: part, to: 'a', at } });
    expect(follower.state().returned).toEqual({ version: 2, to: 1, why: part, at });
    expect(events).toContainEqual({ event: 'software', state: 'returned', version: 2, why: part });
  });
  test('waits with the return until the traveller has left', async () => {
    offer(2);
    working = [];
    phase = 'face';
    follow(TRIED, 'b');
    await clock.advance(TRIAL_MS + 60_000);
    expect([restarts, readSelection(software).good, readSelection(software).trial]).toEqual([0, 'a', null]);
    phase = 'idle';
    await clock.advance(10_000);
    expect(restarts).toBe(1);
  });
  test('does not try the release that it left, and says so until a later one is healthy', async () => {
    offer(2);
    working = [];
    const first = follow(TRIED, 'b');
    await clock.advance(TRIAL_MS + 60_000);
    await first.close();
    [phase, restarts, working] = ['idle', 0, ['devices', 'server']];
    const second = follow(readSelection(software), 'a');
    await clock.advance(3_600_000);
    expect([restarts, prepared]).toEqual([0, []]);
    expect(second.state()).toMatchObject({ running: 1, returned: { version: 2, why: 'devices' } });
    offer(3);
    await clock.advance(20_000);
    expect([restarts, prepared]).toEqual([1, [3]]);
  });
  test('forgets the return when people have withdrawn the release that it left', async () => {
    offer(2);
    const follower = follow(returnFromTrial(TRIED, 'devices', 5), 'a');
    await clock.advance(60_000);
    expect(follower.state().returned).toMatchObject({ version: 2, to: 1 });
    offer(1);
    await clock.advance(10_000);
    expect(follower.state()).toEqual({ name: 'lane', running: 1, standing: 'in-use' });
    expect(restarts).toBe(0);
  });
  test('ends the trial when the release is taken back', async () => {
    offer(1);
    follow(TRIED, 'b');
    await clock.advance(20_000);
    expect([restarts, readSelection(software).trial]).toEqual([1, null]);
    expect(readSelection(software).refused).toEqual([]);
  });
  test('does not restart without end when the launcher could not count a start', async () => {
    offer(2);
    // The launcher has started the good release, because the disk was full
    follow(TRIED, 'a');
    await clock.advance(600_000);
    expect(restarts).toBe(0);
    await clock.advance(600_000);
    expect(restarts).toBe(1);
    expect(readSelection(software).trial).toMatchObject({ slot: 'b', starts: 0 });
  });
});

describe('lane whose technician orders it to leave its release', () => {
  const LATER = healthy(TRIED);
  const order = (version: number) =>
    writeReturnOrder(software, { version: 1, leaves: releaseOf(version), to: 'before' });

  test('leaves it when no traveller is in the lane, with a record', async () => {
    offer(2);
    follow(LATER, 'b');
    phase = 'face';
    order(2);
    await clock.advance(600_000);
    expect([restarts, readSelection(software).good]).toEqual([0, 'b']);
    expect(events).toContainEqual({ event: 'software', state: 'ordered', version: 2 });
    phase = 'idle';
    await clock.advance(10_000);
    expect(restarts).toBe(1);
    expect(readSelection(software)).toMatchObject({ good: 'a', returned: { why: 'technician', to: 'a' } });
  });
  test('reports it after the restart, and does not take the release again', async () => {
    offer(2);
    const follower = follow(obeyReturn(LATER, { version: 1, leaves: releaseOf(2), to: 'before' }, 7), 'a');
    await clock.advance(3_600_000);
    expect([restarts, prepared]).toEqual([0, []]);
    expect(follower.state()).toMatchObject({ running: 1, returned: { version: 2, to: 1, why: 'technician' } });
    expect(events).toContainEqual({ event: 'software', state: 'returned', version: 2, why: 'technician' });
  });
  test('leaves a release on trial before its trial has ended', async () => {
    offer(2);
    follow(TRIED, 'b');
    order(2);
    await clock.advance(10_000);
    expect(readSelection(software)).toMatchObject({ good: 'a', trial: null, returned: { why: 'technician' } });
  });
  test('does not switch to another release first', async () => {
    offer(2);
    follow(filled(GOOD, 'b', releaseOf(2)), 'a');
    phase = 'face';
    await clock.advance(5_000);
    order(1);
    phase = 'idle';
    await clock.advance(10_000);
    expect(restarts).toBe(1);
    expect(readSelection(software)).toMatchObject({ good: 'installed', trial: null, returned: { why: 'technician' } });
  });
  test('ignores an order that names another release', async () => {
    offer(1);
    follow(GOOD, 'a');
    order(2);
    await clock.advance(10_000);
    expect([restarts, readSelection(software), readReturnOrder(software)]).toEqual([0, GOOD, undefined]);
  });
});
