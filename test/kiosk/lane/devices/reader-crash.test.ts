/** A reader's driver crashes in the middle of a lane's day. */
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../../../hardware/host/system-clock.ts';
import { libfprintScanner } from '../../../../hardware/fingerprint-scanner/libfprint/libfprint-scanner.ts';
import { superviseDevices } from '../../../../kiosk/lane/devices/supervisor.ts';
import { codeOf, never } from '../../../contracts/device-rig.ts';
import { readerProcesses } from '../../../hardware/fingerprint-scanner/libfprint/reader-processes.ts';

test('a kiosk whose reader crashes continues, reports the fault, and recovers the reader by itself', async () => {
  const environment: Record<string, string | undefined> = { ...process.env, FAKE_READER: 'crash' };
  const entry = new URL('../../../hardware/fingerprint-scanner/libfprint/fake-reader-process.js', import.meta.url);
  const scanner = libfprintScanner({ clock: systemClock, allowVirtual: true, program: { entry, environment } });
  const told: string[] = [];
  const supervisor = superviseDevices({
    devices: [scanner],
    clock: systemClock,
    onFault: (_device, status) => told.push(status.kind),
    onRecovered: () => told.push('recovered'),
  });
  onTestFinished(() => supervisor.close());
  await supervisor.started;

  const capture = () => scanner.capture({ position: 2, timeoutMs: 240_000, signal: never() });
  expect(await codeOf(capture())).toBe('disconnected');
  expect(supervisor.health()).toEqual([{ kind: 'fingerprint-scanner', health: 'disconnected' }]);
  environment['FAKE_READER'] = 'good';
  await expect.poll(() => told).toEqual(['disconnected', 'recovered']);
  expect(supervisor.health()).toEqual([{ kind: 'fingerprint-scanner', health: 'ready' }]);
  expect((await capture()).kind).toBe('captured');
  expect(readerProcesses()).toHaveLength(1);
});
