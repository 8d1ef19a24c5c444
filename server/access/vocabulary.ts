/** The closed vocabulary of access: roles, acts, scopes, conditions, refusals. Pure: consoles import it too. */
import { z } from 'zod';
import { officerIdSchema } from '../contract/field.ts';

export const ROLES = [
  'officer',
  'supervisor',
  'privacy-officer',
  'auditor',
  'security-officer',
  'administrator',
  'technician',
  'customs-officer',
  'partner',
  /** A person of a supervisory authority, for a limited time. Reads and exports only; each reading is recorded. */
  'regulator',
] as const;
export type Role = (typeof ROLES)[number];

/** Every act of a person. Messages from lanes are not acts. */
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
  'calendar.see',
  'exports.see',
  'export.propose',
  'export.approve',
  'export.receive',
  'proposals.see',
  'proposals.make',
  'proposals.approve',
  'proposals.report',
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
  'policies.try',
  'fleet.enrol',
  'fleet.disable',
  'fleet.disable-approve',
  'watchlist.look-up',
  'releases.see',
  'roll-out.halt',
  'roll-out.resume',
  'release-freeze.set',
  'readiness.see',
  'readiness.begin',
  'lane-software.propose',
  'lane-software.approve',
  'components.see',
  'component-exceptions.propose',
  'component-exceptions.approve',
  'sites.change',
  'brand.propose',
  'brand.approve',
  'setup.see',
  'setup.state',
  'alerts.see',
  'alerts.propose',
  'alerts.approve',
  'alerts.silence',
  'alerts.test',
  'alerts.renew-secret',
  'declarations.see',
  'declaration.view',
  'controls.see',
  'control.record',
  'control.confirm',
  'controls.audit',
  'traders.see',
  'traders.propose',
  'traders.approve',
  'server-key.propose',
  'server-key.approve',
  'detection.see',
  'finding.judge',
  'case.handle',
  'case.export',
  'detection-exceptions.propose',
  'detection-exceptions.approve',
  'response.decide',
  'response.take-back',
  'response-policy.propose',
  'response-policy.approve',
  'breaches.see',
  'breach.open',
  'breach.add-facts',
  'breach.handle',
  'breach.sign',
  'breach.export',
  'breach-decisions.propose',
  'breach-decisions.approve',
  'frameworks.see',
  'certification.see',
  'compliance.export',
  'seeds.see',
  'seed.export',
  'corrective-actions.see',
  'processing.propose',
  'processing.approve',
  'corrective-actions.propose',
  'corrective-actions.approve',
  'training.see',
  'training.propose',
  'training.approve',
  'drills.see',
  'drills.propose',
  'drills.approve',
  'metrics.see',
  'ledger.browse',
  'ledger.see',
  'audit.see',
] as const;
export type Act = (typeof ACTS)[number];

/** `own-lanes`: the lanes that a duty names within its sites; `own-sites`: all lanes of its sites. */
export const SCOPES = ['own-lanes', 'own-sites', 'everywhere'] as const;
export type Scope = (typeof SCOPES)[number];

/** Conditions in addition to a duty in force with valid training, which every act needs. */
export const CONDITIONS = [
  /** Within the duty's shift times. */
  'on-shift',
  /** The person authenticated again in the last minutes. */
  'step-up',
  /** Another person has proposed it. */
  'two-people',
] as const;
export type Condition = (typeof CONDITIONS)[number];

/** Why an act is refused, in the order of the checks. With several duties the latest code is reported. */
export const ACCESS_REFUSALS = [
  'not-signed-in',
  /** The person holds duties at the same time that exclude each other. */
  'duties-incompatible',
  /** No duty of the person allows it. */
  'not-entitled',
  'duty-over',
  'duty-not-begun',
  'training-lapsed',
  /** The duty needs a course that the person has not passed, or whose validity is over. */
  'course-missing',
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

/** A staff member's id on the server; grants and lanes use the same id. */
export const personIdSchema = officerIdSchema.brand('PersonId');
export type PersonId = z.infer<typeof personIdSchema>;
