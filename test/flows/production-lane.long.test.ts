/**
 * A lane as in the field: its own hardened program, with settings that production accepts, on drivers of real devices, against a production
 * server. One thing differs: production refuses a TPM of software, so the program runs in development mode, and the server is set to
 * accept its token. `production/production-world.ts` lists what surrounds the lane.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { io } from 'socket.io-client';
import { describe, expect, onTestFinished, test } from 'vitest';
import { fileFaults } from '../../kiosk/main/app/file-faults.ts';
import type { LaneFault } from '../../kiosk/platform/base/vocabulary.ts';
import { readConfig } from '../../kiosk/platform/config/config.ts';
import { type ProgramEvent, startProgram } from '../../kiosk/dock/program.ts';
import { REQUEST_FILE } from '../../kiosk/fleet/handles/handle-keeper.ts';
import type { ScreenState } from '../../kiosk/main/screen/screen-state.ts';
import { screenToken } from '../../kiosk/main/screen/screen-token.ts';
import { missingFfmpeg } from '../hardware/camera/ffmpeg/film.ts';
import { stackMissing } from '../hardware/document-reader/pcsc/pcsc-daemon.ts';
import { missingSoftHsm } from '../hardware/secure-element/pkcs11/soft-token.ts';
import { MODBUS_PARTS } from '../support/modbus/foreign-module.ts';
import { missingSystemParts } from '../support/system-part.ts';
import { missingTpm } from '../support/tpm/soft-tpm.ts';
import { LANE_CLOCK_SETTINGS } from './lane-clock.ts';
import { productionWorld } from './production/production-world.ts';
import { reportsHeld } from './reports-held.ts';

const missing =
  missingFfmpeg() ??
  stackMissing() ??
  missingSoftHsm() ??
  missingTpm() ??
  missingSystemParts('the Modbus gate', MODBUS_PARTS);

const PATIENCE_MS = 240_000;
/** Two travellers, and the loss of four devices: each step has its own patience. */
const WHOLE_MS = 1_200_000;

describe.skipIf(missing !== undefined)(`a lane of the field${missing === undefined ? '' : `: ${missing}`}`, () => {
  test('clears a traveller, and names, survives and mends the loss of each device', { timeout: WHOLE_MS }, async () => {
    const field = await productionWorld();
    onTestFinished(field.close);
    const { settings, server, world, camera, barrier, tpm } = field;
    const asProduction = (changed: object) =>
      readConfig({ ...settings, ...changed }, [], (ours) => fileFaults(ours, Date.now()));
    expect(() => asProduction({})).toThrow(
      'the configuration has 1 fault(s):\n  POSTERN_KIOSK_TPM: must be device: with the device of a TPM: production refuses a software TPM',
    );
    expect(asProduction({ POSTERN_KIOSK_TPM: 'device:/dev/tpmrm0' }).mode).toBe('production');

    const events: ProgramEvent[] = [];
    const dataDir = settings['POSTERN_KIOSK_DATA_DIR'] ?? '';
    const lane = startProgram({
      name: 'lane',
      entry: 'kiosk/main.js',
      hardened: true,
      settings: { ...settings, ...LANE_CLOCK_SETTINGS, POSTERN_MODE: 'development' },
      logFile: join(field.folder, 'lane.log'),
      onEvent: (event) => events.push(event),
    });
    onTestFinished(lane.stop);
    const url = String((await lane.listening)['url']);

    let state: ScreenState | undefined;
    const screen = io(url, {
      ...{ path: '/screen.io', transports: ['websocket'], extraHeaders: { origin: url.replace(/\/$/, '') } },
      query: { token: screenToken(dataDir) },
    });
    onTestFinished(() => void screen.close());
    const isPageAwaited = () => state?.phase === 'document' && state.document === undefined;
    screen.on('state', (next: ScreenState) => {
      const entered = next.phase === state?.phase ? undefined : next.phase;
      state = next;
      if (entered === 'notice') screen.emit('touch', 'continue');
      if (isPageAwaited()) void world.swipe(() => !isPageAwaited());
      if (entered === 'referred') screen.emit('touch', 'done');
    });
    const until = async (what: string, holds: () => boolean): Promise<void> => {
      const limit = Date.now() + PATIENCE_MS;
      while (!holds()) {
        if (Date.now() > limit) {
          throw new Error(
            `not within ${PATIENCE_MS} ms: ${what}; ${state?.phase} ${JSON.stringify(events.slice(-60))}`,
          );
        }
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    };
    const open = new Set<unknown>();
    const isOpen = (fault: LaneFault): boolean => {
      open.clear();
      for (const { event, fault: one, raised } of events) {
        if (event !== 'fault') continue;
        if (raised === true) open.add(one);
        else open.delete(one);
      }
      return open.has(fault);
    };

    const serve = async (): Promise<readonly ProgramEvent[]> => {
      await until('the lane is idle', () => state?.phase === 'idle');
      const from = events.length;
      await world.presentDocument();
      await until('the captures are erased', () =>
        events.slice(from).some(({ event }) => event === 'captures-erased' || event === 'captures-kept'),
      );
      world.removeDocument();
      await until('the lane is idle again', () => state?.phase === 'idle');
      const report = events.slice(from).find(({ event }) => event === 'match-reported');
      expect(report, JSON.stringify(events.slice(from))).toMatchObject({ outcome: 'cleared' });
      await until('the passage is reported', () =>
        events.slice(from).some(({ event }) => event === 'passage-reported'),
      );
      return events.slice(from);
    };

    // No traveller is served before the holders of the fleet's key have answered
    await until('the lane asks for the key of handles', () => existsSync(join(dataDir, REQUEST_FILE)));
    await field.deliverHandleKey(join(dataDir, REQUEST_FILE));
    await barrier.expectPerson('passes');
    const first = await serve();
    expect(first.filter(({ event }) => event === 'passage-reported')).toMatchObject([{ passage: 'one-person' }]);

    const losses: readonly (readonly [LaneFault, () => unknown, () => unknown])[] = [
      ['camera', camera.unplug, camera.plugIn],
      ['document-reader', world.unplugReader, world.plugInReader],
      ['gate', barrier.unplug, barrier.plugIn],
      ['secure-element', tpm.cutPower, tpm.start],
    ];
    for (const [device, unplug, plugIn] of losses) {
      await unplug();
      await until(`the loss of the ${device} is named`, () => isOpen(device));
      await until(`the screen shows that the ${device} is lost`, () => state?.phase === 'out-of-service');
      expect(barrier.coils()[0], 'nothing opens the barrier').toBe(0);
      await plugIn();
      await until(`the ${device} works again`, () => state?.phase === 'idle' && !isOpen(device));
    }

    const last = await serve();
    expect(last.filter(({ event }) => event === 'match-reported')).toHaveLength(1);
    const reported = async () => (await reportsHeld(server.database.knex)).map(({ report }) => report.sequence);
    const written = [...first, ...last].filter(
      ({ event }) => event === 'match-reported' || event === 'passage-reported',
    );
    await expect.poll(async () => (await reported()).length).toBeGreaterThanOrEqual(written.length);
    const sequences = await reported();
    expect(sequences).toEqual(sequences.map((_, at) => at + 1));
  });
});
