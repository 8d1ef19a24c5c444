import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { readAnswers } from '../../../../kiosk/main/setup/answers.ts';
import type { FoundDevices } from '../../../../kiosk/main/setup/found-devices.ts';
import { type Plan, type Planned, planSetup } from '../../../../kiosk/main/setup/plan-setup.ts';
import { productionLane } from '../../../support/production-settings.ts';
import { signer } from '../../../support/signers.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { NOTHING_FOUND } from './lane-machine.ts';

const NOW_MS = 1_800_000_000_000;
const PLACE = {
  folder: '/etc/postern',
  dataDir: '/nowhere/postern-lane',
  secret: (name: string) => `credential:secret_${name}`,
};
const STANDING: Readonly<Record<string, string>> = { POSTERN_MODE: 'production' };
const FOUND: FoundDevices = {
  ...NOTHING_FOUND,
  cameras: ['v4l2:/dev/v4l/by-id/usb-a-video-index0'],
  cardReaders: ['PICC'],
  hasTpm: true,
  addresses: ['192.0.2.7'],
};
const KINDS = ['decision-policy', 'notice', 'retention-policy', 'officer-keys'] as const;

/** A folder with signed documents, and the keys of their signers. */
function signedFolder() {
  const { folder, signers, sign } = productionLane(NOW_MS);
  for (const kind of KINDS) sign(kind);
  mkdirSync(join(folder, 'trust/csca'), { recursive: true });
  writeFileSync(join(folder, 'trust/csca/a.der'), 'x');
  return { documents: folder, signerKeys: signers.map(({ hex }) => hex).join(',') };
}

const ANSWERS = {
  id: 'north-1',
  server: 'https://postern.example:8443',
  console: 'https://postern.example',
  handleAuthority: '1'.repeat(64),
  zoneReader: 'tcp:127.0.0.1:4000',
  gate: 'modbus',
  indicator: 'modbus',
  modbusAddress: 'tcp:192.168.7.2:502',
  modbusProfile: 'wago-750-magnetic-mgc',
};

function planned(more: object = {}, { found = FOUND, standing = STANDING } = {}): Planned {
  const given = Object.entries({ ...signedFolder(), ...ANSWERS, ...more }).filter(([, answer]) => answer !== undefined);
  const read = readAnswers(Object.fromEntries(given));
  return read.kind === 'refused' ? read : planSetup(read.answers, found, standing, PLACE, NOW_MS);
}

function plan(...given: Parameters<typeof planned>): Plan {
  const read = planned(...given);
  if (read.kind === 'refused') throw new Error(read.faults.join('\n'));
  return read.plan;
}

const faults = (...given: Parameters<typeof planned>): readonly string[] => {
  const read = planned(...given);
  return read.kind === 'refused' ? read.faults : [];
};

/** No answers at all. */
const NONE = Object.fromEntries([...Object.keys(ANSWERS), 'documents', 'signerKeys'].map((name) => [name, undefined]));

/** The settings after a first run. */
function after(first: Plan): Record<string, string> {
  const set = Object.entries({ ...STANDING, ...first.settings }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(set) as Record<string, string>;
}

describe('the plan of a setup', () => {
  it('takes the only device of each kind, and the keys of a TPM', () => {
    const { settings, copies, documents } = plan();
    expect(settings).toMatchObject({
      POSTERN_KIOSK_CAMERA: FOUND.cameras[0],
      POSTERN_KIOSK_DOCUMENT_READER: 'pcsc',
      POSTERN_KIOSK_FINGERPRINT_SCANNER: 'none',
      POSTERN_KIOSK_KEY_PROVIDER: 'tpm',
      POSTERN_KIOSK_EVIDENCE_HOST: '192.0.2.7',
      POSTERN_KIOSK_POLICY_FILE: '/etc/postern/lane/decision-policy.json',
      POSTERN_KIOSK_TRUST_DIR: '/etc/postern/lane/trust',
      POSTERN_KIOSK_HANDLE_KEY_FILE: '/etc/postern/lane/handle-key.json',
      POSTERN_KIOSK_MODBUS_PROFILE: '/etc/postern/lane/modbus-profile.json',
    });
    expect(copies).toEqual([
      {
        from: '/usr/share/postern-lane/modbus-profiles/wago-750-magnetic-mgc.json',
        to: 'lane/modbus-profile.json',
        content: 'profile of the module',
      },
    ]);
    expect(documents?.trust).toEqual(['csca/a.der']);
  });

  it('asks for a device where there is none, and where there are several', () => {
    expect(faults({}, { found: { ...FOUND, cameras: [] } })).toEqual([
      'camera must be set: no camera is plugged into this machine.',
    ]);
    expect(faults({}, { found: { ...FOUND, cameras: ['v4l2:/dev/a', 'v4l2:/dev/b'] } })).toEqual([
      'camera must be one of v4l2:/dev/a, v4l2:/dev/b.',
    ]);
  });

  it('keeps the answers of an earlier run, and its files', () => {
    const standing = after(plan());
    const again = plan(NONE, { standing });
    expect({ ...standing, ...after(again) }).toEqual(standing);
    expect([again.copies, again.documents]).toEqual([[], undefined]);
  });

  it('ends what belongs to the device or keys of before', () => {
    const token = { keys: 'token', module: '/opt/m.so', token: 'north-1', pinFile: '/root/pin' };
    const first = plan(token);
    expect(first.secrets).toEqual([{ name: 'pin', from: '/root/pin', content: 'PIN' }]);
    expect(first.settings['POSTERN_KIOSK_PKCS11_PIN_FILE']).toBe('credential:secret_pin');
    const { settings } = plan({ keys: 'tpm' }, { standing: after(first) });
    expect(settings['POSTERN_KIOSK_PKCS11_MODULE']).toBeUndefined();
    expect(settings['POSTERN_KIOSK_KEY_PROVIDER']).toBe('tpm');
    const lamps = { indicator: 'art-net', artNetNode: '192.168.7.3', artNetProfile: '/root/lights.json' };
    expect(plan({ indicator: 'modbus' }, { standing: after(plan(lamps)) }).settings).toMatchObject({
      POSTERN_KIOSK_ART_NET_NODE: undefined,
    });
  });

  test.each<[object, RegExp]>([
    [{ keys: 'files' }, /^keys: must be pkcs11 or tpm: production refuses keys in a file\.$/],
    [{ keys: 'paper' }, /^keys must be token, tpm or files\.$/],
    [{ keys: 'token', module: '/m.so', token: 't' }, /^pinFile: is needed/],
    [{ server: 'http://postern.example:8443' }, /^server: must be https/],
    [{ server: 'postern' }, /^server must be an http or https URL/],
    [{ gate: 'simulator' }, /^gate: must be the driver of a real device/],
    [{ camera: 'rtsp://camera.example/a' }, /^camera: must be rtsps/],
    [{ modbusAddress: undefined }, /^modbusAddress: is needed by the driver modbus of gate and indicator/],
    [{ zoneReader: undefined }, /^zoneReader: is needed/],
    [{ handleAuthority: undefined }, /handle key/],
    [{ documents: '/nowhere' }, /^documents: the folder \/nowhere cannot be read\.$/],
    [{ documents: 'here' }, /^documents must be the absolute path of a folder\.$/],
    [{ signerKeys: undefined }, /^signerKeys must be set/],
    [{ signerKeys: `${signer().hex},${signer().hex}` }, /0 of the 2 people needed have signed it/],
    [{ id: 'a\\b' }, /^id must be one line without a backslash\.$/],
    [{ desk: { no: 1 } }, /^desk must be text or a number\.$/],
    [{ colour: 'red' }, /^colour is not an answer of setup\.$/],
  ])('refuses %j in a sentence', (more, sentence) => {
    expect(faults(more)).toContainEqual(expect.stringMatching(sentence));
  });

  it('names each missing document', () => {
    const folder = temporaryFolder();
    const missing = faults({ documents: folder });
    for (const name of ['decision policy', 'notice to travellers', 'retention policy', "list of officers' keys"]) {
      expect(missing).toContain(
        `documents: must be the ${name} that two people have signed: production has no built-in one.`,
      );
    }
    expect(missing.join(' ')).not.toContain('POSTERN_');
  });

  it('takes the newest document of a kind, and passes over other files', () => {
    const { folder, signers, sign, content, fileOf } = productionLane(NOW_MS);
    for (const kind of KINDS) sign(kind, content(kind, 3));
    renameSync(fileOf('notice'), join(folder, 'a-newer.json'));
    sign('notice');
    mkdirSync(join(folder, 'trust'));
    writeFileSync(join(folder, 'trust/a.der'), 'x');
    writeFileSync(join(folder, 'z.json'), '{"some":"file"}');
    writeFileSync(join(folder, 'z-broken.json'), '{');
    const signerKeys = signers.map(({ hex }) => hex).join(',');
    const found = plan({ documents: folder, signerKeys }).documents?.documents ?? [];
    expect(found.map(({ name }) => name).toSorted()).toEqual(
      [...KINDS, 'brand'].map((kind) => `${kind}.json`).toSorted(),
    );
    const notice = found.find(({ name }) => name === 'notice.json');
    expect(Buffer.from(notice?.bytes ?? [])).toEqual(readFileSync(join(folder, 'a-newer.json')));
  });
});
