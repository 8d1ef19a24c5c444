/** For each act that one person can do alone, how an insider would misuse it, and the events of that. `server/oversight/detection/insiders.md` lists them. */
import type { Act } from '../../../../server/platform/access/vocabulary.ts';
import type { DetectionEvent } from '../../../../server/oversight/detection/events/event.ts';
import type { RuleId } from '../../../../server/oversight/detection/rules/rule-ids.ts';

const MINUTE = 60_000;

type Some = Omit<DetectionEvent, 'at' | 'kind'>;
const by = (role: string, more: Some = {}): Some => ({ actor: `insider-${role}`, role, site: 'site-1', ...more });
/** Events every few minutes, from the fourth hour of a day. */
const often = (kind: DetectionEvent['kind'], count: number, of: (number: number) => Some): readonly DetectionEvent[] =>
  Array.from({ length: count }, (_, number) => ({ at: (240 + 2 * number) * MINUTE, kind, ...of(number) }));
const once = (kind: DetectionEvent['kind'], of: Some): readonly DetectionEvent[] => often(kind, 1, () => of);
const alarm = (reason: string, more: Some = {}) => once('alarm', { reason, lane: 'site-1-lane-1', ...more });

interface Misuse {
  readonly misuse: string;
  /** One of them reports it within a day. */
  readonly rules: readonly RuleId[];
  readonly events: readonly DetectionEvent[];
}

/** An act that alone does no harm, or that another part of the server answers. */
interface Harmless {
  readonly because: string;
}

export const INSIDER_ACTS: { readonly [A in Act]?: readonly (Misuse | Harmless)[] } = {
  'lane.open': [
    {
      misuse: 'lets friends through by opening a gate for an invented cause again and again',
      rules: ['opened-for-cause-often'],
      events: often('opened-for-cause', 5, () => by('officer', { lane: 'site-1-lane-3', reason: 'assistance' })),
    },
    {
      misuse: 'opens once without a cause, which no second person confirms',
      rules: ['opening-unconfirmed'],
      events: alarm('opening-unconfirmed'),
    },
  ],
  'lane.open-in-emergency': [
    { misuse: 'invents an emergency', rules: ['opening-unconfirmed'], events: alarm('emergency-unconfirmed') },
  ],
  'lane.serve': [
    {
      misuse: 'takes the lanes of a site out of service',
      rules: ['acts-in-hour', 'acts-of-day'],
      events: often('lane-taken-out', 10, (number) => by('officer', { lane: `site-1-lane-${number + 1}` })),
    },
  ],
  'referral.take': [{ because: 'a referral that a person keeps shows in the waiting times, and can be given back' }],
  'referral.decide': [
    {
      misuse: 'admits an accomplice alone against a decisive failed check',
      rules: ['decided-alone-against-failure'],
      events: once('referral-admitted', by('officer', { subject: 'of-accomplice', reason: 'signer-revoked' })),
    },
    {
      misuse: 'admits an accomplice whose document cannot be read; a second look at random disagrees',
      rules: ['second-look-disagrees'],
      events: once('second-look-disagreed', { ...by('supervisor'), subject: 'insider-officer' }),
    },
  ],
  'referral.second': [
    { because: 'two people have decided then; second looks at random and `decides-for-one-person` compare such pairs' },
  ],
  'referral.hand-over': [
    {
      misuse: 'hands accomplices over to an inspection that lets them go',
      rules: ['acts-of-kind'],
      events: often('referral-handed-over', 5, (number) => by('officer', { subject: `of-accomplice-${number}` })),
    },
  ],
  'referral.safeguard': [{ because: 'it adds care for a traveller' }],
  'referral.review': [
    {
      misuse: 'closes the reviews of many decisions without a look',
      rules: ['acts-of-kind', 'acts-in-hour'],
      events: often('decision-reviewed', 14, (number) => by('supervisor', { subject: `decided-${number}` })),
    },
  ],
  'watch.keep': [{ because: 'it opens nothing' }],
  'evidence.see': [
    {
      misuse: 'looks at captures of travellers of others',
      rules: ['acts-of-day', 'acts-in-hour', 'views-of-others'],
      events: often('evidence-viewed', 8, (number) =>
        by('officer', { subject: `of-other-${number}`, relation: 'none', console: 'site-1-console-1' }),
      ),
    },
    {
      misuse: 'uses the session of a colleague at another console',
      rules: ['viewed-at-other-console'],
      events: [
        ...once('signed-in', by('officer', { console: 'site-1-console-1' })),
        { at: 300 * MINUTE, kind: 'evidence-asked', ...by('officer', { subject: 'of-other', console: 'elsewhere' }) },
      ],
    },
  ],
  'degradation.end': [{ because: 'the checks of the lane become stricter' }],
  'captures.erase': [
    {
      misuse: 'erases evidence that no traveller asked about',
      rules: ['erased-without-request'],
      events: once('captures-erased', by('privacy-officer', { subject: 'evidence' })),
    },
    {
      misuse: 'invents the request',
      rules: ['erased-on-own-request'],
      events: [
        ...once('access-request-opened', by('privacy-officer', { subject: 'evidence' })),
        { at: 250 * MINUTE, kind: 'captures-erased', ...by('privacy-officer', { subject: 'evidence' }) },
      ],
    },
  ],
  'retention.sign': [{ because: 'a policy needs the approval of two people and two signatures' }],
  'record.export': [
    {
      misuse: 'carries the records out in several files',
      rules: ['records-exported-often'],
      events: often('record-exported', 4, () => by('auditor', { count: 400 })),
    },
    {
      misuse: 'carries all records out in one file',
      rules: ['acts-of-day'],
      events: once('record-exported', by('auditor', { count: 40_000 })),
    },
  ],
  'access-request.answer': [
    {
      misuse: 'opens requests of travellers who did not ask',
      rules: ['acts-in-hour', 'acts-of-day'],
      events: often('access-request-opened', 14, (number) => by('privacy-officer', { subject: `passage-${number}` })),
    },
  ],
  'export.receive': [{ because: 'the export is addressed to the agency, which is outside the server' }],
  'policies.try': [{ because: 'it shows shares without small counts, and changes nothing' }],
  'proposals.make': [
    {
      misuse: 'makes more proposals than a colleague can read, until one is approved unread',
      rules: ['acts-of-kind', 'acts-of-day', 'acts-in-hour'],
      events: often('proposal-made', 14, () => by('administrator', { reason: 'duty-give' })),
    },
  ],
  'proposals.approve': [
    {
      misuse: 'declines what a colleague proposes, so that nothing can be done',
      rules: ['acts-of-kind', 'acts-about-one', 'acts-in-hour'],
      events: often('proposal-declined', 6, () =>
        by('administrator', { subject: 'site-2-person-5', reason: 'duty-give' }),
      ),
    },
  ],
  'proposals.report': [
    {
      misuse: 'reports the proposals of a colleague as suspicious',
      rules: ['acts-of-kind'],
      events: often('acted', 5, () => by('administrator', { reason: 'proposals.report/reported' })),
    },
  ],
  'people.invite': [
    {
      misuse: 'invents a person and works as them',
      rules: ['invited-and-signed-in'],
      events: [
        ...once('signed-in', by('administrator', { console: 'own' })),
        { at: 242 * MINUTE, kind: 'person-invited', ...by('administrator', { subject: 'invented' }) },
        { at: 250 * MINUTE, kind: 'person-enrolled', actor: 'invented', console: 'own' },
      ],
    },
  ],
  'people.disable': [
    {
      misuse: 'shuts colleagues out',
      rules: ['many-people-disabled'],
      events: often('person-disabled', 3, (number) => by('administrator', { subject: `colleague-${number}` })),
    },
  ],
  'fleet.enrol': [
    {
      misuse: 'enrols a computer that is no lane',
      rules: ['foreign-lane-software'],
      events: alarm('lane-start-unknown'),
    },
  ],
  'fleet.disable': [
    {
      misuse: 'disables a lane',
      rules: ['lane-disabled'],
      events: once('lane-disabled', by('supervisor', { lane: 'site-1-lane-2' })),
    },
  ],
  'watchlist.look-up': [
    {
      misuse: 'searches a list for another person',
      rules: ['lists-searched-often'],
      events: often('watchlist-looked-up', 20, () => by('supervisor')),
    },
  ],
  'roll-out.halt': [
    {
      misuse: 'takes updates back from all lanes',
      rules: ['releases-returned-often'],
      events: often('roll-out-returned', 3, (number) => by('administrator', { subject: `software:lane:${number}` })),
    },
  ],
  'roll-out.resume': [
    {
      misuse: 'resumes at once what the server held',
      rules: ['held-release-resumed-alone'],
      events: [
        ...alarm('roll-out-held'),
        { at: 245 * MINUTE, kind: 'roll-out-resumed', ...by('administrator', { subject: 'software:lane:4' }) },
      ],
    },
  ],
  'release-freeze.set': [
    {
      misuse: 'ends a freeze to resume a roll-out',
      rules: ['freeze-lifted-and-resumed'],
      events: [
        ...once('release-freeze-ended', by('administrator')),
        { at: 260 * MINUTE, kind: 'roll-out-resumed', ...by('administrator', { subject: 'software:lane:5' }) },
      ],
    },
  ],
  'readiness.begin': [
    {
      misuse: 'passes a lane whose hardware was changed',
      rules: ['foreign-lane-software'],
      events: alarm('readiness-unapproved'),
    },
  ],
  'sites.change': [
    {
      misuse: 'renames sites and lanes, so that alarms name the wrong place',
      rules: ['acts-of-kind'],
      events: often('acted', 6, () => by('administrator', { reason: 'sites.change' })),
    },
  ],
  'setup.state': [{ because: 'a statement with its author and reason; no check depends on it' }],
  'alerts.silence': [
    {
      misuse: 'silences the alerts of an incident',
      rules: ['alerts-silenced-over-incident'],
      events: [
        ...alarm('tables-differ', { site: 'site-1' }),
        { at: 250 * MINUTE, kind: 'alerts-silenced', ...by('administrator') },
      ],
    },
  ],
  'alerts.test': [{ because: 'a test names itself as one' }],
  'alerts.renew-secret': [
    { because: 'a receiver that refuses the new signature raises the alarm `alerts-undelivered`' },
  ],
  'declaration.view': [
    {
      misuse: 'reads the sealed fields of traders out of curiosity',
      rules: ['acts-in-hour', 'acts-of-day'],
      events: often('declaration-viewed', 10, (number) => by('customs-officer', { subject: `declaration-${number}` })),
    },
  ],
  'control.record': [
    {
      misuse: 'records results of many controls that were not made',
      rules: ['acts-in-hour', 'acts-of-day'],
      events: often('control-conformed', 40, (number) =>
        by('customs-officer', { subject: `trader-${number % 7}`, reason: 'documents' }),
      ),
    },
    {
      misuse: 'records a result for a declaration that was not selected',
      rules: ['control-without-selection'],
      events: once('control-conformed', by('customs-officer', { subject: 'trader-6', reason: 'not-selected' })),
    },
    {
      because:
        'one who finds nothing in the controls of an accomplice, or in any, is found after days by `finds-nothing` and `controls-one-trader`',
    },
  ],
  'finding.judge': [
    {
      misuse: 'explains the findings about one person away',
      rules: ['acts-about-one', 'acts-of-kind', 'acts-in-hour', 'acts-of-day'],
      events: often('detection-disposed', 5, () =>
        by('security-officer', { reason: 'benign-explained', subject: 'site-1-person-9' }),
      ),
    },
    {
      misuse: 'dismisses a finding about themselves',
      rules: ['own-alert-dismissed'],
      events: once('detection-disposed', by('security-officer', { subject: 'insider-security-officer' })),
    },
    {
      misuse: 'explains all findings away',
      rules: ['acts-in-hour', 'acts-of-day'],
      events: often('detection-disposed', 15, () => by('security-officer', { reason: 'benign-explained' })),
    },
  ],
  'case.handle': [{ because: 'a case is closed only after its findings were judged' }],
  'case.export': [
    {
      misuse: 'carries cases out',
      rules: ['records-exported-often'],
      events: often('record-exported', 4, () => by('security-officer', { reason: 'findings' })),
    },
  ],
  'response.decide': [
    {
      misuse: 'confirms responses that hinder colleagues',
      rules: ['acts-in-hour', 'acts-of-day'],
      events: often('detection-response-started', 6, () => by('security-officer', { reason: 'require-step-up' })),
    },
  ],
  'response.take-back': [
    {
      misuse: 'ends the responses to findings about an accomplice',
      rules: ['acts-of-kind'],
      events: often('acted', 5, () => by('security-officer', { reason: 'response.take-back' })),
    },
  ],
  'breach.open': [{ because: 'it closes nothing' }],
  'breach.add-facts': [{ because: 'it closes nothing' }],
  'breach.handle': [
    { because: 'a breach that is not notified needs two people; an open one has deadlines with alarms' },
  ],
  'breach.sign': [{ because: 'the signed notice is in the ledger and names its author' }],
  'breach.export': [
    {
      misuse: 'carries breaches out',
      rules: ['records-exported-often'],
      events: often('record-exported', 4, () => by('privacy-officer')),
    },
  ],
  'compliance.export': [
    {
      misuse: 'carries the pack of certification out',
      rules: ['records-exported-often'],
      events: often('record-exported', 4, () => by('regulator')),
    },
  ],
  'seed.export': [
    {
      misuse: 'carries the seeds of several periods out',
      rules: ['records-exported-often'],
      events: often('record-exported', 4, () => by('regulator')),
    },
  ],
};
