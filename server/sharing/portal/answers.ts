/** The answers of the portal for people of partners. */
import { z } from 'zod';
import { type Answer, wallMs } from '../../platform/base/answer.ts';
import { sha256HexSchema } from '../../contract/field.ts';
import { agreementSchema } from '../agreement/agreement.ts';
import { differenceSchema } from '../agreement/answers.ts';
import { AGREEMENT_STATES, SHARED_DATASETS } from '../agreement/vocabulary.ts';
import { DELIVERY_KINDS, periodNameSchema } from '../deliveries/delivery-file.ts';
import { sentListSchema } from '../lists/answers.ts';
import { DELIVERY_STATES } from '../deliveries/vocabulary.ts';
import { PARTNER_PERSON_STATES, PARTNER_ROLES } from './vocabulary.ts';

const personSchema = z.strictObject({
  name: z.string(),
  /** Id and name of the party. */
  party: z.string(),
  partyName: z.string(),
  roles: z.array(z.enum(PARTNER_ROLES)),
  device: z.string(),
  signedInAt: wallMs,
  /** The session ends then, whatever the person does. */
  endsAt: wallMs,
});

export const partnerSessionSchema = z.strictObject({
  /** `null`: no one is signed in. */
  person: personSchema.nullable(),
  now: wallMs,
  /** A session without a request for this long ends. */
  idleMs: z.int(),
  isRehearsal: z.boolean(),
  /** Whether the page signs in an invented person without proof: in development mode only. */
  hasInvented: z.boolean(),
});
export type PartnerSession = Answer<typeof partnerSessionSchema>;

export const partnerInvitationSchema = z.strictObject({
  name: z.string(),
  party: z.string(),
  roles: z.array(z.enum(PARTNER_ROLES)),
  until: wallMs,
});
export type PartnerInvitation = Answer<typeof partnerInvitationSchema>;

export const ownAgreementsSchema = z.strictObject({
  serverTime: wallMs,
  /** By id, the latest version first. */
  agreements: z.array(
    z.strictObject({
      agreement: agreementSchema,
      digest: sha256HexSchema,
      state: z.enum(AGREEMENT_STATES),
      signedAt: wallMs.nullable(),
      stopReason: z.string().nullable(),
      /** Differences from the version before; empty for the first. */
      differences: z.array(differenceSchema),
      /** The lists that the partner sends, with the last publication and the refusals. */
      lists: z.array(sentListSchema),
      /** The use of the privacy budget in the present period; `null`: no noise. */
      budget: z.strictObject({ period: z.string(), spentThousandths: z.int(), ofThousandths: z.int() }).nullable(),
    }),
  ),
});
export type OwnAgreements = Answer<typeof ownAgreementsSchema>;

export const ownDeliveriesSchema = z.strictObject({
  serverTime: wallMs,
  /** Key by which the server signs deliveries: Ed25519, hex. */
  serverKey: z.string(),
  /** The latest first, at most 200. Those of an agreement that is paused or was ended are left out. */
  deliveries: z.array(
    z.strictObject({
      digest: sha256HexSchema,
      kind: z.enum(DELIVERY_KINDS),
      agreement: z.strictObject({ id: z.string(), version: z.int(), digest: sha256HexSchema }),
      dataset: z.enum(SHARED_DATASETS),
      period: periodNameSchema,
      bytes: z.int(),
      madeAt: wallMs,
      state: z.enum(DELIVERY_STATES),
      answerUntil: wallMs.nullable(),
      answeredAt: wallMs.nullable(),
      /** Whether its file can be fetched. */
      isOpen: z.boolean(),
    }),
  ),
  /** Number of deliveries that are left out. */
  closed: z.int(),
});
export type OwnDeliveries = Answer<typeof ownDeliveriesSchema>;

/** Text of a tlog-policy: the keys by which the portal's page verifies proofs. */
export const partnerPolicySchema = z.strictObject({ policy: z.string() });
export type PartnerPolicy = Answer<typeof partnerPolicySchema>;

/** The people of all partners, as privacy officers and auditors see them. */
export const partnerPeopleSchema = z.strictObject({
  serverTime: wallMs,
  /** The partners on record, by id: for them a person can be invited. */
  partners: z.array(z.strictObject({ id: z.string(), name: z.string() })),
  /** Latest invitation first. */
  people: z.array(
    z.strictObject({
      /** SHA-256 of the invitation code. */
      id: sha256HexSchema,
      party: z.string(),
      name: z.string(),
      roles: z.array(z.enum(PARTNER_ROLES)),
      state: z.enum(PARTNER_PERSON_STATES),
      /** Passkeys that sign in. */
      passkeys: z.int(),
      /** Passkeys whose counter went back: they no longer sign in. */
      blocked: z.int(),
      /** `null`: none in the three years for which calls are kept. Making the first passkey signs in. */
      lastSignInAt: wallMs.nullable(),
      codeUntil: wallMs,
      proposedBy: z.string(),
      approvedBy: z.string(),
      invitedAt: wallMs,
      endedAt: wallMs.nullable(),
    }),
  ),
});
export type PartnerPeople = Answer<typeof partnerPeopleSchema>;
