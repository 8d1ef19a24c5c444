/** Which keys of its server a lane believes: the one it was enrolled with, and those that have followed it since. */
import { bytesToHex } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { type Clock, pause } from '../../hardware/clock/clock.ts';
import {
  type BelievedKey,
  believedKeys,
  type FollowedSuccession,
  followSuccessions,
  successionListSchema,
  SUCCESSIONS_LIMIT_BYTES,
} from '../../server/contract/key-succession.ts';
import { parseJson } from '../../server/contract/payload.ts';
import { errorName } from '../error-name.ts';
import type { LogEvent } from '../events.ts';
import {
  MemoryError,
  type MemoryFile,
  memoryFileIn,
  type MemoryFolders,
  readMemoryFile,
  writeMemoryFile,
} from '../memory-file.ts';
import type { ServerLink } from '../uplink/server-link.ts';

/** A list is at most so old when it is followed: a day's notice is given. */
const ASK_EVERY_MS = 300_000;
/** While nothing was heard since the start: the key may have changed meanwhile. */
const ASK_AGAIN_MS = 5_000;
/** Statements that were followed, each of less than 2 KiB. */
const chainSchema = z.array(z.unknown()).max(512);
/** The chain alone is what was kept before the root was kept with it. */
const memorySchema = z.strictObject({ version: z.literal(1), root: z.string(), successions: chainSchema });

export interface ServerKeys {
  /** Whose orders, grants and lists hold now. */
  now(): readonly Uint8Array[];
  /** All there were: a receipt that the server made before a change is given out after it as it was. */
  ever(): readonly BelievedKey[];
  /** The last one that was followed: what the server may make its own. */
  last(): Uint8Array;
  close(): Promise<void>;
}

export interface ServerKeysParts {
  readonly folders: MemoryFolders;
  /** Of the enrolment: 32 bytes. */
  readonly root: Uint8Array;
  readonly clock: Clock;
  readonly link: ServerLink;
  readonly log: LogEvent;
  /** Told when another key is believed. */
  readonly onFollowed?: () => void;
}

/**
 * Reads what was followed before, and asks the server every few minutes for what has come since. Throws `MemoryError` where that record is
 * damaged or lost: an earlier key would be believed again.
 */
export function followServerKeys(parts: ServerKeysParts): ServerKeys {
  const { folders, root, clock, link, log, onFollowed } = parts;
  const stop = new AbortController();
  const memory = memoryFileIn(folders, 'server-keys');
  let chain = readChain(memory, root);

  const ask = async (): Promise<boolean> => {
    const answer = await link.exchange('/v1/key-successions', { method: 'GET' }, SUCCESSIONS_LIMIT_BYTES, stop.signal);
    const list = answer?.ok === true ? successionListSchema.safeParse(parseJson(answer.body)?.json) : undefined;
    if (list?.success !== true) return false;
    const followed = followSuccessions(root, chain, list.data.successions, clock.wallMs());
    for (const code of followed.refusals) log({ event: 'server-key-refused', code });
    if (followed.chain.length > chain.length) {
      // Kept first: after a start without the server the lane must not believe less
      writeChain(memory, root, followed.chain);
      chain = followed.chain;
      log({ event: 'server-key-followed', number: chain.at(-1)?.statement.number ?? 0 });
      onFollowed?.();
    }
    return true;
  };
  const run = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      const heard = await ask().catch((error: unknown) => {
        log({
          event: 'step-failed',
          step: 'server-keys',
          error: errorName(error),
          code: 'none',
        });
        return false;
      });
      await pause(clock, heard ? ASK_EVERY_MS : ASK_AGAIN_MS, stop.signal);
    }
  };

  const finished = run();
  return {
    now: () => {
      const at = clock.wallMs();
      return believedKeys(root, chain).flatMap(({ publicKey, until }) => (at <= until ? [publicKey] : []));
    },
    ever: () => believedKeys(root, chain),
    last: () => believedKeys(root, chain).at(-1)?.publicKey ?? root,
    async close() {
      stop.abort();
      await finished;
    },
  };
}

/** A chain that leads on from another key is as if it were not there: the kiosk was enrolled anew. */
function readChain(memory: MemoryFile, root: Uint8Array): readonly FollowedSuccession[] {
  const kept = readMemoryFile(memory, z.union([memorySchema, chainSchema]));
  if (kept === undefined) return [];
  const successions = 'root' in kept ? kept.successions : kept;
  const isOfRoot = 'root' in kept && kept.root === bytesToHex(root);
  const { chain } = followSuccessions(root, [], successions, undefined);
  if (isOfRoot && chain.length < successions.length) throw new MemoryError('memory-unreadable', memory);
  return chain;
}

function writeChain(memory: MemoryFile, root: Uint8Array, chain: readonly FollowedSuccession[]): void {
  writeMemoryFile(memory, { version: 1, root: bytesToHex(root), successions: chain.map(({ signed }) => signed) });
}
