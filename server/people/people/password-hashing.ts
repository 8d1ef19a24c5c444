import { hash, verify } from '@node-rs/argon2';
import { randomBytes } from 'node:crypto';

/** Minimum Argon2id parameters of OWASP: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
/** Concurrent hashes: each occupies a thread that the database and signatures need too. */
const AT_ONCE = 2;
/** Maximum length of the queue. */
const WAITING = 32;

export type Verified = 'right' | 'wrong' | 'busy';

/** Hashes and verifies passwords, few at a time. Hashes are keyed with a secret that is not in the database. */
export class PasswordHashing {
  readonly #secret: Uint8Array;
  #standIn: Promise<string> | undefined;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  /** @param secret 32 bytes */
  constructor(secret: Uint8Array) {
    this.#secret = secret;
  }

  hash(password: string): Promise<string> {
    return this.#inTurn(() => hash(normal(password), { ...COST, secret: this.#secret }));
  }

  /** Takes the same time for a person without a password and for an unknown name: it verifies against the hash of a random password. */
  async verify(password: string, known: string | undefined): Promise<Verified> {
    // The first call makes the stand-in hash, whatever its name.
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
      // The next waiter takes over the slot.
      const next = this.#waiting.shift();
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }
}

/** Keyboards encode the same letter in several ways (NIST SP 800-63B-4 §3.1.1.2). */
function normal(password: string): string {
  return password.normalize('NFKC');
}
