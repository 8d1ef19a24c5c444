/** Proposals to give, renew and end duties, decided by two administrators. */
import { randomBytes } from 'node:crypto';
import type { Connection } from '../../platform/database/connection.ts';
import { dutiesInForce, dutiesOf, findDuty, insertDuty, setDutyTerm } from './duty-table.ts';
import { shownAccount, type AccountOrigin } from './account-origin.ts';
import { needsTakingBack, reinstateOfficer, revokeOfficer } from './revoked-officers.ts';
import { findKiosk } from '../../records/kiosks/kiosks.ts';
import { findSite } from '../../records/sites/site-table.ts';
import type { ProposalKind } from '../../records/proposals/proposal-kind.ts';
import { ACCESS_TABLE } from '../../platform/access/access-table.ts';
import { fitsBeside } from '../../platform/access/separation.ts';
import type { PersonId, Role } from '../../platform/access/vocabulary.ts';
import {
  endDutySchema,
  giveDutySchema,
  longestTermMs,
  renewDutySchema,
  type EndDuty,
  type GiveDuty,
  type RenewDuty,
} from './duty-payloads.ts';

export interface DutyKindsParts {
  /** Whether the person exists and is not disabled. */
  isPerson(database: Connection, personId: PersonId): Promise<boolean>;
  /** Whether the person has a passkey or a password of their own. */
  hasEnrolled(database: Connection, personId: PersonId): Promise<boolean>;
  /** Where the person's account comes from; `undefined` without one. */
  originOf(database: Connection, personId: PersonId): Promise<AccountOrigin | undefined>;
  /** Administrators who can act now. */
  ableAdministrators(database: Connection, now: number): Promise<ReadonlySet<PersonId>>;
  /** Called after a person's duties have changed. */
  onChange(personId: PersonId): void;
}

/** From this number of able administrators on, the first duty takes a proposer other than the person who sent the invitation. */
const ENOUGH_FOR_ANOTHER = 3;

const WEEK_MS = 604_800_000;
const ACTS = { proposeAct: 'duty.propose', approveAct: 'duty.approve', opensForMs: WEEK_MS } as const;
const NOWHERE = () => Promise.resolve([]);

export function giveDutyKind(parts: DutyKindsParts): ProposalKind<GiveDuty> {
  const { isPerson, hasEnrolled, originOf, ableAdministrators, onChange } = parts;
  /** Otherwise one administrator could make a second account, use it, and need only one colleague who does not look. */
  const needsAnotherProposer = async (database: Connection, person: PersonId, by: PersonId, now: number) => {
    if ((await dutiesOf(database, person)).length > 0) return false;
    if ((await originOf(database, person))?.invitedBy.includes(by) !== true) return false;
    return (await ableAdministrators(database, now)).size >= ENOUGH_FOR_ANOTHER;
  };
  const objection = async (database: Connection, duty: GiveDuty, by: PersonId, now: number) => {
    if (!(await isPerson(database, duty.person))) return 'no-such-person';
    // A code from one administrator must not give access to a duty from two people
    if (!(await hasEnrolled(database, duty.person))) return 'not-enrolled';
    if (duty.validUntil <= now) return 'over-already';
    const unknown = await unknownPlace(database, duty);
    if (unknown !== undefined) return unknown;
    // Otherwise a new duty would end a revocation whose cause the approver is not shown
    if (opensEvidence(duty.role) && (await needsTakingBack(database, duty.person))) return 'officer-revoked';
    if (!fitsBeside(duty, await dutiesOf(database, duty.person))) return 'roles-incompatible';
    return (await needsAnotherProposer(database, duty.person, by, now)) ? 'another-person-required' : undefined;
  };
  return {
    ...ACTS,
    kind: 'duty-give',
    schema: giveDutySchema,
    targetsOf: NOWHERE,
    async before(database, { person }, { proposedBy, proposedAt }) {
      const origin = await originOf(database, person);
      if (origin === undefined) return null;
      const earlier = (await dutiesOf(database, person)).filter(({ givenAt }) => givenAt < proposedAt);
      const asked = { by: proposedBy, at: proposedAt };
      const { warnings, ...shown } = shownAccount(origin, await originOf(database, proposedBy), asked);
      // The person who sent the invitation may propose a further duty: two people gave the first one
      const isFirst = earlier.length === 0;
      return { ...shown, warnings: warnings.filter((one) => isFirst || one !== 'asked-by-inviter') };
    },
    objection,
    async apply(transaction, payload, { proposalId, proposedBy, approvedBy, at }) {
      const { person, ...duty } = payload;
      // People may propose, but not approve, changes of their own duty
      if (person === approvedBy) return { kind: 'inapplicable', code: 'own-duty' };
      const objected = await objection(transaction, payload, proposedBy, at);
      if (objected !== undefined) return { kind: 'inapplicable', code: objected };
      const id = randomBytes(16).toString('hex');
      await insertDuty(transaction, { ...duty, id, personId: person, givenBy: proposalId, givenAt: at });
      if (opensEvidence(duty.role)) await reinstateOfficer(transaction, person);
      return { kind: 'applied', afterwards: () => onChange(person) };
    },
  };
}

export function renewDutyKind({ onChange }: DutyKindsParts): ProposalKind<RenewDuty> {
  const objection = async (database: Connection, wanted: RenewDuty, now: number) => {
    const duty = await findDuty(database, wanted.duty);
    if (duty === undefined) return 'no-such-duty';
    // An expired duty must be given anew, so that its gap stays visible
    if (duty.validUntil <= now) return 'over-already';
    const furthest = Math.max(now, duty.validFrom) + longestTermMs(duty.role);
    if (wanted.validUntil <= now || wanted.validUntil > furthest || wanted.trainingValidUntil > furthest) {
      return 'term-not-allowed';
    }
    const others = (await dutiesOf(database, duty.personId)).filter(({ id }) => id !== duty.id);
    return fitsBeside({ ...duty, validUntil: wanted.validUntil }, others) ? undefined : 'roles-incompatible';
  };
  return {
    ...ACTS,
    kind: 'duty-renew',
    schema: renewDutySchema,
    targetsOf: NOWHERE,
    before: (database, { duty }) => findDuty(database, duty),
    objection: (database, payload, _by, now) => objection(database, payload, now),
    async apply(transaction, payload, { approvedBy, at }) {
      const objected = await objection(transaction, payload, at);
      if (objected !== undefined) return { kind: 'inapplicable', code: objected };
      const duty = await findDuty(transaction, payload.duty);
      if (duty === undefined) return { kind: 'inapplicable', code: 'no-such-duty' };
      if (duty.personId === approvedBy) return { kind: 'inapplicable', code: 'own-duty' };
      await setDutyTerm(transaction, duty.id, payload);
      return { kind: 'applied', afterwards: () => onChange(duty.personId) };
    },
  };
}

export function endDutyKind({ onChange }: DutyKindsParts): ProposalKind<EndDuty> {
  const objection = async (database: Connection, { duty: id }: EndDuty, now: number) => {
    const duty = await findDuty(database, id);
    if (duty === undefined) return 'no-such-duty';
    if (duty.validUntil <= now) return 'over-already';
    if (duty.role !== 'administrator') return undefined;
    const others = (await dutiesInForce(database, 'administrator', now)).filter((one) => one.id !== id);
    return new Set(others.map(({ personId }) => personId)).size < 2 ? 'last-administrators' : undefined;
  };
  return {
    ...ACTS,
    kind: 'duty-end',
    schema: endDutySchema,
    targetsOf: NOWHERE,
    before: (database, { duty }) => findDuty(database, duty),
    objection: (database, payload, _by, now) => objection(database, payload, now),
    async apply(transaction, payload, { approvedBy, at }) {
      const objected = await objection(transaction, payload, at);
      const duty = await findDuty(transaction, payload.duty);
      if (objected !== undefined || duty === undefined) {
        return { kind: 'inapplicable', code: objected ?? 'no-such-duty' };
      }
      await setDutyTerm(transaction, duty.id, { ...duty, validUntil: at });
      if (opensEvidence(duty.role) && !(await isStillShownEvidence(transaction, duty.personId, at))) {
        await revokeOfficer(transaction, { officer: duty.personId, at, cause: 'duty-ended', by: approvedBy });
      }
      return { kind: 'applied', afterwards: () => onChange(duty.personId) };
    },
  };
}

/** Sites must be on record, and lanes in service at one of the sites: a misspelt name would give a duty that reaches nothing. */
async function unknownPlace(database: Connection, { sites, lanes }: GiveDuty): Promise<string | undefined> {
  for (const site of sites === 'all' ? [] : sites) {
    if ((await findSite(database, site)) === undefined) return 'no-such-site';
  }
  for (const lane of lanes === 'all' ? [] : lanes) {
    const kiosk = await findKiosk(database, lane);
    if (kiosk === undefined || kiosk.disabledAt !== null) return 'no-such-lane';
    if (sites !== 'all' && !sites.some((site) => site === kiosk.site)) return 'lane-of-another-site';
  }
  return undefined;
}

/** Whether a duty still entitles the person to see evidence. Otherwise lanes revoke their grants, including those already signed. */
async function isStillShownEvidence(database: Connection, personId: PersonId, now: number): Promise<boolean> {
  const duties = await dutiesOf(database, personId);
  return duties.some(({ role, validFrom, validUntil }) => opensEvidence(role) && validFrom <= now && now < validUntil);
}

function opensEvidence(role: Role): boolean {
  return ACCESS_TABLE['evidence.see'].roles[role] !== undefined;
}
