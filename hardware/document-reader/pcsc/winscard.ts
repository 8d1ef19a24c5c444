/** The calls of PC/SC part 5 that a reader needs, from pcsc-lite's client library. None blocks the event loop. */
import koffi, { type LibraryHandle, type TypeObject } from 'koffi';
import { ReturnCodeError } from './return-codes.ts';

/** State of the field, SCARD_STATE_*. */
export interface FieldState {
  /** Whether the reader is present. */
  readonly reader: boolean;
  readonly card: boolean;
  /** Increases with each card that arrives or leaves. */
  readonly events: number;
}

/** Each call rejects with `ReturnCodeError`. Handles are numbers assigned by the daemon. */
export interface Winscard {
  establishContext(): Promise<number>;
  readerNames(context: number): Promise<readonly string[]>;
  /** Returns the current state without waiting. */
  fieldState(context: number, reader: string): Promise<FieldState>;
  /** Exclusive access to the card. */
  connect(context: number, reader: string): Promise<Card>;
  /** Powers the card down and up. */
  reconnect(card: number): Promise<void>;
  /** Powers the card down and releases it. */
  disconnect(card: number): Promise<void>;
  /** @param answer buffer of `LONGEST_ANSWER_BYTES` for the answer. Resolves to the length of the answer. */
  transmit(card: Card, command: Uint8Array, answer: Uint8Array): Promise<number>;
}

export interface Card {
  readonly handle: number;
  /** `PROTOCOL_T0` or `PROTOCOL_T1`. */
  readonly protocol: number;
}

/** The client library of pcsc-lite. */
export const PCSC_LIBRARY = 'libpcsclite.so.1';

/** MAX_BUFFER_SIZE_EXTENDED of pcsc-lite. */
export const LONGEST_ANSWER_BYTES = 4 + 3 + 65_536 + 3 + 2;

const SCOPE_SYSTEM = 2;
const SHARE_EXCLUSIVE = 1;
const PROTOCOL_T0 = 1;
const PROTOCOL_T1 = 2;
const UNPOWER_CARD = 2;
const STATE_UNKNOWN = 0x04;
const STATE_UNAVAILABLE = 0x08;
const STATE_PRESENT = 0x20;
/** Sixteen readers (PCSCLITE_MAX_READERS_CONTEXTS) of 128 characters (MAX_READERNAME), and the last zero. */
const LONGEST_NAMES = 16 * 128 + 1;
/** sizeof(SCARD_IO_REQUEST): two words of the machine. */
const IO_REQUEST_BYTES = 16;
const LONGEST_ATR = 33;

/** Throws when the library cannot be loaded. */
export function loadWinscard(path: string): Winscard {
  const library = koffi.load(path);
  const ioRequest = koffi.struct({ dwProtocol: 'unsigned long', cbPciLength: 'unsigned long' });
  const readerState = koffi.struct({
    szReader: 'const char *',
    pvUserData: 'void *',
    dwCurrentState: 'unsigned long',
    dwEventState: 'unsigned long',
    cbAtr: 'unsigned long',
    rgbAtr: koffi.array('unsigned char', LONGEST_ATR),
  });
  const out = (type: string) => koffi.out(koffi.pointer(type));
  const bytes = koffi.pointer('unsigned char');
  const call = callerOf(library);
  const establish = call('SCardEstablishContext', ['unsigned long', 'void *', 'void *', out('long')]);
  const list = call('SCardListReaders', ['long', 'const char *', bytes, koffi.inout(koffi.pointer('unsigned long'))]);
  const status = call('SCardGetStatusChange', [
    ...['long', 'unsigned long'],
    koffi.inout(koffi.pointer(readerState)),
    'unsigned long',
  ]);
  const connect = call('SCardConnect', [
    ...['long', 'const char *', 'unsigned long', 'unsigned long'],
    ...[out('long'), out('unsigned long')],
  ]);
  const words = ['long', 'unsigned long', 'unsigned long', 'unsigned long'];
  const reconnect = call('SCardReconnect', [...words, out('unsigned long')]);
  const disconnect = call('SCardDisconnect', ['long', 'unsigned long']);
  const transmit = call('SCardTransmit', [
    ...['long', koffi.pointer(ioRequest), bytes, 'unsigned long', 'void *', bytes],
    koffi.inout(koffi.pointer('unsigned long')),
  ]);

  return {
    async establishContext() {
      const context = [0];
      await establish(SCOPE_SYSTEM, null, null, context);
      return context[0]!;
    },
    async readerNames(context) {
      const names = new Uint8Array(LONGEST_NAMES);
      const length = [names.length];
      try {
        await list(context, null, names, length);
      } catch (error) {
        if (error instanceof ReturnCodeError && error.meaning === 'no-reader') return [];
        throw error;
      }
      const text = Buffer.from(names.subarray(0, length[0])).toString('utf8');
      return text.split('\0').filter((name) => name !== '');
    },
    async fieldState(context, reader) {
      const state = { szReader: reader, pvUserData: null, dwCurrentState: 0, dwEventState: 0, cbAtr: 0, rgbAtr: [] };
      await status(context, 0, state, 1);
      const flags = state.dwEventState;
      const gone = (flags & (STATE_UNKNOWN | STATE_UNAVAILABLE)) !== 0;
      return { reader: !gone, card: (flags & STATE_PRESENT) !== 0, events: flags >>> 16 };
    },
    async connect(context, reader) {
      const handle = [0];
      const protocol = [0];
      await connect(context, reader, SHARE_EXCLUSIVE, PROTOCOL_T0 | PROTOCOL_T1, handle, protocol);
      return { handle: handle[0]!, protocol: protocol[0]! };
    },
    async reconnect(card) {
      await reconnect(card, SHARE_EXCLUSIVE, PROTOCOL_T0 | PROTOCOL_T1, UNPOWER_CARD, [0]);
    },
    disconnect: (card) => disconnect(card, UNPOWER_CARD),
    async transmit({ handle, protocol }, command, answer) {
      const length = [answer.length];
      const request = { dwProtocol: protocol, cbPciLength: IO_REQUEST_BYTES };
      await transmit(handle, request, command, command.length, null, answer, length);
      return length[0]!;
    },
  };
}

type CType = string | TypeObject | ReturnType<typeof koffi.out>;

/** Functions of the library that run in worker threads and reject unless they return SCARD_S_SUCCESS. */
function callerOf(library: LibraryHandle) {
  return (name: string, types: CType[]) => {
    const native = library.func(name, 'long', types);
    return (...values: unknown[]): Promise<void> =>
      new Promise((resolve, reject) => {
        native.async(...values, (error: unknown, code: number) => {
          if (error) reject(error instanceof Error ? error : new Error(`${name} was not called`));
          else if (code === 0) resolve();
          else reject(new ReturnCodeError(name, code));
        });
      });
  };
}
