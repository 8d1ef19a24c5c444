/**
 * The cost of pseudonyms for partner agencies in the lane and at the partner, beside an oblivious pseudo-random function (RFC 9497,
 * ristretto255, @noble/curves), which was the alternative. `npm run bench -- pseudonyms`; `server/sharing/pseudonyms.md` has the decision.
 */
import { ristretto255_oprf } from '@noble/curves/ed25519.js';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sealPseudonym } from '../../kiosk/partners/seal-pseudonym.ts';
import { documentOfPartner } from '../../server/contract/partner-pseudonyms.ts';
import { countDocuments } from '../../server/sharing/program/count-documents.ts';
import { makePseudonymKey, pseudonymWith, readPseudonymKey } from '../../server/sharing/program/pseudonym-key.ts';
import { type Spread, spreadOf } from './face-speed/interleave.ts';
import { writeRecord } from './support/record.ts';

const CALLS = 300;
const OPENED = 1_000;
const MONTH = '2026-04';

async function timed(call: () => unknown): Promise<Spread> {
  const times: number[] = [];
  for (let count = 0; count < CALLS + 10; count += 1) {
    const startedMs = performance.now();
    await call();
    if (count >= 10) times.push(performance.now() - startedMs);
  }
  return spreadOf(times);
}

const folder = mkdtempSync(join(tmpdir(), 'postern-bench-pseudonyms-'));
const file = join(folder, 'seen.key');
makePseudonymKey(file);
const key = readPseudonymKey(file);
rmSync(folder, { recursive: true });
const agreement = { id: 'documents-seen', version: 1, digest: 'ab'.repeat(32) };
const term = { agreement, sealTo: key.sealTo };
const document = documentOfPartner('UTO', 'L898902C3');
const place = { agreement: agreement.id, month: MONTH };
const pseudonym = pseudonymWith(key, place, document);

const sealed: Uint8Array[] = [];
for (let at = 0; at < OPENED; at += 1) sealed.push(await sealPseudonym(term, MONTH, pseudonym));
const content = {
  ...{ form: 1 as const, agreement, dataset: 'documents' as const, period: { name: MONTH, from: 0, to: 1 } },
  sealed: Buffer.concat(sealed).toString('base64url'),
};
const startedMs = performance.now();
await countDocuments(content, key, []);
const openMs = (performance.now() - startedMs) / OPENED;

const { oprf } = ristretto255_oprf;
const { secretKey } = oprf.generateKeyPair();
const { blind, blinded } = oprf.blind(document);
const evaluated = oprf.blindEvaluate(secretKey, blinded);
const measured = {
  pseudonym: {
    computeMs: await timed(() => pseudonymWith(key, place, document)),
    sealMs: await timed(() => sealPseudonym(term, MONTH, pseudonym)),
    openMs,
  },
  oprf: {
    blindMs: await timed(() => oprf.blind(document)),
    evaluateMs: await timed(() => oprf.blindEvaluate(secretKey, blinded)),
    finalizeMs: await timed(() => oprf.finalize(document, blind, evaluated)),
  },
};
const rounded = JSON.parse(
  JSON.stringify(measured, (_name, value: unknown) =>
    typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(3)) : value,
  ),
) as Record<string, unknown>;
writeRecord('pseudonyms', rounded);
process.stdout.write(`${JSON.stringify(rounded, null, 1)}\n`);
