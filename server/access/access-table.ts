/**
 * The access table: roles, acts, scopes and conditions. Route guards, the consoles' menus and the README's table derive from it. Every act
 * also needs a duty in force with valid training, which the table does not repeat. Pure.
 */
import type { Act, Condition, Role, Scope } from './vocabulary.ts';

export interface Entitlement {
  readonly scope: Scope;
  readonly conditions: readonly Condition[];
}

export interface ActRule {
  readonly says: string;
  /** Whether the act concerns one named lane, each lane of a list, or no lane. */
  readonly about: 'one-lane' | 'each-lane' | 'no-lane';
  /** `sees`: shows what happened to travellers at lanes. `decides`: decides about a traveller or opens their captures. */
  readonly travellers: 'sees' | 'decides' | 'none';
  readonly roles: { readonly [R in Role]?: Entitlement };
}

const may = (scope: Scope, ...conditions: readonly Condition[]): Entitlement => ({ scope, conditions });

export const ACCESS_TABLE: { readonly [A in Act]: ActRule } = {
  'lanes.see': {
    says: 'See lanes and their state',
    about: 'each-lane',
    travellers: 'none',
    roles: {
      officer: may('own-lanes', 'on-shift'),
      supervisor: may('own-sites'),
      'privacy-officer': may('everywhere'),
      auditor: may('everywhere'),
      administrator: may('everywhere'),
      technician: may('own-sites'),
    },
  },
  'outcomes.see': {
    says: 'See the outcomes that lanes report',
    about: 'each-lane',
    travellers: 'sees',
    roles: { officer: may('own-lanes', 'on-shift'), supervisor: may('own-sites', 'on-shift') },
  },
  'figures.see': {
    says: 'See counts of cleared and referred travellers over time, durations and device faults',
    about: 'each-lane',
    travellers: 'none',
    roles: { supervisor: may('own-sites') },
  },
  'site-figures.see': {
    says: 'See the same figures for a whole site, by days that have ended, without small counts',
    about: 'each-lane',
    travellers: 'none',
    roles: { 'privacy-officer': may('everywhere'), auditor: may('everywhere'), administrator: may('everywhere') },
  },
  'alarms.see': {
    says: 'See alarms about lanes',
    about: 'each-lane',
    travellers: 'none',
    roles: {
      officer: may('own-lanes', 'on-shift'),
      supervisor: may('own-sites'),
      'privacy-officer': may('everywhere'),
      auditor: may('everywhere'),
      administrator: may('everywhere'),
      technician: may('own-sites'),
    },
  },
  'lane.open': {
    says: 'Open a lane once, for one person, with a passkey for each opening',
    about: 'one-lane',
    travellers: 'decides',
    roles: {
      officer: may('own-lanes', 'on-shift'),
      supervisor: may('own-sites', 'on-shift'),
    },
  },
  'lane.open-in-emergency': {
    says: 'Keep a lane open in an emergency, or end that, with a passkey each time',
    about: 'one-lane',
    travellers: 'none',
    roles: { officer: may('own-sites'), supervisor: may('own-sites') },
  },
  'emergencies.see': {
    says: 'See emergency openings and their reviews',
    about: 'each-lane',
    travellers: 'none',
    roles: { officer: may('own-sites'), supervisor: may('own-sites'), auditor: may('everywhere') },
  },
  'emergency.confirm': {
    says: "Review whether another person's emergency opening was justified",
    about: 'one-lane',
    travellers: 'none',
    roles: { supervisor: may('own-sites', 'step-up', 'two-people') },
  },
  'openings.see': {
    says: 'See lanes opened by hand for a cause, and the reviews',
    about: 'each-lane',
    travellers: 'none',
    roles: { officer: may('own-sites'), supervisor: may('own-sites'), auditor: may('everywhere') },
  },
  'opening.confirm': {
    says: "Review whether another person's opening by hand had a cause",
    about: 'one-lane',
    travellers: 'none',
    roles: {
      officer: may('own-sites', 'on-shift', 'step-up', 'two-people'),
      supervisor: may('own-sites', 'step-up', 'two-people'),
    },
  },
  'lane.serve': {
    says: 'Take a lane out of service, or return it',
    about: 'one-lane',
    travellers: 'none',
    roles: {
      officer: may('own-lanes', 'on-shift'),
      supervisor: may('own-sites'),
      administrator: may('everywhere', 'step-up'),
    },
  },
  'orders.see': {
    says: 'See orders to lanes and their results',
    about: 'each-lane',
    travellers: 'sees',
    roles: {
      officer: may('own-lanes', 'on-shift'),
      supervisor: may('own-sites'),
      'privacy-officer': may('everywhere'),
    },
  },
  'referrals.see': {
    says: 'See waiting referrals',
    about: 'each-lane',
    travellers: 'sees',
    roles: { officer: may('own-lanes', 'on-shift'), supervisor: may('own-sites', 'on-shift') },
  },
  'referral.take': {
    says: 'Take a referral, or give it back',
    about: 'one-lane',
    travellers: 'decides',
    roles: { officer: may('own-lanes', 'on-shift'), supervisor: may('own-sites', 'on-shift') },
  },
  'referral.decide': {
    says: 'Decide a referral after taking it',
    about: 'one-lane',
    travellers: 'decides',
    roles: { officer: may('own-lanes', 'on-shift'), supervisor: may('own-sites', 'on-shift') },
  },
  'referral.second': {
    says: "Ask for, or give, a second opinion on another officer's referral",
    about: 'one-lane',
    travellers: 'decides',
    roles: { officer: may('own-sites', 'on-shift'), supervisor: may('own-sites', 'on-shift') },
  },
  'referral.hand-over': {
    says: 'Hand referrals over to the next shift',
    about: 'each-lane',
    travellers: 'decides',
    roles: { officer: may('own-lanes'), supervisor: may('own-sites') },
  },
  'referral.safeguard': {
    says: 'Mark a referral for safeguarding, and see marked referrals',
    about: 'one-lane',
    travellers: 'decides',
    roles: { officer: may('own-lanes', 'on-shift'), supervisor: may('own-sites', 'on-shift') },
  },
  'referral.review': {
    says: 'Review the decision on a referral',
    about: 'one-lane',
    travellers: 'decides',
    roles: { supervisor: may('own-sites', 'on-shift') },
  },
  'second-looks.see': {
    says: 'See admissions that await a second look',
    about: 'each-lane',
    travellers: 'sees',
    roles: { officer: may('own-sites', 'on-shift'), supervisor: may('own-sites', 'on-shift') },
  },
  'second-look.find': {
    says: "Report the finding of a second look at another officer's admission",
    about: 'one-lane',
    travellers: 'decides',
    roles: {
      officer: may('own-sites', 'on-shift', 'step-up', 'two-people'),
      supervisor: may('own-sites', 'on-shift', 'step-up', 'two-people'),
    },
  },
  'second-look.follow-up': {
    says: 'Decide where a second look disagrees with a decision',
    about: 'one-lane',
    travellers: 'decides',
    roles: { supervisor: may('own-sites', 'on-shift', 'step-up', 'two-people') },
  },
  'watch.keep': {
    says: 'Watch the lanes of a site, for an hour at most',
    about: 'each-lane',
    travellers: 'none',
    roles: { officer: may('own-lanes', 'on-shift'), supervisor: may('own-sites', 'on-shift') },
  },
  'vigilance.see': {
    says: 'See the vigilance at a site and when breaks are due',
    about: 'each-lane',
    travellers: 'none',
    roles: { officer: may('own-lanes', 'on-shift'), supervisor: may('own-sites') },
  },
  'vigilance.review': {
    says: 'See the results of attention tests, and unusual decision patterns',
    about: 'each-lane',
    travellers: 'none',
    roles: { supervisor: may('own-sites') },
  },
  'evidence.see': {
    says: 'View the captures of a referred traveller, with a passkey for each viewing',
    about: 'one-lane',
    travellers: 'decides',
    roles: {
      officer: may('own-sites', 'on-shift'),
      supervisor: may('own-sites', 'on-shift'),
    },
  },
  'degradations.see': {
    says: 'See the policy degradations in force',
    about: 'each-lane',
    travellers: 'none',
    roles: {
      officer: may('own-lanes', 'on-shift'),
      supervisor: may('own-sites'),
      'privacy-officer': may('everywhere'),
      auditor: may('everywhere'),
    },
  },
  'degradation.propose': {
    says: 'Propose a policy degradation for some hours',
    about: 'one-lane',
    travellers: 'none',
    roles: { supervisor: may('own-sites', 'on-shift') },
  },
  'degradation.approve': {
    says: 'Approve a policy degradation for some hours',
    about: 'one-lane',
    travellers: 'none',
    roles: { supervisor: may('own-sites', 'on-shift', 'step-up', 'two-people') },
  },
  'degradation.end': {
    says: 'End a degradation before its time',
    about: 'one-lane',
    travellers: 'none',
    roles: { supervisor: may('own-sites', 'on-shift') },
  },
  'holds.see': {
    says: 'See the legal holds',
    about: 'each-lane',
    travellers: 'none',
    roles: { supervisor: may('own-sites'), 'privacy-officer': may('everywhere'), auditor: may('everywhere') },
  },
  'hold.propose': {
    says: 'Propose a legal hold or its end',
    about: 'one-lane',
    travellers: 'none',
    roles: { supervisor: may('own-sites', 'on-shift'), 'privacy-officer': may('everywhere') },
  },
  'hold.approve': {
    says: 'Approve a legal hold or its end',
    about: 'one-lane',
    travellers: 'none',
    roles: { 'privacy-officer': may('everywhere', 'step-up', 'two-people') },
  },
  'captures.erase': {
    says: "Order a lane to erase one traveller's captures on their request",
    about: 'one-lane',
    travellers: 'none',
    roles: { 'privacy-officer': may('everywhere', 'step-up') },
  },
  'retention.see': {
    says: 'See the retention policies',
    about: 'no-lane',
    travellers: 'none',
    roles: {
      supervisor: may('everywhere'),
      'privacy-officer': may('everywhere'),
      auditor: may('everywhere'),
    },
  },
  'retention.propose': {
    says: 'Propose a retention policy',
    about: 'no-lane',
    travellers: 'none',
    roles: { 'privacy-officer': may('everywhere') },
  },
  'retention.approve': {
    says: 'Approve a retention policy',
    about: 'no-lane',
    travellers: 'none',
    roles: { 'privacy-officer': may('everywhere', 'step-up', 'two-people') },
  },
  'retention.sign': {
    says: 'Upload a signature for an approved retention policy; after the second, lanes are ordered to adopt it',
    about: 'no-lane',
    travellers: 'none',
    roles: { 'privacy-officer': may('everywhere', 'step-up') },
  },
  'held.see': {
    says: 'See how many captures are kept where, and until when',
    about: 'each-lane',
    travellers: 'none',
    roles: { 'privacy-officer': may('everywhere') },
  },
  'erasures.see': {
    says: 'See erasures and overdue captures',
    about: 'each-lane',
    travellers: 'none',
    roles: { 'privacy-officer': may('everywhere'), auditor: may('everywhere') },
  },
  'viewings.see': {
    says: 'See evidence viewings, their purposes and unusual ones',
    about: 'each-lane',
    travellers: 'none',
    roles: { 'privacy-officer': may('everywhere'), auditor: may('everywhere') },
  },
  'processing.see': {
    says: 'See the record of processing',
    about: 'no-lane',
    travellers: 'none',
    roles: { 'privacy-officer': may('everywhere'), auditor: may('everywhere') },
  },
  'record.export': {
    says: 'Export visible privacy records to a file',
    about: 'no-lane',
    travellers: 'none',
    roles: { 'privacy-officer': may('everywhere'), auditor: may('everywhere') },
  },
  'access-requests.see': {
    says: "See travellers' access requests",
    about: 'no-lane',
    travellers: 'sees',
    roles: { 'privacy-officer': may('everywhere') },
  },
  'access-request.answer': {
    says: "Open and answer a traveller's access request",
    about: 'no-lane',
    travellers: 'sees',
    roles: { 'privacy-officer': may('everywhere', 'step-up') },
  },
  'calendar.see': {
    says: 'See the dates of reviews, holds, answers, duties and keys that one may see elsewhere',
    about: 'no-lane',
    travellers: 'none',
    roles: { 'privacy-officer': may('everywhere'), auditor: may('everywhere'), administrator: may('everywhere') },
  },
  'exports.see': {
    says: 'See exports to partners',
    about: 'no-lane',
    travellers: 'none',
    roles: { 'privacy-officer': may('everywhere'), auditor: may('everywhere') },
  },
  'export.propose': {
    says: 'Propose an export under an agreement',
    about: 'no-lane',
    travellers: 'none',
    roles: { 'privacy-officer': may('everywhere') },
  },
  'export.approve': {
    says: 'Approve an export under an agreement',
    about: 'no-lane',
    travellers: 'none',
    roles: { 'privacy-officer': may('everywhere', 'step-up', 'two-people') },
  },
  'export.receive': {
    says: "Receive exports addressed to the person's agency",
    about: 'no-lane',
    travellers: 'sees',
    roles: { partner: may('everywhere', 'step-up') },
  },
  'proposals.see': {
    says: 'See proposals of the kinds that one may propose or approve',
    about: 'no-lane',
    travellers: 'none',
    roles: {
      supervisor: may('everywhere'),
      'privacy-officer': may('everywhere'),
      administrator: may('everywhere'),
      auditor: may('everywhere'),
    },
  },
  'proposals.make': {
    says: 'Make and withdraw proposals; each kind also needs its own act',
    about: 'no-lane',
    travellers: 'none',
    roles: {
      supervisor: may('everywhere'),
      'privacy-officer': may('everywhere'),
      administrator: may('everywhere'),
    },
  },
  'proposals.approve': {
    says: "Approve or decline another person's proposal; each kind also needs its own act",
    about: 'no-lane',
    travellers: 'none',
    roles: {
      supervisor: may('everywhere', 'step-up'),
      'privacy-officer': may('everywhere', 'step-up'),
      administrator: may('everywhere', 'step-up'),
    },
  },
  'duties.see': {
    says: 'See who holds which duties',
    about: 'no-lane',
    travellers: 'none',
    roles: { auditor: may('everywhere'), administrator: may('everywhere') },
  },
  'duty.propose': {
    says: 'Propose a duty for a person, or the end of a duty',
    about: 'no-lane',
    travellers: 'none',
    roles: { administrator: may('everywhere') },
  },
  'duty.approve': {
    says: 'Approve a duty for a person, or the end of a duty',
    about: 'no-lane',
    travellers: 'none',
    roles: { administrator: may('everywhere', 'step-up', 'two-people') },
  },
  'people.see': {
    says: 'See staff accounts',
    about: 'no-lane',
    travellers: 'none',
    roles: { auditor: may('everywhere'), administrator: may('everywhere') },
  },
  'people.invite': {
    says: 'Invite a person',
    about: 'no-lane',
    travellers: 'none',
    roles: { administrator: may('everywhere', 'step-up') },
  },
  'people.disable': {
    says: 'Disable a person, or end their sessions',
    about: 'no-lane',
    travellers: 'none',
    roles: { administrator: may('everywhere', 'step-up') },
  },
  'people.disable-approve': {
    says: 'Approve disabling a person when fewer than two administrators would remain',
    about: 'no-lane',
    travellers: 'none',
    roles: {
      'privacy-officer': may('everywhere', 'step-up', 'two-people'),
      administrator: may('everywhere', 'step-up', 'two-people'),
    },
  },
  'recovery.propose': {
    says: 'Propose the recovery of an account whose keys are lost',
    about: 'no-lane',
    travellers: 'none',
    roles: { administrator: may('everywhere') },
  },
  'recovery.approve': {
    says: 'Approve the recovery of an account whose keys are lost',
    about: 'no-lane',
    travellers: 'none',
    roles: { administrator: may('everywhere', 'step-up', 'two-people') },
  },
  'fleet.see': {
    says: 'See kiosks and their certificates',
    about: 'each-lane',
    travellers: 'none',
    roles: {
      supervisor: may('own-sites'),
      auditor: may('everywhere'),
      administrator: may('everywhere'),
      technician: may('own-sites'),
    },
  },
  'policies.try': {
    says: 'Try a decision policy on what lanes reported in the last weeks, as shares without small counts',
    about: 'no-lane',
    travellers: 'none',
    roles: { administrator: may('everywhere') },
  },
  'fleet.enrol': {
    says: "Issue a kiosk's one-time code",
    about: 'no-lane',
    travellers: 'none',
    roles: { administrator: may('everywhere', 'step-up') },
  },
  'fleet.disable': {
    says: 'Disable a stolen kiosk',
    about: 'one-lane',
    travellers: 'none',
    roles: { supervisor: may('own-sites', 'step-up'), administrator: may('everywhere', 'step-up') },
  },
  'fleet.disable-approve': {
    says: 'Approve disabling a kiosk that keeps captures under a legal hold',
    about: 'one-lane',
    travellers: 'none',
    roles: { 'privacy-officer': may('everywhere', 'step-up', 'two-people') },
  },
  'watchlist.look-up': {
    says: 'Look a watchlist hit of a held referral up at the authority, with an evidence grant for the traveller',
    about: 'one-lane',
    travellers: 'decides',
    roles: { officer: may('own-lanes', 'on-shift'), supervisor: may('own-sites', 'on-shift') },
  },
  'releases.see': {
    says: 'See which releases lanes hold, what is pending, and why',
    about: 'each-lane',
    travellers: 'none',
    roles: {
      supervisor: may('own-sites'),
      auditor: may('everywhere'),
      administrator: may('everywhere'),
      technician: may('own-sites'),
    },
  },
  'roll-out.halt': {
    says: 'Hold a staged release, or return it from all lanes that use it',
    about: 'no-lane',
    travellers: 'none',
    roles: { administrator: may('everywhere') },
  },
  'roll-out.resume': {
    says: 'Resume a staged release that is held',
    about: 'no-lane',
    travellers: 'none',
    roles: { administrator: may('everywhere', 'step-up') },
  },
  'release-freeze.set': {
    says: 'Set or end a time in which no staged release proceeds',
    about: 'no-lane',
    travellers: 'none',
    roles: { administrator: may('everywhere', 'step-up') },
  },
  'readiness.see': {
    says: 'See the readiness checks of lanes, their measured values and who made them',
    about: 'each-lane',
    travellers: 'none',
    roles: { auditor: may('everywhere'), administrator: may('everywhere'), technician: may('own-sites') },
  },
  'readiness.begin': {
    says: 'Begin a readiness check with the code that a lane shows',
    about: 'one-lane',
    travellers: 'none',
    roles: { administrator: may('everywhere', 'step-up'), technician: may('own-sites', 'step-up') },
  },
  'lane-software.propose': {
    says: 'Propose to approve a start or a release of lanes, or to withdraw an approval',
    about: 'no-lane',
    travellers: 'none',
    roles: { administrator: may('everywhere', 'step-up') },
  },
  'lane-software.approve': {
    says: 'Approve a start or a release of lanes, or the withdrawal of an approval',
    about: 'no-lane',
    travellers: 'none',
    roles: { administrator: may('everywhere', 'step-up', 'two-people') },
  },
  'components.see': {
    says: 'See the components of the server and of lanes, their known faults, deadlines and exceptions',
    about: 'no-lane',
    travellers: 'none',
    roles: { auditor: may('everywhere'), administrator: may('everywhere') },
  },
  'component-exceptions.propose': {
    says: 'Propose to accept a known fault of a component until a day, or to end that earlier',
    about: 'no-lane',
    travellers: 'none',
    roles: { administrator: may('everywhere', 'step-up') },
  },
  'component-exceptions.approve': {
    says: 'Approve an exception for a known fault of a component, or its end',
    about: 'no-lane',
    travellers: 'none',
    roles: { administrator: may('everywhere', 'step-up', 'two-people') },
  },
  'sites.change': {
    says: 'Name sites and lanes, and place lanes on the plan of a site',
    about: 'no-lane',
    travellers: 'none',
    roles: { administrator: may('everywhere', 'step-up') },
  },
  'brand.propose': {
    says: 'Propose the name, logo and colours of the consoles',
    about: 'no-lane',
    travellers: 'none',
    roles: { administrator: may('everywhere') },
  },
  'brand.approve': {
    says: 'Approve the name, logo and colours of the consoles',
    about: 'no-lane',
    travellers: 'none',
    roles: { administrator: may('everywhere', 'step-up', 'two-people') },
  },
  'setup.see': {
    says: 'See what is left to set up',
    about: 'no-lane',
    travellers: 'none',
    roles: { auditor: may('everywhere'), administrator: may('everywhere') },
  },
  'setup.state': {
    says: 'State that a part of the set-up is done outside the server, with a reason',
    about: 'no-lane',
    travellers: 'none',
    roles: { administrator: may('everywhere', 'step-up') },
  },
  'alerts.see': {
    says: 'See where alerts go, silences, and the log of deliveries',
    about: 'no-lane',
    travellers: 'none',
    roles: { auditor: may('everywhere'), administrator: may('everywhere') },
  },
  'alerts.propose': {
    says: 'Propose a channel or a route for alerts, or its removal',
    about: 'no-lane',
    travellers: 'none',
    roles: { administrator: may('everywhere', 'step-up') },
  },
  'alerts.approve': {
    says: 'Approve a channel or a route for alerts, or its removal',
    about: 'no-lane',
    travellers: 'none',
    roles: { administrator: may('everywhere', 'step-up', 'two-people') },
  },
  'alerts.silence': {
    says: 'Silence alerts for some hours, or end a silence',
    about: 'no-lane',
    travellers: 'none',
    roles: { administrator: may('everywhere', 'step-up') },
  },
  'alerts.test': {
    says: 'Send a test through a channel for alerts',
    about: 'no-lane',
    travellers: 'none',
    roles: { administrator: may('everywhere') },
  },
  'alerts.renew-secret': {
    says: 'Renew the signing secret of a channel for alerts',
    about: 'no-lane',
    travellers: 'none',
    roles: { administrator: may('everywhere', 'step-up') },
  },
  'declarations.see': {
    says: "See the readable facts of traders' declarations",
    about: 'no-lane',
    travellers: 'none',
    roles: { 'customs-officer': may('everywhere', 'on-shift') },
  },
  'declaration.view': {
    says: "View sealed field groups of a trader's declaration for a purpose, which its trader sees",
    about: 'no-lane',
    travellers: 'none',
    roles: { 'customs-officer': may('everywhere', 'on-shift', 'step-up') },
  },
  'traders.propose': {
    says: "Propose a key for a trader's program or a person of a trader, or an end",
    about: 'no-lane',
    travellers: 'none',
    roles: { administrator: may('everywhere', 'step-up') },
  },
  'traders.approve': {
    says: "Approve a key for a trader's program or a person of a trader, or an end",
    about: 'no-lane',
    travellers: 'none',
    roles: { administrator: may('everywhere', 'step-up', 'two-people') },
  },
  'server-key.propose': {
    says: "Propose the succession of the server's signing key",
    about: 'no-lane',
    travellers: 'none',
    roles: { administrator: may('everywhere', 'step-up') },
  },
  'server-key.approve': {
    says: "Approve the succession of the server's signing key",
    about: 'no-lane',
    travellers: 'none',
    roles: { administrator: may('everywhere', 'step-up', 'two-people') },
  },
  'metrics.see': {
    says: "See the server's metrics",
    about: 'no-lane',
    travellers: 'none',
    roles: { administrator: may('everywhere') },
  },
  'ledger.browse': {
    says: "See the ledger's heads, witnesses, entry list and proofs without content",
    about: 'no-lane',
    travellers: 'none',
    roles: { 'privacy-officer': may('everywhere'), auditor: may('everywhere'), administrator: may('everywhere') },
  },
  'ledger.see': {
    says: "Get the ledger's proofs with the entries' content",
    about: 'no-lane',
    travellers: 'none',
    roles: { 'privacy-officer': may('everywhere'), auditor: may('everywhere') },
  },
  'audit.see': {
    says: 'See the acts of all people',
    about: 'no-lane',
    travellers: 'none',
    roles: { auditor: may('everywhere') },
  },
};
