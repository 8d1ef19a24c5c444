/**
 * The cost of computing and of guessing a document handle, with the key chain of the secure element, and with an
 * oblivious pseudo-random function between lane and server (RFC 9497, @noble/curves), which was the alternative. `npm
 * run bench -- handles`; the record goes to `test/bench/results/handles.json`. `kiosk/fleet/handles/README.md` explains the
 * resulting decision.
 */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { ristretto255_oprf } from '@noble/curves/ed25519.js';
import { p256_oprf } from '@noble/curves/nist.js';
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../hardware/host/system-clock.ts';
import { type ChainName, chainStep } from '../../hardware/secure-element/chain.ts';
import { pkcs11SecureElement } from '../../hardware/secure-element/pkcs11/pkcs11-secure-element.ts';
import type { SecureElement } from '../../hardware/secure-element/secure-element.ts';
import { createLaneSimulation } from '../../hardware/simulation/lane-simulation.ts';
import { simulatedSecureElement } from '../../hardware/simulation/simulated-secure-element.ts';
import { documentSubject } from '../../kiosk/rules/document/handle.ts';
import { HANDLE_LABEL, stepsBetween } from '../../kiosk/fleet/handles/handle-day.ts';
import { missingSoftHsm, softTokenIn } from '../hardware/secure-element/pkcs11/soft-token.ts';
import { type Spread, spreadOf } from './face-speed/interleave.ts';
import { writeRecord } from './support/record.ts';

const CALLS = 300;
const TRIES = 200_000;
const FULL_RUNS = 5;
/** Nine digits: the maximum number of documents of one issuer. */
const NUMBERS = 1e9;
const SUBJECT = documentSubject('UTO', new TextEncoder().encode('L898902C3'));
const DAY = 20_784;
const at = (place: number): ChainName => ({ purpose: 'handles', generation: 1, place });

const folder = mkdtempSync(join(tmpdir(), 'postern-bench-handles-'));

async function timed(calls: number, call: () => unknown): Promise<Spread> {
  const times: number[] = [];
  for (let count = 0; count < calls + 10; count += 1) {
    const startedMs = performance.now();
    await call();
    if (count >= 10) times.push(performance.now() - startedMs);
  }
  return spreadOf(times);
}

async function chain(element: SecureElement): Promise<Record<string, Spread>> {
  await element.connect(new AbortController().signal);
  await element.importChain(at(DAY), randomBytes(32));
  const moved = async (days: number): Promise<void> => {
    await element.advanceChain(at(DAY), stepsBetween(DAY, DAY + days), at(DAY + days));
    await element.destroyChain(at(DAY + days));
  };
  const measured = {
    handleMs: await timed(CALLS, () => element.chainPrf(at(DAY), HANDLE_LABEL, SUBJECT)),
    dayMs: await timed(40, () => moved(1)),
    fortyDaysMs: await timed(20, () => moved(40)),
  };
  await element.disconnect();
  return measured;
}

type Oprf = typeof ristretto255_oprf;

/**
 * The parts of one handle: computation in the lane and in the server, transferred bytes, and the whole exchange over
 * loopback.
 */
async function oblivious({ oprf, voprf }: Oprf): Promise<Record<string, unknown>> {
  const { secretKey, publicKey } = oprf.generateKeyPair();
  const verifiable = voprf.generateKeyPair();
  const { blind, blinded } = oprf.blind(SUBJECT);
  const evaluated = oprf.blindEvaluate(secretKey, blinded);
  const asked = voprf.blind(SUBJECT);
  const answer = voprf.blindEvaluate(verifiable.secretKey, verifiable.publicKey, asked.blinded);
  const server = createServer((incoming, response) => {
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('end', () => response.end(oprf.blindEvaluate(secretKey, Uint8Array.from(Buffer.concat(parts)))));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true });
  const post = (body: Uint8Array): Promise<Uint8Array> =>
    new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, method: 'POST', agent }, (answered) => {
        const parts: Buffer[] = [];
        answered.on('data', (part: Buffer) => parts.push(part));
        answered.on('end', () => resolve(Uint8Array.from(Buffer.concat(parts))));
      });
      sent.on('error', reject);
      sent.end(body);
    });
  const measured = {
    laneBlindMs: await timed(CALLS, () => oprf.blind(SUBJECT)),
    serverEvaluateMs: await timed(CALLS, () => oprf.blindEvaluate(secretKey, blinded)),
    laneFinalizeMs: await timed(CALLS, () => oprf.finalize(SUBJECT, blind, evaluated)),
    verifiable: {
      serverEvaluateMs: await timed(CALLS, () =>
        voprf.blindEvaluate(verifiable.secretKey, verifiable.publicKey, asked.blinded),
      ),
      laneFinalizeMs: await timed(CALLS, () =>
        voprf.finalize(SUBJECT, asked.blind, answer.evaluated, asked.blinded, verifiable.publicKey, answer.proof),
      ),
    },
    overLoopbackMs: await timed(CALLS, async () => {
      const mine = oprf.blind(SUBJECT);
      oprf.finalize(SUBJECT, mine.blind, await post(mine.blinded));
    }),
    bytes: {
      asked: blinded.length,
      answered: evaluated.length,
      proof: answer.proof.length,
      publicKey: publicKey.length,
    },
  };
  agent.destroy();
  server.close();
  return measured;
}

/** How fast one core tries document numbers with the key of a day: the fastest of a few runs. */
function guesses(tries: number, attempt: (number: string) => unknown): { triesPerSecond: number; hoursFor1e9: number } {
  const rates = Array.from({ length: FULL_RUNS }, () => {
    const startedMs = performance.now();
    for (let count = 0; count < tries; count += 1) attempt(String(100_000_000 + count));
    return tries / ((performance.now() - startedMs) / 1_000);
  });
  const triesPerSecond = Math.round(Math.max(...rates));
  return { triesPerSecond, hoursFor1e9: Number((NUMBERS / triesPerSecond / 3_600).toPrecision(3)) };
}

const ENUMERATED = ristretto255_oprf.oprf.generateKeyPair();
const dayKey = randomBytes(32);
const key = chainStep(dayKey, HANDLE_LABEL);
const encoder = new TextEncoder();
const enumeration = {
  'day key, platform': guesses(TRIES, (number) =>
    createHmac('sha256', key)
      .update(createHash('sha256').update(`postern/document/v1\nUTO\n${number}`).digest())
      .digest(),
  ),
  'day key, @noble/hashes': guesses(TRIES / 10, (number) =>
    hmac(sha256, key, documentSubject('UTO', encoder.encode(number))),
  ),
  'OPRF key of the server alone, ristretto255, all three steps': guesses(200, (number) => {
    const { secretKey } = ENUMERATED;
    const { blind, blinded } = ristretto255_oprf.oprf.blind(encoder.encode(number));
    return ristretto255_oprf.oprf.finalize(
      encoder.encode(number),
      blind,
      ristretto255_oprf.oprf.blindEvaluate(secretKey, blinded),
    );
  }),
};

const simulation = await createLaneSimulation({ clock: systemClock });
const missing = missingSoftHsm();
const elements: Record<string, unknown> = {
  file: await chain(simulatedSecureElement(simulation, systemClock, join(folder, 'element'))),
};
if (missing === undefined) {
  const tokenFolder = mkdtempSync(join(folder, 'token-'));
  elements['SoftHSM, deriving inside'] = await chain(
    pkcs11SecureElement((await softTokenIn(tokenFolder, 'with keys')).options),
  );
}
const oprf = { ristretto255: await oblivious(ristretto255_oprf), P256: await oblivious(p256_oprf) };
await simulation.close();
rmSync(folder, { recursive: true });

const rounded = JSON.parse(
  JSON.stringify({ chain: elements, oprf, enumeration }, (_name, value: unknown) =>
    typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(3)) : value,
  ),
) as Record<string, unknown>;
writeRecord('handles', rounded);
process.stdout.write(`${JSON.stringify(rounded, null, 1)}\n`);
