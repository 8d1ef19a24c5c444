/** The console's words for agreements with partners, deliveries and audits. Complete by type. */
import type { AgreementState } from '../../sharing/agreement/vocabulary.ts';
import type {
  AuditAnswer,
  AuditClause,
  AuditState,
  FindingOutcome,
  FindingState,
} from '../../sharing/audits/vocabulary.ts';
import type { DecidedDeletion, DeliveryRefusal, DeliveryState } from '../../sharing/deliveries/vocabulary.ts';
import type { SeedReason, SeedState } from '../../sharing/seeds/vocabulary.ts';
import type { PartnerPersonState, PartnerRole } from '../../sharing/portal/vocabulary.ts';
import { translated } from '../languages/text.ts';

type Words<Key extends string> = { readonly [Word in Key]: string };

export const AGREEMENT_STATE_WORDS: Words<AgreementState> = translated({
  draft: 'Draft ## of an agreement',
  signed: 'Signed ## agreement',
  'in-force': 'In force ## agreement',
  paused: 'Paused ## agreement',
  ended: 'Ended ## agreement',
});

export const DELIVERY_STATE_WORDS: Words<DeliveryState> = translated({
  waiting: 'Waits for the partner',
  answered: 'Signed by the partner',
  overdue: 'Overdue ## answer of a partner',
  'deletion-decided': 'Deletion decided',
  'deletion-asked': 'Deletion asked for',
  deleted: 'Deleted by the partner',
  refused: 'Not delivered',
});

export const DELIVERY_REFUSAL_WORDS: Words<DeliveryRefusal> = translated({
  'budget-spent': 'Nothing was delivered: the noise would have exceeded the privacy budget.',
  'not-committed': 'Nothing was delivered: the seed of the noise was not in the ledger before the period began.',
  'seed-differs': 'Nothing was delivered: the key of the server does not give the seed that is in the ledger.',
  'too-many-documents': 'Nothing was delivered: there are more pseudonyms than one file holds.',
});

export const DELETION_WORDS: Words<DecidedDeletion> = translated({
  'delivered-wrongly': 'It was delivered wrongly',
  'agreement-ended': 'The agreement has ended',
  'law-changed': 'The law has changed',
});

export const CLAUSE_WORDS: Words<AuditClause> = translated({
  purpose: 'Purpose ## clause of an agreement',
  datasets: 'Datasets ## clause of an agreement',
  receipts: 'Receipts ## clause of an agreement',
  retention: 'Retention ## clause of an agreement',
  recipients: 'Recipients ## clause of an agreement',
  'onward-transfer': 'Onward transfer',
  rate: 'Number of deliveries',
  budget: 'Privacy budget',
  keys: 'Keys ## clause of an agreement',
  need: 'Need ## clause of an agreement',
});

export const QUESTION_WORDS: Words<AuditClause> = translated({
  purpose: 'Does the partner use deliveries only for the agreed purpose?',
  datasets: 'Did the partner get the agreed datasets and nothing else?',
  receipts: 'Did the partner sign for each delivery in time?',
  retention: 'Did the partner delete each copy in time, including backups?',
  recipients: 'Do only the agreed units read deliveries?',
  'onward-transfer': 'Were deliveries passed on only to the declared receivers?',
  rate: 'Did deliveries stay within the agreed number?',
  budget: 'Did noise stay within the privacy budget?',
  keys: 'Does the partner alone hold the keys of its program?',
  need: 'Is the agreement still needed?',
});

export const ANSWER_WORDS: Words<AuditAnswer> = translated({
  met: 'Yes ## answer in an audit',
  'not-met': 'No ## answer in an audit',
  'not-applicable': 'Does not apply',
});

export const AUDIT_STATE_WORDS: Words<AuditState> = translated({
  scheduled: 'Scheduled ## audit',
  overdue: 'Overdue ## audit',
  concluded: 'Concluded ## audit',
});

export const FINDING_STATE_WORDS: Words<FindingState> = translated({
  open: 'Open ## finding of an audit',
  overdue: 'Overdue ## finding of an audit',
  mended: 'Corrected ## finding of an audit',
  accepted: 'Accepted ## finding of an audit',
});

export const FINDING_OUTCOME_WORDS: Words<FindingOutcome> = translated({
  mended: 'Corrected ## finding of an audit',
  accepted: 'Accepted ## finding of an audit',
});

export const PARTNER_ROLE_WORDS: Words<PartnerRole> = translated({
  reader: 'Reader ## in the portal of partners',
  recipient: 'Recipient ## in the portal of partners',
  auditor: 'Auditor ## in the portal of partners',
});

export const PARTNER_PERSON_WORDS: Words<PartnerPersonState> = translated({
  invited: 'Invited ## person of a partner',
  'not-accepted': 'Not accepted ## invitation',
  active: 'Has access',
  'no-passkey': 'Without a passkey',
  ended: 'Ended ## access',
});

export const SEED_STATE_WORDS: Words<SeedState> = translated({
  running: 'The period runs',
  over: 'Not revealed',
  decided: 'The authority may get it',
});

export const SEED_REASON_WORDS: Words<SeedReason> = translated({
  inspection: 'An inspection',
  complaint: 'A complaint',
  'court-order': 'An order of a court',
});
