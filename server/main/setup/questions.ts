/** Asks a person for the answers. */
import { hostname } from 'node:os';
import * as clack from '@clack/prompts';
import type { z } from 'zod';
import { ANSWERS, type Answers, readAnswers, type Secrets } from './answers.ts';

/** How a person is asked. Each resolves to `undefined` when the person cancels. */
export interface Prompter {
  /** @param rule of the answer, whose first fault is shown */
  text(question: Question): Promise<string | undefined>;
  secret(question: Omit<Question, 'initial' | 'optional'>): Promise<string | undefined>;
  /** @param initial the value of the option that is marked at first */
  choose(message: string, options: readonly Option[], initial?: string): Promise<string | undefined>;
}

export interface Question {
  readonly message: string;
  readonly rule: z.ZodType;
  readonly initial?: string | undefined;
  /** An empty answer leaves it out. */
  readonly optional?: boolean;
}

interface Option {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

export interface Asked {
  readonly answers: Answers;
  readonly secrets: Secrets;
}

/** The result of an earlier run. */
export interface Standing {
  /** The settings, which are the first suggestions. */
  readonly settings: Readonly<Record<string, string>>;
  /** Whether the database has its accounts. */
  readonly hasAccounts: boolean;
}

class Cancelled extends Error {}

/**
 * Asks what a new server needs, in the order in which it needs it.
 *
 * @returns `undefined` when the person cancels
 */
export async function askAnswers(prompter: Prompter, standing: Standing): Promise<Asked | undefined> {
  try {
    return await ask(prompter, standing);
  } catch (error) {
    if (error instanceof Cancelled) return undefined;
    throw error;
  }
}

async function ask(prompter: Prompter, standing: Standing): Promise<Asked> {
  const given = async (answer: Promise<string | undefined>): Promise<string> => {
    const text = await answer;
    if (text === undefined) throw new Cancelled();
    return text;
  };
  const text = (question: Question) => given(prompter.text(question));
  const asker: Asker = {
    text,
    optional: async (question) => (await text({ ...question, optional: true })) || undefined,
    secret: (question) => given(prompter.secret(question)),
    choose: (message, options, initial) => given(prompter.choose(message, options, initial)),
  };
  const { mode, names, ledger } = await askIdentity(asker, standing);
  const { pin, ...keys } = await askKeys(asker, standing, mode);
  const { administrator, ...database } = await askDatabase(asker, standing);
  const certificate = await askCertificate(asker);
  const answerable = await askAnswerable(asker, standing);
  const witnesses = await askWitnesses(asker, mode);
  const read = readAnswers({ mode, names, ledger, ...keys, ...database, ...certificate, ...answerable, witnesses });
  if (read.kind === 'refused') throw new Error(read.faults.join(' '));
  return {
    answers: read.answers,
    secrets: { ...(pin !== undefined && { pin }), ...(administrator !== undefined && { administrator }) },
  };
}

/** Asks one question, and rejects with `Cancelled` when the person cancels. */
interface Asker {
  text(question: Question): Promise<string>;
  optional(question: Question): Promise<string | undefined>;
  secret(question: Omit<Question, 'initial' | 'optional'>): Promise<string>;
  choose(message: string, options: readonly Option[], initial?: string): Promise<string>;
}

async function askIdentity({ text, choose }: Asker, { settings }: Standing) {
  const mode = await choose(
    'Is this server for travellers or for a rehearsal?',
    [
      { value: 'production', label: 'Production', hint: 'keys on a token or in a TPM, witnesses of other agencies' },
      { value: 'rehearsal', label: 'Rehearsal', hint: 'keys may be in files; no lane in production accepts it' },
    ],
    settings['POSTERN_MODE'],
  );
  const names = await text({
    message: 'Names and addresses of this server, separated by commas (passkeys are bound to the first name)',
    rule: ANSWERS.names,
    initial: settings['POSTERN_SERVER_TLS_NAMES'] ?? hostname().toLowerCase(),
  });
  const first = names.split(',')[0]?.trim();
  const ledger = await text({
    message: 'Name of the ledger, which is permanent',
    rule: ANSWERS.ledger,
    initial: settings['POSTERN_SERVER_LEDGER_ORIGIN'] ?? `${first}/${mode === 'rehearsal' ? 'rehearsal' : '1'}`,
  });
  return { mode, names, ledger };
}

/** By POSTERN_SERVER_KEY_PROVIDER. */
const PLACES: Readonly<Record<string, string>> = { pkcs11: 'token', tpm: 'tpm', file: 'files' };

async function askKeys({ text, secret, choose }: Asker, { settings }: Standing, mode: string) {
  const keys = await choose(
    'Where are the keys of the server?',
    [
      ...(mode === 'rehearsal' ? [{ value: 'files', label: 'In files', hint: 'only in a rehearsal' }] : []),
      { value: 'token', label: 'On a PKCS #11 token' },
      { value: 'tpm', label: 'In the TPM of this machine' },
    ],
    PLACES[settings['POSTERN_SERVER_KEY_PROVIDER'] ?? ''],
  );
  if (keys === 'tpm') {
    const initial = settings['POSTERN_SERVER_TPM'] ?? 'device:/dev/tpmrm0';
    return { keys, tpm: await text({ message: 'Device of the TPM', rule: ANSWERS.tpm, initial }) };
  }
  if (keys === 'files') return { keys };
  return {
    keys,
    module: await text({
      message: 'PKCS #11 module of the token (the path of its .so file)',
      rule: ANSWERS.module,
      initial: settings['POSTERN_SERVER_PKCS11_MODULE'],
    }),
    token: await text({
      message: 'Label of the token',
      rule: ANSWERS.token,
      initial: settings['POSTERN_SERVER_PKCS11_TOKEN'],
    }),
    pin: await secret({ message: 'PIN of the token', rule: ANSWERS.pin }),
  };
}

async function askDatabase({ optional, secret, choose }: Asker, { settings, hasAccounts }: Standing) {
  const database = await choose(
    'Where is the data?',
    [
      { value: 'embedded', label: 'On this machine (SQLite)', hint: 'one server' },
      { value: 'local', label: 'PostgreSQL of this machine' },
      { value: 'address', label: 'PostgreSQL of another machine', hint: 'several servers' },
    ],
    hasAccounts ? 'local' : undefined,
  );
  if (database !== 'address') return { database };
  const administrator = hasAccounts
    ? undefined
    : await secret({ message: 'Address of an account that may make roles', rule: ANSWERS.administrator });
  const databaseCa = await optional({
    message: "File with the certificates that verify the database (empty: this machine's)",
    rule: ANSWERS.databaseCa,
    initial: settings['POSTERN_SERVER_DATABASE_CA'],
  });
  return { database, administrator, databaseCa };
}

async function askCertificate({ text, optional }: Asker) {
  const certificateFile = await optional({
    message: "Certificate for people's browsers, PEM (empty: one of the lanes' authority)",
    rule: ANSWERS.certificateFile,
  });
  if (certificateFile === undefined) return {};
  return {
    certificateFile,
    keyFile: await text({ message: 'Private key of the certificate, PEM', rule: ANSWERS.keyFile }),
  };
}

async function askAnswerable({ optional }: Asker, { settings }: Standing) {
  const controller = await optional({
    message: 'Authority responsible for the processing',
    rule: ANSWERS.controller,
    initial: settings['POSTERN_SERVER_CONTROLLER'],
  });
  const contact = await optional({
    message: 'Contact of its data protection officer',
    rule: ANSWERS.contact,
    initial: settings['POSTERN_SERVER_PRIVACY_CONTACT'],
  });
  return { controller, contact };
}

/** One after the other, until an empty answer. */
async function askWitnesses({ optional }: Asker, mode: string): Promise<readonly string[]> {
  const without = mode === 'rehearsal' ? 'this machine gets one' : 'setup prints what their agencies need';
  const witnesses: string[] = [];
  for (;;) {
    const nothing = witnesses.length === 0 ? `empty: ${without}` : 'empty: no more';
    const witness = await optional({
      message: `Witness: its address and its two keys, separated by spaces (${nothing})`,
      rule: ANSWERS.witness,
    });
    if (witness === undefined) return witnesses;
    witnesses.push(witness);
  }
}

/** Asks in the terminal. */
export const TERMINAL: Prompter = {
  async text({ message, rule, initial, optional = false }) {
    const answer = await clack.text({
      message,
      ...(initial !== undefined && { initialValue: initial }),
      validate: (text = '') => (optional && text === '' ? undefined : faultOf(rule, text)),
    });
    return clack.isCancel(answer) ? undefined : (answer ?? '');
  },
  async secret({ message, rule }) {
    const answer = await clack.password({ message, validate: (text = '') => faultOf(rule, text) });
    return clack.isCancel(answer) ? undefined : answer;
  },
  async choose(message, options, initial) {
    const initialValue = options.find(({ value }) => value === initial)?.value;
    const answer = await clack.select({
      message,
      options: [...options],
      ...(initialValue !== undefined && { initialValue }),
    });
    return clack.isCancel(answer) ? undefined : answer;
  },
};

function faultOf(rule: z.ZodType, text: string): string | undefined {
  const fault = rule.safeParse(text).error?.issues[0]?.message;
  return fault === undefined ? undefined : `This ${fault}.`;
}
