import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig, readIdentityConfig } from '../../../kiosk/config/config.ts';
import { readCameraCredentials, readJsonFile, readKeyFile } from '../../../kiosk/config/config-file.ts';
import { policySchema } from '../../../kiosk/decision/policy.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const KEY = { POSTERN_KIOSK_SERVER_KEY: 'ab'.repeat(32) };
const faultsOf = (environment: Record<string, string>): readonly string[] => {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
};

describe('configuration', () => {
  test('has sensible defaults: one lane on simulators, loopback only', () => {
    expect(readConfig(KEY)).toMatchObject({
      mode: 'development',
      kioskId: 'lane-1',
      port: 8081,
      drivers: { camera: 'simulator' },
    });
  });
  test('needs the server key, and the error states where to get it', () => {
    expect(faultsOf({})).toEqual([expect.stringMatching(/^POSTERN_KIOSK_SERVER_KEY: .*enrol command/)]);
    expect(readIdentityConfig({}).kioskId).toBe('lane-1');
  });
  test('reports every fault at once, with the name of the variable and without its value', () => {
    const faults = faultsOf({
      POSTERN_MODE: 'prod',
      POSTERN_KIOSK_ID: 'NO',
      POSTERN_KIOSK_PORT: '99999',
      POSTERN_KIOSK_SERVER_URL: 'ftp://secret.example',
      POSTERN_KIOSK_SERVER_KEY: 'secret',
      POSTERN_KIOSK_DESK: 'the one on the left',
      POSTERN_KIOSK_CAMERRA: 'simulator',
    });
    const names = [
      'POSTERN_MODE',
      'POSTERN_KIOSK_ID',
      'POSTERN_KIOSK_PORT',
      'POSTERN_KIOSK_SERVER_URL',
      'POSTERN_KIOSK_SERVER_KEY',
      'POSTERN_KIOSK_DESK',
      'POSTERN_KIOSK_CAMERRA',
    ];
    expect(faults.map((fault) => fault.split(':')[0]).sort()).toEqual(names.sort());
    expect(faults.join()).not.toMatch(/secret|99999/);
  });
  test('of a card reader needs a source for the zone', () => {
    const pcsc = { ...KEY, POSTERN_KIOSK_DOCUMENT_READER: 'pcsc' };
    expect(faultsOf(pcsc)).toEqual([expect.stringMatching(/^POSTERN_KIOSK_ZONE_READER: is needed/)]);
    expect(faultsOf({ ...pcsc, POSTERN_KIOSK_ZONE_READER: 'ttyACM0', POSTERN_KIOSK_PCSC_READER: '' })).toEqual([
      expect.stringMatching(/^POSTERN_KIOSK_PCSC_READER: must be/),
      expect.stringMatching(/^POSTERN_KIOSK_ZONE_READER: must be/),
    ]);
    const settings = { ...pcsc, POSTERN_KIOSK_ZONE_READER: 'tcp:127.0.0.1:4000', POSTERN_KIOSK_PCSC_READER: 'PICC' };
    expect(readConfig(settings).pcsc).toEqual({
      readerName: 'PICC',
      zone: { kind: 'tcp', host: '127.0.0.1', port: 4_000 },
    });
    expect(readConfig(KEY).pcsc).toBeUndefined();
  });
  test('accepts a separate camera for the zone, but no film in production', () => {
    const pcsc = { ...KEY, POSTERN_KIOSK_DOCUMENT_READER: 'pcsc' };
    expect(readConfig({ ...pcsc, POSTERN_KIOSK_ZONE_READER: 'camera:v4l2:/dev/video2' }).pcsc?.zone).toEqual({
      kind: 'camera',
      source: { kind: 'v4l2', device: '/dev/video2' },
    });
    const film = { ...pcsc, POSTERN_KIOSK_ZONE_READER: 'camera:file:page.avi' };
    expect(readConfig(film).pcsc?.zone).toEqual({ kind: 'camera', source: { kind: 'file', path: 'page.avi' } });
    const refused = faultsOf({ ...film, POSTERN_MODE: 'production' });
    expect(refused).toContainEqual(expect.stringMatching(/^POSTERN_KIOSK_ZONE_READER: .* refuses films$/));
    for (const no of [
      'camera:',
      'camera:browser',
      'camera:simulator',
      'camera:v4l2:/etc/passwd',
      'camera:/dev/video2',
    ]) {
      expect(faultsOf({ ...pcsc, POSTERN_KIOSK_ZONE_READER: no })).toEqual([
        expect.stringMatching(/^POSTERN_KIOSK_ZONE_READER: must be/),
      ]);
    }
  });
  test('permits pages of the console to request evidence: by default those of the server', () => {
    expect([...readConfig(KEY).consoleOrigins]).toEqual([
      'http://127.0.0.1:8080',
      'http://localhost:8080',
      'http://[::1]:8080',
    ]);
    const elsewhere = { ...KEY, POSTERN_KIOSK_CONSOLE_ORIGIN: 'https://console.example' };
    expect([...readConfig(elsewhere).consoleOrigins]).toEqual(['https://console.example']);
    for (const origin of ['console.example', 'https://console.example/', 'https://console.example/page', '*']) {
      expect(faultsOf({ ...KEY, POSTERN_KIOSK_CONSOLE_ORIGIN: origin })).toEqual([
        expect.stringMatching(/^POSTERN_KIOSK_CONSOLE_ORIGIN: must be the origin/),
      ]);
    }
  });
  test.each(['http://example.org', 'http://10.0.0.1:8080', 'http://127.0.0.1.example.org'])(
    'refuses plain http to %s',
    (url) => {
      expect(faultsOf({ ...KEY, POSTERN_KIOSK_SERVER_URL: url })).toEqual([expect.stringContaining('plain http')]);
    },
  );
  test("accepts a delivery file for the fleet's key of handles only together with the key of its authority", () => {
    const handles = {
      POSTERN_KIOSK_HANDLE_KEY_FILE: '/var/lib/postern/lane-1.handle-key.json',
      POSTERN_KIOSK_HANDLE_AUTHORITY: 'cd'.repeat(32),
    };
    expect(readConfig({ ...KEY, ...handles }).handleKeys).toEqual({
      file: handles.POSTERN_KIOSK_HANDLE_KEY_FILE,
      authority: handles.POSTERN_KIOSK_HANDLE_AUTHORITY,
    });
    expect(readConfig(KEY).handleKeys).toBeUndefined();
    for (const name of Object.keys(handles)) {
      const half = { [name]: handles[name as keyof typeof handles] };
      expect(faultsOf({ ...KEY, ...half })).toEqual([
        expect.stringMatching(/^POSTERN_KIOSK_HANDLE_AUTHORITY: must be set together with/),
      ]);
    }
  });
  test('of production accepts a delivered fleet key of handles, and refuses one in a plain file', () => {
    const faults = faultsOf({ ...KEY, POSTERN_MODE: 'production', POSTERN_KIOSK_FLEET_KEY_FILE: '/etc/fleet.key' });
    expect(faults).toContainEqual(expect.stringMatching(/^POSTERN_KIOSK_HANDLE_KEY_FILE: must be the file in which/));
    expect(faults).toContainEqual(expect.stringMatching(/^POSTERN_KIOSK_FLEET_KEY_FILE: production refuses/));
  });
  test('of production lists everything that is missing, and every simulator', () => {
    const faults = faultsOf({ ...KEY, POSTERN_MODE: 'production' });
    expect(faults).toContainEqual(expect.stringMatching(/^POSTERN_KIOSK_SERVER_URL: must be https: .*mutual TLS/));
    expect(faults.some((fault) => fault.startsWith('POSTERN_KIOSK_TRUST_DIR'))).toBe(true);
    expect(faults.filter((fault) => fault.includes('refuses simulators'))).toHaveLength(5);
    expect(faults).toContain('POSTERN_KIOSK_KEY_PROVIDER: must be pkcs11 or tpm: production refuses keys in a file');
  });
  describe('of the connection to the server', () => {
    const TLS = {
      POSTERN_KIOSK_SERVER_URL: 'https://postern.example:8443',
      POSTERN_KIOSK_CONSOLE_ORIGIN: 'https://postern.example',
    };
    test('over TLS needs no key of the server, because the enrolment contains it', () => {
      const config = readConfig({
        ...TLS,
        POSTERN_KIOSK_ENROLMENT_CODE_FILE: 'code',
        POSTERN_KIOSK_EVIDENCE_HOST: '::',
      });
      expect(config).toMatchObject({ serverKey: undefined, enrolmentCodeFile: 'code', evidenceHost: '::' });
      const own = { POSTERN_KIOSK_EVIDENCE_CERTIFICATE_FILE: 'c', POSTERN_KIOSK_EVIDENCE_KEY_FILE: 'k' };
      expect(readConfig({ ...TLS, ...own }).evidenceTls).toEqual({ certificateFile: 'c', keyFile: 'k' });
    });
    test('over TLS needs the address of the console, and a certificate with its key', () => {
      expect(faultsOf({ POSTERN_KIOSK_SERVER_URL: TLS.POSTERN_KIOSK_SERVER_URL })).toEqual([
        expect.stringMatching(/^POSTERN_KIOSK_CONSOLE_ORIGIN: is needed/),
      ]);
      expect(faultsOf({ ...TLS, POSTERN_KIOSK_EVIDENCE_KEY_FILE: 'k' })).toEqual([
        expect.stringMatching(/^POSTERN_KIOSK_EVIDENCE_CERTIFICATE_FILE: must be set together with/),
      ]);
    });
    test.each([
      ['POSTERN_KIOSK_EVIDENCE_HOST', '0.0.0.0'],
      ['POSTERN_KIOSK_EVIDENCE_CERTIFICATE_FILE', 'c'],
      ['POSTERN_KIOSK_ENROLMENT_CODE_FILE', 'code'],
    ])('without TLS refuses %s', (name, value) => {
      expect(faultsOf({ ...KEY, [name]: value })).toEqual([expect.stringContaining(`${name}: `)]);
    });
    test('needs an address, not a name, for the port for evidence', () => {
      expect(faultsOf({ ...TLS, POSTERN_KIOSK_EVIDENCE_HOST: 'lane.example' })).toEqual([
        expect.stringMatching(/^POSTERN_KIOSK_EVIDENCE_HOST: must be an address/),
      ]);
    });
  });
  describe('of the key provider', () => {
    const token = {
      POSTERN_KIOSK_PKCS11_MODULE: '/usr/lib/softhsm/libsofthsm2.so',
      POSTERN_KIOSK_PKCS11_TOKEN: 'lane 1',
      POSTERN_KIOSK_PKCS11_PIN_FILE: 'pin',
    };
    test('accepts a token with its module, label and PIN file', () => {
      const config = readConfig({ ...KEY, ...token, POSTERN_KIOSK_KEY_PROVIDER: 'pkcs11' });
      expect(config.drivers['secure-element']).toBe('pkcs11');
      expect(config.pkcs11).toMatchObject({ module: token.POSTERN_KIOSK_PKCS11_MODULE, tokenLabel: 'lane 1' });
      expect(config.pkcs11?.pinFile).toMatch(/^\/.*pin$/);
    });
    test('is a file by default, which production refuses', () => {
      expect(readConfig(KEY).drivers['secure-element']).toBe('simulator');
      expect(readConfig(KEY).pkcs11).toBeUndefined();
      const faults = faultsOf({ ...KEY, ...token, POSTERN_KIOSK_KEY_PROVIDER: 'pkcs11', POSTERN_MODE: 'production' });
      expect(faults.filter((fault) => /KEY_PROVIDER|PKCS11/.test(fault))).toEqual([]);
    });
    test('pkcs11 reports each missing setting', () => {
      expect(faultsOf({ ...KEY, POSTERN_KIOSK_KEY_PROVIDER: 'pkcs11' })).toEqual(
        Object.keys(token).map((name) => expect.stringMatching(new RegExp(`^${name}: is needed`)) as string),
      );
    });
    test('file refuses settings that have no effect', () => {
      expect(faultsOf({ ...KEY, ...token })).toHaveLength(3);
    });
    test.each([
      ['POSTERN_KIOSK_KEY_PROVIDER', 'hsm', /must be file, pkcs11 or tpm/],
      ['POSTERN_KIOSK_PKCS11_MODULE', 'libsofthsm2.so', /absolute path/],
      ['POSTERN_KIOSK_PKCS11_TOKEN', 'x'.repeat(33), /at most 32/],
      ['POSTERN_KIOSK_PKCS11_PIN_FILE', '', /must be a path/],
    ])('refuses %s when it is %s', (name, value, words) => {
      const faults = faultsOf({ ...KEY, ...token, POSTERN_KIOSK_KEY_PROVIDER: 'pkcs11', [name]: value });
      expect(faults.find((fault) => fault.startsWith(name))).toMatch(words);
    });
  });
  describe('of a TPM', () => {
    const wanted = { ...KEY, POSTERN_KIOSK_KEY_PROVIDER: 'tpm' };
    const measured = { POSTERN_KIOSK_TPM_APPROVAL_KEY_FILE: 'key.pem', POSTERN_KIOSK_TPM_APPROVALS_FILE: 'approvals' };
    test('need none: the resource manager of Linux is the default', () => {
      const { drivers, tpm } = readConfig(wanted);
      expect(drivers['secure-element']).toBe('tpm');
      expect(tpm).toEqual({
        place: { kind: 'device', path: '/dev/tpmrm0' },
        ownerAuthFile: undefined,
        rootsFile: undefined,
        measured: undefined,
      });
    });
    test('name a socket, the owner’s value and approvals', () => {
      const owner = { POSTERN_KIOSK_TPM_OWNER_AUTH_FILE: 'owner' };
      const { tpm } = readConfig({ ...wanted, ...measured, ...owner, POSTERN_KIOSK_TPM: 'unix:/run/swtpm/s' });
      expect(tpm?.place).toEqual({ kind: 'socket', path: '/run/swtpm/s' });
      expect(tpm?.ownerAuthFile).toMatch(/^\/.*owner$/);
      expect(tpm?.measured?.approvalsFile).toMatch(/^\/.*approvals$/);
    });
    test('are refused for another provider, and approvals without their key', () => {
      const all = {
        ...measured,
        POSTERN_KIOSK_TPM: 'device:/dev/tpmrm0',
        POSTERN_KIOSK_TPM_OWNER_AUTH_FILE: 'owner',
        POSTERN_KIOSK_TPM_ROOTS_FILE: 'r',
      };
      expect(faultsOf({ ...KEY, ...all })).toEqual(
        ['', '_OWNER_AUTH_FILE', '_ROOTS_FILE', '_APPROVAL_KEY_FILE', '_APPROVALS_FILE'].map(
          (ending) => `POSTERN_KIOSK_TPM${ending}: is for the key provider tpm only`,
        ),
      );
      for (const [name, value] of Object.entries(measured)) {
        expect(faultsOf({ ...wanted, [name]: value })).toEqual([expect.stringMatching(/must be set together with/)]);
      }
      expect(faultsOf({ ...wanted, POSTERN_KIOSK_TPM: '/dev/tpmrm0' })).toEqual([
        expect.stringMatching(/^POSTERN_KIOSK_TPM: must be device:\/dev\/tpmrm0/),
      ]);
    });
    test('in production are no reason to refuse, but a software TPM is', () => {
      const production = { ...wanted, POSTERN_MODE: 'production' };
      const of = (settings: Record<string, string>) =>
        faultsOf(settings).filter((fault) => /KEY_PROVIDER|TPM/.test(fault));
      expect(of(production)).toEqual([]);
      expect(of({ ...production, POSTERN_KIOSK_TPM: 'unix:/run/swtpm/s' })).toEqual([
        'POSTERN_KIOSK_TPM: must be device: with the device of a TPM: production refuses a software TPM',
      ]);
    });
  });
  describe('of a Modbus module', () => {
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
  describe('of an Art-Net node', () => {
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
  describe('of the token reader', () => {
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

  describe('of the fingerprint scanner', () => {
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
        faultsOf(scanner(name, { POSTERN_MODE: 'production', ...more })).filter((fault) =>
          fault.includes('FINGERPRINT'),
        );
      expect(of('simulator')).toEqual([expect.stringContaining('refuses simulators')]);
      expect(of('none')).toEqual([]);
      expect(of('libfprint')).toEqual([]);
      expect(of('mosip-sbi:http://127.0.0.1:4501', trusted)).toEqual([expect.stringContaining('must be Production')]);
    });
  });
  test.each([
    ['v4l2:/dev/video0', { kind: 'v4l2', device: '/dev/video0' }],
    ['rtsp://camera.lane/1', { kind: 'rtsp', url: 'rtsp://camera.lane/1' }],
    ['file:film.avi', { kind: 'file', path: 'film.avi' }],
    ['browser', { kind: 'browser' }],
  ] as const)('accepts the camera %s', (text, source) => {
    const config = readConfig({ ...KEY, POSTERN_KIOSK_CAMERA: text, POSTERN_KIOSK_CAMERA_MODE: '640x480@15' });
    expect(config.drivers.camera).toBe(source.kind);
    expect(config.camera).toMatchObject({ source, mode: { width: 640, height: 480, framesPerSecond: 15 } });
  });
  test('reports every fault of the camera at once, without any password', () => {
    const faults = faultsOf({
      ...KEY,
      POSTERN_KIOSK_CAMERA: 'rtsp://user:hidden@camera.lane/1',
      POSTERN_KIOSK_CAMERA_MODE: '1x1@0',
      POSTERN_KIOSK_CAMERA_PROGRAM: '',
    });
    expect(faults).toHaveLength(3);
    expect(faults[0]).toMatch(/v4l2:.*belong in a file/);
    expect(faults.join()).not.toContain('hidden');
  });
  test('accepts credentials for network cameras only', () => {
    const file = { POSTERN_KIOSK_CAMERA_CREDENTIALS_FILE: '/run/camera' };
    expect(faultsOf({ ...KEY, ...file, POSTERN_KIOSK_CAMERA: 'browser' })).toHaveLength(1);
    expect(faultsOf({ ...KEY, ...file, POSTERN_KIOSK_CAMERA: 'rtsps://camera.lane/1' })).toEqual([]);
  });
  test('of production refuses a film as the camera, and accepts a real camera', () => {
    const about = (camera: string) =>
      faultsOf({ ...KEY, POSTERN_MODE: 'production', POSTERN_KIOSK_CAMERA: camera }).filter((fault) =>
        fault.startsWith('POSTERN_KIOSK_CAMERA'),
      );
    expect(about('file:film.avi')).toEqual([expect.stringContaining('refuses films')]);
    expect(about('v4l2:/dev/video0')).toEqual([]);
  });
  test('ignores variables of other programs', () => {
    expect(faultsOf({ ...KEY, PATH: '/bin', POSTERN_SERVER_PORT: '1' })).toEqual([]);
  });
});

describe('files that configuration names', () => {
  const file = (content: string) => {
    const path = join(temporaryFolder(), 'file');
    writeFileSync(path, content);
    return path;
  };
  test.each([
    ['absent', undefined, 'cannot be read'],
    ['not JSON', 'x', 'must hold JSON'],
    ['not a policy', '{"version":1}', 'requiredChecks'],
  ])('with a policy that is %s are refused', (_name, content, message) => {
    const path = content === undefined ? '/nowhere' : file(content);
    expect(() => readJsonFile('POSTERN_KIOSK_POLICY_FILE', path, policySchema)).toThrow(message);
  });
  test('with a camera’s credentials are read, and refused when malformed', () => {
    expect(readCameraCredentials('X', file('lane:p:ss word\n'))).toEqual({ user: 'lane', password: 'p:ss word' });
    for (const content of ['', 'lane', 'lane:', ':secret', 'lane:secret\nmore'])
      expect(() => readCameraCredentials('X', file(content))).toThrow(ConfigError);
  });
  test('with a key are read, and refused when malformed', () => {
    expect(readKeyFile('X', file(`${'0f'.repeat(32)}\n`))).toEqual(new Uint8Array(32).fill(15));
    for (const content of ['', 'zz', '0f'.repeat(31)])
      expect(() => readKeyFile('X', file(content))).toThrow(ConfigError);
  });
});
