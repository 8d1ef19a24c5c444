/** Settings that production and rehearsal refuse. Refused files are in `main/app/file-faults.ts`. */
import { allowsSimulation, allowsSoftwareKeys, isProtected, type Mode, modeOf } from '../../../hardware/host/mode.ts';
import { isIPv4 } from 'node:net';
import { LOOPBACK_HOSTS, type Settings } from './environment.ts';

/** Documents signed by two people. Development has built-in ones, or needs none. */
const DOCUMENTS = {
  POSTERN_KIOSK_POLICY_FILE: 'the decision policy',
  POSTERN_KIOSK_NOTICE_FILE: 'the notice to travellers',
  POSTERN_KIOSK_RETENTION_FILE: 'the retention policy',
  POSTERN_KIOSK_OFFICER_KEYS_FILE: "the list of officers' keys",
} as const;

/** None in development. */
export function productionFaults(ours: Settings): string[] {
  const mode = modeOf(ours);
  if (!isProtected(mode)) return [];
  const faults: string[] = [];
  for (const [name, what] of Object.entries(DOCUMENTS)) {
    if (ours[name] === undefined) {
      faults.push(`${name}: must be ${what} that two people have signed: ${mode} has no built-in one`);
    }
  }
  if (ours['POSTERN_KIOSK_SIGNER_KEYS'] === undefined) {
    faults.push('POSTERN_KIOSK_SIGNER_KEYS: must be the public keys of the people who sign documents, two or more');
  }
  if (ours['POSTERN_KIOSK_HANDLE_KEY_FILE'] === undefined) {
    faults.push(
      "POSTERN_KIOSK_HANDLE_KEY_FILE: must be the file in which the fleet's handle key is delivered, sealed to this lane",
    );
  }
  if (ours['POSTERN_KIOSK_FLEET_KEY_FILE'] !== undefined) {
    faults.push(
      `POSTERN_KIOSK_FLEET_KEY_FILE: ${mode} refuses a key in a plain file: import it with postern-lane handle-keys take-file`,
    );
  }
  if (ours['POSTERN_KIOSK_TRUST_DIR'] === undefined) {
    faults.push('POSTERN_KIOSK_TRUST_DIR: must be the folder with certificates of document issuers');
  }
  return [
    ...faults,
    ...(allowsSoftwareKeys(mode) ? [] : softwareKeyFaults(ours)),
    ...(allowsSimulation(mode) ? [] : simulatorFaults(ours)),
    ...lineFaults(ours, mode),
  ];
}

function softwareKeyFaults(ours: Settings): string[] {
  const faults: string[] = [];
  if ((ours['POSTERN_KIOSK_KEY_PROVIDER'] ?? 'file') === 'file') {
    faults.push('POSTERN_KIOSK_KEY_PROVIDER: must be pkcs11 or tpm: production refuses keys in a file');
  }
  if (ours['POSTERN_KIOSK_TPM']?.startsWith('unix:') === true) {
    faults.push('POSTERN_KIOSK_TPM: must be device: with the device of a TPM: production refuses a software TPM');
  }
  return faults;
}

function simulatorFaults(ours: Settings): string[] {
  const faults: string[] = [];
  for (const kind of ['CAMERA', 'FINGERPRINT_SCANNER', 'DOCUMENT_READER', 'GATE', 'INDICATOR']) {
    const name = `POSTERN_KIOSK_${kind}`;
    if ((ours[name] ?? 'simulator') === 'simulator') {
      faults.push(`${name}: must be the driver of a real device: production refuses simulators`);
    }
  }
  if (ours['POSTERN_KIOSK_TOKEN_READER'] === 'simulator') {
    faults.push('POSTERN_KIOSK_TOKEN_READER: must be none or a real device: production refuses simulators');
  }
  if (ours['POSTERN_KIOSK_CAMERA']?.startsWith('file:') === true) {
    faults.push('POSTERN_KIOSK_CAMERA: must be a real camera: production refuses films');
  }
  if (ours['POSTERN_KIOSK_CAMERA'] === 'browser') {
    faults.push(
      "POSTERN_KIOSK_CAMERA: must be v4l2 or rtsps: production refuses browser, because the lane's unit denies the namespaces that Chromium's sandbox needs",
    );
  }
  if (ours['POSTERN_KIOSK_ZONE_READER']?.startsWith('camera:file:') === true) {
    faults.push('POSTERN_KIOSK_ZONE_READER: must be a real device: production refuses films');
  }
  return faults;
}

const CAMERA_OF_ZONE = 'camera:';

/** Pictures of travellers and lines of their documents must not cross a network unencrypted. */
function lineFaults(ours: Settings, mode: Mode): string[] {
  const { POSTERN_KIOSK_CAMERA: camera = '', POSTERN_KIOSK_ZONE_READER: zone = '' } = ours;
  const RTSPS = `must be rtsps: or rtsp: to a loopback address: ${mode} refuses unencrypted pictures`;
  const zoneCamera = zone.startsWith(CAMERA_OF_ZONE) ? zone.slice(CAMERA_OF_ZONE.length) : '';
  return [
    ...(isOpenStream(camera) ? [`POSTERN_KIOSK_CAMERA: ${RTSPS}`] : []),
    ...(isOpenStream(zoneCamera) ? [`POSTERN_KIOSK_ZONE_READER: ${RTSPS}`] : []),
    ...(isOpenLine(zone)
      ? [`POSTERN_KIOSK_ZONE_READER: must be a line of this machine: ${mode} refuses tcp: beyond a loopback address`]
      : []),
    ...(isPublicAddress(ours['POSTERN_KIOSK_ART_NET_NODE'])
      ? ['POSTERN_KIOSK_ART_NET_NODE: must be a private IPv4 address: Art-Net has neither encryption nor sign-in']
      : []),
    ...(isPublicModule(ours['POSTERN_KIOSK_MODBUS_ADDRESS'] ?? '')
      ? [
          'POSTERN_KIOSK_MODBUS_ADDRESS: must be a serial line or a private IPv4 address: Modbus has neither encryption nor sign-in',
        ]
      : []),
  ];
}

function isOpenStream(source: string): boolean {
  return /^rtsp:/i.test(source) && !(URL.canParse(source) && isThisMachine(new URL(source).hostname));
}

function isOpenLine(zone: string): boolean {
  const [, host] = /^tcp:(.+):\d+$/.exec(zone) ?? [];
  return host !== undefined && !isThisMachine(host);
}

/** RFC 1918, loopback and link-local addresses. A host name could resolve to any address. */
const PRIVATE_ADDRESS = /^(10\.|127\.|169\.254\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/;

function isPublicModule(address: string): boolean {
  const [, host] = /^tcp:(.+):\d+$/.exec(address) ?? [];
  return isPublicAddress(host);
}

function isPublicAddress(host: string | undefined): boolean {
  return host !== undefined && !(isIPv4(host) && PRIVATE_ADDRESS.test(host));
}

function isThisMachine(host: string): boolean {
  return LOOPBACK_HOSTS.some((name) => name === host.toLowerCase());
}
