/**
 * Who may do what: the one place. Route guards, consoles' menus and the README's table derive from it. Every act also demands a
 * duty in force whose training has not lapsed; that is not repeated here. Pure.
 */
import type { Act, Condition, Role, Scope } from './vocabulary.ts';

export interface Entitlement {
  readonly scope: Scope;
  readonly conditions: readonly Condition[];
}

export interface ActRule {
  readonly says: string;
  /** One lane that a request names, each of the lanes that a list tells of, or what belongs to no lane. */
  readonly about: 'one-lane' | 'each-lane' | 'no-lane';
  /** `sees`: shows what befell travellers at lanes. `decides`: says where one goes, or opens what is kept of one. */
  readonly travellers: 'sees' | 'decides' | 'none';
  readonly roles: { readonly [R in Role]?: Entitlement };
}

const may = (scope: Scope, ...conditions: readonly Condition[]): Entitlement => ({ scope, conditions });

export const ACCESS_TABLE: { readonly [A in Act]: ActRule } = {
  'lanes.see': {
    says: 'See lanes and how they are',
    about: 'each-lane',
    travellers: 'none',
    roles: {
      officer: may('own-lanes', 'on-shift'),
      supervisor: may('own-sites'),
      'privacy-officer': may('everywhere'),
      auditor: may('everywhere'),
      administrator: may('everywhere'),
    },
  },
  'outcomes.see': {
    says: 'See what lanes report of their travellers',
    about: 'each-lane',
    travellers: 'sees',
    roles: { officer: may('own-lanes', 'on-shift'), supervisor: may('own-sites', 'on-shift') },
  },
  'figures.see': {
    says: 'See how many travellers lanes cleared and referred over time, how long it took, and device faults',
    about: 'each-lane',
    travellers: 'none',
    roles: { supervisor: may('own-sites') },
  },
  'site-figures.see': {
    says: 'See the same of a whole site, by the hour or longer, without small counts',
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
    },
  },
  'lane.open': {
    says: 'Open a lane once, for one person, with a passkey over each opening',
    about: 'one-lane',
    travellers: 'decides',
    roles: {
      officer: may('own-lanes', 'on-shift'),
      supervisor: may('own-sites', 'on-shift'),
    },
  },
  'lane.open-in-emergency': {
    says: 'Let a lane stand open in an emergency, or end that, with a passkey over each',
    about: 'one-lane',
    travellers: 'none',
    roles: { officer: may('own-sites'), supervisor: may('own-sites') },
  },
  'emergencies.see': {
    says: 'See which lanes were opened in an emergency, and what a second person says about it',
    about: 'each-lane',
    travellers: 'none',
    roles: { officer: may('own-sites'), supervisor: may('own-sites'), auditor: may('everywhere') },
  },
  'emergency.confirm': {
    says: 'Say whether an emergency opening by another was founded',
    about: 'one-lane',
    travellers: 'none',
    roles: { supervisor: may('own-sites', 'step-up', 'two-people') },
  },
  'openings.see': {
    says: 'See which lanes were opened by hand for a cause, and what a second person says about it',
    about: 'each-lane',
    travellers: 'none',
    roles: { officer: may('own-sites'), supervisor: may('own-sites'), auditor: may('everywhere') },
  },
  'opening.confirm': {
    says: 'Say whether an opening by hand by another had a cause',
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
    says: 'See what lanes were ordered to do, and what became of it',
    about: 'each-lane',
    travellers: 'sees',
    roles: {
      officer: may('own-lanes', 'on-shift'),
      supervisor: may('own-sites'),
      'privacy-officer': may('everywhere'),
    },
  },
  'referrals.see': {
    says: 'See who was referred and waits',
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
    says: 'Decide a referral that one has taken',
    about: 'one-lane',
    travellers: 'decides',
    roles: { officer: may('own-lanes', 'on-shift'), supervisor: may('own-sites', 'on-shift') },
  },
  'referral.second': {
    says: "Ask for, or give, a second opinion on another's referral",
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
    says: 'Mark a referral for safeguarding and see those that are',
    about: 'one-lane',
    travellers: 'decides',
    roles: { officer: may('own-lanes', 'on-shift'), supervisor: may('own-sites', 'on-shift') },
  },
  'referral.review': {
    says: 'Review how a referral was decided',
    about: 'one-lane',
    travellers: 'decides',
    roles: { supervisor: may('own-sites', 'on-shift') },
  },
  'second-looks.see': {
    says: 'See which decisions to let a doubted traveller go wait for a second look',
    about: 'each-lane',
    travellers: 'sees',
    roles: { officer: may('own-sites', 'on-shift'), supervisor: may('own-sites', 'on-shift') },
  },
  'second-look.find': {
    says: "Say what a second look at another's decision to let a doubted traveller go has found",
    about: 'one-lane',
    travellers: 'decides',
    roles: {
      officer: may('own-sites', 'on-shift', 'step-up', 'two-people'),
      supervisor: may('own-sites', 'on-shift', 'step-up', 'two-people'),
    },
  },
  'second-look.follow-up': {
    says: 'Say what is right where a second look disagrees with a decision',
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
    says: 'See how attentive the work at a site is, and when breaks are due',
    about: 'each-lane',
    travellers: 'none',
    roles: { officer: may('own-lanes', 'on-shift'), supervisor: may('own-sites') },
  },
  'vigilance.review': {
    says: 'See how tests of attention went, and whose decisions stand out',
    about: 'each-lane',
    travellers: 'none',
    roles: { supervisor: may('own-sites') },
  },
  'evidence.see': {
    says: 'Look at what a lane keeps of a referred traveller, with a passkey over each viewing',
    about: 'one-lane',
    travellers: 'decides',
    roles: {
      officer: may('own-sites', 'on-shift'),
      supervisor: may('own-sites', 'on-shift'),
    },
  },
  'degradations.see': {
    says: 'See which degradations of policy are in force',
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
    says: 'Propose that lanes work with less for some hours',
    about: 'one-lane',
    travellers: 'none',
    roles: { supervisor: may('own-sites', 'on-shift') },
  },
  'degradation.approve': {
    says: 'Approve that lanes work with less for some hours',
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
    says: 'See which legal holds there are',
    about: 'each-lane',
    travellers: 'none',
    roles: { supervisor: may('own-sites'), 'privacy-officer': may('everywhere'), auditor: may('everywhere') },
  },
  'hold.propose': {
    says: 'Propose a legal hold, or that one ends',
    about: 'one-lane',
    travellers: 'none',
    roles: { supervisor: may('own-sites', 'on-shift'), 'privacy-officer': may('everywhere') },
  },
  'hold.approve': {
    says: 'Approve a legal hold, or that one ends',
    about: 'one-lane',
    travellers: 'none',
    roles: { 'privacy-officer': may('everywhere', 'step-up', 'two-people') },
  },
  'captures.erase': {
    says: 'Have a lane erase what it keeps of one traveller, because they asked for it',
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
    says: 'Bring a signature under an agreed retention policy; with the second, lanes are ordered to adopt it',
    about: 'no-lane',
    travellers: 'none',
    roles: { 'privacy-officer': may('everywhere', 'step-up') },
  },
  'held.see': {
    says: 'See how much is kept where, and until when',
    about: 'each-lane',
    travellers: 'none',
    roles: { 'privacy-officer': may('everywhere') },
  },
  'erasures.see': {
    says: 'See what was erased, and what is overdue',
    about: 'each-lane',
    travellers: 'none',
    roles: { 'privacy-officer': may('everywhere'), auditor: may('everywhere') },
  },
  'viewings.see': {
    says: 'See who looked at evidence, why, and what stands out',
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
    says: 'Have a file made of what one may see of privacy',
    about: 'no-lane',
    travellers: 'none',
    roles: { 'privacy-officer': may('everywhere'), auditor: may('everywhere') },
  },
  'access-requests.see': {
    says: "See travellers' requests for access",
    about: 'no-lane',
    travellers: 'sees',
    roles: { 'privacy-officer': may('everywhere') },
  },
  'access-request.answer': {
    says: "Open and answer a traveller's request for access",
    about: 'no-lane',
    travellers: 'sees',
    roles: { 'privacy-officer': may('everywhere', 'step-up') },
  },
  'exports.see': {
    says: 'See what left for partners',
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
    says: 'Receive what was exported to oneself',
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
    says: 'Propose, and withdraw what one has proposed; the kind demands its own act',
    about: 'no-lane',
    travellers: 'none',
    roles: {
      supervisor: may('everywhere'),
      'privacy-officer': may('everywhere'),
      administrator: may('everywhere'),
    },
  },
  'proposals.approve': {
    says: 'Approve or turn down what another has proposed; the kind demands its own act',
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
    says: 'Propose a duty for a person, or that one ends',
    about: 'no-lane',
    travellers: 'none',
    roles: { administrator: may('everywhere') },
  },
  'duty.approve': {
    says: 'Approve a duty for a person, or that one ends',
    about: 'no-lane',
    travellers: 'none',
    roles: { administrator: may('everywhere', 'step-up', 'two-people') },
  },
  'people.see': {
    says: 'See the people who work here',
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
    says: "Disable a person, or end a person's sessions",
    about: 'no-lane',
    travellers: 'none',
    roles: { administrator: may('everywhere', 'step-up') },
  },
  'people.disable-approve': {
    says: 'Approve that a person is disabled without whom fewer than two administrators can act',
    about: 'no-lane',
    travellers: 'none',
    roles: {
      'privacy-officer': may('everywhere', 'step-up', 'two-people'),
      administrator: may('everywhere', 'step-up', 'two-people'),
    },
  },
  'recovery.propose': {
    says: 'Propose that a person who lost their keys gets new ones',
    about: 'no-lane',
    travellers: 'none',
    roles: { administrator: may('everywhere') },
  },
  'recovery.approve': {
    says: 'Approve that a person who lost their keys gets new ones',
    about: 'no-lane',
    travellers: 'none',
    roles: { administrator: may('everywhere', 'step-up', 'two-people') },
  },
  'fleet.see': {
    says: 'See kiosks and their certificates',
    about: 'each-lane',
    travellers: 'none',
    roles: { supervisor: may('own-sites'), auditor: may('everywhere'), administrator: may('everywhere') },
  },
  'fleet.enrol': {
    says: 'Issue the one-time code of a kiosk',
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
    says: 'Approve that a kiosk is disabled which keeps captures under a legal hold',
    about: 'one-lane',
    travellers: 'none',
    roles: { 'privacy-officer': may('everywhere', 'step-up', 'two-people') },
  },
  'server-key.propose': {
    says: "Propose that the server's signing key is followed by another",
    about: 'no-lane',
    travellers: 'none',
    roles: { administrator: may('everywhere', 'step-up') },
  },
  'server-key.approve': {
    says: "Approve that the server's signing key is followed by another",
    about: 'no-lane',
    travellers: 'none',
    roles: { administrator: may('everywhere', 'step-up', 'two-people') },
  },
  'metrics.see': {
    says: "See the server's measurements",
    about: 'no-lane',
    travellers: 'none',
    roles: { administrator: may('everywhere') },
  },
  'ledger.browse': {
    says: "See the ledger's heads and witnesses, which entries it holds, and proofs that they are there",
    about: 'no-lane',
    travellers: 'none',
    roles: { 'privacy-officer': may('everywhere'), auditor: may('everywhere'), administrator: may('everywhere') },
  },
  'ledger.see': {
    says: "Get the ledger's proofs with what the entries say",
    about: 'no-lane',
    travellers: 'none',
    roles: { 'privacy-officer': may('everywhere'), auditor: may('everywhere') },
  },
  'audit.see': {
    says: 'See what was done here and by whom',
    about: 'no-lane',
    travellers: 'none',
    roles: { auditor: may('everywhere') },
  },
};
