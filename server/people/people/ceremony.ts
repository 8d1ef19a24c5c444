/**
 * State between the two steps of a sign-in: a challenge, its purpose and its expiry. It travels sealed, so the server stores nothing for a
 * client that only begins. The database records used challenges, so each works once.
 */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { ACTS, personIdSchema } from '../../platform/access/vocabulary.ts';
import type { Clock } from '../../../hardware/host/clock.ts';
import type { Transaction } from '../../platform/database/connection.ts';
import { markCeremonyUsed } from './tables/used-ceremonies.ts';
import { makeId } from './session-token.ts';
import type { Sealer } from './sealer.ts';

const LIFETIME_MS = 300_000;
const CHALLENGE_BYTES = 32;

const hex = (characters: number) => z.string().regex(new RegExp(`^[0-9a-f]{${characters}}$`));
const newPersonSchema = z.strictObject({ id: personIdSchema, displayName: z.string() });

const aboutSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sign-in') }),
  z.strictObject({ kind: z.literal('step-up'), sessionId: hex(32) }),
  /** Signing a drafted order: its canonical bytes in base64url. */
  z.strictObject({ kind: z.literal('order'), sessionId: hex(32), act: z.enum(ACTS), payload: z.string() }),
  /** Signing of the drafted orders to the lanes of a site: their common terms as JSON. */
  z.strictObject({ kind: z.literal('site-order'), sessionId: hex(32), terms: z.string() }),
  /** Signing of a degradation that the person proposes: its canonical JSON. */
  z.strictObject({ kind: z.literal('degradation'), sessionId: hex(32), terms: z.string() }),
  /** Signing of a degradation that another person proposed. */
  z.strictObject({
    kind: z.literal('degradation-approval'),
    sessionId: hex(32),
    proposal: hex(32),
    digest: hex(64),
    basis: hex(64).optional(),
  }),
  z.strictObject({ kind: z.literal('add-passkey'), sessionId: hex(32) }),
  z.strictObject({ kind: z.literal('add-password'), sessionId: hex(32), secret: z.string() }),
  z.strictObject({ kind: z.literal('trader-sign-in') }),
  z.strictObject({ kind: z.literal('trader-enrol'), personId: hex(64) }),
  z.strictObject({ kind: z.literal('trader-add-passkey'), sessionId: hex(32) }),
  z.strictObject({ kind: z.literal('partner-sign-in') }),
  z.strictObject({ kind: z.literal('partner-enrol'), personId: hex(64) }),
  z.strictObject({ kind: z.literal('partner-add-passkey'), sessionId: hex(32) }),
  z.strictObject({
    kind: z.literal('enrol-passkey'),
    codeDigest: hex(64),
    person: newPersonSchema,
    userHandle: z.string(),
  }),
  z.strictObject({
    kind: z.literal('enrol-password'),
    codeDigest: hex(64),
    person: newPersonSchema,
    userHandle: z.string(),
    secret: z.string(),
  }),
]);
export type CeremonyAbout = z.infer<typeof aboutSchema>;

const ceremonySchema = z.strictObject({
  id: hex(32),
  /** Base64url, as an authenticator signs it. */
  challenge: z.string(),
  expiresAt: z.int(),
  about: aboutSchema,
});
type Ceremony = z.infer<typeof ceremonySchema>;

export type CeremonyOf<Kind extends CeremonyAbout['kind']> = Ceremony & {
  readonly about: Extract<CeremonyAbout, { kind: Kind }>;
};

/** Base64url of at most 1,500 bytes. A drafted order takes most of them. */
export const sealedCeremonySchema = z.string().regex(/^[A-Za-z0-9_-]{40,2000}$/);

/** The same with the ids of many lanes, at most `SITE_ORDER_LANES`: at most 9,000 bytes. */
export const sealedLanesSchema = z.string().regex(/^[A-Za-z0-9_-]{40,12000}$/);

interface CeremonyTerms {
  readonly challenge?: Uint8Array<ArrayBuffer>;
  readonly lifetimeMs?: number;
}

export interface BegunCeremony {
  readonly sealed: string;
  readonly challenge: Uint8Array<ArrayBuffer>;
}

export class Ceremonies {
  readonly #sealer: Sealer;
  readonly #clock: Clock;

  constructor(sealer: Sealer, clock: Clock) {
    this.#sealer = sealer;
    this.#clock = clock;
  }

  /** The challenge is random unless `terms` fixes the bytes to sign. */
  begin(about: CeremonyAbout, terms: CeremonyTerms = {}): BegunCeremony {
    const { challenge = new Uint8Array(randomBytes(CHALLENGE_BYTES)), lifetimeMs = LIFETIME_MS } = terms;
    const ceremony: Ceremony = {
      id: makeId(),
      challenge: Buffer.from(challenge).toString('base64url'),
      expiresAt: this.#clock.wallMs() + lifetimeMs,
      about,
    };
    const sealed = this.#sealer.seal('ceremony', about.kind, Buffer.from(JSON.stringify(ceremony)));
    return { sealed: Buffer.from(sealed).toString('base64url'), challenge };
  }

  /** `undefined` for a ceremony of another server or kind, and for an expired one. */
  open<Kind extends CeremonyAbout['kind']>(sealed: string, kind: Kind): CeremonyOf<Kind> | undefined {
    const plain = this.#sealer.open('ceremony', kind, Buffer.from(sealed, 'base64url'));
    if (plain === undefined) return undefined;
    const ceremony = ceremonySchema.parse(JSON.parse(Buffer.from(plain).toString('utf8')));
    if (ceremony.about.kind !== kind || this.#clock.wallMs() >= ceremony.expiresAt) return undefined;
    return ceremony as CeremonyOf<Kind>;
  }

  /** `false` when the ceremony was used before: of two simultaneous uses one gets `true`. */
  use(transaction: Transaction, { id, expiresAt }: Pick<Ceremony, 'id' | 'expiresAt'>): Promise<boolean> {
    return markCeremonyUsed(transaction, { id, expiresAt, now: this.#clock.wallMs() });
  }
}
