/** The closed words of access: who somebody is here, what can be done, where, and on what terms. Pure: consoles import it too. */
import { z } from 'zod';
import { officerIdSchema } from '../contract/field.ts';

export const ROLES = ['officer', 'supervisor', 'privacy-officer', 'auditor', 'administrator', 'partner'] as const;
export type Role = (typeof ROLES)[number];

/** All that a person can do here. What the lanes' own messages do stands elsewhere: a lane is no person. */
export const ACTS = [
  'lanes.see',
  'outcomes.see',
  'figures.see',
  'site-figures.see',
  'alarms.see',
  'lane.open',
  'lane.open-in-emergency',
  'emergencies.see',
  'emergency.confirm',
  'openings.see',
  'opening.confirm',
  'lane.serve',
  'orders.see',
  'referrals.see',
  'referral.take',
  'referral.decide',
  'referral.second',
  'referral.hand-over',
  'referral.safeguard',
  'referral.review',
  'second-looks.see',
  'second-look.find',
  'second-look.follow-up',
  'watch.keep',
  'vigilance.see',
  'vigilance.review',
  'evidence.see',
  'degradations.see',
  'degradation.propose',
  'degradation.approve',
  'degradation.end',
  'holds.see',
  'hold.propose',
  'hold.approve',
  'captures.erase',
  'retention.see',
  'retention.propose',
  'retention.approve',
  'retention.sign',
  'held.see',
  'erasures.see',
  'viewings.see',
  'processing.see',
  'record.export',
  'access-requests.see',
  'access-request.answer',
  'exports.see',
  'export.propose',
  'export.approve',
  'export.receive',
  'proposals.see',
  'proposals.make',
  'proposals.approve',
  'duties.see',
  'duty.propose',
  'duty.approve',
  'people.see',
  'people.invite',
  'people.disable',
  'people.disable-approve',
  'recovery.propose',
  'recovery.approve',
  'fleet.see',
  'fleet.enrol',
  'fleet.disable',
  'fleet.disable-approve',
  'server-key.propose',
  'server-key.approve',
  'metrics.see',
  'ledger.browse',
  'ledger.see',
  'audit.see',
] as const;
export type Act = (typeof ACTS)[number];

/** Of which lanes. `own-lanes` are those of a duty's sites that its lanes name; `own-sites` all of its sites. */
export const SCOPES = ['own-lanes', 'own-sites', 'everywhere'] as const;
export type Scope = (typeof SCOPES)[number];

/** What must hold beside a duty that is in force and whose training has not lapsed: that is asked of every act. */
export const CONDITIONS = [
  /** Within the duty's shift times. */
  'on-shift',
  /** The person has proved once more who they are, minutes ago. */
  'step-up',
  /** Somebody else has proposed it. */
  'two-people',
] as const;
export type Condition = (typeof CONDITIONS)[number];

/** Why an act is refused; the later in the list, the less was missing. */
export const ACCESS_REFUSALS = [
  'not-signed-in',
  /** The person holds, at once, duties that exclude each other. */
  'duties-incompatible',
  /** No duty of theirs allows it. */
  'not-entitled',
  'duty-over',
  'duty-not-begun',
  'training-lapsed',
  'off-shift',
  'out-of-scope',
  'another-person-required',
  'step-up-required',
] as const;
export type AccessRefusal = (typeof ACCESS_REFUSALS)[number];

export const siteIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'must be a short lower-case slug')
  .brand('SiteId');
export type SiteId = z.infer<typeof siteIdSchema>;

/** A person who works here, by the server's own name for them; grants and lanes know them by the same. */
export const personIdSchema = officerIdSchema.brand('PersonId');
export type PersonId = z.infer<typeof personIdSchema>;
