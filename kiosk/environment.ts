/** What each `POSTERN_KIOSK_…` variable may hold, by itself. What they are to each other is in `environment-faults.ts`. */
import { isIP } from 'node:net';
import { z } from 'zod';
import {
  CAMERA_MODE_FORM,
  CAMERA_SOURCE_FORMS,
  type CameraMode,
  type CameraSource,
  parseCameraMode,
  parseCameraSource,
} from '../hardware/camera/camera-source.ts';
import { ENVIRONMENTS as SBI_ENVIRONMENTS } from '../hardware/fingerprint-scanner/mosip-sbi/session.ts';
import { ZONE_PLACE_FORMS, zonePlace } from '../hardware/document-reader/zone-place.ts';
import { type KioskId, kioskIdSchema } from '../server/contract/report.ts';

export const LOOPBACK_HOSTS = ['127.0.0.1', 'localhost', '[::1]'] as const;

const port = z.coerce
  .number('must be a port, 0 to 65535 (0 picks a free one)')
  .int('must be a whole number')
  .min(0, 'must be a port, 0 to 65535 (0 picks a free one)')
  .max(65_535, 'must be a port, 0 to 65535 (0 picks a free one)');
const driver = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,31}$/, 'must be the name of a driver, e.g. simulator');
/** What a device service's address follows. */
export const SBI = 'mosip-sbi:';
const fingerprintScanner = z
  .string()
  .refine(
    (value) =>
      /^(none|simulator|libfprint)$/.test(value) || isLoopbackUrl(value.slice(SBI.length), value.startsWith(SBI)),
    'must be none, simulator, libfprint, or mosip-sbi: and the address of a device service on this machine, ' +
      'e.g. mosip-sbi:http://127.0.0.1:4501',
  );
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
const signerKeys = z
  .string()
  .regex(/^[0-9a-f]{64}(,[0-9a-f]{64})+$/, 'must be two or more public keys of 64 hex digits, with commas between')
  .transform((text) => text.split(','))
  .refine((keys) => new Set(keys).size === keys.length, 'must name each key once');

export const environmentSchema = z.strictObject({
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
  POSTERN_KIOSK_FLEET_KEY_FILE: path.optional(),
  POSTERN_KIOSK_HANDLE_KEY_FILE: path.optional(),
  POSTERN_KIOSK_HANDLE_AUTHORITY: z
    .string()
    .regex(/^[0-9a-f]{64}$/, "must be the public key of the holders of the fleet's handle key, 64 hex digits")
    .optional(),
  POSTERN_KIOSK_POLICY_FILE: path.optional(),
  POSTERN_KIOSK_NOTICE_FILE: path.optional(),
  POSTERN_KIOSK_RETENTION_FILE: path.optional(),
  POSTERN_KIOSK_OFFICER_KEYS_FILE: path.optional(),
  POSTERN_KIOSK_SIGNER_KEYS: signerKeys.optional(),
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

export type Environment = z.infer<typeof environmentSchema>;

/** As the process has them. */
export type Settings = Readonly<Record<string, string | undefined>>;

/** Nobody has to have one. */
export function tokenReaderOf({ POSTERN_KIOSK_TOKEN_READER: reader, POSTERN_MODE: mode }: Environment): string {
  return reader ?? (mode === 'production' ? 'none' : 'simulator');
}

function isLoopbackUrl(address: string, named: boolean): boolean {
  if (!named || !URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'http:' && LOOPBACK_HOSTS.some((host) => host === hostname);
}
