/**
 * What a sign-in's first step hands out and its second brings back: a challenge, what it is for, and until when. Sealed, so that
 * the server keeps nothing for whoever only begins; used once, which the database remembers.
 */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { ACTS, personIdSchema } from '../access/vocabulary.ts';
import type { Clock } from '../base/clock.ts';
import type { Transaction } from '../database/connection.ts';
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
  z.strictObject({ kind: z.literal('add-passkey'), sessionId: hex(32) }),
  z.strictObject({ kind: z.literal('add-password'), sessionId: hex(32), secret: z.string() }),
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

/** A ceremony of one kind. */
export type CeremonyOf<Kind extends CeremonyAbout['kind']> = Ceremony & {
  readonly about: Extract<CeremonyAbout, { kind: Kind }>;
};

/** As it travels: base64url of at most 1,500 bytes, of which a drafted order is most. */
export const sealedCeremonySchema = z.string().regex(/^[A-Za-z0-9_-]{40,2000}$/);

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

  /** The challenge is random, unless what is to be signed says it. */
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

  /** `undefined` for what was not begun here, is of another kind, or has run out. */
  open<Kind extends CeremonyAbout['kind']>(sealed: string, kind: Kind): CeremonyOf<Kind> | undefined {
    const plain = this.#sealer.open('ceremony', kind, Buffer.from(sealed, 'base64url'));
    if (plain === undefined) return undefined;
    const ceremony = ceremonySchema.parse(JSON.parse(Buffer.from(plain).toString('utf8')));
    if (ceremony.about.kind !== kind || this.#clock.wallMs() >= ceremony.expiresAt) return undefined;
    return ceremony as CeremonyOf<Kind>;
  }

  /** `false` when it was used before: of two who bring the same, one gets `true`. */
  use(transaction: Transaction, { id, expiresAt }: Pick<Ceremony, 'id' | 'expiresAt'>): Promise<boolean> {
    return markCeremonyUsed(transaction, { id, expiresAt, now: this.#clock.wallMs() });
  }
}
