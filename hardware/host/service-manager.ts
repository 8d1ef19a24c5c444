/**
 * Messages to the service manager that started this process (sd_notify(3)). Node has no datagram sockets of the Unix domain, so they are
 * sent with libc's calls.
 */
import koffi from 'koffi';

export interface ServiceManager {
  /** Interval in which `alive` must be sent, ms; `undefined` when the unit has no watchdog. */
  readonly watchdogMs: number | undefined;
  /** The service has started. */
  ready(): void;
  /** The service works: restarts the watchdog's interval. */
  alive(): void;
  /** The service ends. */
  stopping(): void;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Sends one message; a message that the service manager does not accept is lost. */
export type SendDatagram = (address: Uint8Array, message: Uint8Array) => void;

const AF_UNIX = 1;
const SOCK_DGRAM = 2;
const SOCK_CLOEXEC = 0o2000000;
const MSG_DONTWAIT = 0x40;
const MSG_NOSIGNAL = 0x4000;
/** sizeof(sun_path), with the closing zero of a path. */
const LONGEST_PATH_BYTES = 108;

/** `undefined` for a process that no service manager started, and on systems other than Linux. */
export function serviceManagerOf(
  environment: Environment,
  send: SendDatagram = sendDatagram,
): ServiceManager | undefined {
  const address = addressOf(environment['NOTIFY_SOCKET'] ?? '');
  if (address === undefined || process.platform !== 'linux') return undefined;
  const tell = (message: string): void => send(address, Buffer.from(message));
  return {
    watchdogMs: watchdogOf(environment),
    ready: () => tell('READY=1'),
    alive: () => tell('WATCHDOG=1'),
    stopping: () => tell('STOPPING=1'),
  };
}

/** A `sockaddr_un`. A name that begins with `@` is in the abstract namespace. Other families (vsock) are not supported. */
function addressOf(name: string): Uint8Array | undefined {
  const path = Buffer.from(name);
  if (!/^[/@]./.test(name) || path.length >= LONGEST_PATH_BYTES) return undefined;
  const family = Buffer.alloc(2);
  if (new Uint8Array(Uint16Array.of(1).buffer)[0] === 1) family.writeUInt16LE(AF_UNIX);
  else family.writeUInt16BE(AF_UNIX);
  if (name.startsWith('@')) {
    path[0] = 0;
    return Buffer.concat([family, path]);
  }
  return Buffer.concat([family, path, Buffer.alloc(1)]);
}

/** The variables are inherited, so the interval may belong to another process. */
function watchdogOf({ WATCHDOG_USEC: interval = '', WATCHDOG_PID: owner }: Environment): number | undefined {
  if (!/^[1-9]\d{0,14}$/.test(interval)) return undefined;
  return owner === undefined || owner === String(process.pid) ? Number(interval) / 1_000 : undefined;
}

let libc: ReturnType<typeof loadLibc> | undefined;

function sendDatagram(address: Uint8Array, message: Uint8Array): void {
  libc ??= loadLibc();
  const socket = libc.socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0) as number;
  if (socket < 0) return;
  libc.sendto(socket, message, message.length, MSG_DONTWAIT | MSG_NOSIGNAL, address, address.length);
  libc.close(socket);
}

function loadLibc() {
  const loaded = koffi.load(null);
  const bytes = koffi.pointer('uint8_t');
  return {
    socket: loaded.func('socket', 'int', ['int', 'int', 'int']),
    sendto: loaded.func('sendto', 'long', ['int', bytes, 'size_t', 'int', bytes, 'uint']),
    close: loaded.func('close', 'int', ['int']),
  };
}
