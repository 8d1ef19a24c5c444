import { describe, expect, it } from 'vitest';
import { askAnswers } from '../../../../kiosk/main/setup/questions.ts';
import { promptedPerson } from '../../../support/prompted-person.ts';
import { NOTHING_FOUND } from './lane-machine.ts';

const CAMERAS = ['v4l2:/dev/v4l/by-id/a', 'v4l2:/dev/v4l/by-id/b'];
const FOUND = { ...NOTHING_FOUND, cameras: CAMERAS, lines: ['/dev/serial/by-id/zone'], hasTpm: true };
const SIGNED = {
  'Public keys of the people': `${'1'.repeat(64)},${'2'.repeat(64)}`,
  'Folder with the signed': '/media/usb',
  'Public key of the holders': '3'.repeat(64),
};
const GATE = { 'Relay module': 'tcp:192.168.7.2:502', 'File that describes the module': 'wago-750-magnetic-mgc' };
const PLACE = { 'Address of the server': 'https://postern.example:8443', 'Name of this kiosk': 'north-1' };

describe('the questions of the setup of a lane', () => {
  it('suggest the devices that were found', async () => {
    const one = promptedPerson({ ...PLACE, ...SIGNED, ...GATE, 'Where are the keys': 'tpm' });
    const asked = await askAnswers(one, { found: FOUND, standing: {} });
    expect(asked).toMatchObject({
      answers: {
        ...{ mode: 'production', id: 'north-1', console: 'https://postern.example:8080', evidenceAddress: '127.0.0.1' },
        ...{ keys: 'tpm', camera: CAMERAS[0], documentReader: 'pcsc', zoneReader: '/dev/serial/by-id/zone' },
        ...{ fingerprintScanner: 'none', gate: 'modbus', indicator: 'modbus', modbusUnit: '1', desk: '1' },
      },
    });
    expect(one.asked).toHaveLength(17);
  });

  it('take a device of the network, and keep the PIN apart from the answers', async () => {
    const token = { 'PKCS #11': '/opt/m.so', Label: 'north-1', PIN: 'CANARY' };
    const camera = {
      'Camera for faces': 'other',
      'v4l2:/dev/…, or': 'rtsps://camera.example/a',
      'File with user': '/root/camera',
    };
    const lamps = { Lamps: 'art-net', 'Address of the Art-Net': '192.168.7.3', 'File that describes the lights': '/l' };
    const replies = { ...PLACE, ...SIGNED, ...GATE, ...token, ...camera, ...lamps, 'Where are the keys': 'token' };
    const asked = await askAnswers(promptedPerson(replies), { found: FOUND, standing: {} });
    expect(asked?.pin).toBe('CANARY');
    expect(JSON.stringify(asked?.answers)).not.toContain('CANARY');
    expect(asked?.answers).toMatchObject({
      ...{ keys: 'token', camera: 'rtsps://camera.example/a', cameraCredentialsFile: '/root/camera' },
      ...{ indicator: 'art-net', artNetNode: '192.168.7.3', artNetProfile: '/l' },
    });
  });

  it('suggest what stands', async () => {
    const standing = {
      POSTERN_MODE: 'rehearsal',
      POSTERN_KIOSK_ID: 'south-2',
      POSTERN_KIOSK_SERVER_URL: 'https://rehearsal.example:8443',
      POSTERN_KIOSK_KEY_PROVIDER: 'file',
      POSTERN_KIOSK_POLICY_FILE: '/etc/postern/lane/decision-policy.json',
      POSTERN_KIOSK_SIGNER_KEYS: SIGNED['Public keys of the people'],
      POSTERN_KIOSK_HANDLE_AUTHORITY: '3'.repeat(64),
      POSTERN_KIOSK_CAMERA: CAMERAS[1] ?? '',
      POSTERN_KIOSK_ZONE_READER: 'tcp:127.0.0.1:4000',
      POSTERN_KIOSK_MODBUS_ADDRESS: 'tcp:127.0.0.1:502',
      POSTERN_KIOSK_MODBUS_PROFILE: '/etc/postern/lane/modbus-profile.json',
    };
    const asked = await askAnswers(promptedPerson({ 'Reader of the printed': 'other' }), { found: FOUND, standing });
    expect(asked?.answers).toMatchObject({
      ...{ mode: 'rehearsal', id: 'south-2', keys: 'files', camera: CAMERAS[1], zoneReader: 'tcp:127.0.0.1:4000' },
    });
    // Empty: they stay
    expect(asked?.answers).not.toHaveProperty('documents');
    expect(asked?.answers).not.toHaveProperty('modbusProfile');
  });

  it('change nothing when the person cancels', async () => {
    expect(await askAnswers(promptedPerson({}), { found: FOUND, standing: {} })).toBeUndefined();
  });
});
