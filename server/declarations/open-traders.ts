/** Opens the traders' API: the front with the list of offices in force, and the desk that answers it. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { replaceFileSync } from '../../hardware/host/durable-file-sync.ts';
import type { RoomContext } from '../context/room-context.ts';
import type { Connection } from '../database/connection.ts';
import type { SignedDocument } from '../contract/signed-document.ts';
import type { FrontSettings } from './front/messages.ts';
import { type Front, FrontError, startFront } from './front/start-front.ts';
import type { Jurisdiction } from './rules/context.ts';
import { tradersDesk } from './traders-desk.ts';

export interface TradersConfig {
  readonly host: string;
  /** 0: the system chooses. */
  readonly port: number;
  readonly jurisdiction: Jurisdiction;
  /** The signed list of offices. */
  readonly offices: SignedDocument;
  /** Ed25519 public keys, hex, of the people who sign it. */
  readonly signerKeys: readonly string[];
}

export interface TraderParts {
  readonly config: TradersConfig;
  readonly context: RoomContext;
  /** The ledger's database. */
  readonly log: Connection;
  readonly tls: FrontSettings['tls'];
  /** 32 bytes. */
  readonly fingerprintKey: Uint8Array;
  readonly dataDir: string;
}

const memorySchema = z.strictObject({ number: z.int().min(1), digest: z.string() });

/** Rejects with `FrontError`. */
export function openTraders({ config, context, log, tls, fingerprintKey, dataDir }: TraderParts): Promise<Front> {
  const { clock, events } = context;
  const memory = join(dataDir, 'office-keys-in-force');
  return startFront({
    settings: () => ({ ...config, tls, fingerprintKey, before: remembered(memory) }),
    answerer: tradersDesk(context, log),
    clock,
    events,
    note: (note) => events.emit({ event: 'request', requestId: randomUUID(), code: undefined, ...note }),
    onList: (list) => replaceFileSync(memory, `${JSON.stringify(list)}\n`),
  });
}

/** The newest list that was in force here, so that an older one is refused. Throws `FrontError` when the file is damaged. */
function remembered(file: string): FrontSettings['before'] {
  if (!existsSync(file)) return undefined;
  try {
    return memorySchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    throw new FrontError('list-refused', 'the file of the list in force is damaged');
  }
}
