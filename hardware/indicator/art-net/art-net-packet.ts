/** Three packets of Art-Net 4 (Artistic Licence, Specification for the Art-Net 4 Ethernet Communication Protocol). */

export const ART_NET_PORT = 6_454;

const ID = [...Buffer.from('Art-Net\0', 'latin1')];
/** Operation codes go low byte first. */
const OP_POLL = 0x2000;
const OP_POLL_REPLY = 0x2100;
const OP_DMX = 0x5000;
const PROTOCOL_VERSION = 14;
/** Up to the MAC address; later fields came with later versions. */
const MIN_REPLY_BYTES = 207;
const MAX_CHANNELS = 512;
export const UNIVERSE_MAX = 0x7fff;

const head = (operation: number): number[] => [...ID, operation & 0xff, operation >> 8, 0, PROTOCOL_VERSION];

/** Asks the nodes that receive it to reply, without diagnostics. */
export function encodePoll(): Uint8Array {
  return Uint8Array.from([...head(OP_POLL), 0, 0]);
}

export interface DmxFrame {
  /** 1 to 255: a node drops packets that arrive out of order. */
  readonly sequence: number;
  /** The 15-bit Port-Address: net, sub-net and universe. */
  readonly universe: number;
  /** The level of each channel from the first on, 0 to 255. */
  readonly levels: Uint8Array;
}

/** Throws `RangeError` for values that a packet cannot carry. */
export function encodeDmx({ sequence, universe, levels }: DmxFrame): Uint8Array {
  if (sequence < 1 || sequence > 255) throw new RangeError('the sequence must be 1 to 255');
  if (universe < 0 || universe > UNIVERSE_MAX) throw new RangeError(`the universe must be 0 to ${UNIVERSE_MAX}`);
  if (levels.length < 1 || levels.length > MAX_CHANNELS) throw new RangeError('there must be 1 to 512 levels');
  // The length must be even
  const length = levels.length + (levels.length % 2);
  const packet = new Uint8Array(head(0).length + 6 + length);
  packet.set([...head(OP_DMX), sequence, 0, universe & 0xff, universe >> 8, length >> 8, length & 0xff]);
  packet.set(levels, head(0).length + 6);
  return packet;
}

/** Whether this is a node's reply to a poll. `corrupt`: it has the mark of Art-Net or of a reply, but is too short. */
export function judgeReply(packet: Uint8Array): 'reply' | 'other' | 'corrupt' {
  if (packet.length < ID.length + 2 || ID.some((byte, at) => packet[at] !== byte)) return 'corrupt';
  const operation = (packet[8] ?? 0) | ((packet[9] ?? 0) << 8);
  if (operation !== OP_POLL_REPLY) return 'other';
  return packet.length < MIN_REPLY_BYTES ? 'corrupt' : 'reply';
}
