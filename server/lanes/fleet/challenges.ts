import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../../hardware/host/clock.ts';
import { decodeBase64Url, encodeBase64Url } from '../../contract/base64url.ts';

/** Time from issue to answer, ms. */
export const CHALLENGE_LIFETIME_MS = 120_000;

const TIME_BYTES = 8;
const RANDOM_BYTES = 24;
const TAG_BYTES = 16;
const BODY_BYTES = TIME_BYTES + RANDOM_BYTES;

/**
 * Challenges that prove the freshness of a kiosk's request. Stateless: a challenge contains its time and a tag under a key that all
 * processes of a server share (`ServerKeys.secret`). Answering it twice is harmless, because the second certificate is for the same TLS
 * key.
 */
export class Challenges {
  readonly #clock: Clock;
  readonly #key: Uint8Array;

  /** @param key 32 secret bytes */
  constructor(key: Uint8Array, clock: Clock) {
    this.#clock = clock;
    this.#key = key;
  }

  /** 64 characters of base64url. */
  make(): string {
    const body = Buffer.alloc(BODY_BYTES);
    body.writeBigUInt64BE(BigInt(Math.round(this.#clock.wallMs())));
    randomBytes(RANDOM_BYTES).copy(body, TIME_BYTES);
    return encodeBase64Url(Buffer.concat([body, this.#tag(body)]));
  }

  /** Whether this server made the challenge within the last two minutes. */
  holds(challenge: string): boolean {
    return this.madeAt(challenge) !== undefined;
  }

  /** Wall ms at which this server made the challenge; `undefined` if it did not make it within the last two minutes. */
  madeAt(challenge: string): number | undefined {
    const bytes = decodeBase64Url(challenge);
    if (bytes?.length !== BODY_BYTES + TAG_BYTES) return undefined;
    const body = Buffer.from(bytes.subarray(0, BODY_BYTES));
    if (!timingSafeEqual(this.#tag(body), bytes.subarray(BODY_BYTES))) return undefined;
    const madeAt = Number(body.readBigUInt64BE());
    const age = this.#clock.wallMs() - madeAt;
    return age >= -1_000 && age <= CHALLENGE_LIFETIME_MS ? madeAt : undefined;
  }

  #tag(body: Uint8Array): Uint8Array {
    return createHmac('sha256', this.#key).update(body).digest().subarray(0, TAG_BYTES);
  }
}
