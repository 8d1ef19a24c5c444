/** The server keys that a lane trusts: the one of its enrolment and its successors. */
import { bytesToHex } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { type Clock, pause } from '../../../hardware/host/clock.ts';
import type { LaneFolders } from '../../platform/base/key-dir.ts';
import {
  type BelievedKey,
  believedKeys,
  type FollowedSuccession,
  followSuccessions,
  successionListSchema,
  SUCCESSIONS_LIMIT_BYTES,
} from '../../../server/contract/key-succession.ts';
import { parseJson } from '../../../server/contract/payload.ts';
import { errorName } from '../../platform/base/error-name.ts';
import type { LogEvent } from '../../platform/base/events.ts';
import {
  MemoryError,
  type MemoryFile,
  memoryFileIn,
  readMemoryFile,
  writeMemoryFile,
} from '../../platform/base/memory-file.ts';
import type { ServerLink } from '../uplink/server-link.ts';

/** Polling interval; successions are announced a day in advance. */
const ASK_EVERY_MS = 300_000;
/** Polling interval before the first answer, because the key may have changed since the last run. */
const ASK_AGAIN_MS = 5_000;
/** Accepted statements, each of less than 2 KiB. */
const chainSchema = z.array(z.unknown()).max(512);
/** An earlier format stored only the chain, without the root. */
const memorySchema = z.strictObject({ version: z.literal(1), root: z.string(), successions: chainSchema });

export interface ServerKeys {
  /** Keys that are valid now for orders, grants and lists. */
  now(): readonly Uint8Array[];
  /** All keys so far: a receipt made before a change is returned unchanged after it. */
  ever(): readonly BelievedKey[];
  /** The last accepted key. */
  last(): Uint8Array;
  close(): Promise<void>;
}

export interface ServerKeysParts {
  readonly folders: LaneFolders;
  /** Key of the enrolment, 32 bytes. */
  readonly root: Uint8Array;
  readonly clock: Clock;
  readonly link: ServerLink;
  readonly log: LogEvent;
  /** Called when another key is trusted. */
  readonly onFollowed?: () => void;
}

/**
 * Loads the stored chain, and polls the server for later successions. Throws `MemoryError` when the stored chain is damaged
 * or lost, because an earlier key would be trusted again.
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
      // Stored first, so that the lane has it after a start without the server
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

/** A chain from another root is ignored: the kiosk was enrolled again. */
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
