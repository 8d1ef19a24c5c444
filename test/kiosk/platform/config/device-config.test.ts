/** Settings of a lane’s devices. */
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../../../kiosk/platform/config/config.ts';
import { faultsOf, KEY } from './faults-of.ts';

describe('configuration of a Modbus module', () => {
  const ADDRESS = 'POSTERN_KIOSK_MODBUS_ADDRESS';
  const module = { [ADDRESS]: 'tcp:192.168.7.2:502', POSTERN_KIOSK_MODBUS_PROFILE: '/etc/postern/module.json' };
  const wired = { ...KEY, POSTERN_KIOSK_GATE: 'modbus', ...module };

  test('reads a TCP port or a serial line, the unit and the profile', () => {
    const { drivers, modbus } = readConfig({ ...wired, POSTERN_KIOSK_MODBUS_UNIT: '9' });
    expect(drivers.gate).toBe('modbus');
    expect(modbus).toEqual({
      address: { framing: 'tcp', place: { kind: 'tcp', host: '192.168.7.2', port: 502 } },
      unit: 9,
      profileFile: '/etc/postern/module.json',
    });
    expect(readConfig({ ...wired, [ADDRESS]: 'rtu:/dev/serial/by-id/usb-a:b:19200:8E1' }).modbus?.address).toEqual({
      framing: 'rtu',
      place: { kind: 'path', path: '/dev/serial/by-id/usb-a:b' },
      baud: 19_200,
      parity: 'even',
      stopBits: 1,
    });
  });
  test('is needed by the driver modbus, and by no other', () => {
    expect(faultsOf({ ...KEY, POSTERN_KIOSK_INDICATOR: 'modbus' })).toEqual([
      expect.stringContaining(`${ADDRESS}: is needed by the driver modbus of POSTERN_KIOSK_INDICATOR`),
      expect.stringContaining('POSTERN_KIOSK_MODBUS_PROFILE: is needed'),
    ]);
    expect(faultsOf({ ...KEY, ...module, POSTERN_KIOSK_MODBUS_UNIT: '1' })).toHaveLength(3);
  });
  test.each([
    '',
    'tcp:',
    'tcp:host',
    'tcp:host:0',
    '/dev/ttyS0',
    'rtu:ttyS0:9600:8N1',
    'rtu:/dev/ttyS0:9601:8N1',
    'rtu:/dev/ttyS0:9600:7E1',
  ])('refuses the address %j', (address) => {
    expect(faultsOf({ ...wired, [ADDRESS]: address })).toEqual([expect.stringContaining(`${ADDRESS}: must be tcp:`)]);
  });
  test.each(['-1', '256', '1.5', 'x'])('refuses the unit %s', (unit) => {
    expect(faultsOf({ ...wired, POSTERN_KIOSK_MODBUS_UNIT: unit })).not.toEqual([]);
  });
});
describe('configuration of an Art-Net node', () => {
  const NODE = 'POSTERN_KIOSK_ART_NET_NODE';
  const lights = { [NODE]: '192.168.7.3', POSTERN_KIOSK_ART_NET_PROFILE: '/etc/postern/lights.json' };
  const wired = { ...KEY, POSTERN_KIOSK_INDICATOR: 'art-net' };

  test('reads its address and the profile of its lights', () => {
    const { drivers, artNet } = readConfig({ ...wired, ...lights });
    expect(drivers.indicator).toBe('art-net');
    expect(artNet).toEqual({ node: '192.168.7.3', profileFile: '/etc/postern/lights.json' });
  });
  test('is needed by the driver art-net, and by no other', () => {
    expect(faultsOf(wired)).toHaveLength(2);
    expect(faultsOf({ ...KEY, ...lights })).toHaveLength(2);
  });
  test.each(['', 'node.example', '::1', '1.2.3'])('refuses the address %j', (node) => {
    expect(faultsOf({ ...wired, ...lights, [NODE]: node })).toEqual([
      expect.stringContaining(`${NODE}: must be the IPv4 address`),
    ]);
  });
});
describe('configuration of the token reader', () => {
  const reader = (value?: string, mode = 'development') => ({
    ...KEY,
    POSTERN_MODE: mode,
    ...(value !== undefined && { POSTERN_KIOSK_TOKEN_READER: value }),
  });
  const faults = (value?: string, mode?: string) =>
    faultsOf(reader(value, mode)).filter((fault) => fault.includes('TOKEN_READER'));

  test('accepts none, the simulator, or a serial line', () => {
    expect(readConfig(reader()).drivers['token-reader']).toBe('simulator');
    expect(readConfig(reader('none')).drivers['token-reader']).toBe('none');
    const { drivers, tokenReaderPath } = readConfig(reader('serial:/dev/serial/by-id/usb-a:b'));
    expect([drivers['token-reader'], tokenReaderPath]).toEqual(['serial', '/dev/serial/by-id/usb-a:b']);
  });
  test.each(['', 'serial', 'serial:', 'serial:ttyACM0', 'serial:/dev/a b', 'tcp:10.0.0.9:1', 'usb'])(
    'refuses %j',
    (value) => {
      expect(faults(value)).toEqual([expect.stringContaining('must be none, simulator, or serial:')]);
    },
  );
  test('accepts none in production, and refuses the simulator there', () => {
    expect(faults(undefined, 'production')).toEqual([]);
    expect(faults('serial:/dev/ttyACM0', 'production')).toEqual([]);
    expect(faults('simulator', 'production')).toEqual([expect.stringContaining('refuses simulators')]);
  });
});

describe('configuration of the fingerprint scanner', () => {
  const scanner = (name: string, more: Record<string, string> = {}) => ({
    ...KEY,
    POSTERN_KIOSK_FINGERPRINT_SCANNER: name,
    ...more,
  });
  const trusted = { POSTERN_KIOSK_FINGERPRINT_TRUST_FILE: 'providers.pem' };

  test.each(['none', 'simulator', 'libfprint'])('accepts %s', (name) => {
    const config = readConfig(scanner(name));
    expect(config.drivers['fingerprint-scanner']).toBe(name);
    expect(config.fingerService).toBeUndefined();
  });
  test('accepts a device service with the provider to trust', () => {
    const config = readConfig(scanner('mosip-sbi:http://127.0.0.1:4501', trusted));
    expect(config.drivers['fingerprint-scanner']).toBe('mosip-sbi');
    expect(config.fingerService).toMatchObject({ environment: 'Developer', url: new URL('http://127.0.0.1:4501') });
    expect(config.fingerService?.trustFile).toMatch(/^\/.*providers\.pem$/);
  });
  test.each([
    'usb',
    'mosip-sbi',
    'mosip-sbi:',
    'mosip-sbi:4501',
    'mosip-sbi:http://10.0.0.9:4501',
    'mosip-sbi:https://127.0.0.1:4501',
    'libfprint:http://127.0.0.1:4501',
  ])('refuses %s and lists the possible values', (name) => {
    expect(faultsOf(scanner(name, trusted))).toEqual([
      expect.stringMatching(/^POSTERN_KIOSK_FINGERPRINT_SCANNER: .*none, simulator, libfprint, or mosip-sbi:/),
    ]);
  });
  test('reports that the provider to trust is missing', () => {
    expect(faultsOf(scanner('mosip-sbi:http://127.0.0.1:4501'))).toEqual([
      expect.stringContaining('POSTERN_KIOSK_FINGERPRINT_TRUST_FILE: is needed'),
    ]);
  });
  test('refuses settings that have no effect', () => {
    const more = { ...trusted, POSTERN_KIOSK_FINGERPRINT_ENVIRONMENT: 'Staging' };
    expect(faultsOf(scanner('libfprint', more))).toHaveLength(2);
  });
  test('needs a production device in production, and refuses the simulator', () => {
    const of = (name: string, more = {}) =>
      faultsOf(scanner(name, { POSTERN_MODE: 'production', ...more })).filter((fault) => fault.includes('FINGERPRINT'));
    expect(of('simulator')).toEqual([expect.stringContaining('refuses simulators')]);
    expect(of('none')).toEqual([]);
    expect(of('libfprint')).toEqual([]);
    expect(of('mosip-sbi:http://127.0.0.1:4501', trusted)).toEqual([expect.stringContaining('must be Production')]);
  });
});
