/** A chip in a slot of the virtual reader: the other end of vsmartcard's protocol. */
import { connect, type Socket } from 'node:net';
import { systemClock } from '../../../../hardware/host/system-clock.ts';
import { pause } from '../../../../hardware/host/clock.ts';
import { acknowledgeNow } from './native-socket.ts';

/** Answers a command; resolves to `undefined` for no answer. */
export interface CardChip {
  process(command: Uint8Array<ArrayBuffer>): Promise<Uint8Array | undefined>;
  reset(): void;
}

export interface VirtualCard {
  /** Out of the slot, at once. */
  lift(): void;
}

/** Messages of one byte that are not commands to the card. */
const POWER_OFF = 0;
const POWER_ON = 1;
const RESET = 2;
const ATR = 4;
const LENGTH_BYTES = 2;
/** Answer-to-reset of a contactless chip from a PC/SC reader: PC/SC part 3 §3.1.3.2.3.1, no historical bytes. */
const ANSWER_TO_RESET = Uint8Array.of(0x3b, 0x80, 0x80, 0x01, 0x01);
const CONNECTED_WITHIN_MS = 240_000;

export async function insertCard(port: number, chip: CardChip): Promise<VirtualCard> {
  const connection = await connected(port);
  let pending = Buffer.alloc(0);
  let busy: Promise<void> = Promise.resolve();
  connection.on('error', () => undefined);
  connection.on('data', (chunk) => {
    acknowledgeNow(connection);
    pending = Buffer.concat([pending, chunk]);
    for (;;) {
      const end = LENGTH_BYTES + (pending.length >= LENGTH_BYTES ? pending.readUInt16BE(0) : Number.POSITIVE_INFINITY);
      if (pending.length < end) return;
      const message = Uint8Array.from(pending.subarray(LENGTH_BYTES, end));
      pending = pending.subarray(end);
      busy = busy.then(() => answer(message));
    }
  });

  async function answer(message: Uint8Array<ArrayBuffer>): Promise<void> {
    const [first] = message;
    if (message.length === 1 && first === ATR) return say(ANSWER_TO_RESET);
    if (message.length === 1 && (first === POWER_OFF || first === POWER_ON || first === RESET)) return chip.reset();
    const said = await chip.process(message);
    if (said !== undefined) say(said);
  }

  function say(content: Uint8Array): void {
    const length = Buffer.alloc(LENGTH_BYTES);
    length.writeUInt16BE(content.length);
    if (!connection.destroyed) connection.write(Buffer.concat([length, content]));
  }

  return { lift: () => void connection.destroy() };
}

/** The reader opens its slots one after another. */
async function connected(port: number): Promise<Socket> {
  const until = Date.now() + CONNECTED_WITHIN_MS;
  for (;;) {
    const connection = connect({ port, host: '127.0.0.1', noDelay: true });
    const open = await new Promise<boolean>((resolve) => {
      connection.once('connect', () => resolve(true));
      connection.once('error', () => resolve(false));
    });
    if (open) return connection;
    if (Date.now() > until) throw new Error(`no virtual reader listens at port ${port}`);
    await pause(systemClock, 20);
  }
}
