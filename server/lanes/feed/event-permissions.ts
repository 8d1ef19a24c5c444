import type { Act } from '../../platform/access/vocabulary.ts';
import type { FromConsole, ToConsole } from './feed-message.ts';

/** Permission needed to receive each event. A console without the permission for `hello` cannot open the feed. */
export const EVENT_PERMISSIONS: { readonly [Event in keyof ToConsole]: Act } = {
  hello: 'lanes.see',
  lanes: 'lanes.see',
  outcome: 'outcomes.see',
  decided: 'outcomes.see',
  alarm: 'alarms.see',
  referrals: 'referrals.see',
};

/** Permission needed for each request of a console. Other requests are ignored. */
export const REQUEST_PERMISSIONS: { readonly [Event in keyof FromConsole]: Act } = {
  'catch-up': 'outcomes.see',
};
