/** The same world under other names: nothing may depend on how people, lanes and sites are called or in which order they appear. */
import type { DetectionEvent, EventKind } from '../../../server/oversight/detection/events/event.ts';
import type { Campaign } from './kit/campaign.ts';
import type { Laboratory } from './kit/laboratory.ts';
import { Random } from './kit/random.ts';

/** Their reason is the person who gets a duty or an account. */
const NAMED_BY_REASON: readonly EventKind[] = ['duty-approved', 'recovery-approved'];
const RENAMED = ['site', 'lane', 'actor', 'console'] as const;

export function permuted<Kind extends Laboratory & { readonly allowed?: readonly Campaign[] }>(
  laboratory: Kind,
  seed: number,
): Kind {
  const random = new Random(seed);
  const names = new Map<string, string>();
  const renamed = (name: string): string => {
    const known = names.get(name);
    if (known !== undefined) return known;
    const made = `${String.fromCodePoint(97 + random.below(26))}${random.below(1_000_000)}-${names.size}`;
    names.set(name, made);
    return made;
  };
  /** The feed and the server keep their names, because they are no ids of the service. */
  const entityOf = (key: string): string => {
    const [kind = '', id = ''] = key.split(' ');
    return kind === 'server' ? key : `${kind} ${renamed(id)}`;
  };
  const eventOf = (event: DetectionEvent): DetectionEvent => {
    const changed = Object.fromEntries(
      RENAMED.flatMap((field) => {
        const value = event[field];
        return value === undefined ? [] : [[field, renamed(value)]];
      }),
    );
    const subject =
      event.subject === undefined || event.kind === 'feed-received' ? event.subject : renamed(event.subject);
    const reason =
      NAMED_BY_REASON.includes(event.kind) && event.reason !== undefined ? renamed(event.reason) : undefined;
    return {
      ...event,
      ...changed,
      ...(subject === undefined ? {} : { subject }),
      ...(reason === undefined ? {} : { reason }),
    };
  };
  return {
    ...laboratory,
    campaigns: laboratory.campaigns.map((one) => ({ ...one, entities: one.entities.map(entityOf) })),
    ...(laboratory.allowed !== undefined && {
      allowed: laboratory.allowed.map((one) => ({ ...one, entities: one.entities.map(entityOf) })),
    }),
    sites: laboratory.sites.map(renamed),
    *events() {
      for (const day of laboratory.events()) {
        const shuffled = day.map((event) => ({ event: eventOf(event), key: random.share() }));
        yield shuffled
          .sort((one, other) => one.event.at - other.event.at || one.key - other.key)
          .map(({ event }) => event);
      }
    },
  };
}

/** The same findings against entities that were not attacked: how often chance alone finds a campaign. */
export function otherEntities(laboratory: Laboratory): Laboratory {
  const keys = [...new Set(laboratory.campaigns.flatMap(({ entities }) => entities))];
  const next = new Map<string, string>();
  for (const kind of new Set(keys.map((key) => key.split(' ')[0]))) {
    const ofKind = keys.filter((key) => key.split(' ')[0] === kind);
    ofKind.forEach((key, at) => next.set(key, ofKind[(at + 1 + Math.floor(ofKind.length / 2)) % ofKind.length]!));
  }
  return {
    ...laboratory,
    campaigns: laboratory.campaigns.map((one) => ({ ...one, entities: one.entities.map((key) => next.get(key)!) })),
  };
}
