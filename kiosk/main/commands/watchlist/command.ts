/** The commands of `postern-lane watchlist`, apart from the process that runs one. */
import { parseArgs } from 'node:util';
import { systemClock } from '../../../../hardware/host/system-clock.ts';
import { watchlistIdSchema } from '../../../../server/contract/watchlist.ts';
import { CsvError } from '../../../lists/watchlist/build/read-csv.ts';
import { SourceError } from '../../../lists/watchlist/build/read-source.ts';
import { versionOf } from '../../../lists/watchlist/watchlist.ts';
import type { CommandEnd } from '../command-output.ts';
import { Complaint } from '../complaint.ts';
import { deriveListKey, makeBlindKey, makeKey, readShares, sealKeyFile, sealToLanes } from './key-files.ts';
import { readDraft, readWhole } from './list-folder.ts';
import { serve } from './evaluator.ts';
import { build, delta } from './make-files.ts';

type Answer = Readonly<Record<string, unknown>>;

/** Reads and verifies every file of the newest draft. */
async function inspect(folder = '', name = ''): Promise<Answer> {
  const list = watchlistIdSchema.parse(name);
  const draft = readDraft(folder, list);
  if (draft === undefined) throw new Complaint(`${folder} holds no list ${name}`);
  const whole = await readWhole(folder, draft);
  const { header } = whole.base;
  const version = versionOf(whole);
  return {
    kind: 'list',
    list,
    number: draft.number,
    ...version,
    ageMs: systemClock.wallMs() - version.madeAt,
    key: header.key,
    documents: header.count,
    bitsPerDocument: header.count === 0 ? 0 : Math.round((draft.base.bytes * 80) / header.count) / 10,
    deltas: whole.deltas.map(({ header: { delta: at, added, removed, madeAt } }) => ({ at, added, removed, madeAt })),
  };
}

interface Command {
  readonly words: string;
  readonly what: string;
  /** @param shares reads those of a sealed key */
  readonly run: (shares: () => ReturnType<typeof readShares>, ...given: string[]) => Answer | Promise<Answer>;
}

/** `undefined` for an option that no command has. */
function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: { shares: { type: 'string' } }, allowPositionals: true });
  } catch {
    return undefined;
  }
}

const COMMANDS: Readonly<Record<string, Command>> = {
  'blind-key': {
    words: 'LIST FILE [SHARE] [SHARE]',
    what: 'makes the key of a blind list, for its owner, sealed under new shares',
    run: (_shares, ...words) => makeBlindKey(...words),
  },
  build: {
    words: 'LISTKEY SOURCE FOLDER [REFUSABLE]',
    what: 'makes a base from all records of SOURCE, a CSV file or service:FILE',
    run: (shares, ...words) => build(shares(), ...words),
  },
  delta: {
    words: 'LISTKEY SOURCE FOLDER [REFUSABLE]',
    what: 'makes a delta from the changes of SOURCE',
    run: (shares, ...words) => delta(shares(), ...words),
  },
  inspect: {
    words: 'FOLDER LIST',
    what: 'verifies the files of the newest draft and describes them',
    run: (_shares, ...words) => inspect(...words),
  },
  key: {
    words: 'FILE GENERATION',
    what: 'makes the key of the fleet, for those who keep it',
    run: (_shares, ...words) => makeKey(...words),
  },
  'list-key': {
    words: 'FILE LIST LISTKEY',
    what: 'derives the key of one list, for its office',
    run: (shares, ...words) => deriveListKey(shares(), ...words),
  },
  seal: {
    words: 'FILE LANES REQUESTS DRAFT NUMBER',
    what: 'seals the key to each lane of the list LANES; two people then sign the draft',
    run: (shares, ...words) => sealToLanes(shares(), ...words),
  },
  'seal-key': {
    words: 'KEY FILE SHARE [SHARE]',
    what: 'seals any of these key files under new shares; then remove KEY',
    run: (_shares, ...words) => sealKeyFile(...words),
  },
  serve: {
    words: 'SETTINGS',
    what: 'answers blind queries until it is stopped, for the owner of a blind list',
    run: (_shares, ...words) => serve(...words),
  },
};
const USAGE = [
  'usage: postern-lane watchlist <command>',
  ...Object.entries(COMMANDS).map(([name, { words, what }]) => `  ${`${name} ${words}`.padEnd(44)}${what}`),
  '--shares SHARE[,SHARE]                        opens a key file that is sealed',
  'then: postern-lane documents sign watchlist FOLDER/LIST.draft.json KEY SIGNED, by two people; SIGNED becomes FOLDER/LIST.list.json',
].join('\n');

/** Whether the command refused records or lanes. */
function isIncomplete({ kind, refused }: Answer): boolean {
  return kind === 'not-published' || (Array.isArray(refused) && refused.length > 0);
}

export async function watchlistCommand(given: readonly string[]): Promise<CommandEnd> {
  const { values: options = {}, positionals = [] } = parsed(given) ?? {};
  const shares = () => readShares(options.shares?.split(',') ?? []);
  const [name = '', ...words] = positionals;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  const all = command?.words.split(' ') ?? [];
  const least = all.filter((word) => !word.startsWith('[')).length;
  if (command === undefined || words.length < least || words.length > all.length) return { code: 2, complaint: USAGE };
  try {
    const answer = await command.run(shares, ...words);
    return { code: isIncomplete(answer) ? 1 : 0, out: JSON.stringify(answer) };
  } catch (error) {
    if (error instanceof Complaint || error instanceof CsvError) return { code: 2, complaint: error.message };
    if (error instanceof SourceError || error instanceof RangeError) {
      return { code: 1, complaint: `not done: ${error.message}` };
    }
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return { code: 1, complaint: `not done: ${code}` };
  }
}
