import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig, readIdentityConfig } from '../../../../kiosk/platform/config/config.ts';
import { readCameraCredentials, readJsonFile, readKeyFile } from '../../../../kiosk/platform/config/config-file.ts';
import { policySchema } from '../../../../kiosk/rules/decision/policy.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { faultsOf, KEY } from './faults-of.ts';

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
