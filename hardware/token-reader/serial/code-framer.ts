/**
 * Splits a barcode scanner's output into codes: printable ASCII ended by CR, LF or both, or between STX and ETX. Memory is
 * bounded.
 */
import { codeBuffer } from '../code-buffer.ts';
import { MAX_CHARACTERS, type TokenReading } from '../token-reader.ts';

type Framed = Exclude<TokenReading, { readonly kind: 'nothing' }>;

export interface CodeFramer {
  /** Calls back with each code that ends within these bytes. The receiver owns the code. */
  push(bytes: Uint8Array, onFramed: (framed: Framed) => void): void;
  /** Ends a code after a pause without input: it counts as broken off. `undefined` when no code had begun. */
  quiet(): Framed | undefined;
  /** Whether a code has begun. */
  begun(): boolean;
  /** Wipes and drops a code that has begun. */
  reset(): void;
}

const STX = 0x02;
const ETX = 0x03;
const LF = 0x0a;
const CR = 0x0d;
const FIRST_PRINTABLE = 0x20;
const LAST_PRINTABLE = 0x7e;

export function codeFramer(): CodeFramer {
  const characters = new Uint8Array(MAX_CHARACTERS);
  let length = 0;
  let damaged = false;

  const begun = (): boolean => length > 0 || damaged;

  function reset(): void {
    characters.fill(0);
    length = 0;
    damaged = false;
  }

  function end(): Framed {
    const framed: Framed = damaged
      ? { kind: 'unreadable' }
      : { kind: 'read', text: codeBuffer(characters.subarray(0, length)) };
    reset();
    return framed;
  }

  return {
    begun,
    reset,
    quiet() {
      if (!begun()) return undefined;
      reset();
      return { kind: 'unreadable' };
    },
    push(bytes, onFramed) {
      for (const byte of bytes) {
        if (byte === STX) {
          reset();
        } else if (byte === CR || byte === LF || byte === ETX) {
          if (begun()) onFramed(end());
        } else if (byte < FIRST_PRINTABLE || byte > LAST_PRINTABLE || length === MAX_CHARACTERS) {
          damaged = true;
        } else {
          characters[length++] = byte;
        }
      }
    },
  };
}
