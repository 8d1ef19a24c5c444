/** Renews the server's metadata while the server runs: soon after people have published, and before they expire. */
import type { Clock } from '../../hardware/host/clock.ts';
import type { Events } from '../base/events.ts';
import { poll } from '../base/poll.ts';
import type { ServerKeys } from '../keys/server-keys.ts';
import { renewMetadata } from './renew.ts';
import { repositoryIn } from './repository.ts';

/** Longest delay until a publication is offered to lanes, ms. */
const LOOK_EVERY_MS = 5_000;

export interface RenewalParts {
  readonly keys: Pick<ServerKeys, 'releases'>;
  readonly clock: Clock;
  readonly events: Pick<Events, 'emit'>;
}

/** The returned function stops it. */
export function keepRenewed(folder: string, { keys, clock, events }: RenewalParts): () => Promise<void> {
  const repository = repositoryIn(folder);
  let lastFault = '';
  const look = async (): Promise<void> => {
    // The first root is published after the key was made for it
    if (repository.newest('root') > 0) await renewMetadata(repository, await keys.releases.open(), clock.wallMs());
    lastFault = '';
  };
  return poll(clock, LOOK_EVERY_MS, look, (error) => {
    const fault = String(error);
    // A repository that cannot be renewed stays so until people act
    if (fault !== lastFault) events.emit({ event: 'fault', where: 'releases', error });
    lastFault = fault;
  });
}
