/** The panel of shipping in a real browser, against a real server and a real receiver of a SIEM. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { ShippingConfig } from '../../../../server/oversight/detection/shipping/target.ts';
import { LOOPBACK } from '../../oversight/alerts/fixtures/alert-bench.ts';
import { receiveWebhooks } from '../../oversight/alerts/fixtures/webhook-receiver.ts';
import { axe } from '../../fixtures/axe.ts';
import { launchHeadlessShell, missingConsole } from '../../fixtures/chromium.ts';
import { runServer, type RunningServer } from '../../fixtures/running-server.ts';
import { kioskIdOf } from '../../fixtures/sample-report.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';

const missing = missingConsole();

let browser: Browser;

async function open({ url }: RunningServer, part: string, locale = 'en-GB'): Promise<Page> {
  const context = await browser.newContext({ locale, viewport: { width: 1_280, height: 800 } });
  onTestFinished(() => context.close());
  await context.request.post(`${url}/v1/development/sign-in`, { data: { role: 'administrator' } });
  const page = await context.newPage();
  await page.goto(`${url}/#/administration/alerts`);
  await page.getByRole('radio', { name: part }).check();
  return page;
}

/** A server that ships to this receiver, with a finding about a lane. */
async function shippingTo(receiver: Awaited<ReturnType<typeof receiveWebhooks>>, over: Partial<ShippingConfig> = {}) {
  const target = { kind: 'https', url: receiver.url('/in?token=secret') } as const;
  const shipping = { target, format: 'ocsf', withEvents: false, networks: LOOPBACK, ca: receiver.ca, ...over } as const;
  const server = await runServer({ shipping });
  const kiosk = testKiosk(kioskIdOf('north-1'));
  await server.enrol(kiosk);
  server.context.alarms.raise({ kind: 'chain-fork', kioskId: kiosk.id, fromSequence: 1, toSequence: 1 });
  return server;
}

describe.skipIf(missing !== undefined)('the panel of shipping', () => {
  beforeAll(async () => {
    browser = await launchHeadlessShell();
  });
  afterAll(async () => {
    await browser.close();
  });

  it('says that the configuration names no receiver', async () => {
    const page = await open(await runServer(), 'Findings to a SIEM');
    await page.getByText('The configuration of the server names no receiver.').waitFor();
    await page.getByText('POSTERN_SERVER_SIEM_URL').waitFor();
    expect(await axe(page)).toEqual([]);
  });

  it('shows the receiver without its secret, and what it accepted', async () => {
    const receiver = await receiveWebhooks();
    const server = await shippingTo(receiver);
    await receiver.have(1);
    const page = await open(server, 'Findings to a SIEM');
    await page.getByText('Works', { exact: true }).waitFor();
    await page.getByText(`HTTPS: 127.0.0.1:${receiver.port}`, { exact: true }).waitFor();
    const accepted = page.locator('div', { has: page.getByText('Accepted', { exact: true }) }).last();
    await accepted.getByText('1', { exact: true }).waitFor();
    expect(await page.locator('main').innerText()).not.toContain('secret');
    expect(await axe(page)).toEqual([]);
  });

  it('names the fault of a receiver that refuses, and works again by itself, also in German', async () => {
    const receiver = await receiveWebhooks();
    receiver.answer = (response) => void response.writeHead(503).end();
    const server = await shippingTo(receiver);
    await receiver.have(1);
    const page = await open(server, 'Funde an ein SIEM', 'de-DE');
    await page.getByText('Das Ziel antwortete mit einem Fehler.').waitFor();
    await page.getByText('Funde warten seit').waitFor();
    expect(await axe(page)).toEqual([]);
    receiver.answer = (response) => void response.writeHead(204).end();
    // The server tries again after some seconds, and the page asks every ten
    await page.getByText('Arbeitet', { exact: true }).waitFor();
  });
});
