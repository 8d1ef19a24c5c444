/**
 * The code in each row of a session: only this server can make it, so a row that someone wrote into the database past the server signs no one
 * in. Without it, a person who can write to the database could be anyone.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { AlarmBook } from '../../records/alarms/alarm-book.ts';
import type { Events, ServerEvent } from '../../platform/base/events.ts';
import {
  integerColumn,
  nullableIntegerColumn,
  nullableTextColumn,
  textColumn,
} from '../../platform/database/column.ts';
import { StoreError } from '../../platform/database/store-error.ts';

/** The content of a session that the code covers: everything except the time of the last request, which gives no right. */
export interface CodedSession {
  readonly id: string;
  /** SHA-256 of the token in hex. */
  readonly tokenDigest: string;
  readonly person: string;
  /** `null` in portals, which have one. */
  readonly method: string | null;
  readonly device: string;
  readonly signedInAt: number;
  readonly endsAt: number;
  /** `null` in portals, and before the first proof. */
  readonly steppedUpAt: number | null;
}

export type SessionTable = Extract<ServerEvent, { readonly event: 'session-forged' }>['table'];
export type StoredColumns = Readonly<Record<string, unknown>>;

export class SessionCodes {
  readonly #key: Uint8Array;
  readonly #events: Events;
  readonly #alarms: Pick<AlarmBook, 'raise'>;

  /** @param key 32 bytes that are not in the database */
  constructor(key: Uint8Array, parts: { readonly events: Events; readonly alarms: Pick<AlarmBook, 'raise'> }) {
    this.#key = key;
    this.#events = parts.events;
    this.#alarms = parts.alarms;
  }

  /** HMAC-SHA-256 in hex over a JSON list, which has one text for each table and content. */
  codeOf(table: SessionTable, session: CodedSession): string {
    const { id, tokenDigest, person, method, device, signedInAt, endsAt, steppedUpAt } = session;
    const content = [table, id, tokenDigest, person, method, device, signedInAt, endsAt, steppedUpAt];
    return createHmac('sha256', this.#key).update(JSON.stringify(content)).digest('hex');
  }

  /**
   * Whether this server wrote the row as it is now, in constant time. Reports a row that it did not write, with the table and without the
   * token. Call it before any other use of the row.
   */
  accepts(table: SessionTable, row: StoredColumns): boolean {
    if (this.#hasCode(table, row)) return true;
    this.#events.emit({ event: 'session-forged', table });
    const noKiosk = { kioskId: null, fromSequence: null, toSequence: null };
    this.#alarms.raise({ kind: 'session-forged', ...noKiosk, about: `session/${table}` });
    return false;
  }

  #hasCode(table: SessionTable, row: StoredColumns): boolean {
    const session = contentOf(row);
    if (session === undefined || typeof row['code'] !== 'string') return false;
    const [given, made] = [Buffer.from(row['code']), Buffer.from(this.codeOf(table, session))];
    return given.length === made.length && timingSafeEqual(given, made);
  }
}

/** `undefined` for values that the server never writes. */
function contentOf(row: StoredColumns): CodedSession | undefined {
  try {
    return {
      id: textColumn(row['id']),
      tokenDigest: textColumn(row['token_digest']),
      person: textColumn(row['person_id'] ?? row['person']),
      method: nullableTextColumn(row['method'] ?? null),
      device: textColumn(row['device']),
      signedInAt: integerColumn(row['signed_in_at']),
      endsAt: integerColumn(row['ends_at']),
      steppedUpAt: nullableIntegerColumn(row['stepped_up_at'] ?? null),
    };
  } catch (error) {
    if (error instanceof StoreError) return undefined;
    throw error;
  }
}
