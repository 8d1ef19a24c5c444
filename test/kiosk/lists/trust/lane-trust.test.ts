import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import { createIssuingState } from '../../../../hardware/simulation/pki/issuing-state.ts';
import type { KioskEvent } from '../../../../kiosk/platform/base/events.ts';
import { memoryFileIn } from '../../../../kiosk/platform/base/memory-file.ts';
import { specimenTerminal, withSpecimenStates } from '../../../../kiosk/main/simulation/specimen-trust.ts';
import { keepTrust, type LaneTrustOptions, type SpecimenTrust } from '../../../../kiosk/lists/trust/lane-trust.ts';
import { watchMasterLists } from '../../../../kiosk/lists/trust/watch-master-lists.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { masterListOf } from '../pkd/specimen-directory.ts';

const NOW = Date.UTC(2030, 5, 1);
const DAY_MS = 86_400_000;
const state = createIssuingState('UT', { notBefore: NOW - 400 * DAY_MS, notAfter: NOW + 400 * DAY_MS });

function keeping(options: Partial<LaneTrustOptions> = {}) {
  const folder = temporaryFolder();
  const trustDir = join(folder, 'trust');
  mkdirSync(join(trustDir, 'csca'), { recursive: true });
  const clock = turnedClock(NOW);
  const events: KioskEvent[] = [];
  const trust = keepTrust({
    trustDir,
    memoryFile: memoryFileIn({ dataDir: folder }, 'memory'),
    terminal: undefined,
    specimens: undefined,
    clock,
    log: (event) => events.push(event),
    ...options,
  });
  return { trust, trustDir, folder, clock, events };
}

const specimens: SpecimenTrust = {
  withStates: (store) => withSpecimenStates(store, turnedClock(NOW)),
  terminal: () => specimenTerminal(turnedClock(NOW)),
};

describe('the lane’s trust data', () => {
  it('is read again within a minute of a new file, without a restart', async () => {
    const { trust, trustDir, clock, events } = keeping();
    expect(trust.store().pool.anchors).toHaveLength(0);
    writeFileSync(join(trustDir, 'csca', 'ut.cer'), state.signingAuthority.certificate);
    await clock.advance(60_000);
    expect(trust.store().pool.anchors).toHaveLength(1);
    await clock.advance(600_000);
    expect(events.map(({ event }) => event)).toEqual(['trust', 'trust']);
    trust.close();
  });

  it('is read again between two travellers, and not while one is served', async () => {
    const { trust, trustDir, clock } = keeping();
    let isQuiet = false;
    trust.loadWhile(() => isQuiet);
    writeFileSync(join(trustDir, 'csca', 'ut.cer'), state.signingAuthority.certificate);
    await clock.advance(120_000);
    expect(trust.store().pool.anchors).toHaveLength(0);
    isQuiet = true;
    await clock.advance(1_000);
    expect(trust.store().pool.anchors).toHaveLength(1);
    trust.close();
  });

  it('states the age of its newest master list, which the policy limits', async () => {
    const { trust, trustDir, clock } = keeping();
    const events: KioskEvent[] = [];
    const limits = { warnAfterMs: 10.2 * DAY_MS, referAfterMs: 11.1 * DAY_MS };
    const parts = { clock, log: (event: KioskEvent) => void events.push(event) };
    const watch = watchMasterLists(trust, () => limits, parts);
    expect(watch.state()).toBe('stale');
    expect(watchMasterLists(trust, () => undefined, parts).state()).toBe('current');
    for (const [folder, file] of [
      ['master-list-roots', state.signingAuthority.certificate],
      ['master-lists', masterListOf(state, [state.signingAuthority.certificate], NOW - 10 * DAY_MS)],
    ] as const) {
      mkdirSync(join(trustDir, folder), { recursive: true });
      writeFileSync(join(trustDir, folder, 'ut'), file);
    }
    await clock.advance(600_000);
    expect(watch.state()).toBe('current');
    await clock.advance(DAY_MS / 2);
    expect(watch.state()).toBe('ageing');
    await clock.advance(DAY_MS);
    expect(watch.state()).toBe('stale');
    expect(events.map((event) => event.event === 'master-lists' && [event.state, event.days])).toEqual([
      ['stale', undefined],
      ['current', 10],
      ['ageing', 10],
      ['stale', 11],
    ]);
    watch.close();
    trust.close();
  });

  it('remains unchanged while its memory cannot be written', async () => {
    const { trust, trustDir, folder, clock, events } = keeping();
    writeFileSync(join(trustDir, 'csca', 'ut.cer'), state.signingAuthority.certificate);
    rmSync(join(folder, 'memory.json'));
    // A folder that is not empty cannot be replaced by a file
    mkdirSync(join(folder, 'memory.json', 'inside'), { recursive: true });
    await clock.advance(60_000);
    expect(trust.store().pool.anchors).toHaveLength(0);
    expect(events.at(-1)).toMatchObject({ event: 'step-failed', step: 'read-trust' });
    trust.close();
  });

  it('no longer contains files that are removed from the folder', async () => {
    const { trust, trustDir, clock } = keeping();
    const file = join(trustDir, 'csca', 'ut.cer');
    writeFileSync(file, state.signingAuthority.certificate);
    await clock.advance(60_000);
    writeFileSync(file, 'withdrawn');
    utimesSync(file, 1, 1);
    await clock.advance(60_000);
    expect(trust.store().pool.anchors).toHaveLength(0);
    trust.close();
  });

  it('permits reading specimens’ fingerprints on simulators only, and only if fingers are compared', () => {
    expect(
      keeping({ specimens, terminal: { dir: undefined, keys: { files: 'used' } } }).trust.terminal()?.certificates
        .length,
    ).toBeGreaterThan(2);
    expect(keeping({ specimens }).trust.terminal()).toBeUndefined();
    expect(keeping({ terminal: { dir: undefined, keys: { files: 'used' } } }).trust.terminal()).toBeUndefined();
  });

  it('reports which files of a terminal’s folder cannot be used, and how long the others are valid', () => {
    const dir = temporaryFolder();
    writeFileSync(join(dir, 'broken.cvcert'), 'x');
    const { events } = keeping({ terminal: { dir, keys: { files: 'used' } } });
    expect(events.at(-1)).toEqual({ event: 'terminal', daysLeft: 0, refused: ['broken.cvcert: malformed'] });
  });
});
