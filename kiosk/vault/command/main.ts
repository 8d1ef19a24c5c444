/**
 * `npm run vault -- <command>`, for whoever runs the lane. Each prints one line of JSON. Needs the kiosk's configuration, except the
 * server's key. Exit code 1: it was not done; 2: the configuration or the command is wrong.
 */
import { ConfigError, readIdentityConfig } from '../../config.ts';
import { initialiseKeys } from './initialise-keys.ts';
import { keyStatus } from './key-status.ts';
import { rotateKeys } from './rotate-keys.ts';

/** One a line in the help; another command is one entry and one file. */
const COMMANDS = {
  init: { what: 'makes the keys of a kiosk that has none', run: initialiseKeys },
  rotate: { what: 'makes a new root and destroys the old one; the lane must not run', run: rotateKeys },
  status: { what: 'tells which keys there are, and whether they work', run: keyStatus },
} as const;

const USAGE = [
  'usage: npm run vault -- <command>',
  ...Object.entries(COMMANDS).map(([name, { what }]) => `  ${name.padEnd(8)}${what}`),
].join('\n');

const [, , name = '', ...more] = process.argv;

function end(code: number, words: string): never {
  process.stderr.write(`${words}\n`);
  process.exit(code);
}

if (!Object.hasOwn(COMMANDS, name) || more.length > 0) end(2, USAGE);
try {
  const done = await COMMANDS[name as keyof typeof COMMANDS].run(readIdentityConfig());
  process.stdout.write(`${JSON.stringify(done)}\n`);
  // A device may have left something that waits
  process.exit(0);
} catch (error) {
  if (error instanceof ConfigError) end(2, error.message);
  // Our own errors carry texts without secrets
  end(1, `not done: ${error instanceof Error ? error.message : 'for an unknown reason'}`);
}
