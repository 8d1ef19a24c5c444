/** Events of the acts of people. Pure. */
import type { DetectionEvent, EventKind } from '../events/event.ts';
import { INVENTED_PEOPLE } from '../../../people/people/development.ts';
import type { EntryOf, Rows } from './facts.ts';
import { eventsOfProposal } from './events-of-proposal.ts';

type ActEntry = EntryOf<'act'>;
type Part = Omit<DetectionEvent, 'at' | 'actor' | 'session' | 'role' | 'site' | 'lane' | 'entry'>;

/** Acts that have one meaning whatever their details say. */
const PLAIN: Readonly<Record<string, EventKind>> = {
  'session.begin': 'signed-in',
  'key.add': 'credential-added',
  'password.set': 'credential-added',
  'code-generator.add': 'credential-added',
  'key.remove': 'credential-removed',
  'password.remove': 'credential-removed',
  'code-generator.remove': 'credential-removed',
  'account.enrol': 'person-enrolled',
  'account.administer-first': 'first-code-used',
  'watchlist.look-up': 'watchlist-looked-up',
  'people.invite': 'person-invited',
  'recovery.propose': 'recovery-proposed',
  'retention.sign': 'retention-changed',
  'fleet.disable': 'lane-disabled',
  'fleet.disable-approve': 'lane-disabled',
};

/** Events about orders to lanes, by the order. */
const ORDERS: Readonly<Record<string, EventKind>> = {
  'open-for-traveller': 'opened-for-traveller',
  'open-for-cause': 'opened-for-cause',
  'open-in-emergency': 'opened-in-emergency',
  'end-emergency': 'emergency-ended',
  'take-out-of-service': 'lane-taken-out',
  'return-to-service': 'lane-returned',
  'release-hold': 'hold-released',
  'hold-captures': 'hold-placed',
  'erase-captures': 'captures-erased',
};

const DECISIONS: Readonly<Record<string, EventKind>> = {
  'admitted-after-manual-check': 'referral-admitted',
  left: 'referral-admitted',
  'no-traveller': 'referral-admitted',
  'refused-entry': 'referral-turned-away',
  'sent-to-secondary-inspection': 'referral-handed-over',
  'passed-to-another-authority': 'referral-handed-over',
};

/** An act may be none, one or several events. */
export function eventsOfAct(entry: ActEntry, index: number, rows: Rows): readonly DetectionEvent[] {
  const { actor, session = null, role, site, kioskId, at, act, result } = entry;
  const codeOf = wordIn(entry.details, 'codeOf');
  const place = site ?? (kioskId === null ? undefined : rows.sites.get(kioskId));
  const of = (part: Part): DetectionEvent => ({
    at,
    actor,
    entry: index,
    // Sign-ins of invented people are not recorded, so nothing can be said about their sessions
    ...(session !== null && !INVENTED_PEOPLE.has(actor) && { session }),
    ...(role !== null && { role }),
    ...(place !== undefined && { site: place }),
    ...(kioskId !== null && { lane: kioskId }),
    ...part,
  });
  if (act === 'fleet.enrol') {
    // The code enrols the lane; it was the decision of the person who made the code
    return result === 'enrolled' ? [of({ kind: 'lane-enrolled', ...(codeOf !== undefined && { actor: codeOf }) })] : [];
  }
  if (result !== 'done') return [of({ kind: 'act-refused', reason: result })];
  const parts = partsOf(entry, rows);
  // A grant has an entry of its own
  return (parts.length > 0 || act === 'evidence.see' ? parts : [{ kind: 'acted', ...actOf(entry) } as const]).map(of);
}

/** The act, with its step where it has one. */
function actOf({ act, details }: ActEntry): { readonly reason: string } {
  const step = wordIn(details, 'step');
  return { reason: step === undefined ? act : `${act}/${step}` };
}

function partsOf(entry: ActEntry, rows: Rows): readonly Part[] {
  const { act, subject, transactionId, details, at } = entry;
  const step = wordIn(details, 'step');
  const order = wordIn(details, 'order');
  if (order !== undefined) return ofOrder(order, entry, rows);
  const proposal = wordIn(details, 'kind') === undefined || subject === null ? undefined : rows.proposals.get(subject);
  if (proposal !== undefined && step !== undefined) return eventsOfProposal(proposal, step, at);
  const plain = PLAIN[act];
  if (plain !== undefined) {
    const about = subject ?? transactionId;
    const [console, network] = [wordIn(details, 'console'), wordIn(details, 'network')];
    const event = { kind: plain, ...(about !== null && { subject: about }), ...(console !== undefined && { console }) };
    const replaced = wordIn(details, 'replaces');
    return [
      event,
      ...(network === undefined ? [] : [{ kind: 'signed-in-from', console: network } as const]),
      ...(replaced === undefined ? [] : [{ kind: 'session-ended', subject: replaced } as const]),
    ];
  }
  switch (act) {
    case 'session.end':
      return [{ kind: 'session-ended', ...endedBy(entry) }];
    case 'people.disable':
    case 'people.disable-approve': {
      if (subject === null) return [];
      if (wordIn(details, 'what') === 'account') return [{ kind: 'person-disabled', subject }];
      return [
        { kind: 'acted', ...actOf(entry) },
        { kind: 'session-ended', reason: 'all', subject },
      ];
    }
    case 'emergency.confirm':
    case 'opening.confirm': {
      const opener = subject === null ? undefined : rows.openers.get(subject);
      const reason = wordIn(details, 'finding') === 'confirmed' ? 'justified' : 'unfounded';
      return [{ kind: 'opening-reviewed', reason, ...(opener !== undefined && { subject: opener }) }];
    }
    case 'evidence.see': {
      const console = wordIn(details, 'console');
      if (console === undefined) return [];
      return [{ kind: 'evidence-asked', console, ...(transactionId !== null && { subject: transactionId }) }];
    }
    case 'declaration.view':
      return [{ kind: 'declaration-viewed', ...(subject !== null && { subject }), ...reasonOf(details, 'purpose') }];
    case 'control.record':
    case 'control.confirm':
      return ofControl(entry, rows);
    case 'response.decide':
      return step === 'confirm' ? [{ kind: 'detection-response-started', ...reasonOf(details, 'response') }] : [];
    case 'degradation.end':
      return [{ kind: 'degradation-ended' }];
    case 'recovery.approve': {
      const author = wordIn(details, 'askedBy');
      return [
        {
          kind: 'recovery-approved',
          ...(author !== undefined && { subject: author }),
          ...(subject !== null && { reason: subject }),
        },
      ];
    }
    case 'access-request.answer': {
      if (step !== 'opened') return [{ kind: 'access-request-answered', ...(subject !== null && { subject }) }];
      const passages = subject === null ? [] : (rows.requests.get(subject) ?? []);
      return passages.map((one) => ({ kind: 'access-request-opened', subject: one }));
    }
    case 'record.export':
    case 'case.export':
    case 'compliance.export':
    case 'breach.export':
    case 'seed.export':
      return [{ kind: 'record-exported', count: numberIn(details, 'rows') ?? 1, ...reasonOf(details, 'record') }];
    case 'roll-out.halt':
    case 'roll-out.resume':
      return ofRollOut(details);
    case 'release-freeze.set': {
      if (wordIn(details, 'to') === 'end') return [{ kind: 'release-freeze-ended' }];
      const until = numberIn(details, 'until');
      const count = until === undefined ? 1 : Math.max(1, Math.round((until - at) / 1_000));
      return [{ kind: 'release-freeze-set', count }];
    }
    case 'alerts.silence':
      return [{ kind: 'alerts-silenced' }];
    case 'finding.judge': {
      const entity = subject === null ? undefined : rows.judged.get(subject)?.entity;
      return [
        {
          kind: 'detection-disposed',
          ...reasonOf(details, 'disposition'),
          ...(entity?.kind === 'person' && { subject: entity.id }),
        },
      ];
    }
    default:
      return ofReferral(entry, rows);
  }
}

/** The sessions that a person ended: another one of the person, all others, or the one in which the person acted. */
function endedBy({ actor, session = null, details }: ActEntry): Pick<Part, 'subject' | 'reason'> {
  if (numberIn(details, 'count') !== undefined) return { reason: 'all', subject: actor };
  const ended = wordIn(details, 'ended') ?? session;
  return ended === null ? {} : { subject: ended };
}

/** Results of controls, by the outcome. */
const CONTROLS: Readonly<Record<string, EventKind>> = {
  conforming: 'control-conformed',
  error: 'control-differed',
  fraud: 'control-differed',
  waived: 'control-waived',
};

/** A declaration that is no longer stored is taken at the act's word. */
function ofControl({ act, subject, details, actor }: ActEntry, rows: Rows): readonly Part[] {
  const control = subject === null ? undefined : rows.controls.get(subject);
  if (act === 'control.confirm') {
    const by = control?.decidedBy ?? actor;
    if (numberIn(details, 'agrees') !== 1) return [];
    return [{ kind: 'control-waiver-confirmed', ...(by !== actor && { subject: by }) }];
  }
  const kind = CONTROLS[wordIn(details, 'outcome') ?? ''];
  if (kind === undefined) return [];
  const route = wordIn(details, 'route');
  const isSelected = control === undefined || (control.route !== null && control.route === route);
  const reason = isSelected ? route : 'not-selected';
  return [{ kind, ...(control !== undefined && { subject: control.trader }), ...(reason !== undefined && { reason }) }];
}

function ofRollOut(details: ActEntry['details']): readonly Part[] {
  const kinds = { hold: 'roll-out-held', return: 'roll-out-returned', resume: 'roll-out-resumed' } as const;
  const to = wordIn(details, 'to');
  if (to !== 'hold' && to !== 'return' && to !== 'resume') return [];
  const release = [wordIn(details, 'kind'), wordIn(details, 'name'), numberIn(details, 'version')].join(':');
  return [{ kind: kinds[to], subject: release }];
}

function ofOrder(order: string, { transactionId, details }: ActEntry, rows: Rows): readonly Part[] {
  const kind = ORDERS[order];
  if (kind === undefined) return [];
  const reason = wordIn(details, 'cause') ?? wordIn(details, 'reason');
  const referral = transactionId === null ? undefined : rows.referralOf.get(transactionId);
  const subject = kind === 'opened-for-traveller' ? (referral ?? transactionId) : transactionId;
  return [{ kind, ...(subject !== null && { subject }), ...(reason !== undefined && { reason }) }];
}

function ofReferral({ act, subject, details, actor }: ActEntry, rows: Rows): readonly Part[] {
  if (subject === null) return [];
  const referral = rows.referrals.get(subject);
  const about = { subject, ...(referral?.reason !== undefined && { reason: referral.reason }) };
  const step = wordIn(details, 'step');
  switch (act) {
    case 'referral.take':
      return step === 'take' ? [{ kind: 'referral-taken', ...about }] : [];
    case 'referral.decide': {
      const kind = DECISIONS[wordIn(details, 'outcome') ?? ''];
      return kind === undefined ? [] : [{ kind, relation: 'own-referral', ...about }];
    }
    case 'referral.second':
      return step === 'give-second-opinion'
        ? [{ kind: 'second-opinion-given', relation: 'second-opinion', ...about }]
        : [];
    case 'referral.review':
      return step === 'settle' ? [{ kind: 'decision-reviewed', relation: 'supervisor-review', ...about }] : [];
    case 'second-look.find': {
      const finding = wordIn(details, 'finding');
      if (finding === 'cannot-tell' || finding === undefined) return [];
      const decider = referral?.decidedBy;
      return [
        {
          kind: finding === 'agrees' ? 'second-look-agreed' : 'second-look-disagreed',
          relation: 'second-opinion',
          ...(decider !== null && decider !== undefined && decider !== actor && { subject: decider }),
        },
      ];
    }
    default:
      return [];
  }
}

function wordIn(details: ActEntry['details'], field: string): string | undefined {
  const value = details[field];
  return typeof value === 'string' ? value : undefined;
}

function numberIn(details: ActEntry['details'], field: string): number | undefined {
  const value = details[field];
  return typeof value === 'number' ? value : undefined;
}

function reasonOf(details: ActEntry['details'], field: string): { readonly reason?: string } {
  const reason = wordIn(details, field);
  return reason === undefined ? {} : { reason };
}
