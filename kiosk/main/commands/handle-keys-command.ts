/** The commands of `postern-lane handle-keys`, apart from the process that runs one. */
import { existsSync, readFileSync } from 'node:fs';
import { bytesToHex } from '@noble/hashes/utils.js';
import { replaceFileSync } from '../../../hardware/host/durable-file-sync.ts';
import { systemClock } from '../../../hardware/host/system-clock.ts';
import { ConfigError, type KioskConfig } from '../../platform/config/config.ts';
import type { CommandEnd } from './command-output.ts';
import { openSecureElement } from '../../lane/devices/open-devices.ts';
import { readLaneKeyList } from '../../../server/contract/lane-key-request.ts';
import { answerRequests } from '../../fleet/handles/answer-requests.ts';
import { takeFleetKeyFile } from '../../fleet/handles/fleet-key-file.ts';
import { dateOfDay, dayOfDate, handleDay } from '../../fleet/handles/handle-day.ts';
import { openHandleKeys } from '../../fleet/handles/handle-keys.ts';
import {
  type HeldKey,
  movedTo,
  newHeldKey,
  openHeldKey,
  sealHeldKey,
  type Shares,
  signerOf,
  wipeHeldKey,
} from '../../fleet/handles/holder.ts';
import { handleKeyRequest } from '../../fleet/handles/lane-transport.ts';
import { makeShareFile, readShareFile, SHARE_FAULTS } from '../../fleet/handles/sealed-under-shares.ts';
import { Complaint } from './complaint.ts';

type Answer = Readonly<Record<string, unknown>>;
type ReadConfig = () => Omit<KioskConfig, 'serverKey'>;
type Run = (readConfig: ReadConfig, ...words: string[]) => Promise<Answer>;

async function make(_config: ReadConfig, holder = '', one = '', other = ''): Promise<Answer> {
  for (const file of [holder, one, other]) {
    if (existsSync(file)) throw new Complaint(`${file} is there already: it is not overwritten`);
  }
  for (const file of [one, other]) makeShareFile(file);
  const held = newHeldKey(today());
  keep(holder, held, readShares(one, other));
  return told(held);
}

async function seal(
  _config: ReadConfig,
  holder = '',
  one = '',
  other = '',
  lanes = '',
  requests = '',
  out = '',
): Promise<Answer> {
  const shares = readShares(one, other);
  const list = readLaneKeyList(readFileSync(lanes, 'utf8'));
  if (list === undefined)
    throw new Complaint(`${lanes} must hold a line for each lane: its id, a space, its public key`);
  const before = openHolder(holder, shares);
  const held = movedTo(before, today());
  wipeHeldKey(before);
  // Written first, so that the key in the file is never earlier than the sealed one
  keep(holder, held, shares);
  const answered = await answerRequests(held, list, requests, out, systemClock.wallMs());
  return { ...told(held), ...answered };
}

async function renew(_config: ReadConfig, holder = '', one = '', other = '', date = ''): Promise<Answer> {
  const day = dayOfDate(date);
  if (day === undefined || day < today())
    throw new Complaint('the day from which it serves must be today or later, YYYY-MM-DD, UTC');
  const shares = readShares(one, other);
  const before = openHolder(holder, shares);
  const held = newHeldKey(day, before);
  wipeHeldKey(before);
  keep(holder, held, shares);
  return told(held);
}

async function show(_config: ReadConfig, holder = '', one = '', other = ''): Promise<Answer> {
  return told(openHolder(holder, readShares(one, other)));
}

async function request(readConfig: ReadConfig, out = ''): Promise<Answer> {
  const config = readConfig();
  const element = await openSecureElement(config);
  try {
    const { kioskId } = config;
    const text = await handleKeyRequest({ kioskId, element, keys: openHandleKeys(element) });
    replaceFileSync(out, text);
    return { kind: 'requested', kioskId, publicKey: bytesToHex(await element.publicKey()), file: out };
  } finally {
    await element.disconnect();
  }
}

async function takeFile(readConfig: ReadConfig, file = ''): Promise<Answer> {
  const element = await openSecureElement(readConfig());
  try {
    const taken = await takeFleetKeyFile('the file', file, openHandleKeys(element), systemClock.wallMs());
    if (taken === 'none') throw new Complaint(`${file} cannot be read`);
    return { kind: taken };
  } finally {
    await element.disconnect();
  }
}

async function status(readConfig: ReadConfig): Promise<Answer> {
  const element = await openSecureElement(readConfig());
  try {
    const chains = (await element.chains()).filter(({ purpose }) => purpose === 'handles');
    return { kind: 'status', keys: chains.map(({ generation, place }) => ({ generation, day: dateOfDay(place) })) };
  } finally {
    await element.disconnect();
  }
}

const SHARED = 'HOLDER SHARE SHARE';
const COMMANDS = {
  make: { words: SHARED, what: "makes the fleet's key and the files of its two holders", run: make },
  seal: {
    words: `${SHARED} LANES REQUESTS OUT`,
    what: 'seals the key of today to each lane of the list LANES',
    run: seal,
  },
  renew: { words: `${SHARED} DAY`, what: 'makes another key, valid from DAY on; then seal it', run: renew },
  show: { words: SHARED, what: 'shows the key’s generation and day', run: show },
  request: { words: 'FILE', what: "at a lane: writes its request for the fleet's key", run: request },
  'take-file': {
    words: 'FILE',
    what: 'at a lane: imports the key file of an earlier version, and erases it',
    run: takeFile,
  },
  status: { words: '', what: 'at a lane: lists its handle keys', run: status },
} as const;
const USAGE = [
  'usage: postern-lane handle-keys <command>',
  ...Object.entries(COMMANDS).map(([name, { words, what }]) => `  ${`${name} ${words}`.padEnd(48)}${what}`),
].join('\n');

function today(): number {
  return handleDay(systemClock.wallMs());
}

function told(held: HeldKey): Answer {
  const { publicKey } = signerOf(held);
  const answer = { authority: bytesToHex(publicKey), generation: held.generation, day: dateOfDay(held.day) };
  return { kind: 'held', ...answer };
}

function openHolder(holder: string, shares: Shares): HeldKey {
  const held = existsSync(holder) ? openHeldKey(readFileSync(holder, 'utf8'), shares) : undefined;
  if (held === undefined) throw new Complaint(`${holder} cannot be opened with these two shares`);
  return held;
}

function keep(holder: string, held: HeldKey, shares: Shares): void {
  replaceFileSync(holder, sealHeldKey(held, shares));
}

function readShares(one: string, other: string): Shares {
  const [first, second] = [readShare(one), readShare(other)];
  if (Buffer.from(first).equals(second))
    throw new Complaint('two people have a share each: these are one and the same');
  return [first, second];
}

function readShare(file: string): Uint8Array {
  const read = readShareFile(file);
  if (read.kind === 'refused') throw new Complaint(`${file} ${SHARE_FAULTS[read.why]}`);
  return read.share;
}

/** @param readConfig of the lane's commands; throws `ConfigError` */
export async function handleKeysCommand(given: readonly string[], readConfig: ReadConfig): Promise<CommandEnd> {
  const [name = '', ...words] = given;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name as keyof typeof COMMANDS] : undefined;
  if (command === undefined || words.length !== command.words.split(' ').filter((word) => word !== '').length) {
    return { code: 2, complaint: USAGE };
  }
  try {
    const run: Run = command.run;
    const answer = await run(readConfig, ...words);
    return {
      code: Array.isArray(answer['refused']) && answer['refused'].length > 0 ? 1 : 0,
      out: JSON.stringify(answer),
    };
  } catch (error) {
    if (error instanceof ConfigError || error instanceof Complaint) return { code: 2, complaint: error.message };
    // Messages of this program's errors contain no secrets
    return { code: 1, complaint: `not done: ${error instanceof Error ? error.message : 'for an unknown reason'}` };
  }
}
