import { randomBytes } from 'node:crypto';
import { commitTo, entryPayload, joinOpening } from '../../../server/records/ledger/entry/commitment.ts';
import { inclusionProof } from '../../../server/platform/transparency/merkle/inclusion.ts';
import { leafHash } from '../../../server/contract/merkle/hash.ts';
import { checkpointText } from '../../../server/platform/transparency/note/checkpoint.ts';
import { formatNote } from '../../../server/platform/transparency/note/note.ts';
import {
  ed25519Cosigner,
  ed25519Key,
  logSigner,
  mlDsa44Cosigner,
} from '../../../server/platform/transparency/note/signer.ts';
import { encodeVkey } from '../../../server/platform/transparency/note/vkey.ts';
import { formatProofFile } from '../../../server/platform/transparency/proof/proof-file.ts';
import { EMPTY_EDGE, extend, rootOf } from '../../../server/platform/transparency/tile/right-edge.ts';
import { nodesFromTiles } from '../../../server/platform/transparency/tile/tile-reader.ts';
import { judgeProofFile } from '../../../server/records/ledger/verify/judge-proof-file.ts';
import { percentile, rounded } from './bench-log.ts';

const ENTRIES = 100_000;
const ROUNDS = 60;
const INDEX = 54_321;

/** A proof in a log of 100,000 with two Ed25519 and two ML-DSA-44 cosignatures. The policy requires all of them. */
async function proofAndPolicy() {
  const payload = entryPayload({
    type: 'viewing',
    version: 1,
    grant: 'ab'.repeat(32),
    kioskId: 'north-1',
    refusal: null,
    at: 1,
  });
  const opening = { salt: randomBytes(32), payload };
  const entries = Array.from({ length: ENTRIES }, (_, at) =>
    at === INDEX ? commitTo({ type: 'viewing' }, opening) : Buffer.from(`${at}`),
  );
  const { edge, tiles } = extend(EMPTY_EDGE, entries.map(leafHash));
  const held = new Map(tiles.map(({ level, index, data }) => [`${level}/${index}`, data]));
  const nodes = nodesFromTiles(({ level, index }) => Promise.resolve(held.get(`${level}/${index}`)!), ENTRIES);
  const log = logSigner('log.example/bench', ed25519Key(randomBytes(32)));
  const text = checkpointText({ origin: log.key.name, size: ENTRIES, root: rootOf(edge) });
  const witnesses = ['a', 'b'].flatMap((name) => [
    { name, cosigner: ed25519Cosigner(`${name}.example`, ed25519Key(randomBytes(32))) },
    { name: `${name}-pq`, cosigner: mlDsa44Cosigner(`${name}.example`, randomBytes(32)) },
  ]);
  const signatures = [log.sign(text), ...witnesses.map(({ cosigner }) => cosigner.cosign(text, 1_735_689_600))];
  const policy = [
    `log ${encodeVkey(log.key)}`,
    ...witnesses.map(({ name, cosigner }) => `witness ${name} ${encodeVkey(cosigner.key)}`),
    'group all all a a-pq b b-pq',
    'quorum all',
    '',
  ].join('\n');
  const proof = formatProofFile({
    extra: joinOpening(opening),
    index: INDEX,
    hashes: await inclusionProof(nodes, INDEX, ENTRIES),
    checkpoint: formatNote({ text, signatures }),
  });
  return { proof, policy };
}

export async function measureVerification() {
  const claim = await proofAndPolicy();
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const at = performance.now();
    const verdict = judgeProofFile(claim);
    times.push(performance.now() - at);
    if (verdict.kind !== 'verified') throw new Error(`not verified: ${verdict.code}`);
  }
  return {
    signatures: '3 Ed25519, 2 ML-DSA-44',
    proofBytes: claim.proof.length,
    firstMs: rounded(times[0] ?? Number.NaN),
    p50Ms: rounded(percentile(times, 0.5)),
    p99Ms: rounded(percentile(times, 0.99)),
  };
}
