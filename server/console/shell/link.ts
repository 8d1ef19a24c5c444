/** Pure: the quality of the console's connection to the server. */
import { translated } from '../languages/text.ts';

/**
 * `connecting`: not yet heard. `live`: each change arrives as it happens. `degraded`: the live link is down, or behind, and
 * the page asks every few seconds. `offline`: nothing answers.
 */
export type LinkState = 'connecting' | 'live' | 'degraded' | 'offline';

export const LINK_WORDS: { readonly [State in LinkState]: string } = translated({
  connecting: 'Connecting',
  live: 'Live',
  degraded: 'Degraded',
  offline: 'Offline',
});

export interface Link {
  readonly state: LinkState;
  /** This browser's time at which the state began, ms. */
  readonly since: number;
}

export type LinkEvent =
  /** Greeted and caught up. */
  | 'caught-up'
  /** Greeted, or a gap noticed: not all has been read yet. */
  | 'behind'
  | 'socket-lost'
  | 'poll-answered'
  | 'poll-failed';

export function nextLink(link: Link, event: LinkEvent, now: number): Link {
  const state = nextState(link.state, event);
  return state === link.state ? link : { state, since: now };
}

function nextState(state: LinkState, event: LinkEvent): LinkState {
  switch (event) {
    case 'caught-up':
      return 'live';
    case 'behind':
      return state === 'connecting' ? 'connecting' : 'degraded';
    case 'poll-answered':
      return 'degraded';
    case 'socket-lost':
      // The next poll shows whether the server answers at all.
      return state === 'live' ? 'degraded' : state;
    case 'poll-failed':
      return 'offline';
  }
}
