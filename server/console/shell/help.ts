/** Help for this section: the panel, and the guide's page of all sections, show it. */
import type { ConditionKind } from '../../border/conditions/condition-kinds.ts';
import type { Meanings, SectionHelp } from '../help/section-help.ts';
import { t, translated } from '../languages/text.ts';
import { LINK_WORDS, type LinkState } from './link.ts';

const LINKS: Meanings<LinkState> = {
  title: () => t('Link to the server'),
  words: LINK_WORDS,
  meanings: translated({
    connecting: 'The page has not heard from the server yet.',
    live: 'Each change arrives as it happens.',
    degraded: 'The live link is down. The page asks the server every few seconds, so it may be some seconds old.',
    offline: 'The server does not answer. The lanes continue without it.',
  }),
};

const CONDITIONS: Meanings<ConditionKind> = {
  title: () => t('Lanes that need you'),
  words: translated({
    'lane-in-emergency': 'lane open: emergency',
    'confirmation-overdue': 'opening not confirmed in time',
    'lane-out-of-service': 'lane out of service',
    'lane-refers-everyone': 'lane refers every traveller',
    'lane-slow': 'lane too slow',
    'lane-check-unfinished': 'readiness check not passed',
    'lane-drifted': 'lane differs from its calibration',
    'lane-releases-differ': 'lane with a foreign release',
    'lane-releases-behind': 'lane with old releases',
    'lane-trust-old': 'lane with an old master list',
    'lane-watchlists-old': 'lane with an old watchlist',
    'lane-software-returned': 'lane with its earlier software',
    'confirmation-due': 'opening to confirm',
  }),
  meanings: translated({
    'lane-in-emergency':
      'The gate stands open. End the emergency on the lane’s card when people no longer need the way out.',
    'confirmation-overdue': 'The ten minutes for a second person’s finding are over. Enter the finding now.',
    'lane-out-of-service': 'Return the lane to service on its card, or call a technician.',
    'lane-refers-everyone':
      'The last eight travellers, within a quarter of an hour, were all referred. Compare the reasons.',
    'lane-slow':
      'The lane analyses too few pictures a second. It returns by itself. Call a technician if it stays slow.',
    'lane-check-unfinished':
      'A technician began a check at the lane, and it was not passed. The lane stays out of service until a check is passed. Call the technician.',
    'lane-drifted':
      'The light, the screen or the gate works differently from when the site was calibrated. Call a technician.',
    'lane-releases-differ':
      'The lane holds a release that differs from the published one, or that this server has not published. Take the lane out of service and call the administrator.',
    'lane-releases-behind':
      'The lane made no check of its releases for a day, or their signatures expire soon. With expired signatures it refers every traveller. Call the administrator.',
    'lane-trust-old':
      'The newest list of states’ certificates at the lane is older than its policy allows. Past a second limit it refers every traveller. Call the administrator.',
    'lane-watchlists-old':
      'A watchlist at the lane is missing or older than its policy allows. Past a second limit it refers every traveller. Call the administrator.',
    'lane-software-returned':
      'The lane did not recover with new software and went back by itself, or a technician returned it. It serves travellers. The administrator sees the reason under Releases.',
    'confirmation-due': 'A second person must confirm an opening within ten minutes.',
  }),
};

export const HELP: SectionHelp = {
  title: () => t('The top of each page'),
  purpose: () =>
    t(
      'The line at the top shows who is signed in, the state of the link to the server, and the age of what the page shows. The strip below it counts lanes that need a person now; each count leads to the place where you can act.',
    ),
  meanings: [LINKS, CONDITIONS],
  views: {},
};
