/** Help for this section: the panel, and the guide's page of all sections, show it. */
import type { BreachOutcome, BreachState, DutyState, RiskLevel } from '../../compliance/breaches/vocabulary.ts';
import type { Meanings, SectionHelp } from '../help/section-help.ts';
import { t, translated } from '../languages/text.ts';
import { DUTY_STATE_WORDS, OUTCOME_WORDS, RISK_WORDS, STATE_WORDS } from './words.ts';

const STATES: Meanings<BreachState> = {
  title: () => t('States of a case'),
  words: STATE_WORDS,
  meanings: translated({
    open: 'A notification is owed, or the case is not closed. Deadlines run.',
    closed: 'Each notification was sent or decided on. The case is erased five years later.',
  }),
};

const DUTY_STATES: Meanings<DutyState> = {
  title: () => t('States of a notification'),
  words: DUTY_STATE_WORDS,
  meanings: translated({
    open: 'It is owed. Write, sign and send it, or propose not to notify.',
    'sent-in-part': 'Parts were marked as following. Write the next version when they are known.',
    sent: 'It was sent with each part.',
    'not-notified': 'Two people decided on a ground of the law, with reasons.',
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

export const HELP: SectionHelp = {
  title: () => t('Compliance'),
  purpose: () =>
    t('Shows what the law requires of the operator, until when, and what was done. It is no legal advice.'),
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
  },
};
