import type { DetectionEvent } from '../events/event.ts';
import type { Recent, ShareRule, Trial } from './shares.ts';
import { dayOf, HOUR_MS } from './score.ts';

const TRAVELLERS = ['traveller-cleared', 'traveller-referred', 'traveller-abandoned'] as const;
const DECISIONS = ['referral-admitted', 'referral-turned-away'] as const;
/** A pause of this length ends a period of work. */
const PAUSE_MS = 4 * HOUR_MS;
/** The least rest between two shifts. */
const REST_MS = 11 * HOUR_MS;
/** The least time to look at a traveller and a document. */
const LOOKING_MS = 15_000;
const FORTNIGHT_MS = 14 * 24 * HOUR_MS;

/** A traveller is a trial; the event with the failed check of the same report is the hit. */
function ofLane(hit: (event: DetectionEvent) => boolean): ShareRule['trial'] {
  return (event) => laneTrial(event, isTraveller(event) ? 1 : 0, hit(event) ? 1 : 0);
}

function isTraveller({ kind }: DetectionEvent): boolean {
  return kind === 'traveller-cleared' || kind === 'traveller-referred' || kind === 'traveller-abandoned';
}

function laneTrial({ lane, site = '' }: DetectionEvent, trials: number, hits: number): Trial | undefined {
  return lane === undefined ? undefined : { entity: { kind: 'lane', id: lane }, site, group: site, trials, hits };
}

function personTrial({ actor, site = '', role = '' }: DetectionEvent, group: string, hit: boolean): Trial | undefined {
  if (actor === undefined) return undefined;
  return { entity: { kind: 'person', id: actor }, site, group: `${role} ${group}`, trials: 1, hits: hit ? 1 : 0 };
}

/** A decision on a referral or a control: each failed check is admitted another share of times. */
function decisionTrial(event: DetectionEvent, group: string, hit: boolean): Trial | undefined {
  const trial = personTrial(event, group, hit);
  return trial === undefined ? undefined : { ...trial, stratum: event.reason ?? '' };
}

/** Officers admit most faces that were not recognised, and few of the others. */
function isOfFace(reason = ''): boolean {
  return reason === 'below-threshold' || reason.startsWith('quality') || reason === 'no-finger';
}

function admissionsOf(concern: string, odds: readonly number[]): ShareRule {
  return {
    name: `admissions, ${concern}`,
    kinds: DECISIONS,
    trial: (event) => {
      const its = isOfFace(event.reason) ? 'face' : 'other';
      return its === concern ? decisionTrial(event, its, event.kind === 'referral-admitted') : undefined;
    },
    rule: 'admits-more',
    peersRule: 'admits-more-beyond-peers',
    // Sums find sudden changes; a slow one needs more days than a week
    ownDays: [7, 14],
    odds,
    prior: 0.6,
    followsGroup: false,
  };
}

/** The second and later failures of one document on a day. */
function repeated(event: DetectionEvent, recent: Recent): Trial | undefined {
  if (event.kind !== 'comparison-failed') return laneTrial(event, 1, 0);
  const { subject, at } = event;
  if (subject === undefined) return undefined;
  const earlier = recent.when(subject);
  recent.note(subject, at);
  return earlier !== undefined && at - earlier < 24 * HOUR_MS ? laneTrial(event, 0, 1) : undefined;
}

function unseen(event: DetectionEvent, recent: Recent): Trial | undefined {
  const key = `${event.actor} ${event.subject}`;
  if (event.kind === 'evidence-viewed') {
    recent.note(key, event.at);
    return undefined;
  }
  return event.kind === 'referral-admitted' ? personTrial(event, 'seen', recent.when(key) === undefined) : undefined;
}

/** A decision so soon after taking the referral that the person can hardly have looked at it. */
function hasty(event: DetectionEvent, recent: Recent): Trial | undefined {
  const key = `${event.actor} ${event.subject}`;
  if (event.kind === 'referral-taken') {
    recent.note(key, event.at);
    return undefined;
  }
  const taken = recent.when(key);
  return taken === undefined ? undefined : personTrial(event, 'haste', event.at - taken < LOOKING_MS);
}

/**
 * A sign-in three hours or more from each time of the day at which the person signed in during the last two to four weeks. The memory holds
 * a bit for each hour of the day, by person and fortnight.
 */
function oddHour(event: DetectionEvent, recent: Recent): Trial | undefined {
  const { actor, at } = event;
  if (actor === undefined) return undefined;
  const fortnight = Math.floor(at / FORTNIGHT_MS);
  const [key, before] = [`${actor} ${fortnight}`, recent.when(`${actor} ${fortnight - 1}`)];
  const now = recent.when(key) ?? 0;
  const hour = Math.floor(at / HOUR_MS) % 24;
  recent.note(key, now | (1 << hour));
  if (before === undefined) return undefined;
  return personTrial(event, 'hour', ((now | before) & hoursAround(hour)) === 0);
}

/** The first work of a day at a site at which the person did not work in the fortnight before, although they worked elsewhere. */
function otherSite({ actor, site, ...event }: DetectionEvent, recent: Recent): Trial | undefined {
  if (actor === undefined || site === undefined) return undefined;
  const fortnight = Math.floor(event.at / FORTNIGHT_MS);
  const here = `${actor} ${site}`;
  const worked = recent.when(`${here} ${fortnight}`);
  recent.note(`${here} ${fortnight}`, event.at);
  recent.note(`${actor} ${fortnight}`, event.at);
  if (worked !== undefined && dayOf(worked) === dayOf(event.at)) return undefined;
  if (recent.when(`${actor} ${fortnight - 1}`) === undefined) return undefined;
  return personTrial({ ...event, actor, site }, 'site', recent.when(`${here} ${fortnight - 1}`) === undefined);
}

function hoursAround(hour: number): number {
  let bits = 0;
  for (let away = -2; away <= 2; away += 1) bits |= 1 << ((hour + away + 24) % 24);
  return bits;
}

/** Work that begins again after a rest that is too short for a new shift. */
function shortRest(event: DetectionEvent, recent: Recent): Trial | undefined {
  if (event.actor === undefined) return undefined;
  const last = recent.when(event.actor);
  recent.note(event.actor, Math.max(event.at, last ?? 0));
  if (last === undefined || event.at - last < PAUSE_MS) return undefined;
  return personTrial(event, 'rest', event.at - last < REST_MS);
}

export const SHARE_RULES: readonly ShareRule[] = [
  {
    name: 'comparisons',
    kinds: [...TRAVELLERS, 'comparison-failed'],
    trial: ofLane(({ kind }) => kind === 'comparison-failed'),
    rule: 'comparisons-fail',
    peersRule: 'comparisons-fail-beyond-peers',
    odds: [1.8],
    prior: 0.03,
    followsGroup: true,
    isByHour: true,
  },
  {
    name: 'presentations',
    kinds: [...TRAVELLERS, 'presentation-refused'],
    trial: ofLane(({ kind }) => kind === 'presentation-refused'),
    rule: 'presentations-refused',
    peersRule: 'presentations-refused-beyond-peers',
    odds: [4],
    prior: 0.005,
    followsGroup: true,
  },
  {
    name: 'documents',
    kinds: [...TRAVELLERS, 'document-refused'],
    trial: ofLane(({ kind }) => kind === 'document-refused'),
    rule: 'documents-refused',
    peersRule: 'documents-refused-beyond-peers',
    odds: [4],
    prior: 0.007,
    followsGroup: true,
  },
  {
    name: 'repetitions',
    kinds: [...TRAVELLERS, 'comparison-failed'],
    trial: repeated,
    rule: 'documents-repeated',
    odds: [10],
    prior: 0.002,
    followsGroup: true,
  },
  {
    name: 'referrals',
    kinds: TRAVELLERS,
    trial: ofLane(({ kind }) => kind === 'traveller-referred'),
    rule: 'refers-more',
    odds: [1.8],
    prior: 0.05,
    followsGroup: true,
    isByHour: true,
  },
  {
    name: 'few referrals',
    kinds: TRAVELLERS,
    trial: ofLane(({ kind }) => kind === 'traveller-referred'),
    rule: 'refers-less',
    odds: [0.35],
    prior: 0.05,
    followsGroup: true,
    isByHour: true,
  },
  {
    name: 'abandonments',
    kinds: TRAVELLERS,
    trial: ofLane(({ kind }) => kind === 'traveller-abandoned'),
    rule: 'abandoned-more',
    odds: [2.5],
    prior: 0.015,
    followsGroup: true,
  },
  admissionsOf('face', [3, 1.7]),
  admissionsOf('other', [4, 2]),
  {
    name: 'unseen admissions',
    kinds: ['evidence-viewed', 'referral-admitted'],
    trial: unseen,
    rule: 'admits-unseen',
    peersRule: 'admits-unseen-beyond-peers',
    odds: [4],
    prior: 0.5,
    followsGroup: false,
  },
  {
    name: 'views of others',
    kinds: ['evidence-viewed'],
    trial: (event) => personTrial(event, 'views', event.relation !== 'own-referral'),
    rule: 'views-of-others',
    peersRule: 'views-of-others-beyond-peers',
    odds: [4],
    prior: 0.1,
    followsGroup: false,
  },
  {
    name: 'rests',
    kinds: ['signed-in', 'evidence-viewed', 'referral-taken', 'referral-admitted', 'record-exported'],
    trial: shortRest,
    rule: 'acts-at-unusual-time',
    odds: [8],
    prior: 0.05,
    followsGroup: false,
  },
  {
    name: 'refused declarations',
    kinds: ['goods-declared', 'declaration-refused'],
    trial: ({ actor, site = '', kind }) =>
      actor === undefined
        ? undefined
        : {
            entity: { kind: 'trader', id: actor },
            site,
            group: 'traders',
            trials: 1,
            hits: kind === 'declaration-refused' ? 1 : 0,
          },
    rule: 'trader-refused-more',
    odds: [3],
    prior: 0.05,
    followsGroup: false,
  },
  // Memories hold places in this list: new rules come at its end
  {
    name: 'turned away',
    kinds: DECISIONS,
    trial: (event) => decisionTrial(event, 'decision', event.kind === 'referral-turned-away'),
    rule: 'turns-away-more',
    peersRule: 'turns-away-more-beyond-peers',
    odds: [2.5],
    prior: 0.4,
    followsGroup: false,
  },
  {
    name: 'hasty decisions',
    kinds: ['referral-taken', ...DECISIONS],
    trial: hasty,
    rule: 'decides-hastily',
    odds: [8],
    prior: 0.02,
    followsGroup: false,
  },
  {
    name: 'odd hours',
    kinds: ['signed-in'],
    trial: oddHour,
    rule: 'acts-at-unusual-hour',
    odds: [8],
    prior: 0.02,
    followsGroup: false,
  },
  {
    name: 'other sites',
    kinds: ['referral-taken', 'evidence-viewed', 'opened-for-cause', 'watchlist-looked-up'],
    trial: otherSite,
    rule: 'works-at-other-site',
    odds: [8],
    prior: 0.02,
    followsGroup: false,
  },
  {
    name: 'few documents refused',
    kinds: [...TRAVELLERS, 'document-refused'],
    trial: ofLane(({ kind }) => kind === 'document-refused'),
    rule: 'documents-refused-less',
    odds: [],
    fewDays: [7, 14],
    prior: 0.007,
    followsGroup: true,
  },
  {
    name: 'few presentations refused',
    kinds: [...TRAVELLERS, 'presentation-refused'],
    trial: ofLane(({ kind }) => kind === 'presentation-refused'),
    rule: 'presentations-refused-less',
    odds: [],
    fewDays: [7, 14],
    prior: 0.005,
    followsGroup: true,
  },
  {
    name: 'controls without a difference',
    kinds: ['control-conformed', 'control-differed'],
    trial: (event) => decisionTrial(event, 'control', event.kind === 'control-conformed'),
    rule: 'finds-nothing',
    peersRule: 'finds-nothing-beyond-peers',
    odds: [6],
    prior: 0.8,
    followsGroup: false,
  },
  {
    name: 'refused calls',
    kinds: ['partner-called', 'partner-refused', 'partner-outside-agreement'],
    trial: ({ actor, site = '', kind }) =>
      actor === undefined
        ? undefined
        : {
            entity: { kind: 'partner', id: actor },
            site,
            group: 'partners',
            trials: 1,
            hits: kind === 'partner-called' ? 0 : 1,
          },
    rule: 'partner-refused-more',
    odds: [4],
    ownDays: [1, 7],
    prior: 0.01,
    followsGroup: false,
  },
];
