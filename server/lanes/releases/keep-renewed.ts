/**
 * Renews the server's metadata while the server runs: soon after people have published, and before they expire. Records the publications.
 */
import { poll } from '../../platform/base/poll.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import type { RollOutGate } from '../../contract/roll-out.ts';
import type { WatchlistId } from '../../contract/watchlist.ts';
import type { ServerKeys } from '../../platform/keys/server-keys.ts';
import { type RecordingContext, recordPublications } from './record-publications.ts';
import { renewMetadata } from './renew.ts';
import { type Repository, repositoryIn } from './repository.ts';

/** Longest delay until a publication is offered to lanes, ms. */
const LOOK_EVERY_MS = 5_000;

export interface RenewalParts {
  readonly keys: Pick<ServerKeys, 'releases'>;
  readonly context: RecordingContext & Pick<RoomContext, 'events'>;
  /** The steps of staged releases that are open now. */
  readonly gates: (repository: Repository) => Promise<readonly RollOutGate[]>;
  /** The lists whose agreement has ended. */
  readonly withdrawn: () => Promise<readonly WatchlistId[]>;
}

/** The returned function stops it. */
export function keepRenewed(folder: string, { keys, context, gates, withdrawn }: RenewalParts): () => Promise<void> {
  const repository = repositoryIn(folder);
  const { clock, events } = context;
  let lastFault = '';
  const look = async (): Promise<void> => {
    // The first root is published after the key was made for it
    if (repository.newest('root') > 0) {
      await recordPublications(repository, context);
      const stated = { gates: await gates(repository), withdrawn: await withdrawn() };
      await renewMetadata(repository, await keys.releases.open(), clock.wallMs(), stated);
    }
    lastFault = '';
  };
  return poll(clock, LOOK_EVERY_MS, look, (error) => {
    const fault = String(error);
    // A repository that cannot be renewed stays so until people act
    if (fault !== lastFault) events.emit({ event: 'fault', where: 'releases', error });
    lastFault = fault;
  });
}
