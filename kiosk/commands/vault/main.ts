/**
 * `npm run vault -- <command>`, for the operator of the lane. Each command prints one line of JSON. Needs the kiosk's
 * configuration, except the server's key. Exit code 1: the command failed; 2: the configuration or the command is invalid.
 */
import { keepFilesPrivate } from '../../../hardware/host/private-files.ts';
import { ConfigError, readIdentityConfig } from '../../config/config.ts';
import { destroyLane } from './destroy-lane.ts';
import { eraseKept } from './erase-kept.ts';
import { initialiseKeys } from './initialise-keys.ts';
import { keyStatus } from './key-status.ts';
import { listKept } from './list-kept.ts';
import { renewFaces } from './renew-faces.ts';
import { rotateKeys } from './rotate-keys.ts';
import { selfTest } from './self-test.ts';
import { UsageError } from './usage-error.ts';
import { verifyKept } from './verify-kept.ts';

keepFilesPrivate();

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
  'usage: npm run vault -- <command>',
  ...Object.entries(COMMANDS).map(([name, { words, what }]) => `  ${`${name} ${words}`.padEnd(32)}${what}`),
].join('\n');

const [, , name = '', word = '', ...more] = process.argv;

function end(code: number, words: string): never {
  process.stderr.write(`${words}\n`);
  process.exit(code);
}

const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name as keyof typeof COMMANDS] : undefined;
if (command === undefined || more.length > 0 || (word === '') !== (command.words === '')) end(2, USAGE);
try {
  const done = await command.run(readIdentityConfig(), word);
  process.stdout.write(`${JSON.stringify(done)}\n`);
  // A device may have left an open handle
  process.exit(0);
} catch (error) {
  if (error instanceof ConfigError || error instanceof UsageError) end(2, error.message);
  // Messages of this program's errors contain no secrets
  end(1, `not done: ${error instanceof Error ? error.message : 'for an unknown reason'}`);
}
