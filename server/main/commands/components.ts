/**
 * `postern-server components COMMAND`: the bill of materials of a release, and known faults of its components. Needs no running server and no
 * network. Prints one JSON line. Exit codes: 0 done, 1 a deadline has passed, a difference, or a file that is refused, 64 wrong arguments,
 * 78 configuration.
 */
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs, promisify } from 'node:util';
import { z } from 'zod';
import { backgroundClock } from '../../../hardware/host/system-clock.ts';
import { advisoriesFolder, readConfig } from '../config/config.ts';
import { billSchema, billText } from '../../lanes/components/bill.ts';
import { ComponentError } from '../../lanes/components/component-error.ts';
import { differencesOf } from '../../lanes/components/differences.ts';
import { exceptionsSchema } from '../../lanes/components/exceptions.ts';
import { databaseNames, findingsOf, isOverdue } from '../../lanes/components/findings.ts';
import { inputsOf, runningIn } from '../../lanes/components/installed.ts';
import { importExport } from '../../lanes/components/osv/kept-export.ts';
import { readOsvExport } from '../../lanes/components/osv/read-export.ts';

const USAGE = [
  'bill FILE [--folder FOLDER] [--node VERSION]             writes the bill of materials of the release in FOLDER, or of this one',
  'compare FILE [--folder FOLDER]                           compares an installed release with its bill',
  'import EXPORT                                            checks an export of OSV and gives it to the server of this machine',
  'check FILE --osv EXPORT [--exceptions FILE]              compares a bill with an export of OSV: a ZIP or JSON file, or a folder',
] as const;

const text = { type: 'string' } as const;
const OPTIONS = { folder: text, node: text, osv: text, exceptions: text };

function print(answer: object, exitCode = 0): void {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
  process.exitCode = exitCode;
}

async function bill(file: string, folder: string, node: string): Promise<void> {
  const written = billText({ ...(await inputsOf(folder, node)), epochS: await commitTime(folder) });
  await writeFile(file, written);
  const { components, metadata } = billSchema.parse(JSON.parse(written));
  print({ kind: 'bill', file, program: metadata.component.version, components: components.length });
}

/** Time of the last commit in this folder, s since 1970; `undefined` outside a repository. */
async function commitTime(folder: string): Promise<number | undefined> {
  const git = ['-C', folder, 'log', '-1', '--format=%ct'];
  const answer = await promisify(execFile)('git', git).catch(() => undefined);
  return answer === undefined ? undefined : Number(answer.stdout.trim());
}

async function compare(file: string, folder: string): Promise<void> {
  const differences = differencesOf(billSchema.parse(await json(file)), await runningIn(folder));
  print({ kind: 'compared', differences }, differences.length > 0 ? 1 : 0);
}

async function check(file: string, osv: string, exceptionsFile: string | undefined): Promise<void> {
  const read = billSchema.parse(await json(file));
  const exceptions = exceptionsFile === undefined ? [] : exceptionsSchema.parse(await json(exceptionsFile)).exceptions;
  const found = await readOsvExport(osv, databaseNames(read));
  const nowMs = backgroundClock.wallMs();
  const findings = findingsOf(read, found.advisories, exceptions, nowMs);
  const overdue = findings.filter((finding) => isOverdue(finding, nowMs)).length;
  print(
    { kind: 'checked', advisories: found.read, unreadable: found.unreadable, overdue, findings },
    overdue > 0 ? 1 : 0,
  );
}

async function importInto(from: string): Promise<void> {
  const read = readConfig();
  if (read.kind === 'refused') return print({ kind: 'refused', code: 'config', faults: read.faults }, 78);
  const kept = await importExport(from, advisoriesFolder(read.config), { nowMs: Math.round(backgroundClock.wallMs()) });
  print({ kind: 'imported', ...kept });
}

async function json(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as unknown;
  } catch (cause) {
    throw new ComponentError('malformed', `${file} cannot be read`, { cause });
  }
}

function readArguments() {
  try {
    return parseArgs({ options: OPTIONS, allowPositionals: true });
  } catch {
    return undefined;
  }
}

const asked = readArguments();
const [command, file, ...more] = asked?.positionals ?? [];
const { folder = process.cwd(), node = process.versions.node, osv, exceptions } = asked?.values ?? {};
try {
  if (file === undefined || more.length > 0) print({ kind: 'refused', code: 'usage', commands: USAGE }, 64);
  else if (command === 'bill') await bill(file, folder, node);
  else if (command === 'compare') await compare(file, folder);
  else if (command === 'import') await importInto(file);
  else if (command === 'check' && osv !== undefined) await check(file, osv, exceptions);
  else print({ kind: 'refused', code: 'usage', commands: USAGE }, 64);
} catch (error) {
  if (error instanceof ComponentError) print({ kind: 'refused', code: error.code, why: error.message }, 1);
  else if (error instanceof z.ZodError)
    print({ kind: 'refused', code: 'malformed', why: 'a file is not as expected' }, 1);
  else throw error;
}
