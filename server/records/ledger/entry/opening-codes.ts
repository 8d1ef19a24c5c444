/**
 * Authentication codes of openings, by a key that is never in the database. A person who can write to the database can therefore insert no
 * opening that the log takes. Codes matter until an entry is in the log: from then on the log vouches for it.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Connection } from '../../../platform/database/connection.ts';

export const WRITER_BYTES = 16;

/** The parts of an opening that its code covers. `entry` commits to salt and payload, so the code outlives the content. */
export interface CodedParts {
  /** 16 random bytes: a write queue of one process. */
  readonly writer: Uint8Array;
  /** From 1, without gaps for each writer. */
  readonly number: number;
  readonly event: Uint8Array;
  readonly subject: string;
  readonly type: string;
  /** 35 bytes. */
  readonly entry: Uint8Array;
}

export class OpeningCodes {
  readonly #secret: Uint8Array;

  /** @param secret 32 bytes, from the provider of the server's keys */
  constructor(secret: Uint8Array) {
    this.#secret = secret;
  }

  /** HMAC-SHA-256, 32 bytes, by a key of the writer. */
  codeOf({ writer, number, event, subject, type, entry }: CodedParts): Uint8Array {
    const key = createHmac('sha256', this.#secret).update('postern/openings/writer/v1').update(writer).digest();
    const parts = JSON.stringify([number, hex(event), subject, type, hex(entry)]);
    return createHmac('sha256', key).update(parts).digest();
  }

  isOwn(parts: CodedParts, code: Uint8Array): boolean {
    const expected = this.codeOf(parts);
    return code.length === expected.length && timingSafeEqual(code, expected);
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

const attached = new WeakMap<object, OpeningCodes>();

/** Gives the key to all connections of this database. Without it, openings are written without a code, and no log takes them. */
export function attachCodes(database: Connection, codes: OpeningCodes): void {
  attached.set(configOf(database), codes);
}

export function codesOf(connection: Connection): OpeningCodes | undefined {
  return attached.get(configOf(connection));
}

/** One object for a database and its transactions. */
export function configOf(connection: Connection): object {
  return (connection.client as { readonly config: object }).config;
}
