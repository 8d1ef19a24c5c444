import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { lineTail } from '../../../hardware/camera/line-tail.ts';
import { openPrivateSocket } from '../../../hardware/camera/private-socket.ts';

describe('the pipe from a child process', () => {
  it('lends the bytes, wipes them, and reports the end', async () => {
    const lent: Uint8Array[] = [];
    let count = 0;
    let sum = 0;
    await new Promise<void>((resolve, reject) => {
      openPrivateSocket((bytes) => {
        lent.push(bytes);
        count += bytes.length;
        for (const byte of bytes) sum += byte;
      }, resolve).then((socket) => {
        const program = 'process.stdout.write(Buffer.alloc(1000000, 7))';
        spawn(process.execPath, ['-e', program], { stdio: ['ignore', socket.childEnd, 'ignore'] });
        socket.childEnd.destroy();
      }, reject);
    });
    expect(count).toBe(1_000_000);
    expect(sum).toBe(7_000_000);
    for (const bytes of lent) expect(bytes.every((byte) => byte === 0)).toBe(true);
    expect(new Set(lent.map(({ buffer }) => buffer)).size).toBe(1);
  });

  it('is silent once it is closed', async () => {
    let heard = 0;
    const count = () => void (heard += 1);
    const socket = await openPrivateSocket(count, count);
    const child = spawn('yes', [], { stdio: ['ignore', socket.childEnd, 'ignore'] });
    socket.close();
    await new Promise((resolve) => child.once('exit', resolve));
    expect(heard).toBe(0);
  });

  it('has no discoverable name once its ends are connected', async () => {
    const socket = await openPrivateSocket(
      () => undefined,
      () => undefined,
    );
    onTestFinished(() => socket.close());
    const listening = () =>
      readFileSync('/proc/net/unix', 'latin1')
        .split('\n')
        .filter((line) => line.includes('postern-pair-') && / 00010000 /.test(line));
    // Another program of this machine may just be opening one
    await expect.poll(listening).toEqual([]);
  });
});

describe('lines from a child process', () => {
  it('are joined, cut at the maximum length, and never stored without limit', () => {
    const lines: string[] = [];
    const tail = lineTail((line) => lines.push(line));
    for (const part of ['on', 'e\ntw', 'o\r\n\n', 'x'.repeat(10_000), 'y\n', 'rest']) tail(Buffer.from(part));
    expect(lines).toEqual(['one', 'two', 'x'.repeat(500)]);
  });
});
