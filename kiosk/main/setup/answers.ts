/** The answers that a new lane needs, from a person or from a file, as settings of the lane. */
import { z } from 'zod';
import { readPlainFile } from '../../../hardware/host/plain-file.ts';
import { PROVIDER_OF } from '../../../hardware/host/setup/key-places.ts';
import { jsonOf } from '../../../hardware/host/setup/steps.ts';
import { type Environment, environmentSchema } from '../../platform/config/environment.ts';

/** The setting of each answer, whose rule the answer obeys. */
export const SETTING_OF = {
  mode: 'POSTERN_MODE',
  id: 'POSTERN_KIOSK_ID',
  server: 'POSTERN_KIOSK_SERVER_URL',
  console: 'POSTERN_KIOSK_CONSOLE_ORIGIN',
  evidenceAddress: 'POSTERN_KIOSK_EVIDENCE_HOST',
  desk: 'POSTERN_KIOSK_DESK',
  verifyPage: 'POSTERN_KIOSK_VERIFY_URL',
  keys: 'POSTERN_KIOSK_KEY_PROVIDER',
  module: 'POSTERN_KIOSK_PKCS11_MODULE',
  token: 'POSTERN_KIOSK_PKCS11_TOKEN',
  pinFile: 'POSTERN_KIOSK_PKCS11_PIN_FILE',
  tpm: 'POSTERN_KIOSK_TPM',
  signerKeys: 'POSTERN_KIOSK_SIGNER_KEYS',
  handleAuthority: 'POSTERN_KIOSK_HANDLE_AUTHORITY',
  camera: 'POSTERN_KIOSK_CAMERA',
  cameraMode: 'POSTERN_KIOSK_CAMERA_MODE',
  cameraCredentialsFile: 'POSTERN_KIOSK_CAMERA_CREDENTIALS_FILE',
  documentReader: 'POSTERN_KIOSK_DOCUMENT_READER',
  cardReader: 'POSTERN_KIOSK_PCSC_READER',
  zoneReader: 'POSTERN_KIOSK_ZONE_READER',
  fingerprintScanner: 'POSTERN_KIOSK_FINGERPRINT_SCANNER',
  fingerprintTrustFile: 'POSTERN_KIOSK_FINGERPRINT_TRUST_FILE',
  fingerprintEnvironment: 'POSTERN_KIOSK_FINGERPRINT_ENVIRONMENT',
  tokenReader: 'POSTERN_KIOSK_TOKEN_READER',
  gate: 'POSTERN_KIOSK_GATE',
  indicator: 'POSTERN_KIOSK_INDICATOR',
  modbusAddress: 'POSTERN_KIOSK_MODBUS_ADDRESS',
  modbusUnit: 'POSTERN_KIOSK_MODBUS_UNIT',
  modbusProfile: 'POSTERN_KIOSK_MODBUS_PROFILE',
  artNetNode: 'POSTERN_KIOSK_ART_NET_NODE',
  artNetProfile: 'POSTERN_KIOSK_ART_NET_PROFILE',
} as const satisfies Readonly<Record<string, keyof Environment>>;
export type AnswerName = keyof typeof SETTING_OF;
export const ANSWER_NAMES = Object.keys(SETTING_OF) as AnswerName[];

/** Besides the settings: the folder with the documents that two people signed, and with the folder `trust`. */
const DOCUMENTS = 'documents';
export const folder = z.string().regex(/^\//, 'must be the absolute path of a folder');

const MAX_FILE_BYTES = 100_000;

/** The rule of an answer alone. Rules between answers need all settings (`planSetup`). */
export function ruleOf(name: AnswerName): z.ZodType {
  return name === 'keys' ? keysSchema : environmentSchema.shape[SETTING_OF[name]];
}

const keysSchema = z.enum(Object.keys(PROVIDER_OF), 'must be token, tpm or files');

/** systemd reads a backslash and a leading quotation mark in a file of settings as something else. */
const line = z
  .union([z.string(), z.int()], 'must be text or a number')
  .transform(String)
  .refine((text) => /^(?!["'])[^\p{Cc}\\]{1,1000}$/u.test(text), 'must be one line without a backslash');

const isAnswer = (name: string): name is AnswerName => Object.hasOwn(SETTING_OF, name);

const answersSchema = z
  .record(z.string(), line, 'must have the form {"NAME": "ANSWER"}')
  .superRefine((answers, context) => {
    const fault = (name: string, message: string) => context.addIssue({ code: 'custom', path: [name], message });
    for (const [name, answer] of Object.entries(answers)) {
      const rule = name === DOCUMENTS ? folder : isAnswer(name) ? ruleOf(name) : undefined;
      const message = rule === undefined ? 'is not an answer of setup' : ruleFault(rule, answer);
      if (message !== undefined) fault(name, message);
    }
  });

const ruleFault = (rule: z.ZodType, answer: string): string | undefined =>
  rule.safeParse(answer).error?.issues[0]?.message;

/** Absent: the machine's only device of the kind, the value that stands, or the default of the setting. */
export type Answers = { readonly [Name in AnswerName | typeof DOCUMENTS]?: string };

export type ReadAnswers =
  | { readonly kind: 'valid'; readonly answers: Answers }
  | { readonly kind: 'refused'; readonly faults: readonly string[] };

/** Each fault is a sentence that names the answer. */
export function readAnswers(given: unknown): ReadAnswers {
  const parsed = answersSchema.safeParse(given);
  if (parsed.success) return { kind: 'valid', answers: parsed.data };
  const faults = parsed.error.issues.map(({ path, message }) => `${String(path[0] ?? 'The file')} ${message}.`);
  return { kind: 'refused', faults };
}

/** Answers in a file of JSON. Throws `PlainFileError` if it cannot be read. */
export function readAnswersFile(file: string): ReadAnswers {
  const given = jsonOf(readPlainFile(file, MAX_FILE_BYTES).toString());
  return given === undefined ? { kind: 'refused', faults: [`${file} is not JSON.`] } : readAnswers(given);
}

/** Settings without an answer of their own. */
const FROM_ANSWER: Readonly<Record<string, string>> = {
  POSTERN_KIOSK_POLICY_FILE: DOCUMENTS,
  POSTERN_KIOSK_NOTICE_FILE: DOCUMENTS,
  POSTERN_KIOSK_RETENTION_FILE: DOCUMENTS,
  POSTERN_KIOSK_OFFICER_KEYS_FILE: DOCUMENTS,
  POSTERN_KIOSK_BRAND_FILE: DOCUMENTS,
  POSTERN_KIOSK_PARTNER_TERMS_FILE: DOCUMENTS,
  POSTERN_KIOSK_TRUST_DIR: DOCUMENTS,
  POSTERN_KIOSK_HANDLE_KEY_FILE: 'handleAuthority',
};

const ANSWER_OF: readonly (readonly [setting: string, answer: string])[] = [
  ...Object.entries(SETTING_OF).map(([name, setting]) => [setting, name] as const),
  ...Object.entries(FROM_ANSWER),
].toSorted(([a], [b]) => b.length - a.length);

/** Names answers where a sentence names settings. */
export function inAnswers(sentence: string): string {
  return ANSWER_OF.reduce((text, [setting, answer]) => text.replaceAll(setting, answer), sentence);
}
