/**
 * The console's words for the contract's. Complete by type: a new word in the vocabulary does not compile until it has one
 * here. They state what happened and where the traveller goes, never what the traveller is.
 */
import type {
  Channel,
  DeviceHealth,
  FalseMatchRateBand,
  ModelRole,
  OutOfServiceCause,
  ReportedDeviceKind,
  Step,
} from '../contract/vocabulary.ts';
import type { LaneState, LaneView } from '../records/kiosks/answers.ts';
import {
  CHECK_WORDS as CHECKS,
  OUTCOME_WORDS as OUTCOMES,
  PASSAGE_WORDS as PASSAGES,
  REASON_WORDS as REASONS,
  RESULT_WORDS as RESULTS,
} from '../records/reports/words.ts';
import type { Role } from '../platform/access/vocabulary.ts';
import type { DeclarationPurpose } from '../goods/declarations/viewings/vocabulary.ts';
import type { ErasureCause, RetentionClass } from '../contract/retention.ts';
import { ALARM_STEPS as STEPS, ALARM_TITLES as TITLES } from '../records/alarms/words.ts';
import type { ProposalView } from '../records/proposals/answers.ts';
import { t, translated } from './languages/text.ts';

type Words<Key extends string> = { readonly [Word in Key]: string };

/** The server's English texts for reports, which its letters share. */
export const OUTCOME_WORDS = translated(OUTCOMES);
export const CHECK_WORDS = translated(CHECKS);
export const RESULT_WORDS = translated(RESULTS);
export const REASON_WORDS = translated(REASONS);
export const PASSAGE_WORDS = translated(PASSAGES);

export const ROLE_WORDS: Words<Role> = translated({
  officer: 'Officer',
  supervisor: 'Supervisor',
  'privacy-officer': 'Privacy officer',
  auditor: 'Auditor',
  'security-officer': 'Security officer',
  administrator: 'Administrator',
  technician: 'Technician',
  'customs-officer': 'Customs officer',
  partner: 'Partner agency',
  regulator: 'Supervisory authority',
});

/** Complete by type. */
export const DECLARATION_PURPOSE_WORDS: Words<DeclarationPurpose> = translated({
  'document-check': 'Check of the documents',
  'goods-check': 'Examination of the goods',
  'duty-assessment': 'Assessment of customs charges',
  'post-clearance-audit': 'Audit after clearance',
  'trader-request': 'Request of the trader',
});

/** Bands are upper bounds, from the threshold to the strictest. */
export const RATE_WORDS: Words<FalseMatchRateBand> = translated({
  '1e-3': 'false match at most 1 in 1,000',
  '3e-4': 'false match at most 1 in 3,000',
  '1e-4': 'false match at most 1 in 10,000',
  '3e-5': 'false match at most 1 in 30,000',
  '1e-5': 'false match at most 1 in 100,000',
  '3e-6': 'false match at most 1 in 300,000',
  '1e-6': 'false match at most 1 in 1,000,000',
});

export const DEVICE_WORDS: Words<ReportedDeviceKind> = translated({
  camera: 'Camera',
  'fingerprint-scanner': 'Fingerprint scanner',
  'document-reader': 'Document reader',
  'token-reader': 'Token reader',
  gate: 'Gate',
  indicator: 'Indicator',
  'secure-element': 'Secure element',
});

export const HEALTH_WORDS: Words<DeviceHealth> = translated({
  ready: 'ready',
  faulted: 'fault',
  disconnected: 'not connected',
});

export const LANE_STATE_WORDS: Words<LaneState> = translated({
  starting: 'Starting',
  free: 'Free',
  'in-use': 'In use',
  emergency: 'Open: emergency',
  'out-of-service': 'Out of service',
});

/** Why a lane is out of service. */
export const OUT_OF_SERVICE_WORDS: Words<OutOfServiceCause> = translated({
  order: 'Taken out of service by a person',
  hours: 'Outside the opening hours',
  camera: 'The camera does not work',
  'document-reader': 'The document reader does not work',
  gate: 'The gate does not work',
  'secure-element': 'The secure element does not work',
  notice: 'The notice to travellers has expired',
  outbox: 'Reports cannot be stored',
  analysis: 'Pictures cannot be analysed',
  'frame-rate': 'Too few pictures a second',
  clock: 'The clock is wrong',
  vault: 'Captures cannot be erased, or their keys belong to another secure element',
  'handle-keys': 'The fleet’s key for documents is missing',
  'readiness-check': 'A technician checks the lane',
  readiness: 'The readiness check was not passed',
  software: 'The lane restarts with other software',
});

/** Why a lane is out of service, except the devices that it reports as faulty anyway. */
export function outOfServiceWords({ outOfService, devices }: NonNullable<LaneView['heard']>): readonly string[] {
  const faulty: readonly string[] = devices.filter(({ health }) => health !== 'ready').map(({ kind }) => kind);
  return outOfService.filter((cause) => !faulty.includes(cause)).map((cause) => OUT_OF_SERVICE_WORDS[cause]);
}

export const CHANNEL_WORDS: Words<Channel> = translated({ green: 'Nothing to declare', red: 'Goods to declare' });

export const STEP_WORDS: Words<Step> = translated({
  notice: 'Notice',
  document: 'Document',
  token: 'Holder’s code',
  face: 'Face',
  finger: 'Fingers',
  declaration: 'Declaration',
  decision: 'Decision',
  total: 'In all',
});

export const MODEL_WORDS: Words<ModelRole> = translated({
  'face-detector': 'Face detector',
  'face-landmarks': 'Face landmarks',
  'face-embedder': 'Face embedder',
  'face-embedder-2': 'Second face embedder',
  'face-centring': 'Face centring',
  'finger-matcher': 'Finger matcher',
});

/** The server's English texts, which alerts share. */
export const ALARM_WORDS = translated(TITLES);
export const ALARM_ADVICE = translated(STEPS);

/** Document codes of ICAO 9303-3 §4.2 by their first letter. */
export function documentWord(type: string): string {
  switch (type.charAt(0)) {
    case 'P':
      return t('Passport');
    case 'V':
      return t('Visa');
    case 'I':
    case 'A':
    case 'C':
      return t('Identity card');
    default:
      return t('Document {type}', { type });
  }
}

/** After a number. */
export const RETENTION_WORDS: Words<RetentionClass> = translated({
  cleared: 'captures of travellers who went through',
  referred: 'captures of referred travellers',
  resolved: 'captures of decided referrals',
  'after-doubt': 'captures kept for a second look',
  'legal-hold': 'captures that were held',
  'registered-traveller': 'registrations',
  'inspection-records': 'counted records of inspections',
  'readiness-records': 'names of technicians who checked lanes',
});

export const CAUSE_WORDS: Words<ErasureCause> = translated({
  'passage-ended': 'as soon as they had gone',
  due: 'its time was over',
  'overdue-at-start': 'its time was over while the lane was off',
  'on-request': 'on request',
  resolved: 'an officer had decided',
  'hold-released': 'the hold was released',
  unreadable: 'its key was gone',
});

export const PROPOSAL_WORDS: Words<ProposalView['state']> = translated({
  open: 'Open ## state of a proposal',
  approved: 'Approved',
  'turned-down': 'Turned down',
  withdrawn: 'Withdrawn',
  expired: 'Expired',
});

export const DUTY_STATE_WORDS: Words<'over' | 'not-begun' | 'training-lapsed'> = translated({
  over: 'Over',
  'not-begun': 'Not begun',
  'training-lapsed': 'Training lapsed',
});
