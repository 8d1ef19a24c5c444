/**
 * The kiosk's configuration: the only place that reads the environment. Every fault is reported at once, with the variable's
 * name and what it should be; an unknown `POSTERN_KIOSK_…` variable is a fault, because a misspelt setting is a lost one.
 */
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';
import {
  CAMERA_MODE_FORM,
  CAMERA_SOURCE_FORMS,
  type CameraMode,
  type CameraSource,
  parseCameraMode,
  parseCameraSource,
} from '../hardware/camera/camera-source.ts';
import {
  ENVIRONMENTS as SBI_ENVIRONMENTS,
  type SbiEnvironment,
} from '../hardware/fingerprint-scanner/mosip-sbi/session.ts';
import { ZONE_PLACE_FORMS, zonePlace } from '../hardware/document-reader/zone-place.ts';
import type { PcscSettings } from '../hardware/document-reader/pcsc/pcsc-settings.ts';
import type { Pkcs11Settings } from '../hardware/pkcs11/settings.ts';
import { type KioskId, kioskIdSchema } from '../server/contract/report.ts';
import { ALLOCATOR } from './launch/recipe.ts';

const LOOPBACK_HOSTS = ['127.0.0.1', 'localhost', '[::1]'] as const;

const port = z.coerce
  .number('must be a port, 0 to 65535 (0 picks a free one)')
  .int('must be a whole number')
  .min(0, 'must be a port, 0 to 65535 (0 picks a free one)')
  .max(65_535, 'must be a port, 0 to 65535 (0 picks a free one)');
const driver = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,31}$/, 'must be the name of a driver, e.g. simulator');
/** What a device service's address follows. */
const SBI = 'mosip-sbi:';
const fingerprintScanner = z
  .string()
  .refine(
    (value) =>
      /^(none|simulator|libfprint)$/.test(value) || isLoopbackUrl(value.slice(SBI.length), value.startsWith(SBI)),
    'must be none, simulator, libfprint, or mosip-sbi: and the address of a device service on this machine, ' +
      'e.g. mosip-sbi:http://127.0.0.1:4501',
  );
const SERIAL = 'serial:';
const tokenReader = z
  .string()
  .regex(
    /^(none|simulator|serial:\/[\x21-\x7e]+)$/,
    'must be none, simulator, or serial: and the absolute path of the line that a scanner types on, ' +
      'e.g. serial:/dev/serial/by-id/usb-scanner',
  );
const camera = z.string().transform((text, context): CameraSource | 'simulator' => {
  const source = text === 'simulator' ? text : parseCameraSource(text);
  if (source !== undefined) return source;
  context.addIssue(`must be ${CAMERA_SOURCE_FORMS}; the user and password of a camera belong in a file`);
  return z.NEVER;
});
const cameraMode = z.string().transform((text, context): CameraMode => {
  const mode = parseCameraMode(text);
  if (mode !== undefined) return mode;
  context.addIssue(`must be ${CAMERA_MODE_FORM}`);
  return z.NEVER;
});
const path = z.string().min(1, 'must be a path');
const retentionKeys = z
  .string()
  .regex(/^[0-9a-f]{64}(,[0-9a-f]{64})+$/, 'must be two or more public keys of 64 hex digits, with commas between')
  .transform((text) => text.split(','))
  .refine((keys) => new Set(keys).size === keys.length, 'must name each key once');

const environmentSchema = z.strictObject({
  POSTERN_MODE: z.enum(['development', 'production'], 'must be development or production').default('development'),
  POSTERN_KIOSK_ID: kioskIdSchema.default('lane-1' as KioskId),
  POSTERN_KIOSK_PORT: port.default(8081),
  POSTERN_KIOSK_EVIDENCE_PORT: port.default(8082),
  POSTERN_KIOSK_CONSOLE_ORIGIN: z
    .string()
    .refine(
      (text) => URL.canParse(text) && new URL(text).origin === text,
      "must be the origin of the officers' console, e.g. https://console.example; default: the server's",
    )
    .optional(),
  POSTERN_KIOSK_DATA_DIR: path.default('.data/kiosk'),
  POSTERN_KIOSK_SERVER_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http or https URL, e.g. http://127.0.0.1:8080' })
    .default('http://127.0.0.1:8080'),
  POSTERN_KIOSK_SERVER_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/, "must be the server's public key that its enrol command prints, 64 hex digits")
    .optional(),
  POSTERN_KIOSK_ENROLMENT_CODE_FILE: path.optional(),
  POSTERN_KIOSK_EVIDENCE_HOST: z
    .string()
    .refine((text) => text === 'localhost' || isIP(text) !== 0, 'must be an address of this machine, e.g. 127.0.0.1')
    .default('127.0.0.1'),
  POSTERN_KIOSK_EVIDENCE_CERTIFICATE_FILE: path.optional(),
  POSTERN_KIOSK_EVIDENCE_KEY_FILE: path.optional(),
  POSTERN_KIOSK_FLEET_KEY_FILE: path.default('.data/fleet.key'),
  POSTERN_KIOSK_POLICY_FILE: path.optional(),
  POSTERN_KIOSK_NOTICE_FILE: path.optional(),
  POSTERN_KIOSK_RETENTION_FILE: path.optional(),
  POSTERN_KIOSK_RETENTION_KEYS: retentionKeys.optional(),
  POSTERN_KIOSK_TRUST_DIR: path.optional(),
  POSTERN_KIOSK_TERMINAL_DIR: path.optional(),
  POSTERN_KIOSK_DESK: z
    .string()
    .regex(/^[0-9A-Z]{1,4}$/, 'must be the desk that referred travellers are sent to, e.g. 3 or B12')
    .default('1'),
  POSTERN_KIOSK_RECEIPTS: z.enum(['offered', 'none'], 'must be offered or none').default('offered'),
  POSTERN_KIOSK_MIRROR: z.enum(['picture', 'figure'], 'must be picture or figure').default('picture'),
  POSTERN_KIOSK_CAMERA: camera.default('simulator'),
  POSTERN_KIOSK_CAMERA_MODE: cameraMode.default({ width: 1280, height: 720, framesPerSecond: 30 }),
  POSTERN_KIOSK_CAMERA_PROGRAM: path.optional(),
  POSTERN_KIOSK_CAMERA_CREDENTIALS_FILE: path.optional(),
  POSTERN_KIOSK_FINGERPRINT_SCANNER: fingerprintScanner.default('simulator'),
  POSTERN_KIOSK_FINGERPRINT_TRUST_FILE: path.optional(),
  POSTERN_KIOSK_FINGERPRINT_ENVIRONMENT: z
    .enum(SBI_ENVIRONMENTS, `must be one of ${SBI_ENVIRONMENTS.join(', ')}`)
    .optional(),
  POSTERN_KIOSK_DOCUMENT_READER: driver.default('simulator'),
  POSTERN_KIOSK_PCSC_READER: z
    .string()
    .regex(/^[\x20-\x7e]{1,127}$/, "must be a part of the card reader's name, e.g. PICC")
    .optional(),
  POSTERN_KIOSK_ZONE_READER: z
    .string()
    .refine((text) => zonePlace(text) !== undefined, `must be ${ZONE_PLACE_FORMS}`)
    .optional(),
  POSTERN_KIOSK_TOKEN_READER: tokenReader.optional(),
  POSTERN_KIOSK_GATE: driver.default('simulator'),
  POSTERN_KIOSK_INDICATOR: driver.default('simulator'),
  POSTERN_KIOSK_KEY_PROVIDER: z.enum(['file', 'pkcs11'], 'must be file or pkcs11').default('file'),
  POSTERN_KIOSK_PKCS11_MODULE: z.string().regex(/^\//, 'must be the absolute path of a PKCS #11 module').optional(),
  POSTERN_KIOSK_PKCS11_TOKEN: z
    .string()
    .regex(/^[\x20-\x7e]{1,32}$/, 'must be the label of the token, at most 32 characters')
    .optional(),
  POSTERN_KIOSK_PKCS11_PIN_FILE: path.optional(),
  POSTERN_KIOSK_KEY_DIR: path.optional(),
});

export type Mode = 'development' | 'production';

export interface KioskCamera {
  readonly source: CameraSource;
  readonly mode: CameraMode;
  readonly program: string | undefined;
  readonly credentialsFile: string | undefined;
}

export interface KioskConfig {
  readonly mode: Mode;
  readonly kioskId: KioskId;
  readonly port: number;
  /** Where officers' browsers bring grants. */
  readonly evidencePort: number;
  /** Of whose pages; see `evidence/README.md`. */
  readonly consoleOrigins: ReadonlySet<string>;
  readonly dataDir: string;
  readonly serverUrl: URL;
  /** 32 bytes. Over TLS the enrolment says it; what is set here must agree. */
  readonly serverKey: Uint8Array | undefined;
  /** Holds the one-time code of a kiosk that is enrolled at its first start. */
  readonly enrolmentCodeFile?: string | undefined;
  /** Where the address for evidence listens. Default: loopback. */
  readonly evidenceHost?: string | undefined;
  /** The operator's own certificate before officers' browsers; otherwise the fleet's authority gives one. */
  readonly evidenceTls?: { readonly certificateFile: string; readonly keyFile: string } | undefined;
  readonly fleetKeyFile: string;
  readonly policyFile: string | undefined;
  readonly noticeFile: string | undefined;
  /** `undefined`: the built-in policy of development. */
  readonly retention?: { readonly file: string; readonly keys: readonly string[] } | undefined;
  /** Certificates and lists of those who sign documents; see `trust-files.ts`. */
  readonly trustDir: string | undefined;
  /** Certificates and keys that let fingerprints be read; see `terminal-files.ts`. */
  readonly terminalDir?: string | undefined;
  readonly desk: string;
  /** Whether travellers may take a receipt; see `receipt/README.md`. Absent: they may. */
  readonly receipts?: 'offered' | 'none';
  /** What travellers see of themselves while they are looked at; see `ui/README.md`. Absent: a picture. */
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
  /** When the token reader is `serial`: the line that it types on. */
  readonly tokenReaderPath?: string | undefined;
  /** When the document reader is `pcsc`. */
  readonly pcsc?: PcscSettings | undefined;
  /** When the key provider is `pkcs11`. */
  readonly pkcs11?: Pkcs11Settings | undefined;
  /** The key store, which no backup may hold. Default: `epoch-keys` in the data folder. */
  readonly keyDir?: string | undefined;
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  /** One a line: the variable and what it should be. Never its value. */
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`the configuration has ${faults.length} fault(s):\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.faults = faults;
  }
}

/**
 * Throws `ConfigError` with every fault.
 *
 * @param environment usually the process's own
 * @param startFaults what is wrong with how the process was started; production refuses it
 */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  startFaults: readonly string[] = [],
): KioskConfig {
  const ours = Object.fromEntries(
    Object.entries(environment).filter(([name]) => name === 'POSTERN_MODE' || name.startsWith('POSTERN_KIOSK_')),
  );
  const parsed = environmentSchema.safeParse(ours);
  const faults = parsed.success ? [] : parsed.error.issues.flatMap(describeIssue);
  if (ours['POSTERN_MODE'] === 'production') {
    faults.push(...startFaults.map((fault) => `start: ${fault}`));
    if (ours['POSTERN_KIOSK_RETENTION_FILE'] === undefined) {
      faults.push('POSTERN_KIOSK_RETENTION_FILE: must be the retention policy that two people have signed');
    }
    if (ours['POSTERN_KIOSK_TERMINAL_DIR'] !== undefined) {
      faults.push(
        'POSTERN_KIOSK_TERMINAL_DIR: production needs the keys of the terminal in a hardware element, which this version cannot use',
      );
    }
    if (ours['POSTERN_KIOSK_TRUST_DIR'] === undefined) {
      faults.push('POSTERN_KIOSK_TRUST_DIR: must be the folder with certificates of those who sign documents');
    }
    for (const kind of ['CAMERA', 'FINGERPRINT_SCANNER', 'DOCUMENT_READER', 'GATE', 'INDICATOR']) {
      const name = `POSTERN_KIOSK_${kind}`;
      if ((ours[name] ?? 'simulator') === 'simulator') {
        faults.push(`${name}: must be the driver of a real device: production refuses simulators`);
      }
    }
  }
  if (ours['POSTERN_MODE'] === 'production' && ours['POSTERN_KIOSK_TOKEN_READER'] === 'simulator') {
    faults.push('POSTERN_KIOSK_TOKEN_READER: must be none or a real device: production refuses simulators');
  }
  if (ours['POSTERN_MODE'] === 'production' && (ours['POSTERN_KIOSK_KEY_PROVIDER'] ?? 'file') === 'file') {
    faults.push('POSTERN_KIOSK_KEY_PROVIDER: must be pkcs11: production refuses keys in a file');
  }
  faults.push(...tokenFaults(ours), ...connectionFaults(ours));
  if (ours['POSTERN_MODE'] === 'production' && ours['POSTERN_KIOSK_CAMERA']?.startsWith('file:') === true) {
    faults.push('POSTERN_KIOSK_CAMERA: must be a real camera: production refuses films');
  }
  if ((ours['POSTERN_KIOSK_RETENTION_FILE'] === undefined) !== (ours['POSTERN_KIOSK_RETENTION_KEYS'] === undefined)) {
    faults.push(
      'POSTERN_KIOSK_RETENTION_KEYS: stands beside POSTERN_KIOSK_RETENTION_FILE: the keys of those who may sign it',
    );
  }
  if (ours['POSTERN_KIOSK_DOCUMENT_READER'] === 'pcsc' && ours['POSTERN_KIOSK_ZONE_READER'] === undefined) {
    faults.push('POSTERN_KIOSK_ZONE_READER: is needed by the document reader pcsc: where the zone is read');
  }
  if (ours['POSTERN_MODE'] === 'production' && ours['POSTERN_KIOSK_ZONE_READER']?.startsWith('camera:file:') === true) {
    faults.push('POSTERN_KIOSK_ZONE_READER: must be a real device: production refuses films');
  }
  if (parsed.success) {
    const { POSTERN_KIOSK_CAMERA: source, POSTERN_KIOSK_CAMERA_CREDENTIALS_FILE: credentials } = parsed.data;
    if (credentials !== undefined && (source === 'simulator' || source.kind !== 'rtsp')) {
      faults.push('POSTERN_KIOSK_CAMERA_CREDENTIALS_FILE: is for rtsp:// and rtsps:// cameras only');
    }
    const { protocol, hostname } = new URL(parsed.data.POSTERN_KIOSK_SERVER_URL);
    if (protocol === 'http:' && !LOOPBACK_HOSTS.some((host) => host === hostname)) {
      faults.push('POSTERN_KIOSK_SERVER_URL: plain http is for this machine only; must be https or a loopback address');
    }
  }
  if (parsed.success) faults.push(...fingerServiceFaults(parsed.data, ours['POSTERN_MODE'] === 'production'));
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
    fleetKeyFile: resolve(data.POSTERN_KIOSK_FLEET_KEY_FILE),
    policyFile: data.POSTERN_KIOSK_POLICY_FILE,
    noticeFile: data.POSTERN_KIOSK_NOTICE_FILE,
    retention:
      data.POSTERN_KIOSK_RETENTION_FILE === undefined || data.POSTERN_KIOSK_RETENTION_KEYS === undefined
        ? undefined
        : { file: data.POSTERN_KIOSK_RETENTION_FILE, keys: data.POSTERN_KIOSK_RETENTION_KEYS },
    trustDir: data.POSTERN_KIOSK_TRUST_DIR,
    terminalDir: data.POSTERN_KIOSK_TERMINAL_DIR,
    desk: data.POSTERN_KIOSK_DESK,
    receipts: data.POSTERN_KIOSK_RECEIPTS,
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
    keyDir: data.POSTERN_KIOSK_KEY_DIR === undefined ? undefined : resolve(data.POSTERN_KIOSK_KEY_DIR),
  };
}

/** A console on this machine is the same under each name of it. */
function consoleOriginsOf({ origin, protocol, hostname, port: at }: URL): ReadonlySet<string> {
  if (!LOOPBACK_HOSTS.some((host) => host === hostname)) return new Set([origin]);
  return new Set(LOOPBACK_HOSTS.map((host) => new URL(`${protocol}//${host}:${at}`).origin));
}

/** What belongs to TLS, and what is needed without it. */
function connectionFaults(settings: Readonly<Record<string, string | undefined>>): string[] {
  const isTls = settings['POSTERN_KIOSK_SERVER_URL']?.startsWith('https:') === true;
  const faults: string[] = [];
  if (!isTls && settings['POSTERN_MODE'] === 'production') {
    faults.push(
      'POSTERN_KIOSK_SERVER_URL: must be https: production needs mutual TLS to the server and TLS for evidence',
    );
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
    faults.push(`${evidence[0]}: stands beside ${evidence[1]}: the certificate and its key`);
  }
  return faults;
}

function evidenceTlsOf(data: z.infer<typeof environmentSchema>): KioskConfig['evidenceTls'] {
  const { POSTERN_KIOSK_EVIDENCE_CERTIFICATE_FILE: certificateFile, POSTERN_KIOSK_EVIDENCE_KEY_FILE: keyFile } = data;
  return certificateFile === undefined || keyFile === undefined ? undefined : { certificateFile, keyFile };
}

const TOKEN_SETTINGS = {
  POSTERN_KIOSK_PKCS11_MODULE: 'the absolute path of a PKCS #11 module',
  POSTERN_KIOSK_PKCS11_TOKEN: 'the label of the token',
  POSTERN_KIOSK_PKCS11_PIN_FILE: "a file with the PIN of the token's user",
} as const;

function tokenFaults(settings: Readonly<Record<string, string | undefined>>): string[] {
  const wanted = settings['POSTERN_KIOSK_KEY_PROVIDER'] === 'pkcs11';
  return Object.entries(TOKEN_SETTINGS).flatMap(([name, what]) => {
    if (wanted && settings[name] === undefined) return [`${name}: is needed by the key provider pkcs11: ${what}`];
    if (!wanted && settings[name] !== undefined) return [`${name}: is for the key provider pkcs11 only`];
    return [];
  });
}

function pkcs11Of(data: z.infer<typeof environmentSchema>): Pkcs11Settings | undefined {
  const {
    POSTERN_KIOSK_PKCS11_MODULE: module,
    POSTERN_KIOSK_PKCS11_TOKEN: tokenLabel,
    POSTERN_KIOSK_PKCS11_PIN_FILE: pinFile,
  } = data;
  if (module === undefined || tokenLabel === undefined || pinFile === undefined) return undefined;
  return { module, tokenLabel, pinFile: resolve(pinFile) };
}

function cameraOf(data: z.infer<typeof environmentSchema>): KioskCamera | undefined {
  if (data.POSTERN_KIOSK_CAMERA === 'simulator') return undefined;
  return {
    source: data.POSTERN_KIOSK_CAMERA,
    mode: data.POSTERN_KIOSK_CAMERA_MODE,
    program: data.POSTERN_KIOSK_CAMERA_PROGRAM,
    credentialsFile: data.POSTERN_KIOSK_CAMERA_CREDENTIALS_FILE,
  };
}

/** For what runs before enrolment, when the server's key is not known yet. Throws `ConfigError`. */
export function readIdentityConfig(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Omit<KioskConfig, 'serverKey'> {
  return readConfig({ ...environment, POSTERN_KIOSK_SERVER_KEY: '0'.repeat(64) });
}

type Environment = z.infer<typeof environmentSchema>;

/** Nobody has to have one. */
function tokenReaderOf({ POSTERN_KIOSK_TOKEN_READER: reader, POSTERN_MODE: mode }: Environment): string {
  return reader ?? (mode === 'production' ? 'none' : 'simulator');
}

function tokenReaderPathOf(settings: Environment): string | undefined {
  const reader = tokenReaderOf(settings);
  return reader.startsWith(SERIAL) ? reader.slice(SERIAL.length) : undefined;
}

function isLoopbackUrl(address: string, named: boolean): boolean {
  if (!named || !URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'http:' && LOOPBACK_HOSTS.some((host) => host === hostname);
}

function fingerServiceFaults(settings: Environment, production: boolean): string[] {
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
      ? [`${TRUST}: is needed: a PEM file with the certificates of the authorities that vouch for the scanner`]
      : []),
    ...(production && environment !== 'Production' ? [`${ENVIRONMENT}: must be Production in production`] : []),
  ];
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

/** This process's environment with `settings` on top, for programs that it starts. */
export function environmentWith(settings: Readonly<Record<string, string>>): Record<string, string | undefined> {
  return { ...process.env, ...settings };
}

/** Those of these settings that this process was not given: what somebody has set stands. */
export function settingsBeside(settings: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => process.env[name] === undefined));
}

/** The allocator's setting of this process, which is fixed at its start. */
export function readAllocatorSetting(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string | undefined {
  return environment[ALLOCATOR.name];
}
