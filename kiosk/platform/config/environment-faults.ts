/** Faults of the kiosk's settings as a whole: dependencies, exclusions, and refusals of production and rehearsal. */
import { allowsSimulation, isProtected, type Mode, modeOf } from '../../../hardware/host/mode.ts';
import { resolve } from 'node:path';
import { exposedFolder, isFolderExposed } from '../../../hardware/host/private-files.ts';
import { type Environment, LOOPBACK_HOSTS, SBI, type Settings } from './environment.ts';
import { releaseFaults } from './released.ts';
import { productionFaults } from './production-faults.ts';

/**
 * One fault per entry.
 *
 * @param data the parsed settings; `undefined` when a setting is malformed
 */
export function faultsOf(ours: Settings, data: Environment | undefined, startFaults: readonly string[]): string[] {
  const mode = modeOf(ours);
  const faults = [
    ...(isProtected(mode) ? startFaults.map((fault) => `start: ${fault}`) : []),
    ...productionFaults(ours),
    ...tokenFaults(ours),
    ...tpmFaults(ours),
    ...modbusFaults(ours),
    ...artNetFaults(ours),
    ...connectionFaults(ours),
    ...releaseFaults(ours),
  ];
  const needSigners = [
    'POSTERN_KIOSK_RETENTION_FILE',
    'POSTERN_KIOSK_OFFICER_KEYS_FILE',
    'POSTERN_KIOSK_PARTNER_TERMS_FILE',
  ].filter((name) => ours[name]);
  if (!isProtected(mode) && needSigners.length > 0 && ours['POSTERN_KIOSK_SIGNER_KEYS'] === undefined) {
    faults.push(
      `POSTERN_KIOSK_SIGNER_KEYS: is needed by ${needSigners.join(' and ')}: the public keys of the people who sign documents; each document needs two of them`,
    );
  }
  if (
    (ours['POSTERN_KIOSK_HANDLE_KEY_FILE'] === undefined) !==
    (ours['POSTERN_KIOSK_HANDLE_AUTHORITY'] === undefined)
  ) {
    faults.push(
      'POSTERN_KIOSK_HANDLE_AUTHORITY: must be set together with POSTERN_KIOSK_HANDLE_KEY_FILE: the public key of its holders',
    );
  }
  if (ours['POSTERN_KIOSK_DOCUMENT_READER'] === 'pcsc' && ours['POSTERN_KIOSK_ZONE_READER'] === undefined) {
    faults.push('POSTERN_KIOSK_ZONE_READER: is needed by the document reader pcsc: where the zone is read');
  }
  if (data === undefined) return faults;
  const dataDir = resolve(data.POSTERN_KIOSK_DATA_DIR);
  if (isFolderExposed(dataDir)) faults.push(`POSTERN_KIOSK_DATA_DIR: ${exposedFolder(dataDir)}`);
  const { POSTERN_KIOSK_CAMERA: source, POSTERN_KIOSK_CAMERA_CREDENTIALS_FILE: credentials } = data;
  if (credentials !== undefined && (source === 'simulator' || source.kind !== 'rtsp')) {
    faults.push('POSTERN_KIOSK_CAMERA_CREDENTIALS_FILE: is for rtsp:// and rtsps:// cameras only');
  }
  const { protocol, hostname } = new URL(data.POSTERN_KIOSK_SERVER_URL);
  if (protocol === 'http:' && !LOOPBACK_HOSTS.some((host) => host === hostname)) {
    faults.push('POSTERN_KIOSK_SERVER_URL: plain http is for this machine only; must be https or a loopback address');
  }
  return [...faults, ...fingerServiceFaults(data, mode)];
}

/** Faults of the settings for TLS and for plain http. */
function connectionFaults(settings: Settings): string[] {
  const isTls = settings['POSTERN_KIOSK_SERVER_URL']?.startsWith('https:') === true;
  const faults: string[] = [];
  const mode = modeOf(settings);
  if (!isTls && isProtected(mode)) {
    faults.push(`POSTERN_KIOSK_SERVER_URL: must be https: ${mode} needs mutual TLS to the server and TLS for evidence`);
  } else if (!isTls && settings['POSTERN_KIOSK_SERVER_KEY'] === undefined) {
    faults.push(
      "POSTERN_KIOSK_SERVER_KEY: is needed with plain http: the server's public key that its enrol command prints, 64 hex digits",
    );
  }
  const evidence = ['POSTERN_KIOSK_EVIDENCE_CERTIFICATE_FILE', 'POSTERN_KIOSK_EVIDENCE_KEY_FILE'] as const;
  if (!isTls) {
    for (const name of ['POSTERN_KIOSK_ENROLMENT_CODE_FILE', ...evidence]) {
      if (settings[name] !== undefined) faults.push(`${name}: is for a server that is reached by https`);
    }
    const host = settings['POSTERN_KIOSK_EVIDENCE_HOST'];
    if (host !== undefined && !['127.0.0.1', '::1', 'localhost'].includes(host)) {
      faults.push(
        'POSTERN_KIOSK_EVIDENCE_HOST: without TLS evidence is for this machine only; must be a loopback address',
      );
    }
  } else if (settings['POSTERN_KIOSK_CONSOLE_ORIGIN'] === undefined) {
    faults.push(
      "POSTERN_KIOSK_CONSOLE_ORIGIN: is needed with https: the origin of the officers' console, whose port is not the one for kiosks",
    );
  }
  if (isTls && (settings[evidence[0]] === undefined) !== (settings[evidence[1]] === undefined)) {
    faults.push(`${evidence[0]}: must be set together with ${evidence[1]}: the certificate and its key`);
  }
  return faults;
}

const TOKEN_SETTINGS = {
  POSTERN_KIOSK_PKCS11_MODULE: 'the absolute path of a PKCS #11 module',
  POSTERN_KIOSK_PKCS11_TOKEN: 'the label of the token',
  POSTERN_KIOSK_PKCS11_PIN_FILE: "a file with the PIN of the token's user",
} as const;

function tokenFaults(settings: Settings): string[] {
  const wanted = settings['POSTERN_KIOSK_KEY_PROVIDER'] === 'pkcs11';
  return Object.entries(TOKEN_SETTINGS).flatMap(([name, what]) => {
    if (wanted && settings[name] === undefined) return [`${name}: is needed by the key provider pkcs11: ${what}`];
    if (!wanted && settings[name] !== undefined) return [`${name}: is for the key provider pkcs11 only`];
    return [];
  });
}

const TPM_SETTINGS = ['', '_OWNER_AUTH_FILE', '_ROOTS_FILE', '_APPROVAL_KEY_FILE', '_APPROVALS_FILE'].map(
  (ending) => `POSTERN_KIOSK_TPM${ending}`,
);

function tpmFaults(settings: Settings): string[] {
  if (settings['POSTERN_KIOSK_KEY_PROVIDER'] !== 'tpm') {
    return TPM_SETTINGS.flatMap((name) =>
      settings[name] === undefined ? [] : [`${name}: is for the key provider tpm only`],
    );
  }
  const key = 'POSTERN_KIOSK_TPM_APPROVAL_KEY_FILE';
  const approvals = 'POSTERN_KIOSK_TPM_APPROVALS_FILE';
  if ((settings[key] === undefined) === (settings[approvals] === undefined)) return [];
  return [`${approvals}: must be set together with ${key}: the approvals, and the public key of those who sign them`];
}

const MODBUS_SETTINGS = {
  POSTERN_KIOSK_MODBUS_ADDRESS: 'the address of the module',
  POSTERN_KIOSK_MODBUS_PROFILE: 'a JSON file that describes the module and its wiring',
} as const;

function modbusFaults(settings: Settings): string[] {
  const users = ['POSTERN_KIOSK_GATE', 'POSTERN_KIOSK_INDICATOR'].filter((name) => settings[name] === 'modbus');
  if (users.length > 0) {
    return Object.entries(MODBUS_SETTINGS).flatMap(([name, what]) =>
      settings[name] === undefined
        ? [`${name}: is needed by the driver modbus of ${users.join(' and ')}: ${what}`]
        : [],
    );
  }
  return [...Object.keys(MODBUS_SETTINGS), 'POSTERN_KIOSK_MODBUS_UNIT'].flatMap((name) =>
    settings[name] === undefined ? [] : [`${name}: is for a gate or an indicator with the driver modbus only`],
  );
}

const ART_NET_SETTINGS = {
  POSTERN_KIOSK_ART_NET_NODE: 'its IPv4 address',
  POSTERN_KIOSK_ART_NET_PROFILE: 'a JSON file that describes its lights',
} as const;

function artNetFaults(settings: Settings): string[] {
  const wanted = settings['POSTERN_KIOSK_INDICATOR'] === 'art-net';
  return Object.entries(ART_NET_SETTINGS).flatMap(([name, what]) => {
    if (wanted === (settings[name] !== undefined)) return [];
    return [
      wanted ? `${name}: is needed by the indicator art-net: ${what}` : `${name}: is for the indicator art-net only`,
    ];
  });
}

function fingerServiceFaults(settings: Environment, mode: Mode): string[] {
  const { POSTERN_KIOSK_FINGERPRINT_TRUST_FILE: trustFile, POSTERN_KIOSK_FINGERPRINT_ENVIRONMENT: environment } =
    settings;
  const TRUST = 'POSTERN_KIOSK_FINGERPRINT_TRUST_FILE';
  const ENVIRONMENT = 'POSTERN_KIOSK_FINGERPRINT_ENVIRONMENT';
  if (!settings.POSTERN_KIOSK_FINGERPRINT_SCANNER.startsWith(SBI)) {
    const only = 'is for a mosip-sbi fingerprint scanner only';
    return [
      ...(trustFile === undefined ? [] : [`${TRUST}: ${only}`]),
      ...(environment === undefined ? [] : [`${ENVIRONMENT}: ${only}`]),
    ];
  }
  return [
    ...(trustFile === undefined
      ? [`${TRUST}: is needed: a PEM file with the certificates of the authorities of the scanner`]
      : []),
    ...(!allowsSimulation(mode) && environment !== 'Production'
      ? [`${ENVIRONMENT}: must be Production in production`]
      : []),
  ];
}
