/** Sets a server up, step by step. Each step finds what an earlier run has made, so setup can run again after any fault. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { makeFolderSync, replaceFileSync } from '../../../hardware/host/durable-file-sync.ts';
import { prepareAccounts } from '../../platform/database/rights/accounts.ts';
import { PostgresAddress } from '../../platform/database/postgres-address.ts';
import type { StorePlace } from '../../platform/database/place.ts';
import { startFailureOf } from '../config/start-failure.ts';
import { type Answers, parseWitness, type Secrets, type Witness } from './answers.ts';
import { accountAddress, makeAccounts, OWNER, type Passwords, READER, SERVER } from './database-accounts.ts';
import { ledgerPolicy } from './ledger-policy.ts';
import type { Ran } from '../../../hardware/host/setup/run-command.ts';
import type { Machine, Unit } from './machine.ts';
import type { Standing } from './questions.ts';
import { PROVIDER_OF } from '../../../hardware/host/setup/key-places.ts';
import type { Settings } from '../../../hardware/host/setup/settings-file.ts';
import {
  changeSettings,
  jsonOf,
  lastLine,
  readAnswered,
  type Report,
  SetupError,
  standingSettings,
  step,
  writeOpen,
  writeSecret,
} from '../../../hardware/host/setup/steps.ts';
import { asAccount, type Execute } from '../../platform/database/as-account.ts';

export type SetupEnd =
  | { readonly kind: 'running'; readonly console: string; readonly firstAdministrators: string | undefined }
  /** Other agencies' witnesses are missing: they need the ledger's key first. */
  | { readonly kind: 'needs-witnesses'; readonly ledgerKey: string };

interface Work {
  readonly answers: Answers;
  readonly secrets: Secrets;
  readonly machine: Machine;
  readonly report: Report;
}

/** Rejects with `SetupError`. */
export async function runSetup(work: Work): Promise<SetupEnd> {
  const { answers, machine } = work;
  keepPermanent(work);
  await step(work.report, 'Settings', () => writeSettings(work));
  if (answers.database !== 'embedded') await step(work.report, 'Database', () => prepareDatabase(work));
  if (answers.keys !== 'files') await step(work.report, 'Keys', () => makeKeys(machine));
  await step(work.report, 'Certificate authority of the lanes', () => makeAuthority(machine));
  const ledgerKey = await step(work.report, 'Ledger', () => makeLedger(work));
  const own = answers.mode === 'rehearsal' && answers.witnesses.length === 0;
  const witnesses = own
    ? [await step(work.report, 'Witness of the rehearsal', () => startWitness(work, ledgerKey))]
    : answers.witnesses.flatMap((text) => parseWitness(text) ?? []);
  if (witnesses.length === 0) return { kind: 'needs-witnesses', ledgerKey };
  await step(work.report, 'Policy of the ledger', () => writePolicy(work, ledgerKey, witnesses));
  await step(work.report, 'Start', () => startUnit(machine, 'postern-server'));
  return {
    kind: 'running',
    console: `https://${nameOf(answers)}${answers.port === 443 ? '' : `:${answers.port}`}/`,
    firstAdministrators: machine.firstAdministrators(),
  };
}

/** The result of earlier runs on a machine. */
export function standingAt(machine: Machine): Standing {
  return {
    settings: standingSettings(settingsFile(machine, 'server')),
    hasAccounts: existsSync(join(machine.folder, OWNER_FILE)),
  };
}

const nameOf = ({ names }: Answers): string => names.split(',').find((name) => !/^[\d.:]+$/.test(name)) ?? '';

/** The names that no later run may change, because keys, people and other agencies are bound to them. */
const permanentSchema = z.strictObject({
  ledger: z.string(),
  name: z.string(),
  database: z.enum(['embedded', 'local', 'address']),
  keys: z.enum(['token', 'tpm', 'files']),
});
type Permanent = z.infer<typeof permanentSchema>;

const PERMANENT_WORDS: Readonly<Record<keyof Permanent, string>> = {
  ledger: 'The name of the ledger',
  name: 'The first name of the server, to which passkeys are bound,',
  database: 'The place of the data',
  keys: 'The place of the keys',
};

const permanentOf = (answers: Answers): Permanent => {
  const { ledger, database, keys } = answers;
  return { ledger, name: nameOf(answers), database, keys };
};

/** Written once the ledger has its key. */
const permanentFile = ({ folder }: Machine): string => join(folder, 'server-setup.json');

function keepPermanent({ answers, machine }: Work): void {
  const file = permanentFile(machine);
  if (!existsSync(file)) return;
  const stands = permanentSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  for (const [name, value] of Object.entries(permanentOf(answers)) as [keyof Permanent, string][]) {
    if (stands[name] === value) continue;
    throw new SetupError('failed', `${PERMANENT_WORDS[name]} is permanent: it is ${stands[name]}. Answer with that.`);
  }
}

const settingsFile = ({ folder }: Machine, name: 'server' | 'witness'): string => join(folder, `${name}.conf`);

/** The value of the setting that names the secret. */
function keepSecret({ folder, secret }: Machine, name: string, text: string): string {
  writeSecret(join(folder, 'server-secrets'), name, text);
  return secret(name);
}

function writeSettings({ answers, secrets, machine }: Work): void {
  const { keys, mode, names, address, ledger, controller, contact, certificateFile, keyFile } = answers;
  const pin = keys === 'token' ? (secrets.pin ?? readAnswered(answers.pinFile, 'PIN')) : undefined;
  changeSettings(settingsFile(machine, 'server'), {
    POSTERN_MODE: mode,
    POSTERN_SERVER_TLS_NAMES: names,
    POSTERN_SERVER_RELYING_PARTY: nameOf(answers),
    POSTERN_SERVER_HOST: address,
    POSTERN_SERVER_PORT: String(answers.port),
    POSTERN_SERVER_KIOSK_HOST: address,
    POSTERN_SERVER_KIOSK_PORT: String(answers.lanesPort),
    POSTERN_SERVER_KEY_PROVIDER: PROVIDER_OF[keys],
    POSTERN_SERVER_PKCS11_MODULE: keys === 'token' ? answers.module : undefined,
    POSTERN_SERVER_PKCS11_TOKEN: keys === 'token' ? answers.token : undefined,
    POSTERN_SERVER_PKCS11_PIN_FILE: pin === undefined ? undefined : keepSecret(machine, 'pin', pin),
    POSTERN_SERVER_TPM: keys === 'tpm' ? answers.tpm : undefined,
    POSTERN_SERVER_LEDGER_ORIGIN: ledger,
    ...(controller !== undefined && { POSTERN_SERVER_CONTROLLER: controller }),
    ...(contact !== undefined && { POSTERN_SERVER_PRIVACY_CONTACT: contact }),
    ...certificateSettings(machine, certificateFile, keyFile),
  });
}

function certificateSettings(machine: Machine, certificateFile?: string, keyFile?: string): Settings {
  if (certificateFile === undefined || keyFile === undefined) {
    return { POSTERN_SERVER_TLS_CERTIFICATE_FILE: undefined, POSTERN_SERVER_TLS_KEY_FILE: undefined };
  }
  const certificate = join(machine.folder, 'server', 'tls.crt');
  writeOpen(certificate, readAnswered(certificateFile, 'certificate'));
  return {
    POSTERN_SERVER_TLS_CERTIFICATE_FILE: certificate,
    POSTERN_SERVER_TLS_KEY_FILE: keepSecret(machine, 'tls-key', readAnswered(keyFile, 'key of the certificate')),
  };
}

/** Addresses of the accounts, each in a file of root. */
const OWNER_FILE = 'database-owner';

async function prepareDatabase(work: Work): Promise<void> {
  const { answers, machine } = work;
  const ownerFile = join(machine.folder, OWNER_FILE);
  const ca = answers.databaseCa === undefined ? undefined : readAnswered(answers.databaseCa, 'certificates');
  if (!existsSync(ownerFile)) {
    const { host, passwords } = await newAccounts(work, ca);
    const server = accountAddress(SERVER, passwords.server, host);
    changeSettings(settingsFile(machine, 'server'), {
      POSTERN_SERVER_DATABASE_URL_FILE: keepSecret(machine, 'database-url', server),
      POSTERN_SERVER_DATABASE_CA: answers.databaseCa,
    });
    replaceFileSync(ownerFile, accountAddress(OWNER, passwords.owner, host));
  }
  const postgres = PostgresAddress.parse(readFileSync(ownerFile, 'utf8'), ca);
  if (postgres === undefined) throw new SetupError('failed', `${ownerFile} has no address of a database. Remove it.`);
  const place: StorePlace = { dataDir: machine.folder, postgres };
  try {
    const faults = await prepareAccounts(place, { server: SERVER, reader: READER });
    if (faults.length === 0) return;
    throw new SetupError('failed', `The accounts have other rights than they need: ${JSON.stringify(faults)}.`);
  } catch (error) {
    throw error instanceof SetupError ? error : new SetupError('failed', startFailureOf(error).hint, { cause: error });
  }
}

async function newAccounts(
  { answers, secrets, machine }: Work,
  ca?: string,
): Promise<{ readonly host: string; readonly passwords: Passwords }> {
  if (answers.database === 'local') {
    const execute: Execute = async (sql) => {
      const { code, out, complaint } = await machine.psql(`${sql};\n`);
      if (code === 0) return out.split('\n').filter((line) => line !== '');
      const reason = lastLine(complaint);
      throw new SetupError(
        'failed',
        `PostgreSQL of this machine refused: ${reason}. Is it installed, and does it run?`,
      );
    };
    return { host: '127.0.0.1', passwords: await makeAccounts(execute) };
  }
  const text = secrets.administrator ?? readAnswered(answers.administratorFile, 'address of the database');
  const login = PostgresAddress.parse(text, ca)?.login();
  if (login === undefined) {
    throw new SetupError('failed', 'The address of the database must be postgres://USER:PASSWORD@HOST/DATABASE.');
  }
  const host = `${login.host.includes(':') ? `[${login.host}]` : login.host}:${login.port}`;
  try {
    return { host, passwords: await asAccount(login, makeAccounts) };
  } catch (error) {
    const reason = error instanceof Error && error.message !== '' ? error.message : 'no answer';
    throw new SetupError('failed', `The database at ${host} refused: ${reason}. Check its address and account.`);
  }
}

async function makeKeys(machine: Machine): Promise<void> {
  const made = await machine.program(['keys', 'init']);
  const { kind, code } = answerOf(made);
  if (kind === 'made') return;
  // An earlier run made them
  if (code !== 'keys-present') throw refusalOf('keys init', made);
  const status = await machine.program(['keys', 'status']);
  if (answerOf(status).kind !== 'working') throw refusalOf('keys status', status);
}

async function makeAuthority(machine: Machine): Promise<void> {
  const made = await machine.program(['fleet', 'init']);
  const { kind } = answerOf(made);
  if (kind !== 'made' && kind !== 'unchanged') throw refusalOf('fleet init', made);
}

async function makeLedger({ answers, machine }: Work): Promise<string> {
  const made = await machine.program(['ledger', 'key']);
  const { vkey } = answerOf(made);
  if (vkey === undefined) throw refusalOf('ledger key', made);
  replaceFileSync(permanentFile(machine), `${JSON.stringify(permanentOf(answers), undefined, 2)}\n`);
  return vkey;
}

/** The server's own witness proves the exchange, not the independence of other agencies. */
async function startWitness({ answers, machine }: Work, ledgerKey: string): Promise<Witness> {
  const folder = join(machine.folder, 'witness');
  makeFolderSync(folder, 0o750);
  const logs = join(folder, 'logs');
  writeOpen(logs, `log ${ledgerKey}\nquorum none\n`);
  changeSettings(settingsFile(machine, 'witness'), {
    POSTERN_WITNESS_NAME: `${nameOf(answers)}/witness/rehearsal`,
    POSTERN_WITNESS_LOGS: logs,
  });
  await startUnit(machine, 'postern-witness');
  for (const text of (await machine.log('postern-witness')).toReversed()) {
    const { event, port, keys } = listeningSchema.safeParse(jsonOf(text)).data ?? {};
    if (event !== undefined) return { url: `http://127.0.0.1:${port}`, keys: keys ?? [] };
  }
  throw new SetupError('failed', 'The witness does not say that it listens: journalctl -u postern-witness.');
}

const listeningSchema = z.object({
  event: z.literal('listening'),
  port: z.int(),
  keys: z.array(z.string()).min(1),
});

function writePolicy({ answers, machine }: Work, ledgerKey: string, witnesses: readonly Witness[]): void {
  const folder = join(machine.folder, 'server');
  makeFolderSync(folder, 0o750);
  const file = join(folder, 'ledger-policy');
  writeOpen(file, ledgerPolicy(ledgerKey, witnesses, answers.quorum));
  changeSettings(settingsFile(machine, 'server'), { POSTERN_SERVER_LEDGER_POLICY: file });
}

async function startUnit(machine: Machine, unit: Unit): Promise<void> {
  const started = await machine.start(unit);
  if (started.code === 0) return;
  for (const text of (await machine.log(unit)).toReversed()) {
    const failure = failureSchema.safeParse(jsonOf(text)).data;
    if (failure === undefined) continue;
    const faults = failure.faults?.map(({ variable, shouldBe }) => `${variable} ${shouldBe}`).join('; ');
    throw new SetupError('failed', failure.hint ?? `The settings were refused: ${faults}.`);
  }
  throw new SetupError('failed', `${unit} did not start: ${lastLine(started.complaint)} (journalctl -u ${unit})`);
}

const failureSchema = z.union([
  z.object({ event: z.literal('start-failed'), hint: z.string(), faults: z.undefined().optional() }),
  z.object({
    event: z.literal('config-refused'),
    faults: z.array(z.object({ variable: z.string(), shouldBe: z.string() })),
    hint: z.undefined().optional(),
  }),
]);

const answerSchema = z.object({
  kind: z.string().optional(),
  code: z.string().optional(),
  hint: z.string().optional(),
  vkey: z.string().optional(),
  faults: z.array(z.object({ variable: z.string(), shouldBe: z.string() })).optional(),
});

/** A program's answer: its last line. */
function answerOf({ out }: Ran): z.infer<typeof answerSchema> {
  return answerSchema.safeParse(jsonOf(lastLine(out))).data ?? {};
}

function refusalOf(words: string, ran: Ran): SetupError {
  const { hint, faults } = answerOf(ran);
  const said = faults?.map(({ variable, shouldBe }) => `${variable} ${shouldBe}`).join('; ') ?? hint;
  return new SetupError('failed', said ?? `postern-server ${words} ended: ${lastLine(ran.complaint || ran.out)}`);
}
