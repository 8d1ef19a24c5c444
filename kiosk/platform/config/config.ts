/**
 * The kiosk's configuration: the only place that reads the environment. All faults are reported together, with the
 * variable and the expected value. An unknown `POSTERN_KIOSK_…` variable is a fault, because it may be a misspelt
 * setting.
 */
import type { Mode } from '../../../hardware/host/mode.ts';
import { resolve } from 'node:path';
import type { z } from 'zod';
import type { CameraMode, CameraSource } from '../../../hardware/camera/camera-source.ts';
import type { SbiEnvironment } from '../../../hardware/fingerprint-scanner/mosip-sbi/session.ts';
import type { ModbusAddress } from '../../../hardware/modbus/modbus-address.ts';
import { NO_CREDENTIALS, withCredentials } from '../../../hardware/host/credentials.ts';
import { zonePlace } from '../../../hardware/document-reader/zone-place.ts';
import type { PcscSettings } from '../../../hardware/document-reader/pcsc/pcsc-settings.ts';
import type { Pkcs11Settings } from '../../../hardware/pkcs11/settings.ts';
import type { TpmSettings } from '../../../hardware/tpm/open-tpm.ts';
import type { TpmPlace } from '../../../hardware/tpm/open-transport.ts';
import type { KioskId } from '../../../server/contract/report.ts';
import {
  type Environment,
  environmentSchema,
  LOOPBACK_HOSTS,
  SBI,
  SERIAL,
  type Settings,
  tokenReaderOf,
} from './environment.ts';
import { faultsOf } from './environment-faults.ts';
import { ALLOCATOR } from '../launch/recipe.ts';
import { releasedName } from './released.ts';

export interface KioskCamera {
  readonly source: CameraSource;
  readonly mode: CameraMode;
  readonly program: string | undefined;
  readonly credentialsFile: string | undefined;
}

export interface KioskTpm extends TpmSettings {
  /** The public key of those who approve how the machine starts, and their approvals. */
  readonly measured: { readonly keyFile: string; readonly approvalsFile: string } | undefined;
  /** Certificates of the manufacturer. */
  readonly rootsFile: string | undefined;
}

export interface KioskConfig {
  readonly mode: Mode;
  readonly kioskId: KioskId;
  readonly port: number;
  /** Port for officers' browsers with grants. */
  readonly evidencePort: number;
  /** Origins of the pages that may use this port; see `lane/evidence/README.md`. */
  readonly consoleOrigins: ReadonlySet<string>;
  readonly dataDir: string;
  readonly serverUrl: URL;
  /** 32 bytes. Over TLS the enrolment provides it, and a value here must be equal. */
  readonly serverKey: Uint8Array | undefined;
  /** File with the one-time code of a kiosk that enrols at its first start. */
  readonly enrolmentCodeFile?: string | undefined;
  /** Listening address for evidence. Default: loopback. */
  readonly evidenceHost?: string | undefined;
  /** The operator's certificate for officers' browsers. Default: a certificate of the fleet's authority. */
  readonly evidenceTls?: { readonly certificateFile: string; readonly keyFile: string } | undefined;
  /** Key file of an earlier version, whose key is moved to the secure element; the file is erased. */
  readonly fleetKeyFile?: string | undefined;
  /** File in which the fleet's handle key is delivered, and the public key of its holders; see `fleet/handles/README.md`. */
  readonly handleKeys?: { readonly file: string; readonly authority: string } | undefined;
  readonly policyFile: string | undefined;
  readonly noticeFile: string | undefined;
  /** `undefined`: the look of Postern. */
  readonly brandFile?: string | undefined;
  /** `undefined`: the built-in development policy. */
  readonly retentionFile?: string | undefined;
  /** The signed list of officers' passkeys. `undefined`: this lane accepts none. */
  readonly officerKeysFile?: string | undefined;
  /** The signed terms of partner agencies. `undefined`: this lane makes no pseudonyms. */
  readonly partnerTermsFile?: string | undefined;
  /**
   * Ed25519 public keys, hex, of the signers. Each document needs signatures of two of them. Absent: no signed
   * document can be in force.
   */
  readonly signerKeys?: readonly string[] | undefined;
  /** The signed channel. `undefined`: the lane takes no releases. */
  readonly releases?: { readonly rootFile: string; readonly folder: string | undefined } | undefined;
  /** The release of the software that the lane follows. `undefined`: the installed package. */
  readonly software?: string | undefined;
  /** The release of the models that compare faces. `undefined`: the installed ones. */
  readonly faceModels?: string | undefined;
  /** Certificates and lists of travel document issuers; see `lists/trust/trust-files.ts`. */
  readonly trustDir: string | undefined;
  /** Certificates and keys for reading fingerprints; see `lists/trust/terminal-files.ts`. */
  readonly terminalDir?: string | undefined;
  /** Signed watchlists of documents; see `lists/watchlist/README.md`. `undefined`: this lane has none. */
  readonly watchlistDir?: string | undefined;
  readonly desk: string;
  /** Whether travellers may take a receipt; see `vault/receipt/README.md`. Default: `offered`. */
  readonly receipts?: 'offered' | 'none';
  /** The page that verifies the lane's statement about itself. Absent: none is offered. */
  readonly verifyPage?: URL | undefined;
  /** The traveller's view of themselves during the face step; see `ui/README.md`. Default: `picture`. */
  readonly mirror?: 'picture' | 'figure';
  /** Only with a fingerprint scanner behind a device service. */
  readonly fingerService?:
    | { readonly url: URL; readonly trustFile: string; readonly environment: SbiEnvironment }
    | undefined;
  /** `undefined` for the simulator. */
  readonly camera?: KioskCamera | undefined;
  readonly drivers: {
    readonly camera: string;
    readonly 'fingerprint-scanner': string;
    readonly 'document-reader': string;
    readonly 'token-reader': string;
    readonly gate: string;
    readonly indicator: string;
    readonly 'secure-element': string;
  };
  /** When the token reader is `serial`: path of the serial line. */
  readonly tokenReaderPath?: string | undefined;
  /** When the document reader is `pcsc`. */
  readonly pcsc?: PcscSettings | undefined;
  /** When the key provider is `pkcs11`. */
  readonly pkcs11?: Pkcs11Settings | undefined;
  /** When the key provider is `tpm`. */
  readonly tpm?: KioskTpm | undefined;
  /** When the gate or the indicator is `modbus`. */
  readonly modbus?:
    | { readonly address: ModbusAddress; readonly unit: number; readonly profileFile: string }
    | undefined;
  /** When the indicator is `art-net`. */
  readonly artNet?: { readonly node: string; readonly profileFile: string } | undefined;
  /** The key store, which must not be in a backup. Default: `epoch-keys` in the data folder. */
  readonly keyDir?: string | undefined;
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  /** One fault per entry: the variable and the expected value, never the actual value. */
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`the configuration has ${faults.length} fault(s):\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.faults = faults;
  }
}

/** Calls each reader and returns the results, or throws one `ConfigError` with all faults. */
export function readEach<T extends Readonly<Record<string, () => unknown>>>(
  readers: T,
): { readonly [Name in keyof T]: ReturnType<T[Name]> } {
  const faults: string[] = [];
  const read: Partial<Record<keyof T, unknown>> = {};
  for (const name of Object.keys(readers)) {
    try {
      read[name as keyof T] = readers[name]?.();
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      faults.push(...error.faults);
    }
  }
  if (faults.length > 0) throw new ConfigError(faults);
  return read as { readonly [Name in keyof T]: ReturnType<T[Name]> };
}

/**
 * Throws `ConfigError` with every fault.
 *
 * @param environment usually that of the process
 * @param startFaults faults of the launch of the process, which production and rehearsal refuse
 * @param fileFaults returns the faults of the files in the settings; without it files are not checked
 */
export function readConfig(
  environment: Settings = process.env,
  startFaults: readonly string[] = [],
  fileFaults: (settings: Settings) => readonly string[] = () => [],
): KioskConfig {
  const named = Object.fromEntries(
    Object.entries(environment).filter(([name]) => name === 'POSTERN_MODE' || name.startsWith('POSTERN_KIOSK_')),
  );
  const { settings: ours, unresolved } = withCredentials(named, environment['CREDENTIALS_DIRECTORY']);
  const parsed = environmentSchema.safeParse(ours);
  const faults = parsed.success ? [] : parsed.error.issues.flatMap(describeIssue);
  faults.push(...unresolved.map((name) => `${name}: ${NO_CREDENTIALS}`));
  faults.push(...faultsOf(ours, parsed.data, startFaults), ...fileFaults(ours));
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults);
  const data = parsed.data;
  const zone = data.POSTERN_KIOSK_ZONE_READER === undefined ? undefined : zonePlace(data.POSTERN_KIOSK_ZONE_READER);
  return {
    mode: data.POSTERN_MODE,
    kioskId: data.POSTERN_KIOSK_ID,
    port: data.POSTERN_KIOSK_PORT,
    evidencePort: data.POSTERN_KIOSK_EVIDENCE_PORT,
    consoleOrigins: consoleOriginsOf(new URL(data.POSTERN_KIOSK_CONSOLE_ORIGIN ?? data.POSTERN_KIOSK_SERVER_URL)),
    dataDir: resolve(data.POSTERN_KIOSK_DATA_DIR),
    serverUrl: new URL(data.POSTERN_KIOSK_SERVER_URL),
    serverKey:
      data.POSTERN_KIOSK_SERVER_KEY === undefined
        ? undefined
        : Uint8Array.from(Buffer.from(data.POSTERN_KIOSK_SERVER_KEY, 'hex')),
    enrolmentCodeFile: data.POSTERN_KIOSK_ENROLMENT_CODE_FILE,
    evidenceHost: data.POSTERN_KIOSK_EVIDENCE_HOST,
    evidenceTls: evidenceTlsOf(data),
    fleetKeyFile:
      data.POSTERN_KIOSK_FLEET_KEY_FILE === undefined ? undefined : resolve(data.POSTERN_KIOSK_FLEET_KEY_FILE),
    handleKeys: handleKeysOf(data),
    policyFile: data.POSTERN_KIOSK_POLICY_FILE,
    noticeFile: data.POSTERN_KIOSK_NOTICE_FILE,
    brandFile: data.POSTERN_KIOSK_BRAND_FILE,
    retentionFile: data.POSTERN_KIOSK_RETENTION_FILE,
    officerKeysFile: data.POSTERN_KIOSK_OFFICER_KEYS_FILE,
    partnerTermsFile: data.POSTERN_KIOSK_PARTNER_TERMS_FILE,
    signerKeys: data.POSTERN_KIOSK_SIGNER_KEYS,
    trustDir: data.POSTERN_KIOSK_TRUST_DIR,
    releases: releasesOf(data),
    software: releasedName(data.POSTERN_KIOSK_SOFTWARE),
    faceModels: releasedName(data.POSTERN_KIOSK_FACE_MODELS),
    watchlistDir: data.POSTERN_KIOSK_WATCHLIST_DIR,
    terminalDir: data.POSTERN_KIOSK_TERMINAL_DIR,
    desk: data.POSTERN_KIOSK_DESK,
    receipts: data.POSTERN_KIOSK_RECEIPTS,
    verifyPage: data.POSTERN_KIOSK_VERIFY_URL === undefined ? undefined : new URL(data.POSTERN_KIOSK_VERIFY_URL),
    mirror: data.POSTERN_KIOSK_MIRROR,
    fingerService: fingerServiceOf(data),
    camera: cameraOf(data),
    drivers: {
      camera: data.POSTERN_KIOSK_CAMERA === 'simulator' ? 'simulator' : data.POSTERN_KIOSK_CAMERA.kind,
      'fingerprint-scanner': data.POSTERN_KIOSK_FINGERPRINT_SCANNER.split(':', 1)[0] ?? '',
      'document-reader': data.POSTERN_KIOSK_DOCUMENT_READER,
      'token-reader': tokenReaderOf(data).split(':', 1)[0] ?? '',
      gate: data.POSTERN_KIOSK_GATE,
      indicator: data.POSTERN_KIOSK_INDICATOR,
      'secure-element': data.POSTERN_KIOSK_KEY_PROVIDER === 'file' ? 'simulator' : data.POSTERN_KIOSK_KEY_PROVIDER,
    },
    tokenReaderPath: tokenReaderPathOf(data),
    pcsc: zone === undefined ? undefined : { readerName: data.POSTERN_KIOSK_PCSC_READER, zone },
    pkcs11: pkcs11Of(data),
    tpm: tpmOf(data),
    modbus: modbusOf(data),
    artNet: artNetOf(data),
    keyDir: data.POSTERN_KIOSK_KEY_DIR === undefined ? undefined : resolve(data.POSTERN_KIOSK_KEY_DIR),
  };
}

/** The origins of a console. On this machine all loopback names are equivalent. */
function consoleOriginsOf({ origin, protocol, hostname, port: at }: URL): ReadonlySet<string> {
  if (!LOOPBACK_HOSTS.some((host) => host === hostname)) return new Set([origin]);
  return new Set(LOOPBACK_HOSTS.map((host) => new URL(`${protocol}//${host}:${at}`).origin));
}

function releasesOf(data: Environment): KioskConfig['releases'] {
  const { POSTERN_KIOSK_RELEASES_ROOT_FILE: rootFile, POSTERN_KIOSK_RELEASES_FOLDER: folder } = data;
  if (rootFile === undefined) return undefined;
  return { rootFile: resolve(rootFile), folder: folder === undefined ? undefined : resolve(folder) };
}

/** The path of a file, or `released:NAME` as it is. */
function fileOrRelease(value: string): string {
  return releasedName(value) === undefined ? resolve(value) : value;
}

function handleKeysOf(data: Environment): KioskConfig['handleKeys'] {
  const { POSTERN_KIOSK_HANDLE_KEY_FILE: file, POSTERN_KIOSK_HANDLE_AUTHORITY: authority } = data;
  return file === undefined || authority === undefined ? undefined : { file: resolve(file), authority };
}

function evidenceTlsOf(data: Environment): KioskConfig['evidenceTls'] {
  const { POSTERN_KIOSK_EVIDENCE_CERTIFICATE_FILE: certificateFile, POSTERN_KIOSK_EVIDENCE_KEY_FILE: keyFile } = data;
  return certificateFile === undefined || keyFile === undefined ? undefined : { certificateFile, keyFile };
}

function pkcs11Of(data: Environment): Pkcs11Settings | undefined {
  const {
    POSTERN_KIOSK_PKCS11_MODULE: module,
    POSTERN_KIOSK_PKCS11_TOKEN: tokenLabel,
    POSTERN_KIOSK_PKCS11_PIN_FILE: pinFile,
  } = data;
  if (module === undefined || tokenLabel === undefined || pinFile === undefined) return undefined;
  return { module, tokenLabel, pinFile: resolve(pinFile) };
}

const RESOURCE_MANAGER: TpmPlace = { kind: 'device', path: '/dev/tpmrm0' };

function tpmOf(data: Environment): KioskTpm | undefined {
  if (data.POSTERN_KIOSK_KEY_PROVIDER !== 'tpm') return undefined;
  const {
    POSTERN_KIOSK_TPM_OWNER_AUTH_FILE: ownerAuthFile,
    POSTERN_KIOSK_TPM_ROOTS_FILE: rootsFile,
    POSTERN_KIOSK_TPM_APPROVAL_KEY_FILE: keyFile,
    POSTERN_KIOSK_TPM_APPROVALS_FILE: approvalsFile,
  } = data;
  return {
    place: data.POSTERN_KIOSK_TPM ?? RESOURCE_MANAGER,
    ownerAuthFile: ownerAuthFile === undefined ? undefined : resolve(ownerAuthFile),
    rootsFile: rootsFile === undefined ? undefined : resolve(rootsFile),
    measured:
      keyFile === undefined || approvalsFile === undefined
        ? undefined
        : { keyFile: resolve(keyFile), approvalsFile: resolve(approvalsFile) },
  };
}

function modbusOf(data: Environment): KioskConfig['modbus'] {
  const {
    POSTERN_KIOSK_MODBUS_ADDRESS: address,
    POSTERN_KIOSK_MODBUS_UNIT: unit,
    POSTERN_KIOSK_MODBUS_PROFILE: file,
  } = data;
  return address === undefined || file === undefined ? undefined : { address, unit, profileFile: fileOrRelease(file) };
}

function artNetOf(data: Environment): KioskConfig['artNet'] {
  const { POSTERN_KIOSK_ART_NET_NODE: node, POSTERN_KIOSK_ART_NET_PROFILE: file } = data;
  return node === undefined || file === undefined ? undefined : { node, profileFile: fileOrRelease(file) };
}

function cameraOf(data: Environment): KioskCamera | undefined {
  if (data.POSTERN_KIOSK_CAMERA === 'simulator') return undefined;
  return {
    source: data.POSTERN_KIOSK_CAMERA,
    mode: data.POSTERN_KIOSK_CAMERA_MODE,
    program: data.POSTERN_KIOSK_CAMERA_PROGRAM,
    credentialsFile: data.POSTERN_KIOSK_CAMERA_CREDENTIALS_FILE,
  };
}

/** The configuration before enrolment, without the server's key. Throws `ConfigError`. */
export function readIdentityConfig(environment: Settings = process.env): Omit<KioskConfig, 'serverKey'> {
  return readConfig({ ...environment, POSTERN_KIOSK_SERVER_KEY: '0'.repeat(64) });
}

function tokenReaderPathOf(settings: Environment): string | undefined {
  const reader = tokenReaderOf(settings);
  return reader.startsWith(SERIAL) ? reader.slice(SERIAL.length) : undefined;
}

function fingerServiceOf(settings: Environment): KioskConfig['fingerService'] {
  const { POSTERN_KIOSK_FINGERPRINT_SCANNER: scanner, POSTERN_KIOSK_FINGERPRINT_TRUST_FILE: trustFile } = settings;
  if (!scanner.startsWith(SBI) || trustFile === undefined) return undefined;
  return {
    url: new URL(scanner.slice(SBI.length)),
    trustFile: resolve(trustFile),
    environment: settings.POSTERN_KIOSK_FINGERPRINT_ENVIRONMENT ?? 'Developer',
  };
}

function describeIssue(issue: z.core.$ZodIssue): string[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((name) => `${name}: no such setting`);
  }
  return [`${issue.path.join('.')}: ${issue.message}`];
}

/** The allocator's setting of this process, which is fixed at its start. */
export function readAllocatorSetting(environment: Settings = process.env): string | undefined {
  return environment[ALLOCATOR.name];
}
