/** The commands of `postern-lane vault`, apart from the process that runs one. */
import { ConfigError } from '../../../platform/config/config.ts';
import type { CommandEnd } from '../command-output.ts';
import { destroyLane } from './destroy-lane.ts';
import { eraseKept } from './erase-kept.ts';
import { initialiseKeys } from './initialise-keys.ts';
import type { KeyConfig } from '../../../lane/devices/initialised-keys.ts';
import { keyStatus } from './key-status.ts';
import { listKept } from './list-kept.ts';
import { renewFaces } from './renew-faces.ts';
import { rotateKeys } from './rotate-keys.ts';
import { selfTest } from './self-test.ts';
import { UsageError } from './usage-error.ts';
import { verifyKept } from './verify-kept.ts';

/** One line each in the help. A new command is one entry and one file. */
const COMMANDS = {
  init: { words: '', what: 'creates the keys of a kiosk that has none', run: initialiseKeys },
  status: { words: '', what: 'lists the keys and whether they work', run: keyStatus },
  'self-test': { words: '', what: 'uses every key, seals and opens', run: selfTest },
  list: { words: '', what: 'counts the stored records of each class, without identities', run: listKept },
  verify: {
    words: '',
    what: 'verifies that every capture opens, without showing any; the lane must not run',
    run: verifyKept,
  },
  erase: {
    words: 'referred|registered|all',
    what: 'erases now, and reports it; the lane must not run',
    run: eraseKept,
  },
  rotate: { words: '', what: 'creates a new root and destroys the old one; the lane must not run', run: rotateKeys },
  'renew-faces': {
    words: '',
    what: 'gives registered faces new records, salts and keys; the lane must not run',
    run: renewFaces,
  },
  destroy: { words: 'KIOSK-ID', what: 'erases all and destroys its keys; the lane must not run', run: destroyLane },
} as const;

const USAGE = [
  'usage: postern-lane vault <command>',
  ...Object.entries(COMMANDS).map(([name, { words, what }]) => `  ${`${name} ${words}`.padEnd(32)}${what}`),
].join('\n');

/** @param readConfig throws `ConfigError` */
export async function vaultCommand(given: readonly string[], readConfig: () => KeyConfig): Promise<CommandEnd> {
  const [name = '', word = '', ...more] = given;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name as keyof typeof COMMANDS] : undefined;
  if (command === undefined || more.length > 0 || (word === '') !== (command.words === '')) {
    return { code: 2, complaint: USAGE };
  }
  try {
    return { code: 0, out: JSON.stringify(await command.run(readConfig(), word)) };
  } catch (error) {
    if (error instanceof ConfigError || error instanceof UsageError) return { code: 2, complaint: error.message };
    // Messages of this program's errors contain no secrets
    return { code: 1, complaint: `not done: ${error instanceof Error ? error.message : 'for an unknown reason'}` };
  }
}
