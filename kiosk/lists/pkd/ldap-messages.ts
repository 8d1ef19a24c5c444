/**
 * A connection to an LDAP server that passes whole messages on (RFC 4511 §5.1), each within a bound. The client library appends what arrives
 * to a buffer without a bound, and ends a search at an empty page although the server may have more.
 */
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { BerError } from '../../../hardware/ber/ber-error.ts';
import { childOf, findChild } from '../../../hardware/ber/find.ts';
import { type BerElement, type BerLimits, readBer } from '../../../hardware/ber/read.ts';
import { OCTET_STRING, readOctetString, SEQUENCE } from '../../../hardware/ber/universal.ts';
import { PkdError } from './pkd-error.ts';

const SEARCH_DONE = 0x65;
const CONTROLS = 0xa0;
/** RFC 2696. */
const PAGED_RESULTS = '1.2.840.113556.1.4.319';
const LIMITS: BerLimits = { bytes: 65_536, elements: 200, depth: 8 };
const LONGEST_LENGTH_BYTES = 4;

export interface MessageBounds {
  readonly messageBytes: number;
  /** Bytes between two resets of the budget. */
  readonly budgetBytes: number;
}

export class LdapMessages extends Duplex {
  /** Read by the client library, besides the events of a socket. */
  connecting = true;
  readyState = 'opening';
  readonly #socket: Socket;
  readonly #bounds: MessageBounds;
  #waiting: Buffer = Buffer.alloc(0);
  #parts: Buffer[] = [];
  #missing = 0;
  #budget: number;
  #hasMore = false;

  /** @param ready the event after which the socket can be used: `connect`, or `secureConnect` of TLS */
  constructor(socket: Socket, ready: 'connect' | 'secureConnect', bounds: MessageBounds) {
    super({ readableObjectMode: true, allowHalfOpen: false });
    this.#socket = socket;
    this.#bounds = bounds;
    this.#budget = bounds.budgetBytes;
    socket.once(ready, () => {
      this.connecting = false;
      this.readyState = 'open';
      this.emit(ready);
    });
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.on('end', () => this.push(null));
    socket.on('error', (error) => this.destroy(error));
    socket.on('close', () => this.destroy());
  }

  /** Whether the last page that the server sent is not the last one of its search. */
  get hasMore(): boolean {
    return this.#hasMore;
  }

  /** The caller has taken a page. */
  resetBudget(): void {
    this.#budget = this.#bounds.budgetBytes;
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(chunk: Buffer, encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#socket.write(chunk, encoding, done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#socket.end(() => done());
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.readyState = 'closed';
    this.#socket.destroy();
    done(error);
  }

  #take(chunk: Buffer): void {
    this.#budget -= chunk.length;
    if (this.#budget < 0) return this.#refuse('too-large', 'the server sends more than a page may contain');
    let rest = chunk;
    while (rest.length > 0) {
      if (this.#missing > 0) {
        const part = rest.subarray(0, this.#missing);
        this.#parts.push(part);
        this.#missing -= part.length;
        rest = rest.subarray(part.length);
        if (this.#missing === 0) this.#pass(Buffer.concat(this.#parts));
        continue;
      }
      rest = Buffer.concat([this.#waiting, rest]);
      const length = messageLength(rest);
      if (length === 'malformed' || (length !== undefined && length > this.#bounds.messageBytes)) {
        return this.#refuse(length === 'malformed' ? 'malformed' : 'too-large', 'the server sends no LDAP message');
      }
      if (length === undefined) {
        this.#waiting = rest;
        return;
      }
      this.#waiting = Buffer.alloc(0);
      this.#parts = [];
      this.#missing = length;
    }
  }

  #pass(message: Buffer): void {
    const hasMore = hasMoreAfter(Uint8Array.from(message.subarray(0, LIMITS.bytes)));
    if (hasMore !== undefined) this.#hasMore = hasMore;
    if (!this.push(message)) this.#socket.pause();
  }

  #refuse(code: 'malformed' | 'too-large', why: string): void {
    this.destroy(new PkdError(code, why));
  }
}

/** The length of the message that begins; `undefined` while its header is incomplete. */
function messageLength(bytes: Buffer): number | 'malformed' | undefined {
  const [tag, first] = bytes;
  if (tag !== undefined && tag !== SEQUENCE) return 'malformed';
  if (first === undefined) return undefined;
  if (first < 0x80) return 2 + first;
  const count = first - 0x80;
  if (count === 0 || count > LONGEST_LENGTH_BYTES) return 'malformed';
  if (bytes.length < 2 + count) return undefined;
  return 2 + count + bytes.readUIntBE(2, count);
}

/** Whether a search has more pages; `undefined` for a message that does not end a search. */
function hasMoreAfter(message: Uint8Array<ArrayBuffer>): boolean | undefined {
  try {
    const [, operation, controls] = readBer(message, LIMITS).children();
    if (operation?.tag !== SEARCH_DONE) return undefined;
    const paged = controls?.tag === CONTROLS ? controls.children().find(isPagedResults) : undefined;
    const value = paged?.children().at(-1);
    if (value === undefined) return false;
    const cookie = childOf(readBer(readOctetString(value), LIMITS), OCTET_STRING);
    return cookie.content.length > 0;
  } catch (error) {
    // Entries are longer than the limit; the library parses what is not the end of a search
    if (error instanceof BerError) return undefined;
    throw error;
  }
}

function isPagedResults(control: BerElement): boolean {
  const type = findChild(control, OCTET_STRING);
  return type !== undefined && Buffer.from(type.content).toString('latin1') === PAGED_RESULTS;
}
