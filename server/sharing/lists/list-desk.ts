import { join } from 'node:path';
import { type SerialQueue, serialQueue } from '../../../hardware/host/serial-queue.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import { type Repository, repositoryIn } from '../../lanes/releases/repository.ts';

/** The parts with which lists of partners are taken. There is one in a process. */
export interface ListDesk {
  readonly context: Pick<RoomContext, 'knex' | 'queue' | 'ledger' | 'clock' | 'alarms'>;
  /** The signed channel. */
  readonly repository: Repository;
  /** Files that arrive, a folder for each partner. */
  readonly uploads: string;
  /** Pieces, publications and erasures happen one after another. */
  readonly steps: SerialQueue;
}

export function openListDesk(
  context: ListDesk['context'],
  { dataDir, releases }: { readonly dataDir: string; readonly releases: string },
): ListDesk {
  return {
    context,
    repository: repositoryIn(releases),
    uploads: join(dataDir, 'list-uploads'),
    steps: serialQueue(),
  };
}
