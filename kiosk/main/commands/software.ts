/**
 * `postern-lane software status|return`: the release that the lane runs, and a technician's order to leave it. Runs from the installed package:
 * `node code/kiosk/main/commands/software.js DATA_FOLDER LINK COMMAND`. Exit codes: 0 done; 1 nothing to leave, or the lane has changed its release
 * in the meantime; 2 wrong arguments, or the disk refuses; 3 the order waits.
 */
import { existsSync, realpathSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { pause } from '../../../hardware/host/clock.ts';
import { keepFilesPrivate } from '../../../hardware/host/private-files.ts';
import { systemClock } from '../../../hardware/host/system-clock.ts';
import { reachLane } from '../readiness/lane-conversation.ts';
import { readReturnOrder, writeReturnOrder } from '../../fleet/software/return-order.ts';
import { isSame, nextPlace, placeBefore, RETURN_GOALS, type ReturnGoal } from '../../fleet/software/selection.ts';
import { placeOf, readSelection, softwareFolder } from '../../fleet/software/software-folder.ts';
import { placeWords, releaseWords, softwareLines } from '../../fleet/software/software-text.ts';
import { print, say } from './command-output.ts';

keepFilesPrivate();

const USAGE = [
  'usage: postern-lane software COMMAND',
  '  status                           which release runs, which one is on trial, and why the last one was left',
  '  return [--to before|installed]   leaves the release in use, for the one before it or for the installed package',
].join('\n');

/** A lane without a traveller restarts sooner. */
const WAIT_MS = 120_000;
const LOOK_EVERY_MS = 500;

interface Wish {
  readonly dataDir: string;
  readonly link: string;
  readonly command: 'status' | 'return';
  readonly to: ReturnGoal;
}

function main(): Promise<number> | number {
  const wish = readArguments();
  if (wish === undefined) return say(USAGE, 2);
  return wish.command === 'status' ? printStatus(wish) : returnLane(wish);
}

function readArguments(): Wish | undefined {
  try {
    const options = { to: { type: 'string' } } as const;
    const { values, positionals } = parseArgs({ allowPositionals: true, options });
    const [dataDir, link, command, ...further] = positionals;
    const to = RETURN_GOALS.find((goal) => goal === (values.to ?? 'before'));
    if (dataDir === undefined || link === undefined || to === undefined || further.length > 0) return undefined;
    if (command === 'return' || (command === 'status' && values.to === undefined))
      return { dataDir, link, command, to };
  } catch {
    // The usage tells more than the error
  }
  return undefined;
}

function printStatus({ dataDir, link }: Wish): number {
  const software = softwareFolder(dataDir);
  const facts = {
    selection: readSelection(software),
    order: readReturnOrder(software),
    started: existsSync(link)
      ? placeOf(existsSync(software) ? realpathSync(software) : software, realpathSync(link))
      : undefined,
  };
  return print(softwareLines(facts).join('\n'), 0);
}

async function returnLane({ dataDir, to }: Wish): Promise<number> {
  const software = softwareFolder(dataDir);
  const before = readSelection(software);
  const place = nextPlace(before);
  const leaves = place === 'installed' ? undefined : before.slots[place]?.release;
  if (leaves === undefined) return say('The lane runs the installed package: there is no release to leave.', 1);
  writeReturnOrder(software, { version: 1, leaves, to });
  print(`ordered: leave ${releaseWords(leaves)} for ${placeWords(before, placeBefore(before, to))}`, 0);
  const lane = await reachLane(dataDir);
  lane?.leave();
  if (lane === undefined) return say('The lane does not run. The order is carried out when it starts.', 3);
  const endMs = systemClock.monotonicMs() + WAIT_MS;
  while (readReturnOrder(software) !== undefined) {
    if (systemClock.monotonicMs() > endMs) {
      return say('A traveller may be in the lane. The order is carried out when it is empty, or when it starts.', 3);
    }
    await pause(systemClock, LOOK_EVERY_MS);
  }
  const after = readSelection(software);
  const { returned } = after;
  return returned !== null && returned.why === 'technician' && isSame(returned.release, leaves)
    ? print(`left: the lane starts ${placeWords(after, nextPlace(after))}`, 0)
    : say('The lane has changed its release meanwhile: look with postern-lane software status', 1);
}

try {
  process.exitCode = await main();
} catch {
  process.exitCode = say('the order cannot be written: the disk refuses, or another user owns the folder', 2);
}
