/** Asks a person for the answers. */
import { hostname } from 'node:os';
import { type Asker, type Prompter, untilCancelled } from '../../../hardware/host/setup/prompter.ts';
import { PLACE_OF } from '../../../hardware/host/setup/key-places.ts';
import { ANSWERS, type Answers, readAnswers, type Secrets } from './answers.ts';

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

/**
 * Asks what a new server needs, in the order in which it needs it.
 *
 * @returns `undefined` when the person cancels
 */
export function askAnswers(prompter: Prompter, standing: Standing): Promise<Asked | undefined> {
  return untilCancelled(prompter, (asker) => ask(asker, standing));
}

async function ask(asker: Asker, standing: Standing): Promise<Asked> {
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

async function askKeys({ text, secret, choose }: Asker, { settings }: Standing, mode: string) {
  const keys = await choose(
    'Where are the keys of the server?',
    [
      ...(mode === 'rehearsal' ? [{ value: 'files', label: 'In files', hint: 'only in a rehearsal' }] : []),
      { value: 'token', label: 'On a PKCS #11 token' },
      { value: 'tpm', label: 'In the TPM of this machine' },
    ],
    PLACE_OF[settings['POSTERN_SERVER_KEY_PROVIDER'] ?? ''],
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
