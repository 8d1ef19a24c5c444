/** The options of `npm start`. */
import { parseArgs } from 'node:util';

const OPTIONS = {
  'data-dir': { type: 'string', default: '.data', does: 'folder of server and lane' },
  'server-port': { type: 'string', default: '8080', does: 'console and server' },
  'lane-port': { type: 'string', default: '8081', does: "the lane's screen" },
  'evidence-port': { type: 'string', default: '8082', does: "the lane's evidence" },
  'traders-port': { type: 'string', default: '8083', does: 'portal and API for traders' },
  'partners-port': { type: 'string', default: '8084', does: 'portal for partner agencies' },
  'no-traveller': { type: 'boolean', default: false, does: 'sends no traveller' },
  help: { type: 'boolean', default: false, does: 'prints this' },
} as const;

export const START_USAGE = [
  'usage: npm start -- [OPTION]...',
  ...Object.entries(OPTIONS).map(([name, { type, default: usual, does }]) => {
    const option = type === 'string' ? `--${name} ${name === 'data-dir' ? 'FOLDER' : 'PORT'}` : `--${name}`;
    return `  ${option.padEnd(24)} ${does}${type === 'string' ? ` (${usual})` : ''}`;
  }),
].join('\n');

const read = (words: readonly string[]) => parseArgs({ args: [...words], options: OPTIONS }).values;

export type StartOptions = ReturnType<typeof read>;

export type ReadStartOptions =
  | { readonly kind: 'read'; readonly options: StartOptions }
  | { readonly kind: 'usage'; readonly code: 0 | 64; readonly text: string };

export function judgeStartOptions(words: readonly string[]): ReadStartOptions {
  try {
    const options = read(words);
    const wrong = Object.entries(options).find(([name, value]) => name.endsWith('-port') && !isPort(String(value)));
    if (wrong !== undefined) return usage(64, `--${wrong[0]} must be a port from 0 to 65535.`);
    return options.help ? usage(0) : { kind: 'read', options };
  } catch {
    return usage(64, 'An option is not known, or has no value.');
  }
}

/** Ends the process with the usage where it is wanted, or where an option is wrong. */
export function readStartOptions(words: readonly string[]): StartOptions {
  const judged = judgeStartOptions(words);
  if (judged.kind === 'read') return judged.options;
  (judged.code === 0 ? process.stdout : process.stderr).write(`${judged.text}\n`);
  process.exit(judged.code);
}

function usage(code: 0 | 64, why?: string): ReadStartOptions {
  return { kind: 'usage', code, text: why === undefined ? START_USAGE : `${why}\n${START_USAGE}` };
}

const isPort = (text: string): boolean => /^\d{1,5}$/.test(text) && Number(text) <= 65_535;
