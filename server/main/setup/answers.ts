/** The answers that a new server needs, from a person or from a file. */
import { isIP } from 'node:net';
import { z } from 'zod';
import { tpmPlace } from '../../../hardware/tpm/open-transport.ts';
import { readPlainFile } from '../../../hardware/host/plain-file.ts';
import { faultsOf } from '../../contract/fault.ts';
import { tlsNamesSchema } from '../../lanes/fleet/tls-config.ts';
import { PostgresAddress } from '../../platform/database/postgres-address.ts';
import { isKeyName, parseVkey } from '../../platform/transparency/note/vkey.ts';

const MAX_WITNESSES = 16;
const MAX_FILE_BYTES = 100_000;

/** systemd reads a backslash and a leading quotation mark in a file of settings as something else. */
const SETTING = /^(?!["'])[^\p{Cc}\\]{1,300}$/u;
const line = z.string().trim().regex(SETTING, 'must be one line of 1 to 300 characters without a backslash');
const path = z.string().regex(/^\/(?:[^\p{Cc}\\"'])+$/u, 'must be the absolute path of a file');

/** The rule for each answer, which a person's answers obey too. */
export const ANSWERS = {
  mode: z.enum(['production', 'rehearsal'], 'must be production or rehearsal'),
  /** Names and addresses in the server's certificate. Passkeys are permanently bound to the first name. */
  names: z
    .string('must be names, separated by commas')
    .transform((text) => text.replaceAll(' ', ''))
    .refine(
      (text) => tlsNamesSchema.safeParse(text).success && text.split(',').some((name) => isIP(name) === 0),
      'must be 1 to 16 names and addresses, separated by commas, at least one of which is a name',
    ),
  /** On which the server listens for people and lanes. */
  address: z.string().refine((text) => isIP(text) !== 0, 'must be an IP address of this machine; 0.0.0.0: all of them'),
  port: z.int('must be a port from 1024 to 65535').min(1_024).max(65_535),
  lanesPort: z.int('must be a port from 1024 to 65535').min(1_024).max(65_535),
  database: z.enum(['embedded', 'local', 'address'], 'must be embedded, local or address'),
  /** `postgres://…` of an account that may make roles and databases. */
  administrator: z.string().refine((text) => PostgresAddress.parse(text) !== undefined, {
    error: 'must be postgres://USER:PASSWORD@HOST/DATABASE of an account that may make roles and databases',
  }),
  databaseCa: path,
  keys: z.enum(['token', 'tpm', 'files'], 'must be token, tpm or files'),
  module: path,
  token: line.max(32, 'must be the label of a token, at most 32 characters'),
  pin: z.string().regex(/^[^\p{Cc}]{1,128}$/u, 'must be 1 to 128 characters'),
  tpm: z.string().refine((text) => tpmPlace(text) !== undefined, 'must be device: with the path of a TPM'),
  certificateFile: path,
  keyFile: path,
  /** The ledger's permanent name. */
  ledger: z.string().max(255).refine(isKeyName, 'must be a domain and a path, such as gate.example/1'),
  witness: z.string().refine((text) => parseWitness(text) !== undefined, {
    error: 'must be the address of a witness and its two keys, separated by spaces',
  }),
  controller: line,
  contact: line,
} as const;

const OF_TOKEN = 'must be set with keys on a token';

const answersSchema = z
  .strictObject({
    mode: ANSWERS.mode,
    names: ANSWERS.names,
    address: ANSWERS.address.default('0.0.0.0'),
    port: ANSWERS.port.default(8_080),
    lanesPort: ANSWERS.lanesPort.default(8_443),
    database: ANSWERS.database.default('embedded'),
    administratorFile: path.optional(),
    databaseCa: ANSWERS.databaseCa.optional(),
    keys: ANSWERS.keys,
    module: ANSWERS.module.optional(),
    token: ANSWERS.token.optional(),
    pinFile: path.optional(),
    tpm: ANSWERS.tpm.optional(),
    certificateFile: ANSWERS.certificateFile.optional(),
    keyFile: ANSWERS.keyFile.optional(),
    ledger: ANSWERS.ledger,
    witnesses: z.array(ANSWERS.witness).max(MAX_WITNESSES).default([]),
    /** How many witnesses must cosign; absent: more than half of them. */
    quorum: z.int().min(1).max(MAX_WITNESSES).optional(),
    controller: ANSWERS.controller.optional(),
    contact: ANSWERS.contact.optional(),
  })
  .superRefine((answers, context) => {
    const fault = (field: keyof typeof answers, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message });
    for (const field of ['module', 'token'] as const) {
      if (answers.keys === 'token' && answers[field] === undefined) fault(field, OF_TOKEN);
    }
    if (answers.keys === 'files' && answers.mode === 'production') {
      fault('keys', 'must be token or tpm in production: keys in files can be copied');
    }
    if ((answers.certificateFile === undefined) !== (answers.keyFile === undefined)) {
      fault('keyFile', 'must be set beside certificateFile');
    }
    const isMarked = answers.ledger.endsWith('/rehearsal');
    if (isMarked !== (answers.mode === 'rehearsal')) {
      fault('ledger', 'must end in /rehearsal in a rehearsal, and only there');
    }
    if ((answers.quorum ?? 0) > answers.witnesses.length) fault('quorum', 'must be at most the number of witnesses');
  });

/** Without secrets, which stay in files of their own. The same form as a file of answers. */
export type Answers = z.infer<typeof answersSchema>;

/** Answers that are not written down. */
export interface Secrets {
  readonly administrator?: string;
  readonly pin?: string;
}

export type ReadAnswers =
  | { readonly kind: 'valid'; readonly answers: Answers }
  | { readonly kind: 'refused'; readonly faults: readonly string[] };

/** Each fault is a sentence that names the answer. */
export function readAnswers(given: unknown): ReadAnswers {
  const parsed = answersSchema.safeParse(given);
  if (parsed.success) return { kind: 'valid', answers: parsed.data };
  return {
    kind: 'refused',
    faults: faultsOf(parsed.error).map(({ path: at, message }) => `${at === '' ? 'The file' : at} ${message}.`),
  };
}

/** Answers in a file of JSON. Throws `PlainFileError` if it cannot be read. */
export function readAnswersFile(file: string): ReadAnswers {
  const text = readPlainFile(file, MAX_FILE_BYTES).toString();
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return { kind: 'refused', faults: [`${file} is not JSON.`] };
  }
  const read = readAnswers(given);
  const lacksPin = read.kind === 'valid' && read.answers.keys === 'token' && read.answers.pinFile === undefined;
  return lacksPin ? { kind: 'refused', faults: [`pinFile ${OF_TOKEN}.`] } : read;
}

export interface Witness {
  readonly url: string;
  /** One of each kind of signature, in text form. */
  readonly keys: readonly string[];
}

/** `URL KEY [KEY]`, as a witness's operator passes it on. */
export function parseWitness(text: string): Witness | undefined {
  const [url = '', ...keys] = text.trim().split(/\s+/);
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol) || keys.length < 1 || keys.length > 2) {
    return undefined;
  }
  try {
    const types = keys.map((key) => parseVkey(key).type);
    const isDistinct = new Set(types).size === types.length;
    return isDistinct && types.every((type) => type !== 'ed25519') ? { url, keys } : undefined;
  } catch {
    return undefined;
  }
}
