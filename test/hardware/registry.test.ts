import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { turnedClock } from '../../hardware/host/turned-clock.ts';
import type { DeviceKind } from '../../hardware/device/device.ts';
import { DeviceError } from '../../hardware/device/device-error.ts';
import { artNetProfileSchema } from '../../hardware/indicator/art-net/art-net-profile.ts';
import { INDICATOR_SIGNALS } from '../../hardware/device/indicator-signal.ts';
import { modbusAddress } from '../../hardware/modbus/modbus-address.ts';
import { driversFor, simulateLane, type Simulation, type WiringOptions, wireDevices } from '../../hardware/registry.ts';
import { WiringError } from '../../hardware/wiring-error.ts';
import { plantProfile } from '../support/modbus/barrier-plant.ts';
import { SIMULATORS } from './support/simulated-rig.ts';

const KINDS = Object.keys(SIMULATORS) as DeviceKind[];
const clock = turnedClock();
let simulation: Simulation | undefined;
beforeAll(async () => {
  simulation = await simulateLane(clock);
});
afterAll(() => simulation?.lane.close());

const wire = (options: Partial<WiringOptions>) =>
  wireDevices({ mode: 'development', drivers: SIMULATORS, clock, simulation, keyDir: tmpdir(), ...options });
const faultsOf = (options: Partial<WiringOptions>): readonly DeviceError[] => {
  try {
    wire(options);
  } catch (error) {
    if (error instanceof WiringError) return error.faults;
    throw error;
  }
  return [];
};

describe('the registry of devices', () => {
  it('makes every device as named, none of them connected', () => {
    const devices = Object.values(wire({})).filter((device) => device !== undefined);
    expect(devices.map(({ descriptor }) => descriptor.kind).sort()).toEqual([...KINDS].sort());
    for (const device of devices) {
      expect(device.descriptor).toMatchObject({ driver: 'simulator', simulated: true });
      expect(device.status()).toEqual({ kind: 'disconnected' });
    }
  });

  it('makes a document reader of a card reader and a line, not a simulator', () => {
    const drivers = { ...SIMULATORS, 'document-reader': 'pcsc' };
    const pcsc = { readerName: undefined, zone: { kind: 'path', path: '/dev/null' } } as const;
    const { documentReader } = wire({ drivers, pcsc });
    expect(documentReader.descriptor).toMatchObject({ driver: 'pcsc', simulated: false });
    expect(documentReader.status()).toEqual({ kind: 'disconnected' });
    expect(() => wire({ drivers })).toThrow(RangeError);
  });

  it('refuses every simulator in production, all in one error', () => {
    const faults = faultsOf({ mode: 'production' });
    expect(faults.map(({ device }) => device).sort()).toEqual([...KINDS].sort());
    expect(new Set(faults.map(({ code }) => code))).toEqual(new Set(['simulator-refused']));
  });

  it('names an unknown driver and the available ones', () => {
    const [fault, ...others] = faultsOf({ drivers: { ...SIMULATORS, gate: 'turnstile' } });
    expect(others).toEqual([]);
    expect(fault).toBeInstanceOf(DeviceError);
    expect(fault).toMatchObject({ device: 'gate', code: 'unknown-driver' });
    expect(fault?.message).toContain('"turnstile"');
    expect(fault?.message).toContain('simulator');
  });

  it.each(['constructor', '__proto__', 'toString', ''])('does not accept %j as a driver', (name) => {
    expect(faultsOf({ drivers: { ...SIMULATORS, camera: name } })).toMatchObject([{ code: 'unknown-driver' }]);
  });

  it('lists faults of different kinds together, one line each', () => {
    try {
      wire({ mode: 'production', drivers: { ...SIMULATORS, camera: 'nothing' } });
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(WiringError);
      const { faults, message } = error as WiringError;
      expect(faults.map(({ code }) => code)).toContain('unknown-driver');
      expect(faults.map(({ code }) => code)).toContain('simulator-refused');
      expect(message.split('\n')).toHaveLength(1 + KINDS.length);
    }
  });

  const mode = { width: 640, height: 480, framesPerSecond: 30 };
  it.each([
    { kind: 'v4l2', device: '/dev/video0' },
    { kind: 'rtsp', url: 'rtsp://camera/1' },
    { kind: 'file', path: 'film.avi' },
    { kind: 'browser' },
  ] as const)('makes the camera that its settings name: $kind', (source) => {
    const { camera } = wire({ drivers: { ...SIMULATORS, camera: source.kind }, camera: { source, mode } });
    expect(camera.descriptor).toMatchObject({ driver: source.kind, simulated: source.kind === 'file' });
    expect(camera.status()).toEqual({ kind: 'disconnected' });
  });

  it('treats a video file as a simulator', () => {
    const drivers = { ...SIMULATORS, camera: 'file' };
    const camera = { source: { kind: 'file', path: 'film.avi' }, mode } as const;
    const faults = faultsOf({ mode: 'production', drivers, camera });
    expect(faults.find(({ device }) => device === 'camera')?.code).toBe('simulator-refused');
  });

  it('lists a camera without its settings beside other faults', () => {
    const faults = faultsOf({ drivers: { ...SIMULATORS, camera: 'v4l2', gate: 'turnstile' } });
    expect(faults.map(({ code }) => code).sort()).toEqual(['unknown-driver', 'unsupported']);
  });

  it('makes a secure element on a token, and reports missing settings', () => {
    const drivers = { ...SIMULATORS, 'secure-element': 'pkcs11' };
    const pkcs11 = { module: '/lib/module.so', tokenLabel: 'lane', pinFile: '/pin' };
    const { secureElement } = wire({ drivers, pkcs11 });
    expect(secureElement.descriptor).toMatchObject({ driver: 'pkcs11', simulated: false });
    expect(secureElement.status()).toEqual({ kind: 'disconnected' });
    expect(faultsOf({ drivers }).map(({ device, code }) => [device, code])).toEqual([
      ['secure-element', 'unsupported'],
    ]);
  });

  it('refuses simulators without a simulated lane', () => {
    const { simulation: _, ...rest } = {
      simulation,
      mode: 'development',
      drivers: SIMULATORS,
      clock,
      keyDir: tmpdir(),
    } as const;
    expect(() => wireDevices(rest)).toThrow(
      /camera: the driver simulator is a simulator, and this program contains none/,
    );
  });

  it('permits a missing fingerprint scanner, but no other missing device', () => {
    expect(wire({ drivers: { ...SIMULATORS, 'fingerprint-scanner': 'none' } }).fingerprintScanner).toBeUndefined();
    expect(faultsOf({ drivers: { ...SIMULATORS, camera: 'none' } })).toMatchObject([{ code: 'unknown-driver' }]);
  });

  it('permits a missing token reader, makes a real one, and reports missing settings', () => {
    const wiredWith = (name: string, more: Partial<WiringOptions> = {}) =>
      wire({ drivers: { ...SIMULATORS, 'token-reader': name }, ...more }).tokenReader;
    expect(wiredWith('none')).toBeUndefined();
    const serial = wiredWith('serial', { tokenReaderPath: '/dev/null' });
    expect(serial?.descriptor).toMatchObject({ driver: 'serial', simulated: false });
    expect(faultsOf({ drivers: { ...SIMULATORS, 'token-reader': 'serial' } })).toMatchObject([
      { device: 'token-reader', code: 'unsupported' },
    ]);
  });

  it('makes a gate and an indicator of one module, also in production, and reports missing settings', () => {
    const drivers = { ...SIMULATORS, gate: 'modbus', indicator: 'modbus' };
    const address = modbusAddress('tcp:127.0.0.1:502');
    if (address === undefined) throw new Error('not an address');
    const profile = plantProfile();
    const { gate, indicator } = wire({ drivers, modbus: { address, unit: 1, profile } });
    for (const { descriptor } of [gate, indicator]) {
      expect(descriptor).toMatchObject({ driver: 'modbus', model: 'test-barrier', simulated: false });
    }
    const inProduction = faultsOf({ mode: 'production', drivers, modbus: { address, unit: 1, profile } });
    expect(inProduction.map(({ device }) => device)).not.toContain('gate');
    expect(inProduction.map(({ device }) => device)).not.toContain('indicator');
    expect(faultsOf({ drivers })).toMatchObject([
      { device: 'gate', code: 'unsupported' },
      { device: 'indicator', code: 'unsupported' },
    ]);
    const { gate: _, ...lampsOnly } = profile;
    expect(faultsOf({ drivers, modbus: { address, unit: 1, profile: lampsOnly } })).toMatchObject([
      { device: 'gate', message: expect.stringContaining('needs a profile that has a gate') },
    ]);
  });

  it('makes lights at an Art-Net node, and reports missing settings', () => {
    const drivers = { ...SIMULATORS, indicator: 'art-net' };
    const lamps = INDICATOR_SIGNALS.filter((signal) => signal !== 'off').map((signal) => [signal, { '1': 255 }]);
    const profile = artNetProfileSchema.parse({ name: 'strip', universe: 0, signals: Object.fromEntries(lamps) });
    const { indicator } = wire({ drivers, artNet: { node: '192.168.7.3', profile } });
    expect(indicator.descriptor).toMatchObject({ driver: 'art-net', model: 'strip', simulated: false });
    expect(faultsOf({ drivers })).toMatchObject([{ device: 'indicator', code: 'unsupported' }]);
  });

  it('makes the real fingerprint scanners, also in production, and reports missing settings', () => {
    const wiredWith = (name: string, more: Partial<WiringOptions> = {}) =>
      wire({ drivers: { ...SIMULATORS, 'fingerprint-scanner': name }, ...more }).fingerprintScanner;
    expect(wiredWith('libfprint')?.descriptor).toMatchObject({ driver: 'libfprint', simulated: false });
    const fingerService = { url: new URL('http://127.0.0.1:4501'), trust: [], environment: 'Developer' } as const;
    expect(wiredWith('mosip-sbi', { fingerService })?.descriptor).toMatchObject({ driver: 'mosip-sbi' });
    const production = { ...SIMULATORS, 'fingerprint-scanner': 'mosip-sbi' };
    const faults = faultsOf({ drivers: production, mode: 'production' });
    expect(faults.find(({ device }) => device === 'fingerprint-scanner')).toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('device service'),
    });
  });

  it.each(KINDS)('has a driver for the %s', (kind) => {
    expect(driversFor(kind)).toContain('simulator');
  });
});
