/** An Art-Net node on a loopback address: replies to polls and records the levels that it receives. */
import { createSocket } from 'node:dgram';

const PORT = 6_454;
const REPLY_BYTES = 239;
const OPERATION_AT = 8;
const LEVELS_AT = 18;
const POLL = 0x2000;
const DMX = 0x5000;

export interface ArtNetNode {
  readonly address: string;
  /** The loopback address at which the lane receives replies. */
  readonly laneAddress: string;
  /** The levels received last. */
  levels(): readonly number[];
  packets(): number;
  silence(silent: boolean): void;
  /** Truncates its next reply. */
  damageNext(): void;
  /** Forwards each packet with levels to this node. */
  forwardTo(address: string | undefined): void;
  close(): Promise<void>;
}

/** Random loopback addresses, so that concurrent tests do not collide. */
const byte = (): number => 2 + Math.floor(Math.random() * 250);

export async function artNetNode(): Promise<ArtNetNode> {
  const network = `127.${byte()}.${byte()}`;
  const address = `${network}.1`;
  const socket = createSocket({ type: 'udp4', reuseAddr: true });
  let levels: readonly number[] = [];
  let packets = 0;
  let isSilent = false;
  let isDamaged = false;
  let onward: string | undefined;
  socket.on('message', (packet, from) => {
    if (isSilent) return;
    const operation = packet.readUInt16LE(OPERATION_AT);
    if (operation === DMX) {
      levels = [...packet.subarray(LEVELS_AT)];
      packets += 1;
      if (onward !== undefined) socket.send(packet, PORT, onward);
    }
    if (operation !== POLL) return;
    const reply = Buffer.alloc(REPLY_BYTES);
    reply.write('Art-Net\0', 'latin1');
    reply.writeUInt16LE(0x2100, OPERATION_AT);
    socket.send(isDamaged ? reply.subarray(0, 30) : reply, PORT, from.address);
    isDamaged = false;
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(PORT, address, resolve);
  });
  return {
    address,
    laneAddress: `${network}.2`,
    levels: () => levels,
    packets: () => packets,
    silence(silent) {
      isSilent = silent;
    },
    damageNext() {
      isDamaged = true;
    },
    forwardTo(next) {
      onward = next;
    },
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}
