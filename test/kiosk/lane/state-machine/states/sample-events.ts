/** At least one event of each kind that a lane can meet, with each content that the machine tells apart. */
import type { FaceEvidence, FingerEvidence } from '../../../../../kiosk/rules/decision/evidence.ts';
import type { DocumentEvidence } from '../../../../../kiosk/rules/document/inspect.ts';
import type { LaneEvent } from '../../../../../kiosk/lane/state-machine/lane.ts';
import type { TokenFinding } from '../../../../../kiosk/platform/base/vocabulary.ts';
import { NOTHING, SAUSAGES_FOR_SALE } from '../../../rules/decision/declaring-policy.ts';
import { MATCHING_FACE, READ_DOCUMENT } from '../../../rules/decision/evidence-samples.ts';

export interface SampleEvent {
  /** As the table shows it. */
  readonly name: string;
  readonly event: LaneEvent;
}

const plain = (kind: Extract<LaneEvent['kind'], string>) => ({ name: kind, event: { kind } as LaneEvent });

const document = (name: string, evidence: DocumentEvidence, more: { awaitsToken?: boolean } = {}): SampleEvent => ({
  name: `document-examined: ${name}`,
  event: {
    kind: 'document-examined',
    document: evidence,
    ...more,
    triesToday: { comparisons: 0, presentations: 0 },
  },
});
const face = (name: string, evidence: FaceEvidence): SampleEvent => ({
  name: `face-attempted: ${name}`,
  event: { kind: 'face-attempted', face: evidence },
});
const finger = (name: string, evidence: FingerEvidence): SampleEvent => ({
  name: `finger-attempted: ${name}`,
  event: { kind: 'finger-attempted', finger: evidence },
});
const token = (found: TokenFinding): SampleEvent => ({
  name: `token-tried: ${found}`,
  event: { kind: 'token-tried', found },
});
const sensor = (seen: Extract<LaneEvent, { kind: 'passage-seen' }>['seen']): SampleEvent => ({
  name: `passage-seen: ${seen}`,
  event: { kind: 'passage-seen', seen },
});

const MATCH = { kind: 'match', falseMatchRate: 1e-5, logLikelihoodRatio: 9 } as const;

export const SAMPLE_EVENTS: readonly SampleEvent[] = [
  plain('started'),
  plain('traveller-arrived'),
  plain('notice-acknowledged'),
  document('read', READ_DOCUMENT),
  document('read, its holder has a token', READ_DOCUMENT, { awaitsToken: true }),
  document('a required check failed', { ...READ_DOCUMENT, unexpired: false }),
  document('unreadable', { kind: 'unreadable' }),
  document('removed', { kind: 'removed' }),
  document('chip-unreadable', { kind: 'chip-unreadable' }),
  document('no-document', { kind: 'no-document' }),
  document('device-fault', { kind: 'device-fault' }),
  token('fits'),
  token('refused'),
  token('unreadable'),
  token('unavailable'),
  token('not-shown'),
  plain('token-declined'),
  face('match', MATCHING_FACE),
  face('below-threshold', { ...MATCHING_FACE, comparison: { kind: 'below-threshold' } }),
  face('attempts-exhausted', { ...MATCHING_FACE, comparison: { kind: 'attempts-exhausted' } }),
  face('presentation refused', { ...MATCHING_FACE, headTurn: 'plane', comparison: undefined }),
  face('nobody', { kind: 'nobody' }),
  face('several', { kind: 'several' }),
  face('poor-quality', { kind: 'poor-quality' }),
  face('portrait-unusable', { kind: 'portrait-unusable' }),
  face('device-fault', { kind: 'device-fault' }),
  face('too-slow', { kind: 'too-slow' }),
  finger('match', { kind: 'captured', comparison: MATCH }),
  finger('below-threshold', { kind: 'captured', comparison: { kind: 'below-threshold' } }),
  finger('attempts-exhausted', { kind: 'captured', comparison: { kind: 'attempts-exhausted' } }),
  finger('no-finger', { kind: 'no-finger' }),
  finger('poor-quality', { kind: 'poor-quality' }),
  finger('no-reference', { kind: 'no-reference' }),
  finger('no-scanner', { kind: 'no-scanner' }),
  finger('device-fault', { kind: 'device-fault' }),
  { name: 'declaration-made: nothing', event: { kind: 'declaration-made', answer: NOTHING } },
  { name: 'goods-refused', event: { kind: 'goods-refused', why: 'control' } },
  { name: 'declaration-made: goods', event: { kind: 'declaration-made', answer: SAUSAGES_FOR_SALE } },
  plain('desk-chosen'),
  plain('more-time'),
  plain('traveller-gone'),
  plain('receipt-wanted'),
  plain('timed-out'),
  { name: 'match-committed: cleared', event: { kind: 'match-committed', outcome: 'cleared' } },
  { name: 'match-committed: referred', event: { kind: 'match-committed', outcome: 'referred' } },
  { name: 'match-committed: abandoned', event: { kind: 'match-committed', outcome: 'abandoned' } },
  { name: 'commit-failed: unsigned', event: { kind: 'commit-failed', why: 'unsigned' } },
  { name: 'commit-failed: not-durable', event: { kind: 'commit-failed', why: 'not-durable' } },
  plain('gate-released'),
  sensor('person-entered'),
  sensor('person-passed'),
  sensor('person-turned-back'),
  sensor('second-person'),
  plain('gate-secured'),
  plain('gate-obstructed'),
  plain('gate-jammed'),
  plain('opening-ordered'),
  plain('opening-committed'),
  plain('service-closed'),
  plain('service-opened'),
  { name: 'hours-changed: closed', event: { kind: 'hours-changed', hours: 'closed' } },
  { name: 'hours-changed: open', event: { kind: 'hours-changed', hours: 'open' } },
  plain('emergency-ordered'),
  plain('emergency-ended'),
  { name: 'fault-raised: vital', event: { kind: 'fault-raised', fault: 'camera' } },
  { name: 'fault-raised: other', event: { kind: 'fault-raised', fault: 'indicator' } },
  { name: 'fault-cleared: vital', event: { kind: 'fault-cleared', fault: 'camera' } },
  { name: 'fault-cleared: gate', event: { kind: 'fault-cleared', fault: 'gate' } },
  { name: 'fault-cleared: outbox', event: { kind: 'fault-cleared', fault: 'outbox' } },
  { name: 'fault-cleared: other', event: { kind: 'fault-cleared', fault: 'indicator' } },
];
