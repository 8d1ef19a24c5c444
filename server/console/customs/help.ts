/** Help for this section: the panel, and the guide's page of all sections, show it. */
import type { Meanings, SectionHelp } from '../help/section-help.ts';
import { t, translated } from '../languages/text.ts';
import { SELECTION_STATE_WORDS, STANDING_WORDS } from './words-of-controls.ts';
import { CHANNEL_WORDS, GROUP_WORDS, STATE_WORDS } from './words.ts';

const STATES: Meanings = {
  title: () => t('States of a declaration'),
  words: STATE_WORDS,
  meanings: translated({
    accepted: 'It has no error. Its content is sealed and kept.',
    rejected: 'It has an error. Its content was not kept.',
  }),
};

const CHANNELS: Meanings = {
  title: () => t('Channels of declarations'),
  words: CHANNEL_WORDS,
  meanings: translated({
    green: 'No rule had anything to report.',
    orange: 'An officer looks at the warnings.',
  }),
};

const GROUPS: Meanings = {
  title: () => t('Sealed groups'),
  words: GROUP_WORDS,
  meanings: translated({
    parties: 'Who sends, receives, declares and represents.',
    goods: 'Descriptions, codes, quantities and packages of the goods.',
    value: 'Prices, costs and their currencies.',
    'supply-chain': 'Places, means of transport, containers and references.',
    credential: 'Authorisations, guarantees and certificates.',
  }),
};

const STANDINGS: Meanings = {
  title: () => t('A rule against the draw'),
  words: STANDING_WORDS,
  meanings: translated({
    better: 'Its declarations certainly have more frauds than drawn ones.',
    undecided: 'The intervals overlap: too few declarations were inspected.',
    'no-better': 'Its declarations certainly have fewer frauds than drawn ones. Review the rule.',
  }),
};

const RULE_STATES: Meanings = {
  title: () => t('States of a selection rule'),
  words: SELECTION_STATE_WORDS,
  meanings: translated({
    trial: 'It is counted and has no effect. Officers do not see it.',
    'in-force': 'A declaration for which it holds is controlled. Officers see the rule as the reason.',
  }),
};

export const HELP: SectionHelp = {
  title: () => t('Customs'),
  purpose: () =>
    t(
      'Shows traders’ declarations. Readable facts are listed; the rest is sealed to customs offices and opens in this page for a purpose that the trader sees.',
    ),
  meanings: [],
  views: {
    declarations: {
      title: () => t('Declarations ## of traders'),
      purpose: () =>
        t(
          'Lists declarations, latest first. Show one, choose office, purpose and groups, and open them with your passkey. Close the groups when you have read them.',
        ),
      meanings: [STATES, CHANNELS, GROUPS],
    },
    controls: {
      title: () => t('Controls ## of goods'),
      purpose: () =>
        t(
          'Lists the declarations that wait for a control, the most urgent first. Show one, make the control, and record its result. Some green declarations are drawn at random; which ones is shown after the result.',
        ),
      meanings: [CHANNELS],
    },
    audit: {
      title: () => t('Audit of the selection'),
      purpose: () =>
        t(
          'Shows for a quarter how well rules, risk model and draw select declarations for control. Shares have their exact 95 % interval; where intervals overlap, no difference is proven. Save the file for the quarterly report.',
        ),
      meanings: [STANDINGS],
    },
    rules: {
      title: () => t('Selection rules'),
      purpose: () =>
        t(
          'Shows the rules that two people have signed, and what each found in a month. A rule in trial only counts: read what it would add to the queue before it is put in force. Frauds are counted among hits that were controlled, so they are not a rate among all hits.',
        ),
      meanings: [RULE_STATES],
    },
    key: {
      title: () => t('Your reading key'),
      purpose: () =>
        t(
          'Shows the public part of the key by which you open declarations. You can read only after two people have signed a list of offices that names it.',
        ),
      meanings: [],
    },
  },
};
