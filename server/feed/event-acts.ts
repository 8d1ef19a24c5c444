import type { Act } from '../access/vocabulary.ts';
import type { FromConsole, ToConsole } from './feed-message.ts';

/** The act that hearing of each thing is. `hello` opens the feed: who may not have it is not let in. */
export const TOLD: { readonly [Event in keyof ToConsole]: Act } = {
  hello: 'lanes.see',
  lanes: 'lanes.see',
  outcome: 'outcomes.see',
  decided: 'outcomes.see',
  alarm: 'alarms.see',
  referrals: 'referrals.see',
};

/** The act that each question is. What is not here is not heard. */
export const HEARD: { readonly [Event in keyof FromConsole]: Act } = {
  'catch-up': 'outcomes.see',
};
