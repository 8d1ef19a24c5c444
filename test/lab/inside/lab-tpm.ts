/** The TPM of the laboratory, at its device file: stopped, killed and taken away. */
import { execFileSync } from 'node:child_process';
import {
  closeSync,
  constants,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  symlinkSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { systemClock } from '../../../hardware/host/system-clock.ts';
import { openTpm, type TpmOptions } from '../../../hardware/tpm/open-tpm.ts';
import { codeOf, never } from '../../contracts/device-rig.ts';
import { tellKernel, until } from './kernel-file.ts';

/** A name that stays the same: the number of the device differs while a program still holds an earlier one. */
const DEVICE = '/run/tpm';
const DRIVER = '/sys/bus/acpi/drivers/tpm_crb';
const NAME = 'MSFT0101:00';
const HANDS = '/dev/ttyS1';

export const LAB_TPM = { kind: 'device', path: DEVICE } as const;

export const labTpmSettings = (commandMs: number): TpmOptions => ({
  place: LAB_TPM,
  clock: systemClock,
  hardwareOnly: false,
  commandMs,
});

/** Asks the computer on which the laboratory runs to stop the chip, to continue it, or to end it permanently. */
export function chip(wish: 'hang' | 'go on' | 'die'): void {
  const line = openSync(HANDS, constants.O_RDWR | constants.O_NOCTTY);
  execFileSync('stty', ['-F', HANDS, 'raw', '-echo']);
  writeSync(line, `${wish}\n`);
  const answer = Buffer.alloc(1);
  do readSync(line, answer);
  while (answer.toString() !== '\n');
  closeSync(line);
}

/** Resolves when the chip has finished the command at which it was stopped, so that it can be opened again. */
export async function answersAgain(): Promise<void> {
  const opening = () => codeOf(openTpm(labTpmSettings(10_000), never()).then((open) => open.close()));
  await expect.poll(opening).toBe('resolved');
}

const resourceManager = (): string | undefined => readdirSync('/dev').find((name) => name.startsWith('tpmrm'));

/** Takes the chip from its driver. */
export async function unplugTpm(): Promise<void> {
  if (resourceManager() === undefined) return;
  tellKernel(`${DRIVER}/unbind`, NAME);
  rmSync(DEVICE, { force: true });
  await until(() => resourceManager() === undefined, 'a TPM that is taken away');
}

/** At the start of each test. */
export async function plugInTpm(): Promise<void> {
  if (resourceManager() === undefined) tellKernel(`${DRIVER}/bind`, NAME);
  await until(() => resourceManager() !== undefined, 'the TPM');
  if (!existsSync(DEVICE)) symlinkSync(join('/dev', resourceManager() ?? ''), DEVICE);
}

export const labFolder = (): string => mkdtempSync(join(tmpdir(), 'tpm-'));

/** Runs a program of tpm2-tools through the resource manager. */
export function tpmTool(folder: string, name: string, ...words: string[]): string {
  return execFileSync('tpm2', [name, ...words], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, TPM2TOOLS_TCTI: `device:${DEVICE}`, TSS2_LOG: 'all+NONE' },
  });
}
