import {
  breachOf,
  DAY_MS,
  each,
  eachReason,
  entityOf,
  HOUR_MS,
  type Invariant,
  MINUTE_MS,
  often,
  theClient,
  thePartner,
  thePerson,
} from './invariant.ts';

/** A trader's programs run in a few data centres. */
const NETWORKS_OF_A_KEY = 4;
/** A trader's people connect a few programs when they begin. */
const OWN_KEYS_A_DAY = 6;
/** A whole office mistypes or cancels less often than this in an hour. */
const REFUSED_SIGN_INS = 10;
/** A trader gives its representatives a mandate one after another. */
const MANDATES_A_DAY = 5;
/** A network is a person's own after this many sign-ins on different days, if the first sign-in is at least this old. */
const OWN_AFTER_SIGN_INS = 3;
const OWN_AFTER_MS = 7 * DAY_MS;
/** A key that was used as often, from as few networks, has its usual ones. A use counts once for each network and day. */
const SETTLED_USES = 15;
const SETTLED_NETWORKS = 3;
/** Sign-ins are recorded for as long. */
const NETWORKS_KNOWN_MS = 90 * DAY_MS;
/** Refusals of an answer that a partner's program does not cause. */
const FORGED = ['signature-invalid', 'other-delivery'];

export const PARTNER_INVARIANTS: readonly Invariant[] = [
  {
    id: 'partner-refused-often',
    version: 1,
    prevented: 'narrower-agreement',
    nextStep: 'pause-key',
    kinds: ['partner-refused'],
    ...often({ entity: thePartner, limit: 3, withinMs: HOUR_MS }),
  },
  {
    id: 'outside-agreement',
    version: 1,
    prevented: 'narrower-agreement',
    nextStep: 'check-agreement',
    kinds: ['partner-outside-agreement'],
    ...each(thePartner),
  },
  {
    id: 'export-receipt-missing',
    version: 1,
    prevented: 'shorter-agreement',
    nextStep: 'check-agreement',
    kinds: ['export-receipt-missing'],
    ...each(thePartner),
  },
  {
    id: 'key-on-many-networks',
    version: 1,
    prevented: 'bound-to-network',
    nextStep: 'pause-key',
    kinds: ['key-used'],
    ...often({
      entity: theClient,
      key: ({ subject }) => subject,
      value: (event) => event.console,
      limit: NETWORKS_OF_A_KEY,
      withinMs: DAY_MS,
    }),
  },
  {
    id: 'revoked-key-used',
    version: 1,
    prevented: 'reconciliation',
    nextStep: 'compare-database-with-log',
    kinds: ['key-revoked', 'trader-key-ended', 'key-used'],
    keepMs: 3_650 * DAY_MS,
    judge: (event, memory) => {
      const key = event.subject ?? '';
      if (event.kind !== 'key-used') {
        memory.add(key, event);
        return undefined;
      }
      const revoked = memory.of(key, event.at).filter(({ at }) => at < event.at);
      return revoked.length === 0 ? undefined : breachOf(theClient(event), event, revoked);
    },
  },
  {
    id: 'copied-trader-passkey',
    version: 1,
    prevented: 'bound-to-device',
    nextStep: 'pause-key',
    kinds: ['trader-passkey-regressed'],
    ...each(theClient),
  },
  {
    id: 'trader-keys-made-often',
    version: 1,
    prevented: 'smaller-limit',
    nextStep: 'pause-key',
    kinds: ['trader-key-made'],
    ...often({ entity: theClient, value: ({ subject }) => subject, limit: OWN_KEYS_A_DAY, withinMs: DAY_MS }),
  },
  {
    id: 'trader-sign-ins-refused',
    version: 1,
    prevented: 'bound-to-network',
    nextStep: 'check-network',
    kinds: ['signal'],
    ...often({
      entity: ({ actor }) => entityOf('trader', actor),
      when: ({ reason }) => reason === 'trader-sign-in-refused',
      limit: REFUSED_SIGN_INS,
      withinMs: HOUR_MS,
    }),
  },
  {
    id: 'trader-mandates-given-often',
    version: 1,
    prevented: 'smaller-limit',
    nextStep: 'check-agreement',
    kinds: ['trader-mandate-given'],
    ...often({ entity: theClient, value: ({ subject }) => subject, limit: MANDATES_A_DAY, withinMs: DAY_MS }),
  },
  {
    id: 'ended-trader-person-acts',
    version: 1,
    prevented: 'reconciliation',
    nextStep: 'compare-database-with-log',
    kinds: ['trader-person-ended', 'trader-passkey-added', 'trader-signed-in'],
    keepMs: 3_650 * DAY_MS,
    judge: (event, memory) => {
      const person = event.subject ?? '';
      if (event.kind === 'trader-person-ended') {
        memory.add(person, event);
        return undefined;
      }
      const ended = memory.of(person, event.at).filter(({ at }) => at < event.at);
      return ended.length === 0 ? undefined : breachOf(theClient(event), event, ended);
    },
  },
  {
    id: 'key-on-new-network',
    version: 1,
    prevented: 'bound-to-network',
    nextStep: 'pause-key',
    kinds: ['key-used'],
    keepMs: NETWORKS_KNOWN_MS,
    judge: (event, memory) => {
      const { subject, console: network } = event;
      if (subject === undefined || network === undefined) return undefined;
      const known = memory.of(subject, event.at);
      memory.add(subject, event, network);
      const networks = new Set(known.map(({ value }) => value));
      if (known.length < SETTLED_USES || networks.size > SETTLED_NETWORKS || networks.has(network)) return undefined;
      return breachOf(theClient(event), event, known.slice(-1));
    },
  },
  {
    id: 'trader-arranged-from-new-network',
    version: 2,
    prevented: 'bound-to-network',
    nextStep: 'pause-key',
    kinds: ['trader-signed-in', 'trader-key-made', 'trader-mandate-given', 'trader-mandate-accepted'],
    keepMs: NETWORKS_KNOWN_MS,
    judge: (event, memory) => {
      const { actor = '', subject = '', console: network } = event;
      if (event.kind !== 'trader-signed-in') {
        // A sign-in is an event once a day, so that the key may follow until the day ends
        const news = memory.of(`new ${actor}`, event.at).filter(({ at }) => event.at - at < DAY_MS);
        return news.length === 0 ? undefined : breachOf(theClient(event), event, news);
      }
      if (network === undefined) return undefined;
      const known = memory.of(`of ${subject}`, event.at);
      // All is new to a person who has just enrolled
      const from = known.filter(({ value }) => value === network);
      const isOwn = from.length >= OWN_AFTER_SIGN_INS && event.at - from[0]!.at >= OWN_AFTER_MS;
      const isFirst = known.length === 0 || known[0]?.value === network;
      if (!isOwn && !isFirst) memory.add(`new ${actor}`, event);
      memory.add(`of ${subject}`, event, network);
      return undefined;
    },
  },
  {
    id: 'trader-passkey-used-elsewhere',
    version: 1,
    prevented: 'bound-to-device',
    nextStep: 'ask-person',
    kinds: ['trader-passkey-added-from', 'trader-signed-in'],
    keepMs: 15 * MINUTE_MS,
    judge: (event, memory) => {
      const { subject = '', console: network = '' } = event;
      if (event.kind === 'trader-passkey-added-from') {
        memory.add(subject, event, network);
        return undefined;
      }
      const added = memory.of(subject, event.at).filter(({ value }) => value !== network);
      return added.length === 0 ? undefined : breachOf(theClient(event), event, added);
    },
  },
  {
    id: 'partner-answer-forged',
    version: 1,
    prevented: 'key-in-element',
    nextStep: 'check-agreement',
    kinds: ['partner-refused'],
    ...eachReason(thePartner, FORGED),
  },
  {
    id: 'control-without-selection',
    version: 1,
    prevented: 'reconciliation',
    nextStep: 'compare-database-with-log',
    kinds: ['control-conformed', 'control-differed', 'control-waived'],
    ...eachReason(thePerson, ['not-selected']),
  },
];
