/** Interoperation with Go's sumdb in both directions: each accepts the other's output, and both refuse the same input. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectRoot } from '../../../../../models/files/project-root.ts';
import { consistencyProof, isConsistent } from '../../../../../server/platform/transparency/merkle/consistency.ts';
import { leafHash } from '../../../../../server/contract/merkle/hash.ts';
import { inclusionProof, isIncluded } from '../../../../../server/platform/transparency/merkle/inclusion.ts';
import { checkpointText } from '../../../../../server/platform/transparency/note/checkpoint.ts';
import { formatNote, parseNote, verifyNote } from '../../../../../server/platform/transparency/note/note.ts';
import { ed25519Key, logSigner } from '../../../../../server/platform/transparency/note/signer.ts';
import { encodeVkey, parseVkey } from '../../../../../server/platform/transparency/note/vkey.ts';
import { numberedEntries, wholeTree } from '../fixtures/whole-tree.ts';
import { missingSystemParts } from '../../../../support/system-part.ts';

/** Debian's package golang-golang-x-mod-dev. */
const GOPATH = '/usr/share/gocode';
/** Kept from run to run: without it Go compiles its whole library again, in half a minute. */
const GOCACHE = join(homedir(), '.cache/go-build');
const missing = missingSystemParts('Go sumdb', ['go', `${GOPATH}/src/golang.org/x/mod/sumdb/tlog/tlog.go`]);
if (missing !== undefined) console.warn(`skipped: ${missing}`);

interface Answer {
  readonly Ok: boolean;
  readonly Note?: string;
  readonly Root?: string;
  readonly Proof?: readonly string[];
  readonly Skey?: string;
  readonly Vkey?: string;
}

const folder = mkdtempSync(join(tmpdir(), 'postern-go-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const peer = join(folder, 'tlog-peer');

function buildPeer(): void {
  const source = join(projectRoot(), 'test/server/records/ledger/interop/tlog-peer.go');
  const env = { ...process.env, GO111MODULE: 'off', GOPATH, GOFLAGS: '', GOCACHE };
  execFileSync('go', ['build', '-o', peer, source], { env, stdio: 'inherit' });
}

/** Requests and answers are JSON lines. */
function askGo(questions: readonly Readonly<Record<string, unknown>>[]): Promise<Answer[]> {
  const child = spawn(peer, { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(questions.map((question) => `${JSON.stringify(question)}\n`).join(''));
  return new Promise((resolve, reject) => {
    let out = '';
    child.stdout.on('data', (data: Buffer) => (out += data.toString()));
    child.on('error', reject);
    child.on('close', () => {
      const answers = out
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Answer);
      if (answers.length === questions.length) resolve(answers);
      else reject(new Error(`${answers.length} answers to ${questions.length} questions`));
    });
  });
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const entries = numberedEntries(300);
const tree = wholeTree(entries);
const rootAt = (size: number) => wholeTree(entries.slice(0, size)).root;
const signer = logSigner('log.example/x', ed25519Key(new Uint8Array(32).fill(9)));

describe.skipIf(missing !== undefined)('Go’s sumdb/note and sumdb/tlog', () => {
  beforeAll(buildPeer, 300_000);

  test('agrees with this implementation in both directions, and on refused input', async () => {
    // Go opens notes signed here; this implementation verifies notes signed by Go.
    const text = checkpointText({ origin: 'log.example/x', size: 300, root: tree.root });
    const note = formatNote({ text, signatures: [signer.sign(text)] });
    const vkey = encodeVkey(signer.key);
    const [opened, forged, key, root] = await askGo([
      { Ask: 'open-note', Note: note, Vkey: vkey },
      { Ask: 'open-note', Note: note.replace('300', '301'), Vkey: vkey },
      { Ask: 'make-key', Text: 'go.example/x' },
      { Ask: 'tree', Entries: entries.map(base64) },
    ]);
    expect([opened?.Ok, forged?.Ok]).toEqual([true, false]);
    expect(root?.Root).toBe(base64(tree.root));
    const [signed] = await askGo([{ Ask: 'sign-note', Skey: key!.Skey, Text: text }]);
    expect(verifyNote(parseNote(signed!.Note!), [parseVkey(key!.Vkey!)])).toHaveLength(1);

    // Both make the proofs, which are compared byte for byte.
    const places = [0, 1, 127, 128, 255, 256, 298, 299];
    const sizes = [1, 2, 127, 128, 129, 256, 299, 300];
    const theirs = await askGo([
      ...places.map((Index) => ({ Ask: 'prove-record', Index, Entries: entries.map(base64) })),
      ...sizes.map((First) => ({ Ask: 'prove-tree', First, Entries: entries.map(base64) })),
    ]);
    const ours = [
      ...(await Promise.all(places.map((index) => inclusionProof(tree.at(300), index, 300)))),
      ...(await Promise.all(sizes.map((first) => consistencyProof(tree.at(300), first, 300)))),
    ];
    expect(theirs.map(({ Proof }) => Proof ?? [])).toEqual(ours.map((proof) => proof.map(base64)));
  });

  test('judges damaged proofs and notes the same way', async () => {
    const questions: Record<string, unknown>[] = [];
    const verdicts: boolean[] = [];
    const damage = fc.record({
      size: fc.integer({ min: 1, max: 300 }),
      index: fc.nat({ max: 320 }),
      first: fc.integer({ min: 1, max: 300 }),
      what: fc.constantFrom('nothing', 'index', 'size', 'drop', 'add', 'swap', 'bit', 'root'),
      at: fc.nat({ max: 20 }),
    });
    for (const one of fc.sample(damage, { numRuns: 600, seed: 20261124 })) {
      const index = one.index % one.size;
      const first = Math.min(one.first, one.size);
      const record = alter(await inclusionProof(tree.at(one.size), index, one.size), one);
      const claim = {
        index: one.what === 'index' ? index + 1 : index,
        size: one.what === 'size' ? one.size + one.at : one.size,
        leaf: leafHash(entries[index]!),
        proof: record,
        root: one.what === 'root' ? rootAt((one.size % 300) + 1) : rootAt(one.size),
      };
      verdicts.push(isIncluded(claim));
      questions.push({
        Ask: 'check-record',
        Index: claim.index,
        Size: claim.size,
        Leaf: base64(claim.leaf),
        Root: base64(claim.root),
        Proof: record.map(base64),
      });
      const growth = alter(await consistencyProof(tree.at(one.size), first, one.size), one);
      const from = { size: first, root: rootAt(first) };
      const to = { size: claim.size, root: claim.root };
      verdicts.push(isConsistent(from, to, growth));
      questions.push({
        Ask: 'check-tree',
        First: from.size,
        From: base64(from.root),
        Size: to.size,
        Root: base64(to.root),
        Proof: growth.map(base64),
      });
    }
    const answers = await askGo(questions);
    const differing = questions.filter((_, at) => answers[at]!.Ok !== verdicts[at]);
    expect(differing).toEqual([]);
    expect(new Set(verdicts)).toEqual(new Set([true, false]));
  });

  test('reads altered notes the same way, except for texts that are refused here deliberately', async () => {
    const text = checkpointText({ origin: 'log.example/x', size: 3, root: rootAt(3) });
    const note = formatNote({ text, signatures: [signer.sign(text)] });
    const edits = fc.record({
      at: fc.nat({ max: note.length }),
      put: fc.constantFrom('', ' ', '\n', '\n\n', '\r', 'A', '=', '—', '\u0000', '\u2028', '+'),
      drop: fc.nat({ max: 2 }),
    });
    const altered = fc
      .sample(edits, { numRuns: 400, seed: 20261124 })
      .map(({ at, put, drop }) => note.slice(0, at) + put + note.slice(at + drop));
    const vkey = encodeVkey(signer.key);
    const answers = await askGo(altered.map((Note) => ({ Ask: 'open-note', Note, Vkey: vkey })));
    let accepted = 0;
    altered.forEach((one, at) => {
      const ours = verifies(one);
      if (ours) accepted += 1;
      // Nothing is accepted here that Go refuses. Go's base64 accepts line breaks and nonzero spare bits.
      if (ours) expect(answers[at]!.Ok, JSON.stringify(one)).toBe(true);
      else if (answers[at]!.Ok) expect(parseable(one), JSON.stringify(one)).toBe(false);
    });
    expect(accepted).toBeGreaterThan(0);
  });
});

function verifies(note: string): boolean {
  try {
    return verifyNote(parseNote(note), [signer.key]).length === 1;
  } catch {
    return false;
  }
}

function parseable(note: string): boolean {
  try {
    parseNote(note);
    return true;
  } catch {
    return false;
  }
}

function alter(
  proof: readonly Uint8Array[],
  { what, at }: { readonly what: string; readonly at: number },
): Uint8Array[] {
  const hashes = proof.map((hash) => Uint8Array.from(hash));
  const where = hashes.length === 0 ? 0 : at % hashes.length;
  if (what === 'drop') hashes.splice(where, 1);
  if (what === 'add') hashes.splice(where, 0, new Uint8Array(32).fill(at));
  if (what === 'swap' && hashes.length > 1) [hashes[0], hashes[where]] = [hashes[where]!, hashes[0]!];
  if (what === 'bit' && hashes.length > 0) hashes[where]![at]! ^= 1;
  return hashes;
}
