import { describe, expect, it } from 'vitest';
import { nextLink, type Link, type LinkEvent } from '../../../../server/console/shell/link.ts';

const after = (...events: readonly LinkEvent[]) =>
  events.reduce<Link>((link, event, index) => nextLink(link, event, index + 1), { state: 'connecting', since: 0 });

describe('the link', () => {
  it.each<readonly [string, readonly LinkEvent[], Link['state'], number]>([
    ['greeted', ['behind'], 'connecting', 0],
    ['caught up', ['behind', 'caught-up'], 'live', 2],
    ['behind again', ['caught-up', 'behind'], 'degraded', 2],
    ['lost', ['caught-up', 'socket-lost'], 'degraded', 2],
    ['lost, then polled', ['caught-up', 'socket-lost', 'poll-answered', 'poll-answered'], 'degraded', 2],
    ['lost, then silent', ['caught-up', 'socket-lost', 'poll-failed', 'poll-failed'], 'offline', 3],
    ['silent from the start', ['poll-failed'], 'offline', 1],
    ['back', ['caught-up', 'socket-lost', 'poll-failed', 'behind', 'caught-up'], 'live', 5],
    ['polled only', ['poll-answered'], 'degraded', 1],
  ])('is, when %s, as said and since the change', (_name, events, state, since) => {
    expect(after(...events)).toEqual({ state, since });
  });
});
