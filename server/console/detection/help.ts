/** Help for this section: the panel, and the guide's page of all sections, show it. */
import type { CaseState, Disposition } from '../../oversight/detection/vocabulary.ts';
import type { ResponseState } from '../../oversight/detection/responses/vocabulary.ts';
import type { TrialState } from '../../oversight/detection/trials/vocabulary.ts';
import type { Meanings, SectionHelp } from '../help/section-help.ts';
import { t, translated } from '../languages/text.ts';
import { CASE_STATE_WORDS, DISPOSITION_WORDS, RESPONSE_STATE_WORDS, TRIAL_STATE_WORDS } from './words.ts';

const JUDGEMENTS: Meanings<Disposition> = {
  title: () => t('Judgements'),
  words: DISPOSITION_WORDS,
  meanings: translated({
    true: 'It happened and should not have. Its time no longer counts as usual.',
    'benign-explained': 'It happened for a good reason. For a week the rule needs stronger signs about this subject.',
    'rule-wrong': 'The rule should not have reported this. For a week it needs stronger signs about this subject.',
    test: 'People tested whether the rule reports this. It does not affect the rule.',
  }),
};

const STATES: Meanings<CaseState> = {
  title: () => t('States of a case'),
  words: CASE_STATE_WORDS,
  meanings: translated({
    open: 'Security officers work on it. New findings about the subject within a week join it.',
    escalated: 'Another office also works on it. Its findings still wait for judgements here.',
    closed: 'Each finding is judged. The case is erased a year later.',
  }),
};

const RESPONSES: Meanings<ResponseState> = {
  title: () => t('States of a response'),
  words: RESPONSE_STATE_WORDS,
  meanings: translated({
    proposed: 'Nothing has happened yet. A security officer confirms or declines it; otherwise it expires.',
    'half-confirmed': 'Many responses are active, so another security officer has to confirm it as well.',
    started: 'It started under the policy that two people approved. Without a confirmation it is taken back.',
    confirmed: 'It takes effect in a moment. A lane waits for an order of its officer.',
    'in-force': 'It works until its time is over, or a security officer takes it back.',
    returning: 'The response is over, and an officer has to return the lane to service.',
    ended: 'It has no effect any more.',
  }),
};

const TRIALS: Meanings<TrialState> = {
  title: () => t('States of a trial'),
  words: TRIAL_STATE_WORDS,
  meanings: translated({
    running: 'The server reads its records. One trial runs at a time.',
    done: 'The numbers are there until the server stops.',
    cancelled: 'A person or a stop of the server ended it. Begin it again.',
    failed: 'The server could not read its records. Begin it again, and ask an administrator if it fails once more.',
  }),
};

export const HELP: SectionHelp = {
  title: () => t('Detection'),
  purpose: () =>
    t(
      'Shows what rules found in the records of people’s acts, of lanes and of programs. A person judges each finding; no rule acts against anyone, and none is about travellers.',
    ),
  meanings: [],
  views: {
    inbox: {
      title: () => t('Findings'),
      purpose: () =>
        t(
          'Open a finding, read what was observed and expected, verify its entries, and judge it. A finding about yourself is for another person.',
        ),
      meanings: [JUDGEMENTS],
    },
    responses: {
      title: () => t('Responses'),
      purpose: () =>
        t(
          'Reversible acts that rules propose. Confirm one within its time, or it expires. Each ends by itself and can be taken back. A response about yourself is for another person; none is about travellers.',
        ),
      meanings: [RESPONSES],
    },
    cases: {
      title: () => t('Cases'),
      purpose: () =>
        t(
          'Findings about one subject form a case. Note what was done, escalate it, save it with proofs, and close it.',
        ),
      meanings: [STATES],
    },
    rules: {
      title: () => t('Rules ## of detection'),
      purpose: () =>
        t(
          'Shows how often each rule was right, and the exceptions that two people agreed on. Rules that always hold have no exceptions.',
        ),
      meanings: [],
    },
    trials: {
      title: () => t('Trials ## of rules'),
      purpose: () =>
        t(
          'Computes what the last 90 days would have shown with another limit of a rule or with an exception. A trial changes nothing.',
        ),
      meanings: [TRIALS],
    },
  },
};
