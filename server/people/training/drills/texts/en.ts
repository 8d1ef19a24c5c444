import type { DrillScenario, ScenarioText } from '../../vocabulary.ts';

export const ENGLISH: { readonly [One in DrillScenario]: ScenarioText } = {
  'own-rights': {
    title: 'A person asks for a duty for themselves',
    signs: [
      'The person who proposed it and the person who gets the duty are the same.',
      'The proposer’s role may not propose duties. The line under the proposal names the role.',
      'It asks for the most at once: administrator, every site, at any time, for 400 days.',
    ],
    advice:
      'Ask the colleague in person or by a number from the staff list. Without a reason that you can repeat in one sentence, report it.',
  },
  'unknown-trader': {
    title: 'A key for a trader that no one knows',
    signs: [
      'The trader is in no declaration and on no list.',
      'The proposer’s role may not propose keys. The line under the proposal names the role.',
      'It gives every right for nearly the longest time, and no one has compared the key with the trader.',
    ],
    advice:
      'Call the trader by a number that you know, and compare the digest of the key. If you do not know the trader, report it.',
  },
  'unguarded-lanes': {
    title: 'Lanes without the watchlist because of a crowd',
    signs: [
      'The cause does not fit the measure: a crowd is no reason to leave out the watchlist.',
      'The proposer’s role may not propose it. The line under the proposal names the role.',
      'It asks for the longest time, 24 hours, and stays open for days. A real one must be approved within a quarter of an hour.',
    ],
    advice: 'Ask at the lanes whether something is broken. If the cause does not need the measure, report it.',
  },
  'opening-of-stranger': {
    title: 'A lane that a stranger opened',
    signs: [
      'The person who opened the lane has no duty at lanes. They are on no list of the shift.',
      'The cause says that a desk had decided. No decision of a desk is in the list of that time.',
      'The lane was not open: it shows no passage, and no colleague there remembers one.',
    ],
    advice:
      'Confirm only what you saw yourself, or what a colleague tells you whom you ask in person. Otherwise report that there was no cause.',
  },
};
