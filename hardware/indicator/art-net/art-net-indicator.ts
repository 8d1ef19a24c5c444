/** Lights at an Art-Net node. The node replies to polls, which show that it is there; it does not confirm levels. */
import { createSocket, type Socket } from 'node:dgram';
import type { Clock } from '../../host/clock.ts';
import { answerWithin } from '../../host/within-time.ts';
import { deviceSession } from '../../device/device-session.ts';
import type { Indicator } from '../indicator.ts';
import type { IndicatorSignal } from '../../device/indicator-signal.ts';
import { lastSignal } from '../last-signal.ts';
import { ART_NET_PORT, encodeDmx, encodePoll, judgeReply } from './art-net-packet.ts';
import { type ArtNetProfile, levelsOf } from './art-net-profile.ts';

export interface ArtNetIndicatorOptions {
  /** The node's IPv4 address. */
  readonly node: string;
  readonly profile: ArtNetProfile;
  readonly clock: Clock;
  /** The address of this machine to receive replies at; nodes send them to the Art-Net port. Default: every address. */
  readonly bindAddress?: string;
  /** The node's port; for tests. */
  readonly port?: number;
}

/** The specification lets a node take 3 s to reply; a self-test has 2 s. */
const REPLY_WITHIN_MS = 1_500;
/** Controllers poll every 2.5 to 3 s. */
const POLL_EVERY_MS = 2_500;
const MISSED_POLLS = 2;
/** Levels are repeated at least this often, because a packet can be lost and a node darkens its lights without packets. */
const REPEAT_EVERY_MS = 800;

export function artNetIndicator(options: ArtNetIndicatorOptions): Indicator {
  const { node, profile, clock, bindAddress = '0.0.0.0', port = ART_NET_PORT } = options;
  const session = deviceSession('indicator', clock);
  let socket: Socket | undefined;
  let shown: IndicatorSignal = 'off';
  let sequence = 0;
  let missed = 0;
  let cancelRepeat: () => void = () => undefined;
  let cancelPoll: () => void = () => undefined;
  /** Waits for the next packet of the node. */
  let onPacket: ((judged: 'reply' | 'corrupt') => void) | undefined;

  function close(): void {
    cancelRepeat();
    cancelPoll();
    socket?.close();
    socket = undefined;
    shown = 'off';
  }

  function lose(): void {
    close();
    session.lost(session.error('disconnected', 'the Art-Net node does not reply'));
  }

  function send(packet: Uint8Array): void {
    // A send that fails shows as a missing reply
    socket?.send(packet, port, node, () => undefined);
  }

  function sendLevels(signal: IndicatorSignal): void {
    cancelRepeat();
    sequence = (sequence % 255) + 1;
    send(encodeDmx({ sequence, universe: profile.universe, levels: levelsOf(profile, signal) }));
    cancelRepeat = clock.after(REPEAT_EVERY_MS, () => sendLevels(shown));
  }

  function receive(packet: Uint8Array, from: string): void {
    if (from !== node) return;
    const judged = judgeReply(packet);
    if (judged === 'other') return;
    if (judged === 'reply') missed = 0;
    onPacket?.(judged);
  }

  /** Polls the node. Rejects with `timed-out`, `corrupt`, or the reason of the signal. */
  async function poll(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const packet = new Promise<'reply' | 'corrupt'>((resolve) => {
      onPacket = resolve;
    });
    send(encodePoll());
    const judged = await answerWithin(clock, REPLY_WITHIN_MS, packet, signal);
    onPacket = undefined;
    signal.throwIfAborted();
    if (judged === undefined) throw session.error('timed-out', 'the Art-Net node does not reply');
    if (judged === 'corrupt') throw session.error('corrupt', 'the Art-Net node sent a damaged reply');
  }

  function watch(): void {
    cancelPoll = clock.after(POLL_EVERY_MS, () => {
      missed += 1;
      if (missed > MISSED_POLLS) return lose();
      send(encodePoll());
      watch();
    });
  }

  async function open(signal: AbortSignal): Promise<void> {
    try {
      socket = await boundSocket(bindAddress);
      socket.on('message', (packet, { address }) => receive(packet, address));
      socket.on('error', lose);
      await poll(signal);
    } catch (error) {
      close();
      if (signal.aborted) throw signal.reason;
      throw session.error('disconnected', 'the Art-Net node cannot be reached', error);
    }
    missed = 0;
    sendLevels('off');
    watch();
  }

  return {
    descriptor: { kind: 'indicator', driver: 'art-net', model: profile.name, firmware: 'unknown', simulated: false },
    status: session.status,
    onStatus: session.onStatus,
    connect: (signal) => session.connect(signal, open),
    async disconnect() {
      if (session.status().kind !== 'disconnected') sendLevels('off');
      await session.letGo();
      // The packet leaves before the socket closes
      await new Promise((resolve) => setImmediate(resolve));
      close();
    },
    selfTest: (signal) => session.selfTest(signal, poll),
    show: lastSignal<AbortSignal>(
      session.assertUsable,
      (operation) => session.run(new AbortController().signal, operation),
      async (signal) => {
        shown = signal;
        sendLevels(signal);
      },
    ),
    shown: () => shown,
  };
}

function boundSocket(address: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createSocket({ type: 'udp4', reuseAddr: true });
    socket.once('error', reject);
    socket.bind(ART_NET_PORT, address, () => {
      socket.removeListener('error', reject);
      resolve(socket);
    });
  });
}
