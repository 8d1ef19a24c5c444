import type { DetectionEvent, EventKind } from '../events/event.ts';
import type { AmountRule } from './amounts.ts';
import type { CountRule } from './counts.ts';
import type { PairRule } from './pairs.ts';

/** Acts of people that are counted together. Every act of a person belongs to one family. */
const FAMILIES: Readonly<Record<string, readonly EventKind[]>> = {
  'viewings of others': ['evidence-viewed'],
  'viewings without a task': ['evidence-viewed'],
  viewings: ['evidence-viewed', 'evidence-granted'],
  decisions: ['referral-admitted', 'referral-turned-away', 'second-opinion-given', 'decision-reviewed'],
  openings: ['opened-for-cause', 'opened-in-emergency'],
  searches: ['watchlist-looked-up'],
  records: [
    'record-exported',
    'access-request-opened',
    'access-request-answered',
    'captures-erased',
    'hold-placed',
    'hold-released',
    'export-proposed',
    'export-approved',
  ],
  administration: [
    'person-invited',
    'person-disabled',
    'person-enabled',
    'duty-proposed',
    'duty-approved',
    'duty-ended',
    'recovery-proposed',
    'recovery-approved',
    'proposal-made',
    'proposal-approved',
    'proposal-declined',
    'key-issued',
    'key-revoked',
    'credential-added',
    'credential-removed',
    'exception-made',
    'exception-ended',
    'release-published',
    'detection-disposed',
    'detection-exception-made',
  ],
  service: [
    'lane-taken-out',
    'lane-returned',
    'lane-enrolled',
    'lane-disabled',
    'degradation-proposed',
    'degradation-approved',
  ],
};

/** Work that travellers cause and colleagues share. */
const SHARED: readonly string[] = ['viewings', 'decisions'];

/** Rare acts, which would be lost among the frequent ones of a larger family. Memories hold places in the list of rules: these come at its end. */
const RARE_FAMILIES: Readonly<Record<string, readonly EventKind[]>> = {
  erasures: ['captures-erased', 'hold-released', 'lane-disabled'],
  operation: [
    'alerts-silenced',
    'alert-routing-changed',
    'roll-out-held',
    'roll-out-resumed',
    'roll-out-returned',
    'release-freeze-set',
    'release-freeze-ended',
    'emergency-ended',
    'degradation-ended',
    'detection-response-started',
  ],
  'declaration views': ['declaration-viewed'],
};
/** Work of customs officers. Memories hold places in the list of rules: new families come at its end. */
const CUSTOMS_FAMILIES: Readonly<Record<string, readonly EventKind[]>> = {
  controls: ['control-conformed', 'control-differed', 'control-waived'],
  'waived controls': ['control-waived', 'control-waiver-confirmed'],
};
/** Exports are counted in as many rows: small ones count nothing. */
const ROWS_OF_A_UNIT = 1_000;

function ofPeople(family: string, kinds: readonly EventKind[]): CountRule {
  return {
    name: family,
    kinds,
    counted: (event) => {
      const { actor, site = '', role = '', relation } = event;
      if (actor === undefined) return undefined;
      if (family === 'viewings of others' && (relation === undefined || relation === 'own-referral')) return undefined;
      if (family === 'viewings without a task' && relation !== 'none') return undefined;
      if (family === 'viewings' && relation !== 'own-referral') return undefined;
      return { entity: { kind: 'person', id: actor }, site, group: role, amount: amountIn(family, event) };
    },
    ...(SHARED.includes(family) && { isShared: true }),
    hourRule: 'acts-in-hour',
    dayRule: 'acts-of-day',
    riseRule: 'acts-rise',
    peersRule: 'acts-beyond-peers',
  };
}

function amountIn(family: string, { kind, count = 1 }: DetectionEvent): number {
  if (family === 'rows of records') return Math.round(count / ROWS_OF_A_UNIT);
  return kind === 'watchlist-looked-up' ? count : 1;
}

const SERVER = { kind: 'server', id: 'server' } as const;

function ofLanes(name: string, kind: EventKind, hourRule: CountRule['hourRule'] & string): CountRule {
  return {
    name,
    kinds: [kind],
    counted: ({ lane, site = '' }) =>
      lane === undefined ? undefined : { entity: { kind: 'lane', id: lane }, site, group: site, amount: 1 },
    hourRule,
  };
}

function amountOf({ count = 1 }: DetectionEvent): number {
  return Math.max(1, count);
}

export const COUNT_RULES: readonly CountRule[] = [
  ...Object.entries(FAMILIES).map(([family, kinds]) => ofPeople(family, kinds)),
  {
    name: 'refused acts',
    kinds: ['act-refused'],
    counted: ({ actor, site = '', role = '' }) =>
      actor === undefined ? undefined : { entity: { kind: 'person', id: actor }, site, group: role, amount: 1 },
    dayRule: 'refused-acts-of-day',
    riseRule: 'refused-acts-of-day',
  },
  ofLanes('presentations by hour', 'presentation-refused', 'presentations-refused-in-hour'),
  ofLanes('documents by hour', 'document-refused', 'documents-refused-in-hour'),
  { ...ofLanes('lane faults', 'lane-fault', 'lane-faults'), dayRule: 'lane-faults', riseRule: 'lane-faults' },
  {
    name: 'failed sign-ins',
    kinds: ['sign-in-failed'],
    // A failure that only names its console was counted with the person
    counted: ({ site = '', actor, console }) =>
      actor === undefined && console !== undefined
        ? undefined
        : { entity: { kind: 'site', id: site }, site, group: site, amount: 1 },
    hourRule: 'sign-in-failures',
    dayRule: 'sign-in-failures',
  },
  {
    name: 'signals',
    kinds: ['signal'],
    counted: (event) => ({ entity: SERVER, site: '', group: event.reason ?? '', amount: amountOf(event) }),
    hourRule: 'signals-in-hour',
    dayRule: 'signals-of-day',
  },
  {
    name: 'portal',
    kinds: ['portal-asked'],
    counted: (event) => ({ entity: SERVER, site: '', group: 'portal', amount: amountOf(event) }),
    hourRule: 'portal-in-hour',
  },
  {
    name: 'portal refusals',
    kinds: ['portal-refused'],
    counted: (event) => ({ entity: SERVER, site: '', group: 'portal refusals', amount: amountOf(event) }),
    hourRule: 'portal-in-hour',
  },
  ...Object.entries(RARE_FAMILIES).map(([family, kinds]) => ofPeople(family, kinds)),
  { ...ofPeople('rows of records', ['record-exported']), hourRule: undefined, riseRule: undefined },
  ...Object.entries(CUSTOMS_FAMILIES).map(([family, kinds]) => ofPeople(family, kinds)),
];

export const AMOUNT_RULES: readonly AmountRule[] = [
  {
    name: 'rows',
    kinds: ['partner-called', 'export-sent'],
    entity: ({ actor }) => (actor === undefined ? undefined : { kind: 'partner', id: actor }),
    stepRule: 'rows-of-day',
    riseRule: 'rows-rise',
  },
  {
    name: 'declarations',
    kinds: ['goods-declared'],
    entity: ({ actor }) => (actor === undefined ? undefined : { kind: 'trader', id: actor }),
    stepRule: 'trader-acts-of-day',
    riseRule: 'trader-acts-rise',
  },
];

export const PAIR_RULES: readonly PairRule[] = [
  {
    name: 'lanes of a person',
    kinds: ['referral-taken', 'opened-for-cause'],
    other: ({ lane }) => lane,
    rule: 'chooses-one-lane',
    days: 7,
    leastActs: 12,
  },
  {
    name: 'authors of a person',
    kinds: [
      'proposal-approved',
      'duty-approved',
      'recovery-approved',
      'degradation-approved',
      'export-approved',
      'control-waiver-confirmed',
    ],
    other: ({ subject }) => subject,
    rule: 'decides-for-one-person',
    days: 28,
    leastActs: 8,
  },
  {
    name: 'traders of a customs officer',
    kinds: ['control-conformed', 'control-waived'],
    other: ({ subject }) => subject,
    rule: 'controls-one-trader',
    days: 14,
    leastActs: 12,
  },
];
