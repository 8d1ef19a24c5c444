import koffi from 'koffi';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { serviceManagerOf } from '../../../hardware/host/service-manager.ts';

const AF_UNIX = 1;
const SOCK_DGRAM = 2;
const MSG_DONTWAIT = 0x40;
const bytes = koffi.pointer('uint8_t');
const libc = koffi.load(null);
const socket = libc.func('socket', 'int', ['int', 'int', 'int']);
const bind = libc.func('bind', 'int', ['int', bytes, 'uint']);
const receive = libc.func('recv', 'long', ['int', koffi.out(bytes), 'size_t', 'int']);
const close = libc.func('close', 'int', ['int']);

/** Listens as a service manager does. @param path with a first zero for a name in the abstract namespace */
function listenAt(path: string): () => string | undefined {
  const fd = socket(AF_UNIX, SOCK_DGRAM, 0) as number;
  const name = Buffer.from(path);
  const address = Buffer.concat([Buffer.from([AF_UNIX, 0]), name, ...(name[0] === 0 ? [] : [Buffer.alloc(1)])]);
  expect(bind(fd, address, address.length)).toBe(0);
  onTestFinished(() => void close(fd));
  return () => {
    const message = Buffer.alloc(256);
    const length = receive(fd, message, message.length, MSG_DONTWAIT) as number;
    return length < 0 ? undefined : message.toString('utf8', 0, length);
  };
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'postern-notify-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

describe.runIf(process.platform === 'linux')('service manager', () => {
  test('receives each message at the path of its socket', () => {
    const path = join(temporaryFolder(), 'notify');
    const next = listenAt(path);
    const manager = serviceManagerOf({ NOTIFY_SOCKET: path });
    manager?.ready();
    manager?.alive();
    manager?.stopping();
    expect([next(), next(), next(), next()]).toEqual(['READY=1', 'WATCHDOG=1', 'STOPPING=1', undefined]);
  });

  test('receives messages at a name of the abstract namespace', () => {
    const name = `postern-notify-${process.pid}`;
    const next = listenAt(`\0${name}`);
    serviceManagerOf({ NOTIFY_SOCKET: `@${name}` })?.ready();
    expect(next()).toBe('READY=1');
  });

  test('that has gone does not disturb the process', () => {
    const manager = serviceManagerOf({ NOTIFY_SOCKET: join(temporaryFolder(), 'gone') });
    expect(() => manager?.ready()).not.toThrow();
  });

  test.each([undefined, '', 'relative', '@', 'vsock:2:1234', `/${'x'.repeat(108)}`])(
    'is absent with NOTIFY_SOCKET %j',
    (name) => {
      expect(serviceManagerOf({ NOTIFY_SOCKET: name })).toBeUndefined();
    },
  );

  test.each([
    [{ WATCHDOG_USEC: '30000000' }, 30_000],
    [{ WATCHDOG_USEC: '30000000', WATCHDOG_PID: String(process.pid) }, 30_000],
    [{ WATCHDOG_USEC: '30000000', WATCHDOG_PID: String(process.pid + 1) }, undefined],
    [{ WATCHDOG_USEC: '0' }, undefined],
    [{ WATCHDOG_USEC: '-1' }, undefined],
    [{ WATCHDOG_USEC: '1e9' }, undefined],
    [{}, undefined],
  ])('with %j asks for a sign of life within %s ms', (settings, expected) => {
    expect(serviceManagerOf({ NOTIFY_SOCKET: '/run/notify', ...settings })?.watchdogMs).toBe(expected);
  });
});
