/** Events of the steps of a proposal. Pure. */
import type { DetectionEvent, EventKind } from '../events/event.ts';
import type { ProposalFacts } from './facts.ts';

type Part = Omit<DetectionEvent, 'at' | 'actor' | 'role' | 'site' | 'lane' | 'entry'>;

/** Events that a kind of proposal adds when it is made, and when it is approved. */
const ALSO: Readonly<Record<string, { readonly proposed?: EventKind; readonly approved?: EventKind }>> = {
  'duty-give': { proposed: 'duty-proposed', approved: 'duty-approved' },
  'duty-renew': { proposed: 'duty-proposed', approved: 'duty-approved' },
  'duty-end': { approved: 'duty-ended' },
  'person-disable': { approved: 'person-disabled' },
  degradation: { proposed: 'degradation-proposed', approved: 'degradation-approved' },
  'retention-policy': { approved: 'retention-changed' },
  'server-key': { approved: 'server-key-changed' },
  'alert-channel': { approved: 'alert-routing-changed' },
  'alert-channel-removal': { approved: 'alert-routing-changed' },
  'alert-route': { approved: 'alert-routing-changed' },
  'alert-route-removal': { approved: 'alert-routing-changed' },
  'sharing-person': { proposed: 'export-proposed', approved: 'export-approved' },
  'sharing-party': { proposed: 'export-proposed', approved: 'export-approved' },
  'sharing-agreement': { proposed: 'export-proposed', approved: 'export-approved' },
};

/** Kinds whose payload gives something or ends it. */
const GIVE_OR_END: Readonly<Record<string, { readonly give: EventKind; readonly end: EventKind }>> = {
  'trader-key': { give: 'key-issued', end: 'key-revoked' },
  'component-exception': { give: 'exception-made', end: 'exception-ended' },
  'detection-exception': { give: 'detection-exception-made', end: 'detection-exception-ended' },
};

export function eventsOfProposal(
  { kind, proposedBy, proposedAt, payload }: ProposalFacts,
  step: string,
  at: number,
): readonly Part[] {
  const about = kind === 'trader-key' ? keyIn(payload) : personIn(payload);
  switch (step) {
    case 'proposed': {
      const also = ALSO[kind]?.proposed;
      return [{ kind: 'proposal-made', reason: kind }, ...(also === undefined ? [] : [{ kind: also, ...about }])];
    }
    case 'approved': {
      const count = Math.max(0, Math.round((at - proposedAt) / 1_000));
      const own = approvedAs(kind, payload);
      const { subject } = about;
      // A specific approval replaces the general one, which would count it twice
      if (own === 'duty-approved' || own === 'degradation-approved')
        return [{ kind: own, subject: proposedBy, count, ...(subject !== undefined && { reason: subject }) }];
      if (own === 'export-approved') return [{ kind: own, subject: proposedBy, count, reason: kind }];
      const approved: Part = { kind: 'proposal-approved', subject: proposedBy, reason: kind, count };
      if (own === undefined) return [approved];
      if (own === 'duty-ended') return [approved, { kind: own, ...(subject !== undefined && { reason: subject }) }];
      return [approved, { kind: own, ...about, ...endedHow(kind, own) }];
    }
    case 'turned-down':
      return [{ kind: 'proposal-declined', subject: proposedBy, reason: kind }];
    default:
      return [];
  }
}

function approvedAs(kind: string, payload: ProposalFacts['payload']): EventKind | undefined {
  const pair = GIVE_OR_END[kind];
  if (pair === undefined) return ALSO[kind]?.approved;
  return payload['change'] === 'end' ? pair.end : pair.give;
}

/** Two people end an exception only before its date. */
function endedHow(proposal: string, kind: EventKind): { readonly reason?: string } {
  if (kind === 'exception-ended' || kind === 'detection-exception-ended') return { reason: 'early' };
  return kind === 'alert-routing-changed' && proposal.endsWith('-removal') ? { reason: 'removed' } : {};
}

/** The digest of a key, by which its uses name it. */
function keyIn({ digest }: ProposalFacts['payload']): { readonly subject?: string } {
  return typeof digest === 'string' ? { subject: digest } : {};
}

/** The person, trader or key that a payload concerns. */
function personIn(payload: ProposalFacts['payload']): { readonly subject?: string } {
  const named = ['person', 'trader', 'digest', 'id'].map((field) => payload[field]);
  const subject = named.find((one): one is string => typeof one === 'string');
  return subject === undefined ? {} : { subject };
}
