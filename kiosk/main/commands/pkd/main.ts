/**
 * `postern-lane pkd COMMAND`: the trust lists of the fleet, from public key directories and states. `take` and `pin` are for the office that keeps
 * them; `compare` is for the people who sign, without a network. `compare` prints text, the others one line of JSON. Exit codes: 0 done, 1
 * refused, 2 wrong arguments.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { systemClock } from '../../../../hardware/host/system-clock.ts';
import { isFileExposed } from '../../../../hardware/host/private-files.ts';
import { TrustError } from '../../../rules/document/trust/trust-error.ts';
import { assembleTrust } from '../../../lists/pkd/assemble-trust.ts';
import { differenceWords } from '../../../lists/pkd/difference-words.ts';
import { DirectoryObjects } from '../../../lists/pkd/directory-objects.ts';
import { readDraftTrust } from '../../../lists/pkd/draft-trust.ts';
import { PkdError } from '../../../lists/pkd/pkd-error.ts';
import { pinRoot, writeTrustFolder } from '../../../lists/pkd/trust-folder.ts';
import { type Directory, readDirectory } from '../../../lists/pkd/read-directory.ts';
import { DirectoryFiles } from '../../../lists/pkd/directory-files.ts';
import { QUESTIONS, trustDifference } from '../../../lists/pkd/trust-difference.ts';
import { trustFolderAt } from '../../../lists/trust/trust-files.ts';

const USAGE = [
  'usage: postern-lane pkd <command>',
  '  take FOLDER NEXT SOURCE…            makes the trust folder NEXT from FOLDER and the sources: LDIF files, lists, certificates,',
  '                                      and directories (ldaps://HOST/BASE)',
  '       [--ca FILE]                    certificates (PEM) of the authority of the directory server',
  '       [--account NAME --password-file FILE]',
  '  pin FOLDER CERTIFICATE SHA256       adds the root of a state whose master list is to be trusted, if it has this digest',
  '  compare DRAFT --root FILE           prints what a draft of a release changes in the trust lists, and the code for its signature',
  '       [--accept QUESTION,…]          the questions that you accept',
] as const;

class UsageError extends Error {
  override readonly name = 'UsageError';
}

interface Given {
  readonly words: readonly string[];
  readonly options: Readonly<Partial<Record<'ca' | 'account' | 'password-file' | 'root' | 'accept', string>>>;
}

async function take({ words, options }: Given): Promise<void> {
  const [folder, next, ...sources] = words;
  if (folder === undefined || next === undefined || sources.length === 0) throw new UsageError();
  const objects = new DirectoryObjects();
  const files = new DirectoryFiles(objects);
  const read: { source: string; records: number }[] = [];
  for (const source of sources) {
    const records = /^ldaps?:\/\//i.test(source)
      ? await readDirectory(directoryOf(source, options), objects)
      : await files.read(source);
    read.push({ source, records });
  }
  files.finish();
  const assembled = assembleTrust(trustFolderAt(folder), objects, systemClock.wallMs());
  const written = writeTrustFolder(next, assembled.files);
  const { leftOut } = assembled;
  printJson({ kind: 'taken', read, found: objects.counts(), unreadable: objects.unreadable, leftOut, written });
}

async function pin({ words }: Given): Promise<void> {
  const [folder, certificate, digest, ...more] = words;
  if (folder === undefined || certificate === undefined || digest === undefined || more.length > 0)
    throw new UsageError();
  printJson({ kind: 'pinned', ...pinRoot(folder, certificate, digest) });
}

async function compare({ words, options: { root, accept = '' } }: Given): Promise<void> {
  const [draft, ...more] = words;
  if (draft === undefined || root === undefined || more.length > 0) throw new UsageError();
  const accepted = new Set(accept.split(',').filter((one) => one !== ''));
  for (const one of accepted) if (!QUESTIONS.some((code) => code === one)) throw new UsageError();
  const trust = readDraftTrust(draft, root);
  if (trust.code === undefined) return printLines(['The draft changes no trust list.']);
  const difference = trustDifference(trust.before, trust.after, systemClock.wallMs());
  printLines(differenceWords(difference, trust, accepted));
  const open = [...new Set(difference.questions.map(({ code }) => code))].filter((code) => !accepted.has(code));
  if (difference.faults.length > 0) {
    printLines(['', 'There is no code for this change.']);
    process.exitCode = 1;
  } else if (open.length > 0) {
    printLines(['', `If all of it is right, repeat the command with --accept ${open.join(',')}`]);
    process.exitCode = 1;
  } else {
    printLines(['', `Sign with --compared ${trust.code}`]);
  }
}

/** `ldaps://HOST:PORT/BASE`; `ldap:` for this machine only, because a listener could leave out lists. */
function directoryOf(source: string, { ca, account, 'password-file': file }: Given['options']): Directory {
  const url = urlOf(source);
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new UsageError();
  }
  const isHere = ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  if (url.protocol === 'ldap:' && !isHere)
    throw new PkdError('refused', 'use ldaps: for a directory on another machine');
  if ((account === undefined) !== (file === undefined)) throw new UsageError();
  return {
    url: `${url.protocol}//${url.host}`,
    base: decodeURIComponent(url.pathname.slice(1)),
    ...(ca !== undefined && { authorities: readText(ca) }),
    ...(account !== undefined && file !== undefined && { account: { name: account, password: readPassword(file) } }),
  };
}

function urlOf(source: string): URL {
  try {
    return new URL(source);
  } catch (cause) {
    throw new UsageError('', { cause });
  }
}

function readPassword(file: string): string {
  const text = readText(file);
  if (isFileExposed(file)) throw new PkdError('refused', `${file} must be for its owner only`);
  return text.replace(/\r?\n$/, '');
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new PkdError('absent', `${file} cannot be read`, { cause });
  }
}

function printJson(answer: object): void {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

function printLines(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

const COMMANDS: Readonly<Record<string, (given: Given) => Promise<void>>> = { take, pin, compare };

function readArguments(): { readonly name: string; readonly given: Given } {
  const text = { type: 'string' } as const;
  const options = { ca: text, account: text, 'password-file': text, root: text, accept: text };
  try {
    const { positionals, values } = parseArgs({ options, allowPositionals: true });
    const [name = '', ...words] = positionals;
    return { name, given: { words, options: values } };
  } catch (cause) {
    throw new UsageError('', { cause });
  }
}

try {
  const { name, given } = readArguments();
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) throw new UsageError();
  await command(given);
} catch (error) {
  if (error instanceof UsageError) {
    process.stderr.write(`${USAGE.join('\n')}\n`);
    process.exitCode = 2;
  } else if (error instanceof PkdError || error instanceof TrustError) {
    process.stderr.write(`not done: ${error.code}: ${error.message}\n`);
    process.exitCode = 1;
  } else {
    throw error;
  }
}
