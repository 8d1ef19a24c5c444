/**
 * `postern-server setup [--answers FILE]`, as root on a machine with the package: asks what a new server needs, makes its accounts, keys, authority,
 * ledger and settings, and starts it. It can be run again at any time. With a file of answers it asks nothing. Exit codes: 0 the server runs,
 * 1 a step failed, 2 the ledger needs witnesses first, 64 wrong arguments, 65 answers refused, 77 not possible here.
 */
import { parseArgs } from 'node:util';
import { keepFilesPrivate } from '../../../hardware/host/private-files.ts';
import { PlainFileError } from '../../../hardware/host/plain-file.ts';
import { readAnswersFile } from '../setup/answers.ts';
import { INSTALLED_MACHINE, setupObstacle } from '../setup/machine.ts';
import { TERMINAL } from '../../../hardware/host/setup/prompter.ts';
import { askAnswers, type Asked } from '../setup/questions.ts';
import { SetupError } from '../../../hardware/host/setup/steps.ts';
import { runSetup, type SetupEnd, standingAt } from '../setup/run-setup.ts';

keepFilesPrivate();

const USAGE = 'usage: postern-server setup [--answers FILE]\n';

function end(code: number, text: string): undefined {
  (code === 0 ? process.stdout : process.stderr).write(`${text}\n`);
  process.exitCode = code;
}

async function answersOf(file: string | undefined): Promise<Asked | undefined> {
  if (file !== undefined) {
    const read = readAnswersFile(file);
    return read.kind === 'valid' ? { answers: read.answers, secrets: {} } : end(65, read.faults.join('\n'));
  }
  if (!process.stdin.isTTY) return end(64, `Without a terminal the answers must come from a file.\n${USAGE.trim()}`);
  return (await askAnswers(TERMINAL, standingAt(INSTALLED_MACHINE))) ?? end(1, 'Nothing was changed.');
}

function wordsOf(ended: SetupEnd): string {
  if (ended.kind === 'running') {
    return [
      `The server runs. Open ${ended.console}`,
      ...(ended.firstAdministrators === undefined ? [] : [ended.firstAdministrators]),
    ].join('\n\n');
  }
  return [
    'A ledger in production needs witnesses of other agencies. Give them this key:',
    `  log ${ended.ledgerKey}`,
    'Each agency runs postern-witness with it and answers with an address and two keys. Then run setup again.',
  ].join('\n');
}

async function main(file: string | undefined): Promise<void> {
  const obstacle = setupObstacle();
  if (obstacle !== undefined) return end(77, obstacle);
  const asked = await answersOf(file);
  if (asked === undefined) return;
  const report = ({ kind, text }: { readonly kind: string; readonly text: string }) =>
    process.stdout.write(kind === 'began' ? `${text} … ` : 'done\n');
  const ended = await runSetup({ ...asked, machine: INSTALLED_MACHINE, report });
  end(ended.kind === 'running' ? 0 : 2, wordsOf(ended));
}

function readArguments(): { readonly answers?: string | undefined } | undefined {
  try {
    return parseArgs({ options: { answers: { type: 'string' } } }).values;
  } catch {
    return undefined;
  }
}

const asked = readArguments();
if (asked === undefined) end(64, USAGE.trim());
else {
  try {
    await main(asked.answers);
  } catch (error) {
    if (!(error instanceof SetupError || error instanceof PlainFileError)) throw error;
    end(1, `\n${error.message}`);
  }
}
