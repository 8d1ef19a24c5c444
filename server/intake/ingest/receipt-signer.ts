import { randomBytes } from 'node:crypto';
import { batchOf, LARGEST_BATCH } from '../../contract/receipt-batch.ts';
import { encodeReceipt, receiptSigningInput } from '../../contract/receipt.ts';
import type { SigningKey } from '../../platform/keys/server-keys.ts';

interface Waiting {
  readonly payload: Uint8Array;
  readonly resolve: (receipt: Uint8Array) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Signs receipts outside the write queue, before their reports are stored. Receipts that arrive during a signature are signed together by
 * the next one, so that each waits for at most two signatures of a slow key.
 */
export class ReceiptSigner {
  readonly #key: SigningKey;
  #waiting: Waiting[] = [];
  #signing = false;

  constructor(key: SigningKey) {
    this.#key = key;
  }

  /** Resolves to the receipt's wire form. Rejects with the key's error; then no receipt of the batch is signed. */
  sign(payload: Uint8Array): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ payload, resolve, reject });
      if (!this.#signing) void this.#drain();
    });
  }

  async #drain(): Promise<void> {
    this.#signing = true;
    // Lets the callers of this turn of the event loop join the first batch
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, LARGEST_BATCH);
      try {
        const receipts = await this.#signAll(batch.map(({ payload }) => payload));
        batch.forEach(({ resolve }, at) => resolve(receipts[at] as Uint8Array));
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#signing = false;
  }

  async #signAll(payloads: readonly Uint8Array[]): Promise<Uint8Array[]> {
    const inputs = payloads.map(receiptSigningInput);
    const [only] = inputs;
    if (only !== undefined && inputs.length === 1) {
      const signature = await this.#key.sign(only);
      return payloads.map((payload) => encodeReceipt(payload, signature));
    }
    const { input, places } = batchOf(inputs, randomBytes);
    const signature = await this.#key.sign(input);
    return payloads.map((payload, at) => encodeReceipt(payload, signature, places[at]));
  }
}
