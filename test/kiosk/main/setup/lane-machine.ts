/** A machine for the setup of a lane, whose files are in a folder and whose programs answer what a test gives them. */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Ran } from '../../../../hardware/host/setup/run-command.ts';
import { settingsIn } from '../../../../hardware/host/setup/settings-file.ts';
import type { FoundDevices } from '../../../../kiosk/main/setup/found-devices.ts';
import type { Machine, Unit } from '../../../../kiosk/main/setup/machine.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

export const NOTHING_FOUND: FoundDevices = {
  cameras: [],
  lines: [],
  cardReaders: [],
  hasTpm: false,
  addresses: ['127.0.0.1'],
};

export interface LaneMachine extends Machine {
  readonly settings: () => Readonly<Record<string, string>>;
  /** The programs that ran and the units that were started or stopped, in their order. */
  readonly ran: readonly string[];
}

/** @param replies of programs and of `start UNIT`, by their words; otherwise each succeeds */
export function laneMachine(
  replies: Readonly<Record<string, Partial<Ran>>> = {},
  log: readonly string[] = [],
): LaneMachine {
  const folder = temporaryFolder();
  const dataDir = join(folder, 'data');
  mkdirSync(dataDir, { mode: 0o700 });
  const ran: string[] = [];
  const answer = (words: string): Promise<Ran> => {
    ran.push(words);
    return Promise.resolve({ code: 0, out: '', complaint: '', ...replies[words] });
  };
  return {
    folder,
    dataDir,
    ran,
    settings: () => settingsIn(readFileSync(join(folder, 'lane.conf'), 'utf8')),
    secret: (name) => join(folder, 'lane-secrets', name),
    program: (words) => answer(words.join(' ')),
    start: (unit: Unit) => answer(`start ${unit}`),
    stop: (unit: Unit) => answer(`stop ${unit}`),
    log: () => Promise.resolve(log),
    found: () => Promise.resolve(NOTHING_FOUND),
    isEnrolled: () => ran.some((words) => words.startsWith('enrol ')),
  };
}
