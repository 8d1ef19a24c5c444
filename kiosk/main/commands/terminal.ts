/**
 * `postern-lane terminal <command>`: the keys with which chips release fingerprints, in the lane's secure element. Needs the kiosk's
 * configuration, except the server's key. Each command prints one line of JSON. Exit code 1: the command failed; 2: the command or
 * the configuration is invalid.
 */
import { replaceFileSync } from '../../../hardware/host/durable-file-sync.ts';
import { keepFilesPrivate } from '../../../hardware/host/private-files.ts';
import {
  isTerminalKeyName,
  TERMINAL_CURVES,
  type TerminalKey,
  type TerminalKeys,
} from '../../../hardware/secure-element/terminal-keys.ts';
import { ConfigError, readIdentityConfig } from '../../platform/config/config.ts';
import { openSecureElement } from '../../lane/devices/open-devices.ts';
import { HOLDER_REFERENCE_FORM, terminalRequest } from '../../lists/trust/terminal-request.ts';
import { Complaint } from './complaint.ts';

keepFilesPrivate();

type Answer = Readonly<Record<string, unknown>>;

const shown = ({ name, curve, point }: TerminalKey): Answer => ({
  name,
  curve,
  point: Buffer.from(point).toString('hex'),
});

async function list(keys: TerminalKeys): Promise<Answer> {
  return { kind: 'keys', keys: (await keys.list()).map(shown) };
}

async function make(keys: TerminalKeys, name = '', wanted = ''): Promise<Answer> {
  const curve = TERMINAL_CURVES.find((one) => one === wanted);
  if (curve === undefined) throw new Complaint(`the curve is one of ${TERMINAL_CURVES.join(', ')}`);
  return { kind: 'made', ...shown(await keys.make(named(name), curve)) };
}

async function request(keys: TerminalKeys, name = '', holder = '', file = ''): Promise<Answer> {
  if (!HOLDER_REFERENCE_FORM.test(holder)) {
    throw new Complaint('the reference is a country, a name of at most 9 letters and a number of 5, e.g. UTLANE00001');
  }
  const key = (await keys.list()).find((one) => one.name === named(name));
  if (key === undefined) throw new Complaint('the secure element has no key of this name');
  replaceFileSync(file, await terminalRequest(key, holder, keys.sign), { mode: 0o644 });
  return { kind: 'requested', name, holder, file };
}

async function destroy(keys: TerminalKeys, name = ''): Promise<Answer> {
  await keys.destroy(named(name));
  return { kind: 'destroyed', name };
}

const COMMANDS = {
  list: { words: '', what: 'lists the keys', run: list },
  make: { words: 'NAME CURVE', what: `makes a key on a curve: ${TERMINAL_CURVES.join(' or ')}`, run: make },
  request: { words: 'NAME HOLDER FILE', what: 'writes a request for its certificate, for the authority', run: request },
  destroy: { words: 'NAME', what: 'destroys a key', run: destroy },
} as const;
const USAGE = [
  'usage: postern-lane terminal <command>',
  ...Object.entries(COMMANDS).map(([name, { words, what }]) => `  ${`${name} ${words}`.padEnd(28)}${what}`),
].join('\n');

function named(name: string): string {
  if (!isTerminalKeyName(name)) throw new Complaint('the name has at most 32 small letters, digits and hyphens');
  return name;
}

function end(code: number, words: string): never {
  process.stderr.write(`${words}\n`);
  process.exit(code);
}

const [, , name = '', ...words] = process.argv;
const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name as keyof typeof COMMANDS] : undefined;
if (command === undefined || words.length !== command.words.split(' ').filter((word) => word !== '').length) {
  end(2, USAGE);
}
try {
  const run: (keys: TerminalKeys, ...given: string[]) => Promise<Answer> = command.run;
  const element = await openSecureElement(readIdentityConfig());
  try {
    if (element.terminalKeys === undefined) {
      throw new Complaint('POSTERN_KIOSK_KEY_PROVIDER must be pkcs11 or tpm: in development the keys are files');
    }
    process.stdout.write(`${JSON.stringify(await run(element.terminalKeys, ...words))}\n`);
  } finally {
    await element.disconnect();
  }
  // A device may have left an open handle
  process.exit();
} catch (error) {
  if (error instanceof ConfigError || error instanceof Complaint) end(2, error.message);
  // Messages of this program's errors contain no secrets
  end(1, `not done: ${error instanceof Error ? error.message : 'for an unknown reason'}`);
}
