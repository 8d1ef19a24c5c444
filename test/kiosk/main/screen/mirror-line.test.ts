import { io, type Socket } from 'socket.io-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { MIRROR_BYTES } from '../../../../kiosk/biometrics/face/mirror-picture.ts';
import type { AboutLane } from '../../../../kiosk/main/screen/screen-state.ts';
import { SCREEN_TOKEN } from '../../ui/fixtures/pretended-lane.ts';
import { showLane, type ShownLane } from '../../ui/fixtures/shown-lane.ts';

interface Page {
  readonly word: string;
  readonly socket: Socket;
}

/** Acts like the lane's page: opens the first connection and receives the key for pictures. */
async function openPage({ url }: ShownLane): Promise<Page> {
  const socket = io(url, {
    path: '/screen.io',
    transports: ['websocket'],
    extraHeaders: { origin: url },
    query: { token: SCREEN_TOKEN },
  });
  onTestFinished(() => void socket.close());
  const { mirror } = await new Promise<AboutLane>((resolve) => socket.once('about', resolve));
  if (mirror === undefined) throw new Error('the page was given no word');
  return { word: mirror, socket };
}

interface Line {
  readonly socket: WebSocket;
  readonly opened: Promise<boolean>;
  readonly got: Buffer[];
  closed(): Promise<void>;
}

function openLine({ url }: ShownLane, query: string, origin: string | undefined = url): Line {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/mirror${query}`, origin === '' ? {} : { origin });
  const got: Buffer[] = [];
  socket.on('message', (message: Buffer) => void got.push(Buffer.from(message)));
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  const opened = new Promise<boolean>((resolve) => {
    socket.once('open', () => resolve(true));
    socket.on('error', () => resolve(false));
  });
  onTestFinished(() => socket.terminate());
  return { socket, opened, got, closed: () => closed };
}

const picture = (byte = 5): Uint8Array<ArrayBuffer> => new Uint8Array(MIRROR_BYTES).fill(byte);
const wiped = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0);

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('the mirror connection', () => {
  it('sends a picture to the page with the one-time word, and wipes it', async () => {
    const lane = await showLane({ view: { phase: 'face' } });
    const { word } = await openPage(lane);
    const line = openLine(lane, `?${word}`);
    expect(await line.opened).toBe(true);
    const shown = picture();
    lane.mirror.show(shown);
    await until(() => line.got.length === 1);
    expect(line.got[0]?.equals(picture())).toBe(true);
    await until(() => wiped(shown));
  });

  it.each(['idle', 'notice', 'document', 'finger', 'deciding', 'opening', 'passage', 'referred'] as const)(
    'does not open in the phase %s',
    async (phase) => {
      const lane = await showLane({ view: { phase } });
      const { word } = await openPage(lane);
      expect(await openLine(lane, `?${word}`).opened).toBe(false);
      expect(lane.mirror.lend()).toBeUndefined();
    },
  );

  it('ends with the phase, and wipes a late picture', async () => {
    const lane = await showLane({ view: { phase: 'face' } });
    const { word } = await openPage(lane);
    const line = openLine(lane, `?${word}`);
    await line.opened;
    lane.show({ phase: 'deciding' });
    await line.closed();
    const late = picture();
    lane.mirror.show(late);
    expect(wiped(late)).toBe(true);
    expect(lane.mirror.lend()).toBeUndefined();
    expect(line.got).toEqual([]);
  });

  it('refuses all others: another origin, none, or a key that is absent, wrong, too long or of a closed page', async () => {
    const lane = await showLane({ view: { phase: 'face' } });
    const { word } = await openPage(lane);
    const gone = await openPage(lane);
    gone.socket.close();
    // Until the lane has detected it
    await expect
      .poll(async () => {
        const line = openLine(lane, `?${gone.word}`);
        const isOpen = await line.opened;
        line.socket.terminate();
        return isOpen;
      })
      .toBe(false);
    for (const line of [
      openLine(lane, `?${word}`, 'https://example.org'),
      openLine(lane, `?${word}`, 'http://127.0.0.1:1'),
      openLine(lane, `?${word}`, 'null'),
      openLine(lane, `?${word}`, ''),
      openLine(lane, '?'),
      openLine(lane, `?${'0'.repeat(32)}`),
      openLine(lane, `?${word}0`),
      openLine(lane, `?${word.repeat(200)}`),
      openLine(lane, `?${gone.word}`),
    ]) {
      expect(await line.opened).toBe(false);
      expect(lane.mirror.lend()).toBeUndefined();
    }
    expect(await openLine(lane, `?${word}`).opened).toBe(true);
  });

  it('is exclusive: a second page gets it when the first has left', async () => {
    const lane = await showLane({ view: { phase: 'face' } });
    const [first, second] = [await openPage(lane), await openPage(lane)];
    expect(second.word).not.toBe(first.word);
    const line = openLine(lane, `?${first.word}`);
    expect(await line.opened).toBe(true);
    expect(await openLine(lane, `?${second.word}`).opened).toBe(false);
    lane.mirror.show(picture());
    await until(() => line.got.length === 1);
    first.socket.close();
    await line.closed();
    expect(await openLine(lane, `?${second.word}`).opened).toBe(true);
  });

  it('can be reopened by the same page, which ends the previous one', async () => {
    const lane = await showLane({ view: { phase: 'face' } });
    const { word } = await openPage(lane);
    const before = openLine(lane, `?${word}`);
    await before.opened;
    const now = openLine(lane, `?${word}`);
    expect(await now.opened).toBe(true);
    await before.closed();
    lane.mirror.show(picture());
    await until(() => now.got.length === 1);
    expect(before.got).toEqual([]);
  });

  it.each(['', 'x', 'x'.repeat(10_000)])('is closed by any message of the page: case %#', async (message) => {
    const lane = await showLane({ view: { phase: 'face' } });
    const { word } = await openPage(lane);
    const line = openLine(lane, `?${word}`);
    await line.opened;
    line.socket.send(message);
    await line.closed();
    expect(lane.mirror.lend()).toBeUndefined();
  });

  it('does not wait for a page that does not read, and stores nothing for it', async () => {
    const lane = await showLane({ view: { phase: 'face' } });
    const { word } = await openPage(lane);
    const line = openLine(lane, `?${word}`);
    await line.opened;
    line.socket.pause();
    // More than the buffers of the system
    const shown: Uint8Array<ArrayBuffer>[] = [];
    for (let count = 0; count < 400; count++) {
      const next = picture();
      shown.push(next);
      lane.mirror.show(next);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(shown.filter((one) => !wiped(one)).length).toBeLessThanOrEqual(1);
    expect(lane.mirror.lend()).toBeUndefined();
    lane.show({ phase: 'deciding' });
    await until(() => shown.every(wiped));
  });

  it('refuses a plain HTTP request', async () => {
    const lane = await showLane({ view: { phase: 'face' } });
    const { word } = await openPage(lane);
    expect((await fetch(`${lane.url}/mirror?${word}`)).status).toBe(404);
  });

  it('issues no one-time word when the lane shows a figure', async () => {
    const lane = await showLane({ view: { phase: 'face' }, mirrored: false });
    await expect(openPage(lane)).rejects.toThrow('no word');
    expect(await openLine(lane, `?${'0'.repeat(32)}`).opened).toBe(false);
  });
});
