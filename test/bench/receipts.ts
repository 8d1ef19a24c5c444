/**
 * The cost of a slow signing key: many lanes send reports at once to a whole server, with receipts signed one by one
 * and in batches, by a token that takes 20 ms per signature. `npm run bench -- receipts`; the record goes to
 * `test/bench/results/receipts.json`.
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { backgroundClock } from '../../hardware/host/system-clock.ts';
import { ReceiptSigner } from '../../server/intake/ingest/receipt-signer.ts';
import { receiveReport } from '../../server/intake/ingest/receive-report.ts';
import { startServer } from '../../server/main/app/start-server.ts';
import { kioskIdSchema } from '../../server/contract/field.ts';
import { encodeReceipt, receiptSigningInput } from '../../server/contract/receipt.ts';
import { enrolKiosk } from '../../server/records/kiosks/enrol-kiosk.ts';
import { createEvents } from '../../server/platform/base/events.ts';
import type { SigningKey } from '../../server/platform/keys/server-keys.ts';
import { testKiosk } from '../server/fixtures/test-kiosk.ts';
import { PEOPLE_CONFIG } from '../support/people-config.ts';
import { writeRecord } from './support/record.ts';

const LANES = 100;
const REPORTS_OF_EACH = 10;
const SIGNATURE_MS = 20;

const seed = new Uint8Array(32).fill(1);

/** One signature at a time, like one session of a token. */
function slowToken(): SigningKey {
  let last: Promise<unknown> = Promise.resolve();
  return {
    publicKey: ed25519.getPublicKey(seed),
    sign(input) {
      const signed = last.then(() => pause(SIGNATURE_MS)).then(() => ed25519.sign(input, seed));
      last = signed;
      return signed;
    },
  };
}

class OneByOne extends ReceiptSigner {
  readonly #key: SigningKey;
  constructor(key: SigningKey) {
    super(key);
    this.#key = key;
  }
  override async sign(payload: Uint8Array): Promise<Uint8Array> {
    return encodeReceipt(payload, await this.#key.sign(receiptSigningInput(payload)));
  }
}

async function measure(receipts: ReceiptSigner): Promise<{ reportsPerSecond: number; p50Ms: number; p99Ms: number }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'postern-bench-receipts-'));
  const server = await startServer(
    {
      ...({ mode: 'development', host: '127.0.0.1', port: 0, dataDir, people: PEOPLE_CONFIG } as const),
      ledger: { origin: 'log.example/bench', ratchetDir: dataDir, policy: undefined },
      ...{ testReferralsPerHour: 0, secondLookPercent: 10, closedRequestsDays: 365 },
    },
    { clock: backgroundClock, events: createEvents(backgroundClock, { write: () => undefined }) },
  );
  const context = { ...server.context, receipts };
  const lanes = Array.from({ length: LANES }, (_, at) => testKiosk(kioskIdSchema.parse(`north-${at + 1}`), at + 1));
  for (const lane of lanes) {
    const enrolment = { kiosk: lane.id, site: 'north', lane: lane.id, 'public-key': lane.publicKeyHex };
    await enrolKiosk(server.database, enrolment, Date.now());
  }
  const work = lanes.map((lane) => Array.from({ length: REPORTS_OF_EACH }, () => lane.next().wire));
  const times: number[] = [];
  const startedMs = performance.now();
  await Promise.all(
    work.map(async (wires) => {
      for (const wire of wires) {
        const sentMs = performance.now();
        const answer = await receiveReport(context, wire);
        if (answer.kind !== 'accepted') throw new Error(answer.kind);
        times.push(performance.now() - sentMs);
      }
    }),
  );
  const tookMs = performance.now() - startedMs;
  await server.close();
  rmSync(dataDir, { recursive: true });
  times.sort((one, other) => one - other);
  const at = (part: number) => Math.round(times[Math.floor((times.length - 1) * part)] ?? 0);
  return { reportsPerSecond: Math.round((times.length * 1_000) / tookMs), p50Ms: at(0.5), p99Ms: at(0.99) };
}

const measured = {
  'one by one': await measure(new OneByOne(slowToken())),
  together: await measure(new ReceiptSigner(slowToken())),
};
console.table(measured);
writeRecord('receipts', { lanes: LANES, reportsOfEach: REPORTS_OF_EACH, signatureMs: SIGNATURE_MS, measured });
