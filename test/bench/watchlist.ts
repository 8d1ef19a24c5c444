/**
 * Building a watchlist and asking it. `npm run bench -- watchlist [MILLIONS]`, by default a hundred; the record goes to
 * `test/bench/results/watchlist.json`. The tags are random, as those of documents are under an unknown key; the time for
 * making a tag from a document is measured on its own. A second record, `watchlist-blind.json`, has a query of a plain and of a blind list
 * side by side; with 0 MILLIONS only that one is made.
 */
import { randomFillSync } from 'node:crypto';
import { buildFilter } from '../../kiosk/lists/watchlist/build/build-filter.ts';
import { tagSet } from '../../kiosk/lists/watchlist/build/tag-set.ts';
import { contains } from '../../kiosk/lists/watchlist/fuse-filter.ts';
import { tagWith } from '../../kiosk/lists/watchlist/list-key.ts';
import { listedDocument } from '../../kiosk/rules/document/listed-document.ts';
import { writeRecord } from './support/record.ts';
import { measureBlind } from './watchlist-blind.ts';

const ASKED = 4_000_000;
const TAGGED = 200_000;

const millions = Number(process.argv[2] ?? '100');
process.stdout.write(`${JSON.stringify(measureBlind(), null, 2)}\n`);
if (millions === 0) process.exit();
const count = Math.round(millions * 1e6);
const seconds = (sinceMs: number): number => Number(((performance.now() - sinceMs) / 1_000).toFixed(1));

const taggingMs = performance.now();
const key = randomFillSync(new Uint8Array(32));
const encoder = new TextEncoder();
for (let at = 0; at < TAGGED; at += 1) {
  const document = listedDocument('P', 'UTO', encoder.encode(`L${at}`));
  if (document !== undefined) tagWith(key, document);
}
const tagUs = Number((((performance.now() - taggingMs) * 1_000) / TAGGED).toFixed(2));

const collectMs = performance.now();
const set = tagSet();
const part = new Uint32Array(2_000_000);
for (let made = 0; made < count; made += part.length / 2) {
  randomFillSync(part);
  const here = Math.min(part.length / 2, count - made);
  for (let at = 0; at < here; at += 1) set.add({ high: part[2 * at + 1]!, low: part[2 * at]! });
}
const { tags, count: distinct } = set.sorted();
const collectS = seconds(collectMs);
const buildMs = performance.now();
const { shape, fingerprints } = buildFilter(tags, distinct);
const buildS = seconds(buildMs);

let missed = 0;
for (let at = 0; at < distinct; at += 7) {
  if (!contains(shape, fingerprints, { high: tags[2 * at + 1]!, low: tags[2 * at]! })) missed += 1;
}
const others = randomFillSync(new Uint32Array(2 * ASKED));
const askMs = performance.now();
let found = 0;
for (let at = 0; at < ASKED; at += 1) {
  if (contains(shape, fingerprints, { high: others[2 * at + 1]!, low: others[2 * at]! })) found += 1;
}
const askNs = Math.round(((performance.now() - askMs) * 1e6) / ASKED);
const mostResidentMb = Math.round(process.resourceUsage().maxRSS / 1_024);
const bitsPerDocument = Number(((fingerprints.byteLength * 8) / distinct).toFixed(2));
const measured = {
  documents: distinct,
  seed: shape.seed,
  tagUs,
  collectAndSortS: collectS,
  buildS,
  mostResidentMb,
  bytesPerDocumentWhileBuilding: Math.round((mostResidentMb * 1_048_576) / distinct),
  bitsPerDocument,
  sizeMb: Number((fingerprints.byteLength / 1e6).toFixed(1)),
  falseHits: { asked: ASKED, found, rate: Number((found / ASKED).toExponential(2)) },
  missed,
  askNs,
};
process.stdout.write(`${JSON.stringify(measured, null, 2)}\n`);
writeRecord('watchlist', measured);
