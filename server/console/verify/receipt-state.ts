/** The state of the receipt page, as signals. Only the name of the lane leaves the browser. */
import { computed, effect, signal } from '@preact/signals';
import { judgeReceipt, type ReceiptVerdict } from '../../lanes/receipt/judge-receipt.ts';
import { laneOf, readLaneKey } from '../../lanes/receipt/lane-keys.ts';
import { LANE_KEYS, OFFLINE_CACHE } from './keep-for-offline.ts';
import { type Given, NONE } from './state.ts';

export const receipt = signal<Given>(NONE);
/** The lane's own report of the erasure, as it was signed. */
export const report = signal<Given>(NONE);
/** A key from a source that the reader trusts. It is used instead of the server's. */
export const ownKey = signal('');
/** `undefined` before and during the request; `null` if the server has no key or does not answer. */
export const serverKey = signal<string | null | undefined>(undefined);

export const lane = computed(() => (receipt.value.kind === 'given' ? laneOf(receipt.value.text) : undefined));

export const isOwnKey = computed(() => ownKey.value.trim() === '' || readLaneKey(ownKey.value) !== undefined);

/** `undefined` while something is missing. */
export const receiptVerdict = computed<ReceiptVerdict | undefined>(() => {
  if (receipt.value.kind !== 'given' || !isOwnKey.value) return undefined;
  const key = readLaneKey(ownKey.value.trim() === '' ? (serverKey.value ?? '') : ownKey.value);
  if (lane.value !== undefined && key === undefined) return undefined;
  return judgeReceipt({
    text: receipt.value.text,
    laneKeys: new Map(lane.value === undefined || key === undefined ? [] : [[lane.value, key]]),
    report: report.value.kind === 'given' ? new TextEncoder().encode(report.value.text.trim()) : undefined,
  });
});

effect(() => {
  const asked = lane.value;
  serverKey.value = undefined;
  if (asked === undefined) return;
  void keyOf(`${LANE_KEYS}${asked}`).then((key) => {
    if (lane.peek() === asked) serverKey.value = key;
  });
});

/** The wait for the server before a stored key is used, ms. */
const PATIENCE_MS = 10_000;

/** Stores the key with the page, so that later receipts of this lane can be verified without the server. */
async function keyOf(path: string): Promise<string | null> {
  const cache = 'caches' in globalThis ? await caches.open(OFFLINE_CACHE).catch(() => undefined) : undefined;
  try {
    const response = await fetch(path, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!response.ok) return null;
    await cache?.put(path, response.clone()).catch(() => undefined);
    return await response.text();
  } catch {
    return (await (await cache?.match(path))?.text()) ?? null;
  }
}
