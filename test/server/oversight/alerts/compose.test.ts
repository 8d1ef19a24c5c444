import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compose, type AlarmFact, type MessageFacts } from '../../../../server/oversight/alerts/compose.ts';
import { ALERT_LANGUAGES, MESSAGE_KINDS } from '../../../../server/oversight/alerts/vocabulary.ts';
import {
  channelChangeSchema,
  mailAddressSchema,
  routeChangeSchema,
} from '../../../../server/oversight/alerts/change-schemas.ts';
import { ALARM_KINDS } from '../../../../server/platform/base/alarm-kinds.ts';

const ALARM: AlarmFact = {
  ...{ id: 7, kioskId: 'north-1', site: 'north', siteName: 'Nordtor', lane: '1' },
  ...{ firstAt: Date.UTC(2026, 10, 28, 11, 40), lastAt: Date.UTC(2026, 10, 28, 11, 41), count: 3, overAt: null },
  about: null,
};
const facts = (over: Partial<MessageFacts> = {}): MessageFacts => ({
  id: `msg_${'a'.repeat(32)}`,
  at: Date.UTC(2026, 10, 28, 12),
  occasion: { kind: 'raised', alarmKind: 'lane-out-of-service', alarms: [ALARM] },
  channel: { name: 'Duty desk', kind: 'email', language: 'en' },
  route: 'Night',
  sender: 'Postern',
  server: 'log.example/test',
  ...over,
});
const email = (over: Partial<MessageFacts> = {}) => {
  const content = compose(facts(over));
  if (content.kind !== 'email') throw new Error('not a mail');
  return content;
};

describe('message of an alarm', () => {
  it('says in a mail what happened, where, since when, and the next step', () => {
    const { subject, text } = email();
    expect(subject).toBe('[Postern] Today: A lane is out of service (Nordtor 1)');
    expect(text.split('\n')).toEqual([
      'A lane is out of service',
      '',
      'Urgency: Today',
      '',
      'Site: Nordtor',
      'Lane: 1 (north-1)',
      'Since: 2026-11-28 11:40 UTC',
      'Times: 3',
      '',
      expect.stringMatching(/^Next step: The lane’s card names the device/),
      '',
      'Route: Night',
      'Server: log.example/test',
      `Message: msg_${'a'.repeat(32)}`,
      '',
      'The server has sent this message by itself. Answers are not read.',
      '',
    ]);
  });
  it('says in a webhook the same as data', () => {
    const content = compose(facts({ channel: { name: 'Duty desk', kind: 'webhook', language: 'en' } }));
    expect(content.kind === 'webhook' && JSON.parse(content.body)).toMatchObject({
      type: 'alarm.raised',
      timestamp: '2026-11-28T12:00:00.000Z',
      data: {
        ...{ kind: 'lane-out-of-service', severity: 'today', title: 'A lane is out of service', route: 'Night' },
        alarms: [{ id: 7, kioskId: 'north-1', site: 'north', lane: '1', count: 3, overAt: null }],
      },
    });
  });
  it('counts further places in the subject', () => {
    const alarms = [ALARM, { ...ALARM, id: 8, lane: '2' }, { ...ALARM, id: 9, lane: '3' }];
    const occasion = { kind: 'over', alarmKind: 'lane-slow', alarms } as const;
    expect(email({ occasion }).subject).toBe('[Postern] Over: A lane is too slow (Nordtor 1 +2)');
  });
  it('begins the subject with the name of the brand', () => {
    expect(email({ sender: 'Grenzwache Nord' }).subject).toMatch(/^\[Grenzwache Nord\] Today: /);
  });
  it('has a subject of 120 characters at most', () => {
    const place = { siteName: 'n'.repeat(64), lane: 'l'.repeat(32) };
    const alarms = [{ ...ALARM, ...place }, ALARM];
    const occasion = { kind: 'raised', alarmKind: 'second-look-disagrees', alarms } as const;
    expect(email({ occasion }).subject).toHaveLength(120);
  });
  it('is in the language of its channel, for each kind of alarm and message', () => {
    const subjectsIn = (language: (typeof ALERT_LANGUAGES)[number]) => {
      const channel = { name: 'Duty desk', kind: 'email', language } as const;
      const notices = MESSAGE_KINDS.flatMap((kind) =>
        kind === 'raised' || kind === 'over' ? [] : [{ kind } as const],
      );
      const raised = ALARM_KINDS.map((alarmKind) => ({ kind: 'raised', alarmKind, alarms: [ALARM] }) as const);
      return [...raised, ...notices].map((occasion) => email({ channel, occasion }).subject);
    };
    const all = ALERT_LANGUAGES.flatMap(subjectsIn);
    expect(new Set(all).size).toBe(ALERT_LANGUAGES.length * (ALARM_KINDS.length + MESSAGE_KINDS.length - 2));
    const french = email({ channel: { name: 'x', kind: 'email', language: 'fr' } });
    expect(french.subject).toBe('[Postern] Aujourd’hui: Une voie est hors service (Nordtor 1)');
  });
  it('holds no mark of HTML from its own texts', () => {
    for (const language of ALERT_LANGUAGES) {
      for (const alarmKind of ALARM_KINDS) {
        const channel = { name: 'x', kind: 'email', language } as const;
        expect(email({ channel, occasion: { kind: 'raised', alarmKind, alarms: [ALARM] } }).text).not.toMatch(/[<>]/);
      }
    }
  });
  it('is not made when a value would begin another header', () => {
    for (const siteName of ['North\r\nBcc: x@evil.example', 'North\nX: y', 'a\u0000b']) {
      const occasion = { kind: 'raised', alarmKind: 'lane-slow', alarms: [{ ...ALARM, siteName }] } as const;
      expect(() => compose(facts({ occasion }))).toThrow();
    }
  });
});

const CHANNEL = { replaces: null, name: 'Duty desk', language: 'en' };
const webhook = (url: string) => channelChangeSchema.safeParse({ ...CHANNEL, target: { kind: 'webhook', url } });

describe('names and targets', () => {
  it.each(['<b>x</b>', 'a\r\nBcc: b', 'a"b', 'a&b', ' ', '', 'x'.repeat(41), 'a\u202eb', "a'; drop", '=cmd'])(
    'refuse the name %j',
    (name) => {
      const target = { kind: 'email', recipients: ['duty@agency.example'] };
      expect(channelChangeSchema.safeParse({ ...CHANNEL, name, target }).success).toBe(false);
      const route = {
        replaces: null,
        name,
        channel: 1,
        takes: { by: 'severity', severities: ['now'] },
        sites: 'all',
        sendsOver: true,
      };
      expect(routeChangeSchema.safeParse(route).success).toBe(false);
    },
  );
  it('accept no mail address with a control character, a space, a quotation mark or a second address', () => {
    for (const address of [
      'a@b.example\r\nBcc: c@d.example',
      'a b@c.example',
      '"a"@b.example',
      'a@b.example,c@d.example',
      'a@b',
      '<a@b.example>',
      'a@-b.example',
      '@b.example',
      'ä@b.example',
    ]) {
      expect(mailAddressSchema.safeParse(address).success, address).toBe(false);
    }
    fc.assert(
      fc.property(fc.string(), (text) => {
        if (mailAddressSchema.safeParse(text).success) expect(text).toMatch(/^[\w.%+-]+@[A-Za-z0-9.-]+$/);
      }),
    );
  });
  it.each([
    'https://hooks.agency.example/alerts',
    'https://hooks.agency.example:8443/a?b=c',
    'https://192.168.1.1/x',
    'https://[2a00::1]/',
  ])('accept the webhook %s', (url) => expect(webhook(url).success).toBe(true));
  it.each([
    ...['http://hooks.example/', 'ftp://hooks.example/', 'hooks.example', 'https://', 'javascript:alert(1)'],
    ...['https://user:password@hooks.example/', 'https://user@hooks.example/', 'https://hooks.example/#x'],
    // Other ways to write an address, which a person would not read as such
    ...['https://2130706433/', 'https://0x7f.1/', 'https://0177.0.0.1/', 'https://127.1/', 'HTTPS://hooks.example/'],
    ...['https://hooks.example/a/../b', ' https://hooks.example/', 'https://hooks.example/\r\nX: y'],
    `https://hooks.example/${'a'.repeat(512)}`,
  ])('refuse the webhook %j', (url) => expect(webhook(url).success).toBe(false));
});
