/**
 * A day of travellers through a real server, observed from outside: everything that leaves the lane, and everything that the server stores
 * or logs, contains no picture, template, zone, number or name. Most travellers take the lane's own path from the reader's buffers to the
 * signed report without a camera; some pass through the whole lane.
 */
import { randomInt } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { systemClock } from '../../hardware/host/system-clock.ts';
import type { DocumentRead } from '../../hardware/document-reader/document-reader.ts';
import { createLaneSimulation } from '../../hardware/simulation/lane-simulation.ts';
import { issueSpecimenDocument, type SpecimenDocument } from '../../hardware/simulation/specimen-document.ts';
import { decide } from '../../kiosk/rules/decision/decide.ts';
import type { FaceEvidence } from '../../kiosk/rules/decision/evidence.ts';
import { isSameChain } from '../../hardware/secure-element/chain.ts';
import { DEVELOPMENT_POLICY, policyDigest } from '../../kiosk/rules/decision/policy.ts';
import { openSecureElement } from '../../kiosk/lane/devices/open-devices.ts';
import { withSpecimenStates } from '../../kiosk/main/simulation/specimen-trust.ts';
import { EMPTY_TRUST } from '../../kiosk/lists/trust/trust-files.ts';
import { handleDay } from '../../kiosk/fleet/handles/handle-day.ts';
import { openHandleKeys } from '../../kiosk/fleet/handles/handle-keys.ts';
import { inspectDocument, wipeDocumentRead } from '../../kiosk/rules/document/inspect.ts';
import { openJournal } from '../../kiosk/main/storage/journal.ts';
import { beginTransaction } from '../../kiosk/lane/state-machine/transaction.ts';
import { startDelivery } from '../../kiosk/fleet/uplink/delivery.ts';
import { plainLink } from '../../kiosk/fleet/uplink/server-link.ts';
import { createReporter } from '../../kiosk/fleet/uplink/reporter.ts';
import { decodeBase64Url } from '../../server/contract/base64url.ts';
import { EXTENT } from '../support/extent.ts';
import { canariesOf, found } from './canaries.ts';
import { KIOSK_ID, laneConfig, laneKey, SPECIMEN, startLaneUnderTest } from './lane-under-test.ts';
import { enrolLane, type ServerUnderTest, startServerUnderTest } from './server-under-test.ts';

/** A busy lane's day is one traveller every 40 s for eleven hours; its first part leaves the same traces. */
const TRAVELLERS = EXTENT === 'all' ? 1_000 : 150;
const WHOLE_LANE = EXTENT === 'all' ? 3 : 1;
const FACES: readonly FaceEvidence[] = [
  {
    kind: 'captured',
    headTurn: 'head',
    comparison: { kind: 'match', falseMatchRate: 1e-5, logLikelihoodRatio: 10.765432 },
  },
  { kind: 'captured', headTurn: 'head', comparison: { kind: 'below-threshold' } },
  { kind: 'captured', headTurn: 'plane', comparison: undefined },
  { kind: 'several' },
  { kind: 'nobody' },
];

const folder = mkdtempSync(join(tmpdir(), 'postern-canary-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('canary day: leaves no biometric or personal data outside the lane', async () => {
  const serverDir = join(folder, 'server');
  const config = laneConfig(folder, { url: 'http://127.0.0.1:9', key: new Uint8Array(32) });
  mkdirSync(config.dataDir, { recursive: true });
  const serverKey = await enrolLane(serverDir, await laneKey(config));
  const world = await startServerUnderTest(serverDir);
  const { server, log, reports } = world;
  const wire = await tap(server.port);
  const simulation = await createLaneSimulation({ clock: systemClock });
  const { specimens } = simulation;

  // A few travellers through the whole lane.
  const lane = await startLaneUnderTest({ ...config, serverKey, serverUrl: wire.url });
  const documents: SpecimenDocument[] = [];
  for (let count = 0; count < WHOLE_LANE; count += 1) {
    const holder = specimens[count]?.id ?? SPECIMEN('alpha');
    const documentNumber = `CANARY00${count}`;
    documents.push(await issueSpecimenDocument(simulation, { holder, documentNumber }));
    await lane.send({ scene: { subject: { kind: 'person', specimen: holder } }, document: { holder, documentNumber } });
  }
  await untilDelivered(world);
  await lane.close();

  // The rest of the day, as fast as reports become durable.
  const journal = await openJournal(config.dataDir);
  const secureElement = await openSecureElement(config);
  const { outbox } = journal;
  const reporter = createReporter({
    kioskId: KIOSK_ID,
    clock: systemClock,
    outbox,
    secureElement,
    devices: [secureElement],
    noticeDigest: 'a'.repeat(64),
    modelDigests: {},
  });
  const delivery = startDelivery({
    kioskId: KIOSK_ID,
    mode: 'development',
    clock: systemClock,
    outbox,
    link: plainLink(wire.url),
    serverKeys: () => [{ publicKey: serverKey, until: Infinity }],
    random: () => 0,
    onState: () => undefined,
  });
  const basis = {
    trust: withSpecimenStates(EMPTY_TRUST, systemClock),
    trustPolicy: DEVELOPMENT_POLICY,
  };
  const chain = { purpose: 'handles', generation: 0, place: handleDay(systemClock.wallMs()) } as const;
  // The lane that has just run in this folder may have made it
  if (!(await secureElement.chains()).some((one) => isSameChain(one, chain))) await secureElement.makeChain(chain);
  const handles = openHandleKeys(secureElement);
  const templates = await Promise.all(specimens.map(({ id }) => issueSpecimenDocument(simulation, { holder: id })));
  for (let count = 0; count < TRAVELLERS; count += 1) {
    const document = templates[randomInt(templates.length)];
    if (document === undefined) throw new Error('expected specimens');
    const read = readOf(document);
    const { evidence: found, subject } = inspectDocument(read, basis, systemClock.wallMs());
    wipeDocumentRead(read);
    if (found.kind !== 'read' || subject === undefined) throw new Error('expected a readable specimen');
    const evidence = { ...found, handle: await handles.handle(subject, systemClock.wallMs()) };
    const face = FACES[randomInt(FACES.length)];
    const decision = decide(
      { document: evidence, triesToday: { comparisons: 0, presentations: 0 }, face, interruption: undefined },
      DEVELOPMENT_POLICY,
    );
    const transaction = beginTransaction(systemClock);
    await reporter.match(transaction, decision, { document: evidence, policyDigest: policyDigest(DEVELOPMENT_POLICY) });
    if (decision.outcome === 'cleared') await reporter.passage(transaction.id, 'one-person', 900);
    delivery.wake();
  }
  documents.push(...templates);
  while (outbox.undelivered() > 0) await new Promise((resolve) => setTimeout(resolve, 50));
  expect((await reports()).length).toBe(outbox.head().sequence);
  expect(outbox.head().sequence).toBeGreaterThan(TRAVELLERS);

  const kept = readdirSync(serverDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }): [string, Buffer] => [name, readFileSync(join(parentPath, name))]);
  kept.push(['the server log', Buffer.from(log())], ['the wire', Buffer.concat(wire.bytes())]);
  expect(Buffer.concat(wire.bytes()).length).toBeGreaterThan(1_000 * TRAVELLERS);
  const needles = await canariesOf(documents, specimens);
  expect(needles.length).toBeGreaterThan(500);
  // The search works: it finds a fact that reports may contain, and a planted canary.
  expect(Buffer.concat(wire.bytes()).includes('"issuingState":"UTO"')).toBe(true);
  const planted = Buffer.concat([Buffer.from('x'), needles.at(-1)?.bytes ?? new Uint8Array(), Buffer.from('x')]);
  expect(found([['planted', planted]], needles)).toHaveLength(1);
  expect(found(kept, needles)).toEqual([]);

  await delivery.close();
  await journal.close();
  await secureElement.disconnect();
  await simulation.close();
  await server.close();
  await wire.close();
}, 300_000);

/** A document as a reader delivers it: fresh buffers, as the contract requires. */
function readOf(document: SpecimenDocument): DocumentRead {
  const files = new Map(
    [...(document.chip?.files ?? [])].map(([name, bytes]) => [name, Uint8Array.from(bytes)] as const),
  );
  return { kind: 'read', mrz: Uint8Array.from(document.opticalZone ?? []), files, chip: undefined, readAtMs: 0 };
}

/** A proxy between lane and server that records every body, also the decoded contents of its base64url. */
async function tap(port: number): Promise<{ url: URL; bytes: () => Buffer[]; close: () => Promise<void> }> {
  const seen: Buffer[] = [];
  const proxy = createServer((request, response) => {
    void bodyOf(request).then(async (body) => {
      seen.push(body, Buffer.from(JSON.stringify(request.headers)));
      const payload = /"payload":"([\w-]+)"/.exec(body.toString('utf8'))?.[1];
      if (payload !== undefined) seen.push(Buffer.from(decodeBase64Url(payload) ?? []));
      const answer = await fetch(`http://127.0.0.1:${port}${request.url}`, {
        method: request.method ?? 'GET',
        headers: { 'content-type': request.headers['content-type'] ?? 'application/json' },
        body: request.method === 'GET' ? null : body,
      });
      const text = Buffer.from(await answer.arrayBuffer());
      seen.push(text);
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(text);
    });
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    url: new URL(`http://127.0.0.1:${(proxy.address() as AddressInfo).port}`),
    bytes: () => seen,
    close: () => new Promise((resolve) => proxy.close(() => resolve())),
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

async function untilDelivered({ officer, reports }: ServerUnderTest): Promise<void> {
  await expect
    .poll(
      async () => {
        const { lanes } = await officer.json<{ lanes: { heard: { undelivered: number } | null }[] }>('/v1/lanes');
        return [lanes[0]?.heard?.undelivered, (await reports()).length >= WHOLE_LANE];
      },
      { timeout: 280_000 },
    )
    .toEqual([0, true]);
}
