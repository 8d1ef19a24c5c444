/** The state of the page that checks a lane, as signals. Only the digest of the release leaves the browser. */
import { computed, signal } from '@preact/signals';
import { sha256HexSchema } from '../../contract/field.ts';
import { statedRelease } from '../../contract/lane-statement.ts';
import { type ReleaseProof, releaseProofSchema } from '../../intake/lane-statements/answers.ts';
import {
  judgeLaneStatement,
  type LaneStatementVerdict,
  statementIn,
} from '../../intake/lane-statements/judge-lane-statement.ts';
import type { SavedAnswer } from '../../intake/lane-statements/saved-answer.ts';
import { readLaneKey } from '../../lanes/receipt/lane-keys.ts';

interface Scanned {
  readonly text: string;
  /** Wall ms by the clock of this device. */
  readonly at: number;
}

export interface Answered {
  readonly proof: ReleaseProof;
  /** The server's clock minus this device's, ms. */
  readonly aheadMs: number;
  readonly policy: string | null;
}

export const scanned = signal<Scanned | undefined>(undefined);
/** `undefined` while it is asked; `null` if the server does not answer. */
export const answered = signal<Answered | null | undefined>(undefined);
/** A key from a source that the reader trusts. It is used instead of the server's. */
export const ownServerKey = signal('');

export const isOwnServerKey = computed(
  () => ownServerKey.value.trim() === '' || readLaneKey(ownServerKey.value) !== undefined,
);

/** A lane without a release states none; the server is asked for its key alone. */
const NO_RELEASE = sha256HexSchema.parse('0'.repeat(64));
const PATIENCE_MS = 10_000;

/** Takes the code in the address of this page, and asks the server about its release. */
export function scan(text: string): void {
  const statement = statementIn(text);
  if (statement === '' || statement === '#lane') return;
  const now = { text: statement, at: Date.now() };
  scanned.value = now;
  answered.value = undefined;
  void ask(statedRelease(statement) ?? NO_RELEASE).then((answer) => {
    if (scanned.peek() === now) answered.value = answer;
  });
}

async function ask(digest: string): Promise<Answered | null> {
  try {
    const limit = { signal: AbortSignal.timeout(PATIENCE_MS) };
    const [release, policy] = await Promise.all([
      fetch(`/lane-statements/releases/${digest}`, limit),
      fetch('/ledger/policy', limit),
    ]);
    const proof = releaseProofSchema.safeParse(release.ok ? await release.json() : undefined);
    if (!proof.success) return null;
    const aheadMs = proof.data.serverTime - Date.now();
    return { proof: proof.data, aheadMs, policy: policy.ok ? await policy.text() : null };
  } catch {
    return null;
  }
}

/** The scan by the server's clock, where it is known. */
const scannedAt = computed(() => (scanned.value?.at ?? 0) + (answered.value?.aheadMs ?? 0));

/** `undefined` while something is missing. */
export const laneVerdict = computed<LaneStatementVerdict | undefined>(() => {
  const [scan, answer] = [scanned.value, answered.value];
  if (scan === undefined || answer === undefined || !isOwnServerKey.value) return undefined;
  const serverKey = readLaneKey(
    ownServerKey.value.trim() === '' ? (answer?.proof.serverKey ?? '') : ownServerKey.value,
  );
  if (serverKey === undefined) return undefined;
  return judgeLaneStatement({
    text: scan.text,
    serverKey,
    scannedAt: scannedAt.value,
    release: answer?.proof.release,
    policy: answer?.policy ?? undefined,
  });
});

/** The answer with everything that its verification needs; `undefined` before the server has answered. */
export const savedAnswer = computed<SavedAnswer | undefined>(() => {
  const [scan, answer] = [scanned.value, answered.value];
  if (scan === undefined || answer === undefined || answer === null) return undefined;
  const { release, serverKey } = answer.proof;
  return { version: 1, statement: scan.text, scannedAt: scannedAt.value, serverKey, release, policy: answer.policy };
});
