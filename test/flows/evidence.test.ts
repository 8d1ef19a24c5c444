/**
 * An officer views evidence: server and kiosk as processes, a real browser, and a proxy before the server that records every byte. The
 * pictures reach the canvas; no byte of them, sealed or not, crosses the server.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Program, type ProgramEvent, runCommand, startProgram } from '../../kiosk/dock/program.ts';
import { writeDevelopmentOfficerKeys } from '../../kiosk/dock/development-officer-keys.ts';
import { decodeBase64Url } from '../../server/contract/base64url.ts';
import { readEvidenceAnswer } from '../../server/contract/evidence-answer.ts';
import { SEALED_EYES_BYTES } from '../../server/contract/eye-positions.ts';
import { axe } from '../server/fixtures/axe.ts';
import { launchHeadlessShell, missingConsole } from '../server/fixtures/chromium.ts';
import { namesIn, type Needle } from '../support/byte-search.ts';
import { freePort } from '../support/free-port.ts';
import { withTextForms } from '../support/memory-scan.ts';
import { LANE_CLOCK_SETTINGS } from './lane-clock.ts';
import { type RecordingProxy, recordingProxy } from './recording-proxy.ts';

const missing = missingConsole();
/** Runs before the page: records what it draws, and makes a minute longer until a test has a clock of its own. */
const KEEP_WHAT_IS_DRAWN = `
  globalThis.drawn = [];
  const later = globalThis.setTimeout;
  globalThis.setTimeout = (act, ms, ...given) => later(act, ms === 60000 ? 20 * ms : ms, ...given);
  const putImageData = CanvasRenderingContext2D.prototype.putImageData;
  CanvasRenderingContext2D.prototype.putImageData = function (image, ...place) {
    globalThis.drawn.push({ kind: 'pixels', bytes: [...image.data.slice(image.data.length / 2, image.data.length / 2 + 60000)] });
    return putImageData.call(this, image, ...place);
  };
  const createBitmap = globalThis.createImageBitmap;
  globalThis.createImageBitmap = async (blob) => {
    globalThis.drawn.push({ kind: 'file', bytes: [...new Uint8Array(await blob.arrayBuffer())] });
    return createBitmap(blob);
  };`;

interface Drawn {
  readonly kind: 'pixels' | 'file';
  readonly bytes: readonly number[];
}

const folder = mkdtempSync(join(tmpdir(), 'postern-evidence-'));
let server: Program;
let kiosk: Program;
let identity: Readonly<Record<string, string>>;
let startLane: () => Promise<void>;
let proxy: RecordingProxy;
let browser: Browser;
let page: Page;
let laneUrl: string;
let evidenceUrl: string;
/** Data that the page sent over its WebSocket, which is masked on the wire. */
const sentFrames: Buffer[] = [];
/** Grants as sent to the lane, and its answers. */
const grants: string[] = [];
const answers: Buffer[] = [];
const trouble: string[] = [];
const events: ProgramEvent[] = [];

describe.skipIf(missing !== undefined)(`evidence${missing === undefined ? '' : ` (${missing})`}`, () => {
  beforeAll(async () => {
    mkdirSync(join(folder, 'kiosk'), { mode: 0o700 });
    writeFileSync(join(folder, 'fleet.key'), 'cd'.repeat(32));
    identity = {
      POSTERN_KIOSK_DATA_DIR: join(folder, 'kiosk'),
      POSTERN_KIOSK_FLEET_KEY_FILE: join(folder, 'fleet.key'),
    };
    const evidencePort = await freePort();
    evidenceUrl = `http://127.0.0.1:${evidencePort}`;
    const { publicKey } = await runCommand('kiosk/main/commands/identity.js', [], identity);
    const serverSettings = {
      POSTERN_SERVER_PORT: String(await freePort()),
      POSTERN_SERVER_DATA_DIR: join(folder, 'server'),
    };
    const enrolment = ['--kiosk', 'lane-1', '--site', 'test', '--lane', '1', '--public-key', String(publicKey)];
    const { serverPublicKey } = await runCommand(
      'server/main/commands/enrol.js',
      [...enrolment, '--evidence-url', evidenceUrl],
      serverSettings,
    );
    server = startProgram({
      ...{ name: 'server', entry: 'server/main.js', settings: serverSettings, logFile: join(folder, 'server.log') },
    });
    const { url } = await server.listening;
    proxy = await recordingProxy(Number(serverSettings.POSTERN_SERVER_PORT));
    const officerKeys = await writeDevelopmentOfficerKeys(String(url), join(folder, 'officer-keys.json'), [
      proxy.consoleUrl,
    ]);
    startLane = async () => {
      kiosk = startProgram({
        ...{ name: 'kiosk', entry: 'kiosk/main.js', logFile: join(folder, 'kiosk.log') },
        settings: {
          ...identity,
          ...LANE_CLOCK_SETTINGS,
          POSTERN_KIOSK_PORT: '0',
          POSTERN_KIOSK_EVIDENCE_PORT: String(evidencePort),
          POSTERN_KIOSK_OFFICER_KEYS_FILE: officerKeys.file,
          POSTERN_KIOSK_SIGNER_KEYS: officerKeys.signerKeys,
          POSTERN_KIOSK_SERVER_URL: proxy.url,
          POSTERN_KIOSK_SERVER_KEY: String(serverPublicKey),
        },
        onEvent: (event) => events.push(event),
      });
      laneUrl = String((await kiosk.listening)['url']);
    };
    await startLane();
    browser = await launchHeadlessShell();
    page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
    await page.addInitScript(KEEP_WHAT_IS_DRAWN);
    page.on('console', (message) => {
      if (message.type() === 'error') trouble.push(`${message.text()} (${message.location().url})`);
    });
    page.on('pageerror', (error) => trouble.push(error.message));
    page.on('websocket', (socket) => {
      socket.on('framesent', ({ payload }) => sentFrames.push(Buffer.from(payload)));
    });
    page.on('request', (request) => {
      if (request.url().startsWith(evidenceUrl) && request.method() === 'POST') grants.push(request.postData() ?? '');
    });
    page.on('response', (response) => {
      if (!response.url().startsWith(evidenceUrl) || response.request().method() !== 'POST') return;
      response.body().then(
        (body) => answers.push(body),
        () => undefined,
      );
    });
    await page.context().request.post(`${proxy.consoleUrl}/v1/development/sign-in`, { data: { role: 'officer' } });
    await page.goto(proxy.consoleUrl);
  });
  afterAll(async () => {
    await browser?.close();
    await proxy?.close();
    await kiosk?.stop();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const seen = async (fits: (event: ProgramEvent) => boolean): Promise<void> => {
    const deadline = performance.now() + 240_000;
    while (!events.some(fits)) {
      if (performance.now() > deadline) throw new Error('the kiosk did not reach that point');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const pageNow = () => page.evaluate<number>('Date.now()');
  const view = async (): Promise<void> => {
    await page.getByLabel('Purpose').selectOption('identity-check');
    await page.getByRole('button', { name: 'View evidence' }).click();
  };
  /** Opens the referral at this position in the list and takes it. */
  const take = async (place: number): Promise<void> => {
    await page.locator('.queue-link').nth(place).click({ timeout: 240_000 });
    await page.getByRole('button', { name: 'Take', exact: true }).click();
    await page.getByText('Yours', { exact: true }).first().waitFor();
  };
  const alarms = async (): Promise<readonly string[]> => {
    const response = await page.context().request.get(`${proxy.consoleUrl}/v1/alarms`);
    const answer = (await response.json()) as { alarms: { kind: string }[] };
    return answer.alarms.map(({ kind }) => kind);
  };
  const askLane = async (grant: string) => {
    const response = await fetch(`${evidenceUrl}/v1/evidence`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: proxy.url },
      body: grant,
    });
    return [response.status, await response.json()];
  };

  test('is shown to the officer of a referral, on a canvas, with a watermark', async () => {
    await fetch(`${laneUrl}/dock/api/traveller`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        scene: { subject: { kind: 'person', specimen: 'bravo' } },
        document: { holder: 'alpha' },
      }),
    });
    await seen(({ event }) => event === 'captures-kept');
    await page.getByRole('button', { name: 'Watch test' }).click();
    await take(0);
    expect(await page.getByLabel('Purpose').inputValue()).toBe('identity-check');
    await view();
    await page.locator('canvas').first().waitFor();
    await page.getByText(/The pictures close in \d+ s/).waitFor();
    const names = await page.locator('canvas').evaluateAll((all) => all.map((one) => one.ariaLabel));
    expect(names).toEqual(
      expect.arrayContaining([expect.stringMatching(/^Camera/), expect.stringMatching(/^Portrait/)]),
    );
    // Many colours, not a blank
    const colours = await page.evaluate<number[]>(`[...document.querySelectorAll('canvas')].map((canvas) => {
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      const colours = new Set();
      for (let at = 0; at < data.length; at += 4) colours.add(data[at] << 16 | data[at + 1] << 8 | data[at + 2]);
      return colours.size;
    })`);
    for (const count of colours) expect(count).toBeGreaterThan(1_000);
    for (const mode of ['Swipe', 'Blink', 'Side by side']) {
      await page.getByRole('button', { name: mode }).click();
      expect([mode, await axe(page)]).toEqual([mode, []]);
    }
    const menu = await page
      .locator('canvas')
      .first()
      .evaluate((canvas) => canvas.dispatchEvent(new Event('contextmenu', { cancelable: true })));
    expect(menu).toBe(false);
    await page.getByText('Document, times and devices').click();
    await page.getByText(/UTC: released$/).waitFor();
  });

  test('disappears when the officer leaves the window, closes it or presses Escape, and must be requested again', async () => {
    await page.evaluate("dispatchEvent(new Event('blur'))");
    await page.getByText('Closed because you left this window').waitFor();
    expect(await page.locator('canvas').count()).toBe(0);
    await view();
    await page.locator('canvas').first().waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('Closed. To look again, ask again.').waitFor();
    expect(await page.locator('canvas').count()).toBe(0);
    expect(new Set(grants).size).toBe(2);
  });

  test('leaves nothing in the browser, and violates no content security policy', async () => {
    const kept = await page.evaluate(`(async () => ({
      local: localStorage.length, session: sessionStorage.length, cookies: document.cookie,
      caches: (await caches.keys()).length, databases: (await indexedDB.databases()).length, address: location.href,
      pictures: document.images.length, links: document.querySelectorAll('a[download]').length,
    }))()`);
    expect(kept).toEqual({
      ...{ local: 0, session: 0, cookies: '', caches: 0, databases: 0 },
      ...{ address: expect.stringMatching(/#\/officer\/watch\/[0-9a-f]{32}$/) as string, pictures: 0, links: 0 },
    });
    expect(trouble).toEqual([]);
  });

  test('is released once per grant, and refused with an alarm for a forged or unsigned one', async () => {
    // The latest: an older one may be over on a slow machine
    const grant = grants.at(-1) ?? '';
    expect(await askLane(grant)).toEqual([403, { error: { code: 'replayed' } }]);
    const message = JSON.parse(grant) as { signature: string; assertion: { signature: string } };
    const unasserted = JSON.stringify({ ...message, assertion: undefined });
    expect(await askLane(unasserted)).toEqual([403, { error: { code: 'assertion-missing' } }]);
    const assertion = {
      ...message.assertion,
      signature: message.assertion.signature.replace(/^./, (first) => (first === '_' ? '-' : '_')),
    };
    expect(await askLane(JSON.stringify({ ...message, assertion }))).toEqual([
      403,
      { error: { code: 'assertion-forged' } },
    ]);
    const forged = JSON.stringify({
      ...message,
      signature: message.signature.replace(/^./, (first) => (first === '_' ? '-' : '_')),
    });
    expect(await askLane(forged)).toEqual([403, { error: { code: 'forged-grant' } }]);
    await expect.poll(alarms).toEqual(expect.arrayContaining(['grant-replayed', 'grant-forged', 'grant-unasserted']));
  });

  test('does not cross the server, neither plain nor sealed', async () => {
    // The browser reports received data with a delay
    await expect.poll(() => answers.some(({ length }) => length > 1_000_000), { timeout: 240_000 }).toBe(true);
    const drawn = await page.evaluate<Drawn[]>('globalThis.drawn');
    const released = answers.flatMap((answer) => {
      const read = readEvidenceAnswer(answer);
      return read.kind === 'read' ? read.captures : [];
    });
    // Each picture shows a face, so the positions of its eyes come with it, sealed
    const eyes = released.map(({ sealedEyes }) => sealedEyes ?? new Uint8Array());
    expect(eyes.map(({ length }) => length)).toEqual(eyes.map(() => SEALED_EYES_BYTES));
    const needles = [
      ...eyes.flatMap((bytes) => withTextForms({ name: 'positions of eyes', bytes })),
      ...drawn.flatMap(({ kind, bytes }) =>
        piecesOf(`a ${kind}`, kind === 'pixels' ? withoutAlpha(bytes) : Uint8Array.from(bytes)),
      ),
      ...answers.flatMap((answer) => piecesOf('a sealed capture', answer.subarray(200_000 % answer.length))),
    ];
    expect(drawn.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['pixels', 'file']));
    expect(needles.length).toBeGreaterThan(200);
    const crossed = proxy.bytes();
    const payloads = [...crossed.toString('latin1').matchAll(/\\?"payload\\?":\\?"([\w-]+)\\?"/g)].map(([, payload]) =>
      Buffer.from(decodeBase64Url(payload ?? '') ?? []),
    );
    const all = Buffer.concat([crossed, ...sentFrames, ...payloads]);
    // The search works: it finds the grant that was sent, and a planted piece
    expect(all.includes('"purpose":"identity-check"')).toBe(true);
    expect(all.includes('"relation":"own-referral"')).toBe(true);
    expect(all.includes('"viewings":[{"at":')).toBe(true);
    const [first] = needles;
    const planted = Buffer.concat([all, Buffer.from(first?.bytes ?? [])]);
    expect(namesIn(planted, needles).length).toBeGreaterThan(0);
    expect(namesIn(all, needles)).toEqual([]);
  });

  test('is shown for a minute, also with a chip portrait in JPEG 2000', async () => {
    await fetch(`${laneUrl}/dock/api/traveller`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ scene: { subject: { kind: 'nobody' } }, document: { holder: 'charlie' } }),
    });
    await take(1);
    await page.evaluate('globalThis.drawn.length = 0');
    // Logged a moment before it is stored
    await seen(({ event, captures }) => event === 'captures-kept' && captures === 1);
    await page.clock.install();
    const asked = await pageNow();
    await view();
    await page.locator('canvas').first().waitFor();
    const shown = await pageNow();
    const drawn = await page.evaluate<Drawn[]>('globalThis.drawn');
    expect(drawn.map(({ kind }) => kind)).toEqual(['pixels']);
    expect(new Set(withoutAlpha(drawn[0]?.bytes ?? [])).size).toBeGreaterThan(100);
    expect(trouble).toEqual([]);
    // Time passes between the request and the pictures
    await page.clock.pauseAt(asked + 59_000);
    expect(await page.locator('canvas').count()).toBe(1);
    await page.clock.pauseAt(shown + 60_000);
    await page.getByText('The minute is over.').waitFor();
    expect(await page.locator('canvas').count()).toBe(0);
    await page.clock.resume();
  });

  test('is no longer kept when the lane has erased it', async () => {
    await kiosk.stop();
    await runCommand('kiosk/main/commands/vault/main.js', ['erase', 'referred'], identity);
    await startLane();
    const first = page.locator('.queue-link').nth(0);
    await first.click();
    await first.and(page.locator('[aria-current]')).waitFor();
    await view();
    await page.getByText('No longer kept: the lane has erased it').first().waitFor();
    expect(await page.locator('canvas').count()).toBe(0);
  });

  test('is refused to an officer who was just revoked', async () => {
    const settings = { POSTERN_SERVER_DATA_DIR: join(folder, 'server') };
    await runCommand(
      'server/main/commands/revoke.js',
      ['--officer', 'development-officer', '--cause', 'suspicion'],
      settings,
    );
    await view();
    await page.getByText('Your permission to look at evidence was withdrawn.').waitFor();
  });
});

function withoutAlpha(rgba: readonly number[]): Uint8Array {
  return Uint8Array.from(rgba.filter((_, index) => index % 4 !== 3));
}

const PIECE_BYTES = 24;
/** With fewer different bytes a piece may be a plain wall, or zeros, which occur everywhere. */
const FEWEST_DIFFERENT = 12;

function piecesOf(name: string, bytes: Uint8Array): readonly Needle[] {
  const pieces: Needle[] = [];
  const step = Math.max(PIECE_BYTES, Math.floor(bytes.length / 24));
  for (let at = 0; at + PIECE_BYTES <= bytes.length; at += step) {
    const piece = bytes.slice(at, at + PIECE_BYTES);
    if (new Set(piece).size >= FEWEST_DIFFERENT) pieces.push(...withTextForms({ name, bytes: piece }));
  }
  return pieces;
}
