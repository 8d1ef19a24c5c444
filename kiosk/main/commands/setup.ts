/**
 * `postern-lane setup [CODE] [--answers FILE]`, as root on a machine with the package: finds the devices, asks what else the lane needs, writes
 * settings, secrets and signed documents to their places, makes the keys, enrols the lane with the code of an administrator, and starts it. It
 * can be run again at any time, without a code once the lane is enrolled. With a file of answers it asks nothing. Exit codes: 0 the lane runs,
 * 1 a step failed, 2 the lane runs with faults, 64 wrong arguments, 65 answers refused, 77 not possible here.
 */
import { parseArgs } from 'node:util';
import { findingText } from '../../../hardware/host/doctor/finding.ts';
import { PlainFileError } from '../../../hardware/host/plain-file.ts';
import { keepFilesPrivate } from '../../../hardware/host/private-files.ts';
import { TERMINAL } from '../../../hardware/host/setup/prompter.ts';
import { SetupError, standingSettings } from '../../../hardware/host/setup/steps.ts';
import { backgroundClock } from '../../../hardware/host/system-clock.ts';
import { readAnswersFile } from '../setup/answers.ts';
import { INSTALLED_MACHINE, setupObstacle } from '../setup/machine.ts';
import { askAnswers, type Asked } from '../setup/questions.ts';
import { runSetup, type SetupEnd, settingsFile } from '../setup/run-setup.ts';

keepFilesPrivate();

const USAGE = 'usage: postern-lane setup [CODE] [--answers FILE]';

interface Arguments {
  readonly code: string | undefined;
  readonly answers: string | undefined;
}

function end(code: number, text: string): undefined {
  (code === 0 || code === 2 ? process.stdout : process.stderr).write(`${text}\n`);
  process.exitCode = code;
}

async function answersOf(file: string | undefined): Promise<Asked | undefined> {
  if (file !== undefined) {
    const read = readAnswersFile(file);
    return read.kind === 'valid' ? { answers: read.answers } : end(65, read.faults.join('\n'));
  }
  if (!process.stdin.isTTY) return end(64, `Without a terminal the answers must come from a file.\n${USAGE}`);
  const known = { found: await INSTALLED_MACHINE.found(), standing: standingSettings(settingsFile(INSTALLED_MACHINE)) };
  return (await askAnswers(TERMINAL, known)) ?? end(1, 'Nothing was changed.');
}

function tell({ findings }: SetupEnd): void {
  const rest = findings.filter(({ state }) => state !== 'ok');
  const says = rest.length === 0 ? 'Every part is in order.' : findingText(rest).trimEnd();
  const isFaulty = rest.some(({ state }) => state === 'fault');
  end(isFaulty ? 2 : 0, `\nThe lane runs.\n${says}\nNext: check it with a person and a passport: postern-lane check`);
}

async function main({ code, answers }: Arguments): Promise<void> {
  const obstacle = setupObstacle();
  if (obstacle !== undefined) return end(77, obstacle);
  const asked = await answersOf(answers);
  if (asked === undefined) return;
  const report = ({ kind, text }: { readonly kind: string; readonly text: string }) =>
    process.stdout.write(kind === 'began' ? `${text} … ` : 'done\n');
  tell(await runSetup({ ...asked, code, machine: INSTALLED_MACHINE, nowMs: backgroundClock.wallMs(), report }));
}

function readArguments(): Arguments | undefined {
  try {
    const { values, positionals } = parseArgs({ options: { answers: { type: 'string' } }, allowPositionals: true });
    const [code, ...more] = positionals;
    return more.length === 0 ? { code, answers: values.answers } : undefined;
  } catch {
    return undefined;
  }
}

const given = readArguments();
if (given === undefined) end(64, USAGE);
else {
  try {
    await main(given);
  } catch (error) {
    if (!(error instanceof SetupError || error instanceof PlainFileError)) throw error;
    end(1, `\n${error.message}`);
  }
}
