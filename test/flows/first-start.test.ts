/**
 * Programs started by `npm start` once everything is built: server, lane and the first traveller, in separate processes.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { projectRoot } from '../../models/files/project-root.ts';
import { freePort } from '../support/free-port.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { LANE_CLOCK_SETTINGS } from './lane-clock.ts';

test('npm start: clears its first traveller, and the report is durable', async () => {
  const dataDir = join(temporaryFolder(), 'data');
  const ports = {
    server: await freePort(),
    lane: await freePort(),
    evidence: await freePort(),
    traders: await freePort(),
  };
  const child = spawn(
    process.execPath,
    [
      ...['--enable-source-maps', join(projectRoot(), '.build/kiosk/dock/start.js')],
      ...Object.entries(ports).flatMap(([name, port]) => [`--${name}-port`, String(port)]),
      ...['--data-dir', dataDir],
    ],
    { env: { ...process.env, ...LANE_CLOCK_SETTINGS }, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  void ended.then((code) => lines.push(`ended with exit code ${code}`));
  const isOver = (line: string): boolean => /report 1 is durable|ended with/.test(line);
  await expect.poll(() => lines.some(isOver), { timeout: 250_000 }).toBe(true);
  expect(lines.find(isOver)).toMatch(/report 1 is durable: cleared$/);
  await expect.poll(() => lines.join('\n'), { timeout: 100_000 }).toContain('passage one-person');
  const counts = (): string => readFileSync(join(dataDir, 'kiosk', 'group-counts.json'), 'utf8');
  await expect.poll(counts, { timeout: 100_000 }).toMatch(/"matched":1/);
});
