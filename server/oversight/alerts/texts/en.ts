import type { AlertTexts } from './alert-texts.ts';

export const english: AlertTexts = {
  severities: { now: 'Now', today: 'Today', watch: 'Watch' },
  reasons: {
    maintenance: 'Maintenance',
    'known-fault': 'A known fault',
    drill: 'A drill',
    'site-closed': 'The site is closed',
  },
  notices: {
    test: {
      title: 'Test of alerts',
      lines: ['An administrator tests the channel {channel}. Nothing has happened and nothing has to be done.'],
    },
    'route-changed': {
      title: 'A route for alerts was changed',
      lines: [
        'Two administrators have changed the route {route}. From now on other alarms may arrive here, or none.',
        'If you did not expect this, call the auditor. The ledger names both administrators.',
      ],
    },
    'route-removed': {
      title: 'A route for alerts was removed',
      lines: [
        'Two administrators have removed the route {route}. Its alarms no longer arrive here.',
        'If you did not expect this, call the auditor. The ledger names both administrators.',
      ],
    },
    'channel-changed': {
      title: 'The target of alerts was changed',
      lines: [
        'Two administrators have changed the channel {channel}. This message went to the earlier target and to the new one.',
        'If you did not expect this, call the auditor. The ledger names both administrators.',
      ],
    },
    'channel-removed': {
      title: 'A channel for alerts was removed',
      lines: [
        'Two administrators have removed the channel {channel}. No more alerts arrive here.',
        'If you did not expect this, call the auditor. The ledger names both administrators.',
      ],
    },
    'secret-renewed': {
      title: 'The secret of a webhook was renewed',
      lines: [
        'An administrator has renewed the secret of the channel {channel}. The earlier secret also signs until {until}.',
        'If you did not expect this, call the auditor. The ledger names the administrator.',
      ],
    },
    'silence-begun': {
      title: 'Alerts are silenced',
      lines: ['Alerts that this route takes are held until {until}. They are in the console and in the log meanwhile.'],
    },
    'silence-over': {
      title: 'A silence is over',
      lines: ['Alerts arrive again. Alarms that still last follow as messages of their own.'],
    },
  },
  over: 'Over: {title}',
  labels: {
    urgency: 'Urgency',
    site: 'Site',
    lane: 'Lane',
    since: 'Since',
    until: 'Over since',
    reason: 'Reason',
    times: 'Times',
    detail: 'Detail',
    next: 'Next step',
    route: 'Route',
    channel: 'Channel',
    server: 'Server',
    message: 'Message',
    alarms: 'Alarms',
    sites: 'Sites',
    held: 'Held meanwhile',
  },
  allSites: 'all sites',
  allAlarms: 'all that may be silenced',
  ending: 'The server has sent this message by itself. Answers are not read.',
};
