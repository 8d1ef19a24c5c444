/** The quality of the connection to the server, and the server's time, as signals. Sections report each answer; the shell shows the state. */
import type { Mode } from '../../../hardware/host/mode.ts';
import { computed, signal } from '@preact/signals';
import { nextLink, type Link, type LinkEvent } from './link.ts';

export const mode = signal<Mode | null>(null);
export const link = signal<Link>({ state: 'connecting', since: Date.now() });
/** The server's time in its latest message. */
export const heardAt = signal<number | null>(null);

/** The server's clock against this browser's, ms. */
const clockOffset = signal(0);
const tick = signal(Date.now());
/** The server's time, moving each second. */
export const now = computed(() => tick.value + clockOffset.value);

/** The last sentence for the live region. */
export const announcement = signal('');

/** The action of "Try now". A section with a live link sets it. */
export const retry = signal<(() => void) | null>(null);

export function moveClock(): void {
  tick.value = Date.now();
}

/** Called for an answer that states the server's time. */
export function hearServerTime(serverTime: number): void {
  clockOffset.value = serverTime - Date.now();
  heardAt.value = serverTime;
}

/** Messages within this time after another one change nothing that a reader could see. */
const HEARD_TOGETHER_MS = 500;
let lastHeard = 0;

/** Called for a message without a time. Cheap: many lanes together send a thousand messages a second. */
export function heard(): void {
  const at = Date.now();
  if (at - lastHeard < HEARD_TOGETHER_MS) return;
  lastHeard = at;
  moveClock();
  heardAt.value = now.value;
}

export function changeLink(event: LinkEvent): void {
  link.value = nextLink(link.value, event, Date.now());
}

/** Reads a sentence out, also when it is the same as the last. */
export function announce(sentence: string): void {
  announcement.value = announcement.value === sentence ? `${sentence} ` : sentence;
}
