/** The schema of each `POSTERN_KIOSK_…` variable. Rules between variables are in `environment-faults.ts`. */
import { isProtected, MODES } from '../../../hardware/host/mode.ts';
import { isIP } from 'node:net';
import { z } from 'zod';
import {
  CAMERA_MODE_FORM,
  CAMERA_SOURCE_FORMS,
  type CameraMode,
  type CameraSource,
  parseCameraMode,
  parseCameraSource,
} from '../../../hardware/camera/camera-source.ts';
import { ENVIRONMENTS as SBI_ENVIRONMENTS } from '../../../hardware/fingerprint-scanner/mosip-sbi/session.ts';
import { MODBUS_ADDRESS_FORMS, type ModbusAddress, modbusAddress } from '../../../hardware/modbus/modbus-address.ts';
import { TPM_PLACE_FORMS, type TpmPlace, tpmPlace } from '../../../hardware/tpm/open-transport.ts';
import { ZONE_PLACE_FORMS, zonePlace } from '../../../hardware/document-reader/zone-place.ts';
import { type KioskId, kioskIdSchema } from '../../../server/contract/report.ts';

export const LOOPBACK_HOSTS = ['127.0.0.1', 'localhost', '[::1]'] as const;

const port = z.coerce
  .number('must be a port, 0 to 65535 (0 picks a free one)')
  .int('must be a whole number')
  .min(0, 'must be a port, 0 to 65535 (0 picks a free one)')
  .max(65_535, 'must be a port, 0 to 65535 (0 picks a free one)');
const driver = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,31}$/, 'must be the name of a driver, e.g. simulator');
/** Prefix of the address of a device service. */
export const SBI = 'mosip-sbi:';
const fingerprintScanner = z
  .string()
  .refine(
    (value) =>
      /^(none|simulator|libfprint)$/.test(value) || isLoopbackUrl(value.slice(SBI.length), value.startsWith(SBI)),
    'must be none, simulator, libfprint, or mosip-sbi: and the address of a device service on this machine, ' +
      'e.g. mosip-sbi:http://127.0.0.1:4501',
  );
/** The address is part of a QR code, so it is short. */
function isVerifyPage(value: string): boolean {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || value.length > 100 || url.hash !== '' || url.search !== '') return false;
  return (
    url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK_HOSTS.some((host) => host === url.hostname))
  );
}
export const SERIAL = 'serial:';
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
const modbus = z.string().transform((text, context): ModbusAddress => {
  const address = modbusAddress(text);
  if (address !== undefined) return address;
  context.addIssue(`must be ${MODBUS_ADDRESS_FORMS}`);
  return z.NEVER;
});
const tpm = z.string().transform((text, context): TpmPlace => {
  const place = tpmPlace(text);
  if (place !== undefined) return place;
  context.addIssue(`must be ${TPM_PLACE_FORMS}`);
  return z.NEVER;
});
const ART_NET_NODE = 'must be the IPv4 address of an Art-Net node, e.g. 192.168.7.3';
const MODBUS_UNIT = "must be the module's unit, 0 to 255";
const signerKeys = z
  .string()
  .regex(/^[0-9a-f]{64}(,[0-9a-f]{64})+$/, 'must be two or more public keys of 64 hex digits, with commas between')
  .transform((text) => text.split(','))
  .refine((keys) => new Set(keys).size === keys.length, 'must name each key once');

export const environmentSchema = z.strictObject({
  POSTERN_MODE: z
    .enum(MODES, 'must be development, production or rehearsal')
    .default('development')
    .describe(
      '`development`, `production`, which refuses what _Production_ lists below, with every fault at once, or `rehearsal`, which permits keys in software and simulated devices besides',
    ),
  POSTERN_KIOSK_ID: kioskIdSchema
    .default('lane-1' as KioskId)
    .describe('3 to 32 lower-case letters, digits and hyphens'),
  POSTERN_KIOSK_PORT: port.default(8081).describe('the port of the screen, on loopback; 0 picks a free one'),
  POSTERN_KIOSK_EVIDENCE_PORT: port
    .default(8082)
    .describe("the port to which officers' browsers bring grants; 0 picks a free one"),
  POSTERN_KIOSK_CONSOLE_ORIGIN: z
    .string()
    .refine(
      (text) => URL.canParse(text) && new URL(text).origin === text,
      "must be the origin of the officers' console, e.g. https://console.example; default: the server's",
    )
    .optional()
    .describe(
      "the origin of the officers' console, whose pages may ask for evidence; required with https; otherwise the server's origin",
    ),
  POSTERN_KIOSK_DATA_DIR: path
    .default('.data/kiosk')
    .describe(
      "the folder of the journal, the sealed captures, the development keys and the screen's token; refused while group or others have any right on it",
    ),
  POSTERN_KIOSK_SERVER_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http or https URL, e.g. http://127.0.0.1:8080' })
    .default('http://127.0.0.1:8080')
    .describe(
      'the server; plain http only to a loopback address; https goes to the port for kiosks and needs an enrolled kiosk',
    ),
  POSTERN_KIOSK_SERVER_KEY: z
    .string()
    .regex(
      /^([0-9a-f]{64}|0[23][0-9a-f]{64})$/,
      "must be the server's public key that its enrol command prints, 64 or 66 hex digits",
    )
    .optional()
    .describe("with plain http: the server's public key, 64 or 66 hex digits, as `postern-server enrol` prints it"),
  POSTERN_KIOSK_ENROLMENT_CODE_FILE: path
    .optional()
    .describe(
      'with https: a file with the one-time code with which the kiosk enrols at its first start; `fleet/enrolment/README.md`',
    ),
  POSTERN_KIOSK_EVIDENCE_HOST: z
    .string()
    .refine((text) => text === 'localhost' || isIP(text) !== 0, 'must be an address of this machine, e.g. 127.0.0.1')
    .default('127.0.0.1')
    .describe("the address at which officers' browsers reach the lane; other than loopback with https only"),
  POSTERN_KIOSK_EVIDENCE_CERTIFICATE_FILE: path
    .optional()
    .describe("with https: the operator's certificate for officers' browsers; otherwise one of the fleet's authority"),
  POSTERN_KIOSK_EVIDENCE_KEY_FILE: path.optional().describe('the key of that certificate'),
  POSTERN_KIOSK_FLEET_KEY_FILE: path
    .optional()
    .describe(
      'the key file of an earlier version: its key is moved into the secure element and the file is erased; for development only',
    ),
  POSTERN_KIOSK_HANDLE_KEY_FILE: path
    .optional()
    .describe(
      "the file in which the fleet's handle key arrives, sealed to this lane; required outside development; in development a lane otherwise makes its own key; `fleet/handles/README.md`",
    ),
  POSTERN_KIOSK_HANDLE_AUTHORITY: z
    .string()
    .regex(/^[0-9a-f]{64}$/, "must be the public key of the holders of the fleet's handle key, 64 hex digits")
    .optional()
    .describe("the public key of the people who seal the fleet's handle key, 64 hex digits"),
  POSTERN_KIOSK_POLICY_FILE: path
    .optional()
    .describe(
      'the decision policy: signed, or in development plain JSON; otherwise the built-in development policy; `rules/decision/policy.ts`',
    ),
  POSTERN_KIOSK_NOTICE_FILE: path
    .optional()
    .describe(
      'the notice: signed, or in development plain JSON; otherwise the built-in development notice; `rules/notice/notice.ts`',
    ),
  POSTERN_KIOSK_BRAND_FILE: path
    .optional()
    .describe(
      'the name, logo and accent colour of the agency for the welcome: signed, or in development plain JSON; otherwise the look of Postern; `main/screen/README.md`',
    ),
  POSTERN_KIOSK_RETENTION_FILE: path
    .optional()
    .describe('the signed retention policy; otherwise the built-in development policy; `vault/retention/README.md`'),
  POSTERN_KIOSK_OFFICER_KEYS_FILE: path
    .optional()
    .describe(
      "the signed list of officers' keys, read again when it changes; without it no passkey is accepted; `lists/officer-keys/README.md`",
    ),
  POSTERN_KIOSK_PARTNER_TERMS_FILE: path
    .optional()
    .describe(
      'the signed terms of partner agencies, read again when they change; without them the lane makes no pseudonyms; `lists/partners/README.md`',
    ),
  POSTERN_KIOSK_SIGNER_KEYS: signerKeys
    .optional()
    .describe(
      'the public keys of the people who sign documents, with commas between; two of them must have signed each document; `fleet/signed-documents/README.md`',
    ),
  POSTERN_KIOSK_RELEASES_ROOT_FILE: path
    .optional()
    .describe(
      'the first root of the signed channel (`metadata/1.root.json`): the lane takes releases, and other settings may be `released:NAME`; `fleet/releases/README.md`',
    ),
  POSTERN_KIOSK_RELEASES_FOLDER: path
    .optional()
    .describe('the folder in which a technician brings releases, such as the mount point of a USB stick'),
  POSTERN_KIOSK_FACE_MODELS: z
    .string()
    .optional()
    .describe(
      'the release of the models that compare faces, `released:NAME`; otherwise the installed ones do; `fleet/releases/README.md`',
    ),
  POSTERN_KIOSK_SOFTWARE: z
    .string()
    .optional()
    .describe(
      'the release of the software that this lane follows, `released:NAME`; otherwise the installed package runs; `fleet/software/README.md`',
    ),
  POSTERN_KIOSK_TRUST_DIR: path
    .optional()
    .describe(
      'the folder of certificates and lists with which documents are verified; required outside development; `rules/document/README.md`',
    ),
  POSTERN_KIOSK_WATCHLIST_DIR: path
    .optional()
    .describe('the folder of signed watchlists of documents, looked at every minute; `lists/watchlist/README.md`'),
  POSTERN_KIOSK_TERMINAL_DIR: path
    .optional()
    .describe(
      'the folder of card-verifiable certificates (`*.cvcert`) with which chips release fingerprints; their keys are in the secure element (`postern-lane terminal`), except in production also in files (`*.key`)',
    ),
  POSTERN_KIOSK_DESK: z
    .string()
    .regex(/^[0-9A-Z]{1,4}$/, 'must be the desk that referred travellers are sent to, e.g. 3 or B12')
    .default('1')
    .describe('the number of the desk to which referred travellers are sent'),
  POSTERN_KIOSK_RECEIPTS: z
    .enum(['offered', 'none'], 'must be offered or none')
    .default('offered')
    .describe('`offered` or `none`: whether travellers may take a receipt; `vault/receipt/README.md`'),
  POSTERN_KIOSK_VERIFY_URL: z
    .string()
    .refine(isVerifyPage, 'must be the address of the page that travellers open, e.g. https://gates.example/verify')
    .optional()
    .describe(
      'the address of the server’s page `/verify` for telephones; with it the welcome offers a code by which a person checks the lane; `fleet/attestation/README.md`',
    ),
  POSTERN_KIOSK_MIRROR: z
    .enum(['picture', 'figure'], 'must be picture or figure')
    .default('picture')
    .describe('`picture` or `figure`: what travellers see of themselves during the face step; `ui/README.md`'),
  POSTERN_KIOSK_CAMERA: camera
    .default('simulator')
    .describe(
      '`simulator`, `v4l2:/dev/video0`, `rtsp://host/path`, `rtsps://host/path`, `file:path` or `browser` (refused in production); `hardware/camera/README.md`',
    ),
  POSTERN_KIOSK_CAMERA_MODE: cameraMode
    .default({ width: 1280, height: 720, framesPerSecond: 30 })
    .describe('the mode to ask the camera for; it gives the nearest one'),
  POSTERN_KIOSK_CAMERA_PROGRAM: path
    .optional()
    .describe('the program that reads the camera: `ffmpeg` or `chromium` unless set'),
  POSTERN_KIOSK_CAMERA_CREDENTIALS_FILE: path.optional().describe('a file with `user:password` of a network camera'),
  POSTERN_KIOSK_FINGERPRINT_SCANNER: fingerprintScanner
    .default('simulator')
    .describe(
      '`none`, `simulator`, `libfprint`, or `mosip-sbi:` with the address of a device service on this machine; `hardware/fingerprint-scanner/README.md`',
    ),
  POSTERN_KIOSK_FINGERPRINT_TRUST_FILE: path
    .optional()
    .describe('for `mosip-sbi:` scanners: a PEM file with the authorities that vouch for the scanner'),
  POSTERN_KIOSK_FINGERPRINT_ENVIRONMENT: z
    .enum(SBI_ENVIRONMENTS, `must be one of ${SBI_ENVIRONMENTS.join(', ')}`)
    .optional()
    .describe(
      'for `mosip-sbi:` scanners: the environment of the device service, `Developer` unless set; production requires `Production`',
    ),
  POSTERN_KIOSK_DOCUMENT_READER: driver
    .default('simulator')
    .describe('`simulator` or `pcsc`; `hardware/document-reader/README.md`'),
  POSTERN_KIOSK_PCSC_READER: z
    .string()
    .regex(/^[\x20-\x7e]{1,127}$/, "must be a part of the card reader's name, e.g. PICC")
    .optional()
    .describe("for `pcsc`: a part of the card reader's name"),
  POSTERN_KIOSK_ZONE_READER: z
    .string()
    .refine((text) => zonePlace(text) !== undefined, `must be ${ZONE_PLACE_FORMS}`)
    .optional()
    .describe('for `pcsc`: where the machine-readable zone is read; `hardware/document-reader/README.md`'),
  POSTERN_KIOSK_TOKEN_READER: tokenReader
    .optional()
    .describe(
      '`none`, `simulator`, or `serial:` with the path of a line; where travellers show the code of their registration; `simulator` unless set, outside development `none`; `hardware/token-reader/README.md`',
    ),
  POSTERN_KIOSK_GATE: driver
    .default('simulator')
    .describe('`simulator`, refused in production, or `modbus`; `hardware/gate/README.md`'),
  POSTERN_KIOSK_INDICATOR: driver
    .default('simulator')
    .describe('`simulator`, refused in production, `modbus` or `art-net`; `hardware/indicator/README.md`'),
  POSTERN_KIOSK_ART_NET_NODE: z
    .string()
    .refine((text) => isIP(text) === 4, ART_NET_NODE)
    .optional()
    .describe('for `art-net`: the IPv4 address of the node'),
  POSTERN_KIOSK_ART_NET_PROFILE: path
    .optional()
    .describe('for `art-net`: a JSON file that describes the lights; `hardware/indicator/README.md`'),
  POSTERN_KIOSK_MODBUS_ADDRESS: modbus
    .optional()
    .describe(
      'for `modbus`: `tcp:host:port`, or `rtu:` with the path of a serial line, its speed and its format, e.g. `rtu:/dev/serial/by-id/usb-relay:19200:8E1`; `hardware/modbus/README.md`',
    ),
  POSTERN_KIOSK_MODBUS_UNIT: z.coerce
    .number(MODBUS_UNIT)
    .int(MODBUS_UNIT)
    .min(0, MODBUS_UNIT)
    .max(255, MODBUS_UNIT)
    .default(1)
    .describe("for `modbus`: the module's unit at that address"),
  POSTERN_KIOSK_MODBUS_PROFILE: path
    .optional()
    .describe('for `modbus`: a JSON file that describes the module and its wiring; `hardware/modbus/README.md`'),
  POSTERN_KIOSK_KEY_PROVIDER: z
    .enum(['file', 'pkcs11', 'tpm'], 'must be file, pkcs11 or tpm')
    .default('file')
    .describe('`pkcs11`, `tpm`, or `file`, refused in production; `hardware/secure-element/README.md`'),
  POSTERN_KIOSK_PKCS11_MODULE: z
    .string()
    .regex(/^\//, 'must be the absolute path of a PKCS #11 module')
    .optional()
    .describe('for `pkcs11`: the absolute path of the module'),
  POSTERN_KIOSK_PKCS11_TOKEN: z
    .string()
    .regex(/^[\x20-\x7e]{1,32}$/, 'must be the label of the token, at most 32 characters')
    .optional()
    .describe('for `pkcs11`: the label of the token'),
  POSTERN_KIOSK_PKCS11_PIN_FILE: path.optional().describe('for `pkcs11`: a file with the PIN'),
  POSTERN_KIOSK_TPM: tpm
    .optional()
    .describe(
      'for `tpm`: `device:/dev/tpmrm0` unless set, or, except in production, `unix:` with the socket of a software TPM; `hardware/tpm/README.md`',
    ),
  POSTERN_KIOSK_TPM_OWNER_AUTH_FILE: path
    .optional()
    .describe("for `tpm`: a file with the TPM's owner authorisation, where it has one"),
  POSTERN_KIOSK_TPM_ROOTS_FILE: path
    .optional()
    .describe(
      "for `tpm`: a PEM file with certificates of the TPM's manufacturer; keys are made only in a TPM whose own certificate leads to one of its roots",
    ),
  POSTERN_KIOSK_TPM_APPROVAL_KEY_FILE: path
    .optional()
    .describe(
      'for `tpm`: a PEM file with the public key, on P-256, of those who approve how the machine starts; binds the keys to approved starts',
    ),
  POSTERN_KIOSK_TPM_APPROVALS_FILE: path
    .optional()
    .describe('for `tpm`: the file of their approvals, made with `postern-lane tpm approve`'),
  POSTERN_KIOSK_KEY_DIR: path
    .optional()
    .describe(
      'the key store, which belongs in no backup; `epoch-keys` in the data folder unless set; `vault/captures/README.md`',
    ),
});

export type Environment = z.infer<typeof environmentSchema>;

/** The environment of a process. */
export type Settings = Readonly<Record<string, string | undefined>>;

/** The token reader is optional. */
export function tokenReaderOf({ POSTERN_KIOSK_TOKEN_READER: reader, POSTERN_MODE: mode }: Environment): string {
  return reader ?? (isProtected(mode) ? 'none' : 'simulator');
}

function isLoopbackUrl(address: string, named: boolean): boolean {
  if (!named || !URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'http:' && LOOPBACK_HOSTS.some((host) => host === hostname);
}
