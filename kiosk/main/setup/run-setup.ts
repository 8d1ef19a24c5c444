/** Sets a lane up, step by step. Each step finds the result of an earlier run, so setup can run again after any fault. */
import { chmodSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { makeFolderSync } from '../../../hardware/host/durable-file-sync.ts';
import { fault, type Finding } from '../../../hardware/host/doctor/finding.ts';
import { pause } from '../../../hardware/host/clock.ts';
import { systemClock } from '../../../hardware/host/system-clock.ts';
import type { Ran } from '../../../hardware/host/setup/run-command.ts';
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
import { ALL_TRAVELLERS } from '../doctor/condition-findings.ts';
import { type Answers, inAnswers } from './answers.ts';
import type { Machine } from './machine.ts';
import { type Plan, planSetup } from './plan-setup.ts';

export interface Work {
  /** The code of an administrator; `undefined`: the lane is enrolled. */
  readonly code: string | undefined;
  readonly answers: Answers;
  /** A PIN that a person typed. */
  readonly pin?: string;
  readonly machine: Machine;
  readonly nowMs: number;
  readonly report: Report;
}

/** The lane runs. The findings are those of its doctor. */
export interface SetupEnd {
  readonly findings: readonly Finding[];
}

export const settingsFile = ({ folder }: Machine): string => join(folder, 'lane.conf');

/** Rejects with `SetupError`. */
export async function runSetup(work: Work): Promise<SetupEnd> {
  const { machine, report, code } = work;
  if (code === undefined && !machine.isEnrolled()) {
    throw new SetupError('failed', 'This lane has no server yet: give the code of an administrator.');
  }
  await step(report, 'Settings', async () => write(await planOf(work), work));
  await step(report, 'Keys', () => makeKeys(machine));
  if (code !== undefined) await step(report, 'Enrolment', () => enrol(machine, code));
  await step(report, 'Test of the keys', () => must(machine, ['vault', 'self-test']));
  const screen = await step(report, 'Start', () => start(machine));
  const found = await step(report, 'Devices', () => findings(machine));
  return { findings: [...screen, ...found] };
}

async function planOf({ answers, pin, machine, nowMs }: Work): Promise<Plan> {
  const standing = standingSettings(settingsFile(machine));
  const typed: Answers = pin === undefined ? answers : { ...answers, pinFile: TYPED };
  const planned = planSetup(typed, await machine.found(), standing, machine, nowMs);
  if (planned.kind === 'refused') throw new SetupError('failed', planned.faults.join('\n'));
  return planned.plan;
}

/** In place of a file with the PIN. */
const TYPED = '-';

/** Settings last: they name the files. */
function write({ settings, copies, secrets, documents }: Plan, { answers, pin, machine }: Work): void {
  const { folder } = machine;
  makeFolderSync(join(folder, 'lane'), 0o750);
  for (const { name, from, content } of secrets) {
    const text = from === TYPED && pin !== undefined ? pin : readAnswered(from, content);
    writeSecret(join(folder, 'lane-secrets'), name, text);
  }
  for (const { from, to, content } of copies) writeOpen(join(folder, to), `${readAnswered(from, content)}\n`);
  for (const { name, bytes } of documents?.documents ?? []) writeOpen(join(folder, 'lane', name), bytes);
  for (const path of documents?.trust ?? []) {
    const to = join(folder, 'lane/trust', path);
    openFolder(join(folder, 'lane/trust'));
    openFolder(dirname(to));
    writeOpen(to, readFileSync(join(answers.documents ?? '', 'trust', path)));
  }
  changeSettings(settingsFile(machine), settings);
}

/** The lane's user reads it, and the folder `lane` keeps others out. */
function openFolder(folder: string): void {
  makeFolderSync(folder);
  chmodSync(folder, 0o755);
}

async function makeKeys(machine: Machine): Promise<void> {
  // An earlier run made them
  if ((await machine.program(['vault', 'status'])).code === 0) return;
  await must(machine, ['vault', 'init']);
}

async function must(machine: Machine, words: readonly string[]): Promise<void> {
  const ran = await machine.program(words);
  if (ran.code !== 0) throw new SetupError('failed', complaintOf(ran, words));
}

function complaintOf({ complaint, out }: Ran, words: readonly string[]): string {
  const said = lastLine(complaint || out).replace(/^not done: /, '');
  return `postern-lane ${words.join(' ')} ended: ${inAnswers(said)}`;
}

const enrolmentSchema = z.object({ kind: z.enum(['enrolled', 'refused']), why: z.string().optional() });

const REFUSALS: Readonly<Record<string, string>> = {
  'malformed-code': 'The code is not one of an administrator. Type it again.',
  'code-refused': 'The code was used, has expired or was withdrawn. Ask the administrator for a new one.',
  'other-authority': 'The server that answers did not make the code. Check the address of the server.',
  'other-mode': 'The server is in another mode than this lane. Correct the answer mode, or the address of the server.',
  'lane-taken': 'Another kiosk is enrolled for this lane. An administrator must disable it first.',
  'other-key': 'This kiosk is enrolled with another key. An administrator must disable it first.',
  unreachable: 'The server does not answer. Check its address, the network, and its port for kiosks.',
};

async function enrol(machine: Machine, code: string): Promise<void> {
  const ran = await machine.program(['enrol', '--code', code]);
  const { kind, why = '' } = enrolmentSchema.safeParse(jsonOf(lastLine(ran.out))).data ?? {};
  if (kind === 'enrolled') return;
  // The words of the program contain the code
  throw new SetupError(
    'failed',
    REFUSALS[why] ?? (why === '' ? complaintOf(ran, ['enrol']) : `The server answered ${why}.`),
  );
}

/** @returns findings about the screen, without which the lane runs */
async function start(machine: Machine): Promise<readonly Finding[]> {
  const started = await machine.start('postern-lane');
  if (started.code !== 0) {
    // The service manager would start it again without limit
    await machine.stop('postern-lane');
    throw new SetupError('failed', failureIn(await machine.log('postern-lane')) ?? lastLine(started.complaint));
  }
  if ((await machine.start('postern-screen')).code === 0) return [];
  const next = 'plug in a display, then systemctl restart postern-screen, and journalctl -u postern-screen -n 30';
  return [fault('Screen', 'The screen does not start.', { affects: ALL_TRAVELLERS, next })];
}

const FAILURE = 'the kiosk cannot start: ';

/** The words of a lane that did not start, which are not JSON. */
function failureIn(log: readonly string[]): string | undefined {
  const at = log.findLastIndex((line) => line.startsWith(FAILURE));
  if (at < 0) return undefined;
  const [first = '', ...more] = log.slice(at);
  const faults = more.filter((line) => line.startsWith('  ')).map((line) => inAnswers(line.trim()));
  const says = faults.length > 0 ? faults : [first.slice(FAILURE.length)];
  return `The lane did not start.\n${says.map((fault) => `${fault}.`).join('\n')}`;
}

const findingsSchema = z.object({ findings: z.array(z.custom<Finding>()) });

/** A lane that has just started needs some seconds to reach its server. */
async function findings(machine: Machine): Promise<readonly Finding[]> {
  for (let tries = 1; ; tries += 1) {
    const ran = await machine.program(['doctor', '--json']);
    const read = findingsSchema.safeParse(jsonOf(lastLine(ran.out))).data;
    if (read === undefined) throw new SetupError('failed', complaintOf(ran, ['doctor']));
    const isAlone = read.findings.some(({ part, state }) => part === 'Server' && state === 'fault');
    if (!isAlone || tries === MAX_TRIES) return read.findings;
    await pause(systemClock, BETWEEN_TRIES_MS);
  }
}

const MAX_TRIES = 10;
const BETWEEN_TRIES_MS = 1_000;
