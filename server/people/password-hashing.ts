import { hash, verify } from '@node-rs/argon2';
import { randomBytes } from 'node:crypto';

/** Argon2id as OWASP recommends it at least: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
/** At once: each occupies a thread that the database and signatures need too. */
const AT_ONCE = 2;
/** Waiting for their turn at most. */
const WAITING = 32;

export type Verified = 'right' | 'wrong' | 'busy';

/** Hashes and verifies passwords, few at a time. What the database holds opens nothing without the key that stands beside it. */
export class PasswordHashing {
  readonly #secret: Uint8Array;
  #standIn: Promise<string> | undefined;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  /** `secret`: 32 bytes. */
  constructor(secret: Uint8Array) {
    this.#secret = secret;
  }

  hash(password: string): Promise<string> {
    return this.#inTurn(() => hash(normal(password), { ...COST, secret: this.#secret }));
  }

  /** Works as long for a person who has no password, or is none: against the hash of a password that nobody knows. */
  async verify(password: string, known: string | undefined): Promise<Verified> {
    // Made by whoever comes first, of whatever name.
    this.#standIn ??= this.hash(randomBytes(32).toString('base64url'));
    const standIn = await this.#standIn;
    if (this.#waiting.length >= WAITING) return 'busy';
    const isRight = await this.#inTurn(() => verify(known ?? standIn, normal(password), { secret: this.#secret }));
    return isRight && known !== undefined ? 'right' : 'wrong';
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= AT_ONCE) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#running += 1;
    try {
      return await work();
    } finally {
      // Whoever is next takes over the place.
      const next = this.#waiting.shift();
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }
}

/** Keyboards write the same letter in several ways (NIST SP 800-63B-4 §3.1.1.2). */
function normal(password: string): string {
  return password.normalize('NFKC');
}
