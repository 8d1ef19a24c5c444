/** Production refuses each of these, with a line of its own, and all of them at once. */
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../../../kiosk/platform/config/config.ts';
import { DEVELOPMENT_POLICY } from '../../../../kiosk/rules/decision/policy.ts';
import { fileFaults } from '../../../../kiosk/main/app/file-faults.ts';
import { developmentNotice } from '../../../../kiosk/rules/notice/development-notice.ts';
import { DEVELOPMENT_RETENTION } from '../../../../kiosk/vault/retention/development-retention.ts';
import { memoryFileOf, remember } from '../../../../kiosk/fleet/signed-documents/document-memory.ts';
import type { DocumentKind } from '../../../../server/contract/signed-document.ts';
import { productionLane, type ProductionLane } from '../../../support/production-settings.ts';
import { documentSignedBy, signer } from '../../../support/signers.ts';

const NOW = Date.UTC(2030, 0, 1);
const DOCUMENTS = [
  ['POSTERN_KIOSK_POLICY_FILE', 'decision-policy'],
  ['POSTERN_KIOSK_NOTICE_FILE', 'notice'],
  ['POSTERN_KIOSK_RETENTION_FILE', 'retention-policy'],
  ['POSTERN_KIOSK_OFFICER_KEYS_FILE', 'officer-keys'],
] as const satisfies readonly (readonly [string, DocumentKind])[];
const SECRETS = [
  'POSTERN_KIOSK_PKCS11_PIN_FILE',
  'POSTERN_KIOSK_CAMERA_CREDENTIALS_FILE',
  'POSTERN_KIOSK_EVIDENCE_KEY_FILE',
  'POSTERN_KIOSK_ENROLMENT_CODE_FILE',
] as const;

function faultsOf({ settings }: Pick<ProductionLane, 'settings'>, change: Record<string, string | undefined> = {}) {
  try {
    readConfig({ ...settings, ...change }, [], (ours) => fileFaults(ours, NOW));
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

describe('the check of a production configuration', () => {
  it('accepts a lane that has everything', () => {
    const lane = productionLane(NOW);
    expect(faultsOf(lane)).toEqual([]);
    expect(readConfig(lane.settings).mode).toBe('production');
  });

  it('refuses a lane to which no key of handles is delivered, and one with the fleet key in a plain file', () => {
    const undelivered = { POSTERN_KIOSK_HANDLE_KEY_FILE: undefined, POSTERN_KIOSK_HANDLE_AUTHORITY: undefined };
    expect(faultsOf(productionLane(NOW), undelivered)).toEqual([
      expect.stringMatching(/^POSTERN_KIOSK_HANDLE_KEY_FILE: must be the file in which/),
    ]);
    expect(faultsOf(productionLane(NOW), { POSTERN_KIOSK_FLEET_KEY_FILE: '/etc/fleet.key' })).toEqual([
      expect.stringMatching(/^POSTERN_KIOSK_FLEET_KEY_FILE: production refuses/),
    ]);
  });

  it('refuses the camera of a browser, which the unit of the lane does not let run', () => {
    const settings = { POSTERN_KIOSK_CAMERA: 'browser', POSTERN_KIOSK_CAMERA_CREDENTIALS_FILE: undefined };
    expect(faultsOf(productionLane(NOW), settings)).toEqual([
      expect.stringMatching(/^POSTERN_KIOSK_CAMERA: must be v4l2 or rtsps: production refuses browser/),
    ]);
  });

  it('takes secrets that the service manager hands over, and refuses them without one', () => {
    const named = { POSTERN_KIOSK_PKCS11_PIN_FILE: 'credential:secret_pin' };
    const lane = productionLane(NOW);
    expect(faultsOf(lane, named)).toEqual([
      expect.stringMatching(/^POSTERN_KIOSK_PKCS11_PIN_FILE: names a credential/),
    ]);
    const given = { ...lane.settings, ...named, CREDENTIALS_DIRECTORY: '/run/credentials/lane.service' };
    expect(readConfig(given).pkcs11?.pinFile).toBe('/run/credentials/lane.service/secret_pin');
  });

  it.each([
    ['tcp:8.8.8.8:502', true],
    ['tcp:module.example:502', true],
    ['tcp:172.32.0.1:502', true],
    ['tcp:172.31.0.1:502', false],
    ['tcp:10.0.0.9:502', false],
    ['rtu:/dev/ttyS0:19200:8E1', false],
  ])('judges the address %s of a module: refused is %s', (address, isRefused) => {
    const faults = faultsOf(productionLane(NOW), { POSTERN_KIOSK_MODBUS_ADDRESS: address });
    const fault = expect.stringMatching(/^POSTERN_KIOSK_MODBUS_ADDRESS: must be a serial line or a private/);
    expect(faults).toEqual(isRefused ? [fault] : []);
  });

  it('refuses an Art-Net node at a public address', () => {
    const lights = { POSTERN_KIOSK_INDICATOR: 'art-net', POSTERN_KIOSK_ART_NET_PROFILE: '/etc/postern/lights.json' };
    const at = (node: string) => faultsOf(productionLane(NOW), { ...lights, POSTERN_KIOSK_ART_NET_NODE: node });
    expect(at('8.8.8.8')).toEqual([expect.stringMatching(/^POSTERN_KIOSK_ART_NET_NODE: must be a private/)]);
    expect(at('192.168.7.3')).toEqual([]);
  });

  it.each(DOCUMENTS)('refuses a lane without %s: it has no built-in %s', (name) => {
    const faults = faultsOf(productionLane(NOW), { [name]: undefined });
    expect(faults).toEqual([expect.stringMatching(new RegExp(`^${name}: must be .* that two people have signed`))]);
  });

  it('refuses a lane without a list of signers, once for itself and once for each document', () => {
    const faults = faultsOf(productionLane(NOW), { POSTERN_KIOSK_SIGNER_KEYS: undefined });
    expect(faults[0]).toMatch(/^POSTERN_KIOSK_SIGNER_KEYS: must be/);
    expect(faults.slice(1)).toEqual(DOCUMENTS.map(([name]) => expect.stringContaining(`${name}: too-few-signatures`)));
  });

  it.each([
    ['POSTERN_KIOSK_POLICY_FILE', 'decision-policy', DEVELOPMENT_POLICY],
    ['POSTERN_KIOSK_NOTICE_FILE', 'notice', developmentNotice(NOW)],
    ['POSTERN_KIOSK_RETENTION_FILE', 'retention-policy', DEVELOPMENT_RETENTION],
  ] as const)('refuses %s unsigned, as development accepts it', (name, kind, content) => {
    const lane = productionLane(NOW);
    writeFileSync(lane.fileOf(kind), JSON.stringify(content));
    expect(faultsOf(lane)).toEqual([expect.stringContaining(`${name}: unreadable`)]);
  });

  describe.each(DOCUMENTS)('refuses %s when it names a %s', (name, kind) => {
    const refusal = (spoil: (lane: ProductionLane) => void): readonly string[] => {
      const lane = productionLane(NOW);
      spoil(lane);
      return faultsOf(lane).map((fault) => fault.split(': ', 2).join(': '));
    };

    it('that one person signed', () => {
      const spoil = (lane: ProductionLane) => lane.sign(kind, lane.content(kind), [lane.signers[0]]);
      expect(refusal(spoil)).toEqual([`${name}: too-few-signatures`]);
    });
    it('that one person signed twice', () => {
      const spoil = (lane: ProductionLane) => lane.sign(kind, lane.content(kind), [lane.signers[0], lane.signers[0]]);
      expect(refusal(spoil)).toEqual([`${name}: too-few-signatures`]);
    });
    it('that one person and an unlisted person signed', () => {
      const spoil = (lane: ProductionLane) => lane.sign(kind, lane.content(kind), [lane.signers[0], signer()]);
      expect(refusal(spoil)).toEqual([`${name}: too-few-signatures`]);
    });
    it('that is not in force yet', () => {
      const spoil = (lane: ProductionLane) => lane.sign(kind, { ...lane.content(kind), validFrom: NOW + 1 });
      expect(refusal(spoil)).toEqual([`${name}: not-yet-valid`]);
    });
    it('that is older than one that was in force at this lane', () => {
      const spoil = ({ settings, sign, content }: ProductionLane) => {
        const dataDir = settings['POSTERN_KIOSK_DATA_DIR'] ?? '';
        mkdirSync(dataDir, { mode: 0o700 });
        remember(memoryFileOf({ dataDir }, kind), { number: 3, digest: 'd'.repeat(64) });
        sign(kind, content(kind, 2));
      };
      expect(refusal(spoil)).toEqual([`${name}: roll-back`]);
    });
    it('with a member that its schema does not have', () => {
      const spoil = (lane: ProductionLane) => lane.sign(kind, { ...lane.content(kind), more: 1 });
      expect(refusal(spoil)).toEqual([`${name}: invalid`]);
    });
    it('that is a signed document of another kind', () => {
      const spoil = ({ fileOf, content, signers }: ProductionLane) => {
        const other = kind === 'notice' ? 'officer-keys' : 'notice';
        writeFileSync(fileOf(kind), JSON.stringify(documentSignedBy(other, content(other), signers)));
      };
      expect(refusal(spoil)).toEqual([`${name}: other-kind`]);
    });
    it('that is damaged or missing', () => {
      expect(refusal(({ fileOf }) => writeFileSync(fileOf(kind), '{'))).toEqual([`${name}: unreadable`]);
      expect(refusal(({ fileOf }) => rmSync(fileOf(kind)))).toEqual([`${name}: unreadable`]);
    });
  });

  it.each(SECRETS)('refuses %s when group or others have any access to it', (name) => {
    const lane = productionLane(NOW);
    const file = lane.settings[name] ?? '';
    for (const mode of [0o640, 0o604, 0o620, 0o601, 0o666]) {
      chmodSync(file, mode);
      expect(faultsOf(lane)).toEqual([
        expect.stringMatching(new RegExp(`^${name}: the file must be for its owner alone`)),
      ]);
    }
    for (const mode of [0o600, 0o400]) {
      chmodSync(file, mode);
      expect(faultsOf(lane)).toEqual([]);
    }
  });

  it.each([
    ['POSTERN_KIOSK_CAMERA', 'rtsp://camera.lane/1', 'rtsps://camera.lane/1'],
    ['POSTERN_KIOSK_CAMERA', 'rtsp://10.0.0.9:554/1', 'rtsp://127.0.0.1:8554/1'],
    ['POSTERN_KIOSK_CAMERA', 'rtsp://localhost.example/1', 'rtsp://LOCALHOST/1'],
    ['POSTERN_KIOSK_CAMERA', 'rtsp://127.0.0.1.example/1', 'rtsp://[::1]/1'],
    ['POSTERN_KIOSK_ZONE_READER', 'camera:rtsp://camera.lane/2', 'camera:rtsps://camera.lane/2'],
    ['POSTERN_KIOSK_ZONE_READER', 'tcp:10.0.0.9:4000', 'tcp:127.0.0.1:4000'],
    ['POSTERN_KIOSK_ZONE_READER', 'tcp:reader.lane:4000', 'tcp:[::1]:4000'],
  ])('refuses %s=%s and accepts %s', (name, refused, taken) => {
    const lane = productionLane(NOW);
    expect(faultsOf(lane, { [name]: refused })).toEqual([expect.stringMatching(new RegExp(`^${name}: .*refuses`))]);
    expect(faultsOf(lane, { [name]: taken })).toEqual([]);
  });

  it('reports all faults at once', () => {
    const lane = productionLane(NOW);
    for (const name of SECRETS) chmodSync(lane.settings[name] ?? '', 0o644);
    for (const [, kind] of DOCUMENTS) lane.sign(kind, lane.content(kind), []);
    const faults = faultsOf(lane, { POSTERN_KIOSK_CAMERA: 'rtsp://camera.lane/1', POSTERN_KIOSK_GATE: undefined });
    const names = faults.map((fault) => fault.split(':', 1)[0]);
    const expected = [...SECRETS, ...DOCUMENTS.map(([name]) => name), 'POSTERN_KIOSK_CAMERA', 'POSTERN_KIOSK_GATE'];
    expect([...names].sort()).toEqual([...expected].sort());
  });

  it('reports no part of a secret', () => {
    const lane = productionLane(NOW);
    for (const name of SECRETS) chmodSync(lane.settings[name] ?? '', 0o644);
    expect(faultsOf(lane).join()).not.toMatch(/abab|1234|lane:word/);
  });
});

describe('the check of a rehearsal', () => {
  const rehearsal = { POSTERN_MODE: 'rehearsal' };

  it('accepts simulated devices and keys in software', () => {
    const onLaptop = {
      ...rehearsal,
      POSTERN_KIOSK_CAMERA: 'simulator',
      POSTERN_KIOSK_CAMERA_CREDENTIALS_FILE: undefined,
      POSTERN_KIOSK_FINGERPRINT_SCANNER: 'simulator',
      POSTERN_KIOSK_DOCUMENT_READER: 'simulator',
      POSTERN_KIOSK_ZONE_READER: undefined,
      POSTERN_KIOSK_TOKEN_READER: 'simulator',
      POSTERN_KIOSK_GATE: 'simulator',
      POSTERN_KIOSK_INDICATOR: 'simulator',
      POSTERN_KIOSK_MODBUS_ADDRESS: undefined,
      POSTERN_KIOSK_MODBUS_PROFILE: undefined,
      POSTERN_KIOSK_KEY_PROVIDER: 'file',
      POSTERN_KIOSK_PKCS11_MODULE: undefined,
      POSTERN_KIOSK_PKCS11_TOKEN: undefined,
      POSTERN_KIOSK_PKCS11_PIN_FILE: undefined,
    };
    expect(faultsOf(productionLane(NOW), onLaptop)).toEqual([]);
    expect(faultsOf(productionLane(NOW), { ...onLaptop, POSTERN_MODE: 'production' })).toHaveLength(7);
  });

  it('refuses everything else that production refuses, all at once', () => {
    const lane = productionLane(NOW);
    for (const name of SECRETS) chmodSync(lane.settings[name] ?? '', 0o644);
    for (const [, kind] of DOCUMENTS) writeFileSync(lane.fileOf(kind), '{');
    const missing = {
      POSTERN_KIOSK_SERVER_URL: 'http://127.0.0.1:8080',
      POSTERN_KIOSK_CAMERA: 'rtsp://camera.lane/1',
      POSTERN_KIOSK_TRUST_DIR: undefined,
      POSTERN_KIOSK_HANDLE_KEY_FILE: undefined,
    };
    const faults = faultsOf(lane, { ...rehearsal, ...missing });
    const inProduction = faultsOf(lane, missing);
    expect(faults).toEqual(inProduction.map((fault) => fault.replace('production', 'rehearsal')));
    expect(new Set(faults.map((fault) => fault.split(':', 1)[0]))).toEqual(
      new Set([
        ...SECRETS,
        ...DOCUMENTS.map(([name]) => name),
        ...Object.keys(missing),
        'POSTERN_KIOSK_HANDLE_AUTHORITY',
        'POSTERN_KIOSK_EVIDENCE_CERTIFICATE_FILE',
      ]),
    );
  });
});

describe('the check of a development configuration', () => {
  it('reads none of these files before it needs them', () => {
    const lane = productionLane(NOW);
    for (const name of SECRETS) chmodSync(lane.settings[name] ?? '', 0o644);
    for (const [, kind] of DOCUMENTS) writeFileSync(lane.fileOf(kind), '{');
    expect(faultsOf(lane, { POSTERN_MODE: 'development' })).toEqual([]);
  });
});
