/**
 * The clock of a lane under test on a computer that others use. It runs like the system's clock, but stands still while a
 * thread of the lane computes for longer than it would on an idle computer, and while the event loop is held up. Then the
 * simulated people do not turn their heads faster than the lane can draw them and look at them, and no time-out passes
 * because of the load. Wall time and time since boot remain the system's: servers compare them with their own.
 *
 * One frame costs the lane two tasks and about two looks at the clock. With the usual shares a lane on a very busy computer still analyses 6
 * frames a second, which head turns need. Colours of the screen need 11 a second: see `LIGHT_SHARES`.
 *
 * While a test hurries the clock, it also jumps to the next timer when the process is at rest: no thread computes or starts, no file,
 * database or key operation is open, and a turn of the event loop brought no news. Then a wait costs no time, however long it is.
 *
 * A page in a browser keeps real time, and so does every other process: a lane that waits for one is not hurried.
 */
import { createHook } from 'node:async_hooks';
import { uptime } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Clock } from '../../hardware/host/clock.ts';

/** How much of the clock's time the lane's work takes at most, ms. Small shares cost the test more frames. */
export interface LaneClockShares {
  /** A thread draws a frame, or analyses one. */
  readonly taskMs: number;
  /** The time between two looks at the clock. */
  readonly stepMs: number;
}

/** As long as an idle computer needs for a task. */
const USUAL_SHARES: LaneClockShares = { taskMs: 60, stepMs: 15 };
/** For a lane whose policy requires the light challenge: every frame of its camera is analysed, however busy the computer is. */
export const LIGHT_SHARES: LaneClockShares = { taskMs: 20, stepMs: 10 };

/** The clock is looked at this often while a timer waits, ms. */
const LOOK_EVERY_MS = 10;
/** No task holds the clock for longer than this, ms: a thread may have ended without an answer. */
const MAX_HOLD_MS = 20_000;

interface Task {
  readonly startedMs: number;
  /** How much of the clock's time the task has taken. */
  takenMs: number;
}

/** The open tasks of each thread of this process, the oldest first. */
const tasks = new Map<Worker, Task[]>();

const { postMessage, emit } = Worker.prototype;
Worker.prototype.postMessage = function post(this: Worker, ...message: Parameters<typeof postMessage>) {
  if (isRequest(message[0])) {
    const waiting = tasks.get(this) ?? [];
    waiting.push({ startedMs: performance.now(), takenMs: 0 });
    tasks.set(this, waiting);
  }
  return Reflect.apply(postMessage, this, message) as undefined;
};
Worker.prototype.emit = function heard(this: Worker, ...event: Parameters<typeof emit>) {
  const [name, message] = event as readonly unknown[];
  if (name === 'message' || name === 'exit') settled(this);
  if (name === 'exit') tasks.delete(this);
  if (name === 'message' && isAnswer(message)) tasks.get(this)?.shift();
  return Reflect.apply(emit, this, event);
} as typeof emit;

/** The messages of `models/threads/thread-messages.ts` and `hardware/simulation/render/render-messages.ts`. */
const kindOf = (message: unknown): unknown => (message as { readonly kind?: unknown } | undefined)?.kind;
const isRequest = (message: unknown): boolean =>
  ['request', 'frame', 'view', 'portrait', 'impression'].includes(String(kindOf(message)));
const isAnswer = (message: unknown): boolean =>
  ['response', 'failure', 'done', 'failed'].includes(String(kindOf(message)));

interface Awaited {
  readonly sinceMs: number;
  readonly isOpen: () => boolean;
}

/** Operations that this process waits for beside its tasks, by the number that Node gives to each. */
const awaited = new Map<number, Awaited>();
/** Reads and writes of files and databases, work with keys, new connections. An answer over a connection is news of the event loop. */
const OPERATION =
  /^(?:FSREQ|FILEHANDLECLOSEREQ|TCPCONNECT|PIPECONNECT|GETADDRINFO|sqlite3\.|sharp)|(?<!^HTTPCLIENT)REQUEST$/;
/** Threads that have not sent a message yet, the oldest first. */
const starting: number[] = [];
const started = new WeakSet<Worker>();

function settled(worker: Worker): void {
  if (started.has(worker)) return;
  started.add(worker);
  const oldest = starting.shift();
  if (oldest !== undefined) awaited.delete(oldest);
}

const operations = createHook({
  init(id, type, _trigger, resource: { readonly ondone?: unknown }) {
    if (type === 'WORKER') starting.push(id);
    if (type !== 'WORKER' && !OPERATION.test(type)) return;
    // Work with keys that does not wait for an answer is a request too, which never ends
    const isOpen = () => !type.endsWith('REQUEST') || resource.ondone !== undefined;
    awaited.set(id, { sinceMs: performance.now(), isOpen });
  },
  after: (id) => void awaited.delete(id),
  destroy: (id) => void awaited.delete(id),
});

interface Timer {
  readonly dueMs: number;
  readonly fire: () => void;
}

const timers = new Set<Timer>();
let lookedMs = performance.now();
let nowMs = lookedMs;
let next: NodeJS.Timeout | undefined;
let speed = 1;
let shares = USUAL_SHARES;
let hurries = 0;
/** Events of the event loop at the last look of a hurried clock. */
let seenEvents = -1;

/** For all lanes of this process, from now on. */
export function setLaneClockShares(given: LaneClockShares): void {
  shares = given;
}

/** Lets the clock run faster than the system's, for a long run in a short time. Threads still get their time for each task. */
export function setLaneClockSpeed(factor: number): void {
  look();
  speed = factor;
  waitForNext();
}

/** From now on the clock jumps whenever this process is at rest. Returns what ends that. */
export function hurryLaneClock(): () => void {
  look();
  hurries += 1;
  if (hurries === 1) operations.enable();
  waitForNext();
  let isHurried = true;
  return () => {
    if (!isHurried) return;
    isHurried = false;
    hurries -= 1;
    if (hurries > 0) return;
    operations.disable();
    awaited.clear();
    starting.length = 0;
  };
}

/** Whether nothing is under way in this process, and nothing has happened since the last call. */
function isAtRest(): boolean {
  const { events } = performance.nodeTiming.uvMetricsInfo;
  const isQuiet = events === seenEvents;
  seenEvents = events;
  const real = performance.now();
  const isHeld = (sinceMs: number): boolean => real - sinceMs < MAX_HOLD_MS;
  return (
    isQuiet &&
    ![...awaited.values()].some(({ sinceMs, isOpen }) => isHeld(sinceMs) && isOpen()) &&
    ![...tasks.values()].some(([first]) => first !== undefined && isHeld(first.startedMs))
  );
}

/** Lets this time pass at once. Not while a traveller is at a lane of this process. */
export function turnLaneClock(byMs: number): void {
  look();
  nowMs += byMs;
  fireDue();
}

/** How far the clock may advance without giving a task more than its share. */
function allowance(): number {
  const real = performance.now();
  return Math.min(
    shares.stepMs * speed,
    ...[...tasks.values()]
      .flatMap(([first]) => first ?? [])
      .filter(({ startedMs }) => real - startedMs < MAX_HOLD_MS)
      .map(({ takenMs }) => Math.max(0, shares.taskMs - takenMs)),
  );
}

function look(): number {
  const real = performance.now();
  const stepMs = Math.min((real - lookedMs) * speed, allowance());
  lookedMs = real;
  nowMs += stepMs;
  for (const [first] of tasks.values()) if (first !== undefined) first.takenMs += stepMs;
  return nowMs;
}

function waitForNext(): void {
  clearTimeout(next);
  if (timers.size === 0) return;
  const waitMs = hurries > 0 ? 1 : Math.min(LOOK_EVERY_MS, Math.max(0, (firstDueMs() - nowMs) / speed));
  next = setTimeout(fireDue, waitMs);
}

function firstDueMs(): number {
  return Math.min(...[...timers].map(({ dueMs }) => dueMs));
}

function fireDue(): void {
  look();
  if (hurries > 0 && isAtRest()) nowMs = Math.max(nowMs, firstDueMs());
  const due = [...timers].filter(({ dueMs }) => dueMs <= nowMs).sort((one, other) => one.dueMs - other.dueMs);
  try {
    for (const timer of due) if (timers.delete(timer)) timer.fire();
  } finally {
    waitForNext();
  }
}

/** Settings of a lane that is a program of its own, and of the programs that start one. */
export const LANE_CLOCK_SETTINGS = {
  NODE_OPTIONS: `--import=${new URL('./lane-clock-in-program.js', import.meta.url).href}`,
} as const;

/** The same for a lane whose camera is a program: `filmed-lane-in-program.ts`. */
export const FILMED_LANE_SETTINGS = {
  NODE_OPTIONS: `--import=${new URL('./filmed-lane-in-program.js', import.meta.url).href}`,
} as const;

/** One for all lanes of a process: they share its processors. */
export const laneClock: Clock = {
  wallMs: () => Date.now(),
  sinceBootMs: () => uptime() * 1_000,
  monotonicMs: look,
  after(delayMs, fire) {
    const timer: Timer = { dueMs: look() + Math.max(0, delayMs), fire };
    timers.add(timer);
    waitForNext();
    return () => {
      timers.delete(timer);
      waitForNext();
    };
  },
};
