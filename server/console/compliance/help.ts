/** Help for this section: the panel, and the guide's page of all sections, show it. */
import type {
  BreachOutcome,
  BreachState,
  DutyState,
  RiskLevel,
} from '../../oversight/compliance/breaches/vocabulary.ts';
import type { MeasureState } from '../../oversight/compliance/actions/vocabulary.ts';
import type { QueryState } from '../../oversight/compliance/controls/vocabulary.ts';
import type { RuleVerdict } from '../../oversight/compliance/frameworks/vocabulary.ts';
import type { AgreementState } from '../../sharing/agreement/vocabulary.ts';
import type { AuditState, FindingState } from '../../sharing/audits/vocabulary.ts';
import type { SeedState } from '../../sharing/seeds/vocabulary.ts';
import type { DeliveryState } from '../../sharing/deliveries/vocabulary.ts';
import type { PartnerPersonState } from '../../sharing/portal/vocabulary.ts';
import type { DocumentState } from '../../privacy/signed/vocabulary.ts';
import type { Meanings, SectionHelp } from '../help/section-help.ts';
import { t, translated } from '../languages/text.ts';
import { VERDICT_WORDS } from '../words-of-law.ts';
import { MEASURE_STATE_WORDS } from './words-of-measures.ts';
import {
  AGREEMENT_STATE_WORDS,
  AUDIT_STATE_WORDS,
  DELIVERY_STATE_WORDS,
  SEED_STATE_WORDS,
  FINDING_STATE_WORDS,
  PARTNER_PERSON_WORDS,
} from './words-of-sharing.ts';
import { DOCUMENT_STATE_WORDS } from './words-of-signatures.ts';
import { QUERY_STATE_WORDS } from './words-of-controls.ts';
import { DUTY_STATE_WORDS, OUTCOME_WORDS, RISK_WORDS, STATE_WORDS } from './words.ts';

const STATES: Meanings<BreachState> = {
  title: () => t('States of a case'),
  words: STATE_WORDS,
  meanings: translated({
    open: 'A notification is still required, or the case is not closed. Deadlines are running.',
    closed: 'Each notification was sent or decided on. The case is erased five years later.',
  }),
};

const DUTY_STATES: Meanings<DutyState> = {
  title: () => t('States of a notification'),
  words: DUTY_STATE_WORDS,
  meanings: translated({
    open: 'It is required. Write, sign and send it, or propose not to notify.',
    'sent-in-part': 'Some parts were marked to follow later. Write the next version when they are known.',
    sent: 'It was sent with all its parts.',
    'not-notified': 'Two people decided not to notify, on a ground of the law and with reasons.',
  }),
};

const RISKS: Meanings<RiskLevel> = {
  title: () => t('Risk to people'),
  words: RISK_WORDS,
  meanings: translated({
    unlikely: 'The authority need not be notified; two people decide that.',
    risk: 'The authority is notified.',
    high: 'The authority and the people concerned are notified.',
  }),
};

const OUTCOMES: Meanings<BreachOutcome> = {
  title: () => t('Outcomes of a case'),
  words: OUTCOME_WORDS,
  meanings: translated({
    handled: 'There was a breach, and each notification was sent or decided on.',
    'no-breach': 'Two people decided after the inquiry that there was none.',
  }),
};

const VERDICTS: Meanings<RuleVerdict> = {
  title: () => t('Verdicts on rules of law'),
  words: VERDICT_WORDS,
  meanings: translated({
    conforms: 'The data fulfils the rule as the program understands it.',
    'to-confirm': 'The data is not sufficient to decide. A person reads the article and decides.',
    conflict: 'The data does not fulfil the rule. Change the policy, the agreement or the configuration.',
    'nothing-to-check': 'There is no policy or agreement yet to which the rule applies.',
  }),
};

const MEASURE_STATES: Meanings<MeasureState> = {
  title: () => t('States of an entry'),
  words: MEASURE_STATE_WORDS,
  meanings: translated({
    open: 'It must be carried out or paid by its last day.',
    overdue: 'Its last day has passed. Propose its end with proof, or more time.',
    done: 'It was carried out or paid; the entry states the proof.',
    withdrawn: 'The source no longer requires it; the entry states why.',
  }),
};

const SIGNED: Meanings<DocumentState> = {
  title: () => t('States of a signed document'),
  words: DOCUMENT_STATE_WORDS,
  meanings: translated({
    'never-signed': 'Two privacy officers sign the present description.',
    current: 'The processing matches the signed description.',
    'out-of-date': 'The processing differs from the signed description. Read the changes, and sign again.',
    due: 'The signature is a year old. Sign again.',
  }),
};

const AGREEMENTS: Meanings<AgreementState> = {
  title: () => t('States of an agreement'),
  words: AGREEMENT_STATE_WORDS,
  meanings: translated({
    draft: 'Signatures are missing. Nothing is delivered.',
    signed: 'It begins on its first day.',
    'in-force': 'Deliveries that are due are made.',
    paused: 'Two people paused it, or a key is not in use. No file can be fetched.',
    ended: 'Its last day is over, two people ended it, or the next version replaced it.',
  }),
};

const SEEDS: Meanings<SeedState> = {
  title: () => t('States of a seed of noise'),
  words: SEED_STATE_WORDS,
  meanings: translated({
    running: 'Nothing can be decided before its end.',
    over: 'Two people can decide that the supervisory authority gets the seed.',
    decided: 'A person of the authority gets the seed with a fresh proof; the ledger records each time.',
  }),
};

const DELIVERIES: Meanings<DeliveryState> = {
  title: () => t('States of a delivery'),
  words: DELIVERY_STATE_WORDS,
  meanings: translated({
    waiting: 'The partner has not signed for it yet.',
    answered: 'The partner has signed for it.',
    overdue: 'The agreed days have passed without a receipt. Call the partner.',
    'deletion-decided':
      'Two people decided it. The request is made within a minute, or once the partner has a key in use.',
    'deletion-asked': 'The partner has the request and has not signed yet.',
    deleted: 'The partner has signed that it deleted its copy.',
    refused: 'Nothing was delivered for this period, for example because the privacy budget was spent.',
  }),
};

const PARTNER_PEOPLE: Meanings<PartnerPersonState> = {
  title: () => t('States of a person of a partner agency'),
  words: PARTNER_PERSON_WORDS,
  meanings: translated({
    invited: 'The invitation is approved. The code makes the first passkey until the day shown.',
    'not-accepted': 'The code was not used in seven days. Invite the person again with a new code.',
    active: 'The person signs in with a passkey.',
    'no-passkey':
      'The person has no passkey that can sign in. End the access and invite the person again with a new code.',
    ended: 'Two people ended the access, or the record of the agency has ended.',
  }),
};

const AUDITS: Meanings<AuditState> = {
  title: () => t('States of an audit'),
  words: AUDIT_STATE_WORDS,
  meanings: translated({
    scheduled: 'Answer its questions by its last day.',
    overdue: 'Its last day is over. An alarm repeats each day until it is concluded.',
    concluded: 'Two people answered its questions. The figures of the log of that day are kept with it.',
  }),
};

const FINDINGS: Meanings<FindingState> = {
  title: () => t('States of a finding of an audit'),
  words: FINDING_STATE_WORDS,
  meanings: translated({
    open: 'The partner must correct it by its last day.',
    overdue: 'Its last day has passed. Propose its end with proof, or pause the agreement.',
    mended: 'Two people saw the proof that it was corrected.',
    accepted: 'Two people accepted it as it is, with reasons.',
  }),
};

const FIGURES: Meanings<QueryState> = {
  title: () => t('States of a figure'),
  words: QUERY_STATE_WORDS,
  meanings: translated({
    good: 'The figure meets the control.',
    attention: 'The figure does not meet the control. Open the part of the console with the cause.',
    figure: 'It neither meets nor violates the control.',
  }),
};

export const HELP: SectionHelp = {
  title: () => t('Compliance'),
  purpose: () => t('Shows what the law requires of the operator, by when, and what was done. It is not legal advice.'),
  meanings: [],
  views: {
    breaches: {
      title: () => t('Breaches of personal data'),
      purpose: () =>
        t(
          'Open a case as soon as a breach is suspected, because the time to notify runs from awareness. Add entries of the ledger, assess the risk, then write, sign and send each notice.',
        ),
      meanings: [STATES, DUTY_STATES, RISKS, OUTCOMES],
    },
    frameworks: {
      title: () => t('Legal frameworks'),
      purpose: () =>
        t(
          'Compares the configuration, the retention policy and the agreements with the laws that the configuration names. A conflict names the article. An alarm repeats each day until it is resolved.',
        ),
      meanings: [VERDICTS],
    },
    controls: {
      title: () => t('Certification'),
      purpose: () =>
        t(
          'Lists controls of standards and of the AI Act, each with its tests, current figures and documents, and counts the decisions of people about referred travellers.',
        ),
      meanings: [FIGURES],
    },
    actions: {
      title: () => t('Penalties and actions'),
      purpose: () =>
        t(
          'The register of penalties and corrective actions with their last days. Two people enter, extend and end each one; an alarm is raised when its last day has passed.',
        ),
      meanings: [MEASURE_STATES],
    },
    signatures: {
      title: () => t('Signed documents'),
      purpose: () =>
        t(
          'Compares the running system with the record of processing and the impact assessment that two people last signed, and lists the changes as sentences.',
        ),
      meanings: [SIGNED],
    },
    sharing: {
      title: () => t('Sharing'),
      purpose: () =>
        t(
          'Lists agreements with partner agencies, what was delivered, and the people of partners with access to the portal. Two people pause or end an agreement, or decide that the partner deletes a delivery; each takes effect at once.',
        ),
      meanings: [AGREEMENTS, DELIVERIES, PARTNER_PEOPLE],
    },
    'partner-audits': {
      title: () => t('Audits of partners'),
      purpose: () =>
        t(
          'Counts from the log how each agreement is used. Each agreement in force is audited once a year: two people schedule the audit, answer its questions and close its findings.',
        ),
      meanings: [AUDITS, FINDINGS],
    },
    files: {
      title: () => t('Files'),
      purpose: () =>
        t(
          'Makes files for an inspection as PDF, CSV or JSON, and lists seeds of noise. The ledger has the digest of each file, and its proof verifies without this server.',
        ),
      meanings: [SEEDS],
    },
  },
};
