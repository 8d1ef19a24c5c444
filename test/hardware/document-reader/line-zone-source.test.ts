import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import koffi from 'koffi';
import { describe, expect, it, onTestFinished } from 'vitest';
import { pause } from '../../../hardware/host/clock.ts';
import { systemClock } from '../../../hardware/host/system-clock.ts';
import type { DeviceError } from '../../../hardware/device/device-error.ts';
import { type LineDevicePlace, lineDevicePlace } from '../../../hardware/device/line-device.ts';
import { lineZoneSource } from '../../../hardware/document-reader/line-zone-source.ts';
import { codeOf, never } from '../../contracts/device-rig.ts';
import { serialLine } from '../../support/serial-line.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { ZONE } from './pcsc/specimen-zone.ts';

const TYPED = `\x02${ZONE.replace('\n', '\r')}\r\x03`;

async function opened(place: LineDevicePlace) {
  const losses: DeviceError[] = [];
  const source = lineZoneSource(place, systemClock);
  await source.open((reason) => losses.push(reason), never());
  onTestFinished(() => source.close());
  const read = (timeoutMs = 240_000) => source.awaitZone({ timeoutMs, signal: never() });
  return { source, losses, read };
}

function namedPipe() {
  const path = join(temporaryFolder(), 'pipe');
  koffi.load(null).func('mkfifo', 'int', ['str', 'uint'])(path, 0o600);
  const fd = openSync(path, 'r+');
  onTestFinished(() => closeSync(fd));
  return { place: { kind: 'path', path } as const, type: (text: string) => void writeSync(fd, text) };
}

async function tcpReader() {
  const sockets: Socket[] = [];
  const server = createServer((socket) => void sockets.push(socket)).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const place = { kind: 'tcp', host: '127.0.0.1', port } as const;
  const connected = async (): Promise<void> => {
    while (sockets.length === 0) await pause(systemClock, 5);
  };
  const type = async (text: string): Promise<void> => {
    await connected();
    for (const socket of sockets) socket.write(text);
  };
  const unplug = async (): Promise<void> => {
    await connected();
    for (const socket of sockets) socket.destroy();
  };
  return { place, type, unplug };
}

describe('a reader that types zones', () => {
  it.each([
    ['a named pipe', async () => namedPipe()],
    ['a TCP port', tcpReader],
    ['a serial line', async () => serialLine()],
  ] as const)('reads from %s', async (_, make) => {
    const { place, type } = await make();
    const { read } = await opened(place);
    const reading = read();
    await type(TYPED);
    const zone = await reading;
    if (zone.kind !== 'zone') throw new Error(zone.kind);
    expect(Buffer.from(zone.mrz).toString('ascii')).toBe(ZONE);
  });

  it('drops what was swiped before the call', async () => {
    const { place, type } = namedPipe();
    const { read } = await opened(place);
    let found = 'zone';
    // On a busy machine the swipe may come to the lane after the call
    for (let waitMs = 100; found === 'zone' && waitMs < 60_000; waitMs *= 4) {
      type(TYPED);
      await pause(systemClock, waitMs);
      found = (await read(500)).kind;
    }
    expect(found).toBe('no-document');
  });

  it('drops the rest of a zone that was being swiped', async () => {
    const { place, type } = namedPipe();
    const { read } = await opened(place);
    type(TYPED.slice(0, 20));
    await pause(systemClock, 50);
    const reading = read();
    type(TYPED.slice(20));
    await pause(systemClock, 500);
    type(TYPED);
    expect((await reading).kind).toBe('zone');
  });

  it('reports garbage as unreadable, and reads the next zone', async () => {
    const { place, type } = namedPipe();
    const { read } = await opened(place);
    const first = read();
    type('hello\x00\xff'.repeat(1_000));
    expect(await first).toEqual({ kind: 'unreadable' });
    // Its rest may still be on its way
    const next = async () => {
      const reading = read();
      type(TYPED);
      return (await reading).kind;
    };
    await expect.poll(next, { interval: 500 }).toBe('zone');
  });

  it('stops when cancelled, and refuses a second call', async () => {
    const { place } = namedPipe();
    const { source, read } = await opened(place);
    const stop = new AbortController();
    const reading = codeOf(source.awaitZone({ timeoutMs: 60_000, signal: stop.signal }));
    expect(await codeOf(read())).toBe('busy');
    stop.abort();
    expect(await reading).toBe('aborted');
    expect(await codeOf(source.awaitZone({ timeoutMs: 1, signal: stop.signal }))).toBe('aborted');
  });

  it('reports the loss of the reader, and ends the pending call', async () => {
    const { place, unplug } = await tcpReader();
    const { read, losses } = await opened(place);
    const reading = codeOf(read());
    await unplug();
    expect(await reading).toBe('disconnected');
    expect(losses.map(({ code }) => code)).toEqual(['disconnected']);
    expect(await codeOf(read())).toBe('not-connected');
  });

  it('reports an unplugged serial line', async () => {
    const { place, unplug } = serialLine();
    const { read, losses } = await opened(place);
    const reading = codeOf(read());
    unplug();
    expect(await reading).toBe('disconnected');
    expect(losses).toHaveLength(1);
  });

  it('reports what cannot be opened', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), TYPED);
    const places: readonly LineDevicePlace[] = [
      { kind: 'path', path: join(folder, 'absent') },
      { kind: 'path', path: join(folder, 'file') },
      { kind: 'path', path: '/dev/zero' },
      { kind: 'tcp', host: '127.0.0.1', port: 1 },
    ];
    for (const place of places) expect(await codeOf(opened(place))).toBe('disconnected');
  });

  it('is configured by a path or a port', () => {
    expect(lineDevicePlace('/dev/ttyACM0')).toEqual({ kind: 'path', path: '/dev/ttyACM0' });
    expect(lineDevicePlace('tcp:[::1]:4000')).toEqual({ kind: 'tcp', host: '::1', port: 4_000 });
    for (const text of ['', 'ttyACM0', 'tcp:host', 'tcp:host:0', 'tcp:host:70000', 'udp:host:1']) {
      expect(lineDevicePlace(text)).toBeUndefined();
    }
  });
});
