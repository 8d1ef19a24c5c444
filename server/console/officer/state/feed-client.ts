/** Keeps the console's state in step with the server: by the live feed, and by asking while that is down. */
import { io, type Socket } from 'socket.io-client';
import type { AlarmList } from '../../../records/alarms/answers.ts';
import type { CatchUpAnswer, FromConsole, ToConsole } from '../../../lanes/feed/feed-message.ts';
import { PAGE_LIMIT } from '../../../platform/http/limits.ts';
import type { LaneList, LaneState, LaneView } from '../../../records/kiosks/answers.ts';
import type { OutcomePage, OutcomesAnswer, OutcomeView } from '../../../records/reports/answers.ts';
import { t } from '../../languages/text.ts';
import { PASSAGE_WORDS } from '../../words.ts';
import { announce, changeLink, heard, hearServerTime, link, mode, now } from '../../shell/live.ts';
import { cursor, startAt, takeAlarm, takeAlarms, takeDecided, takeOutcome, takePage } from './console.ts';
import { refreshConditions } from '../../shell/conditions.ts';
import { refreshOffers } from '../../shell/handover-offers.ts';
import { laneOf, takeLanes, takeWords } from './lanes.ts';
import { refreshSoon } from './referrals.ts';

/** Outcomes read when the page opens. */
const OPENING = 200;
const POLL_MS = 3_000;
const REFRESH_MS = 15_000;
const RECONNECT_MS = 1_000;
const ANSWER_MS = 5_000;

/** A decision that became durable shortly before an answer can be announced after it. */
const OVERLAP_MS = 60_000;

export interface FeedClient {
  /** Tries now instead of later. */
  retry(): void;
}

export function startFeedClient(): FeedClient {
  return new Client();
}

class Client implements FeedClient {
  readonly #socket: Socket<ToConsole, FromConsole> = io({
    transports: ['websocket'],
    reconnectionDelay: 500,
    reconnectionDelayMax: 4_000,
    timeout: ANSWER_MS,
  });
  #lastReading: Promise<unknown> = Promise.resolve();
  #catchingUp = false;
  #polling = false;
  /** The server's time since which this page may have missed decisions; `null` while it receives the feed. */
  #awayAt: number | null = null;

  constructor() {
    this.#listen();
    setInterval(() => void this.#poll(), POLL_MS);
    // The end of a lease or a watch is not announced.
    setInterval(refreshSoon, REFRESH_MS);
  }

  retry(): void {
    if (!this.#socket.connected) this.#socket.disconnect().connect();
    void this.#poll();
  }

  #listen(): void {
    const socket = this.#socket;
    socket.on('hello', (hello) => this.#begin(hello));
    socket.on('outcome', (outcome, after) => {
      heard();
      const arrival = takeOutcome(outcome, after);
      if (arrival === 'next') tell(outcome);
      else if (arrival === 'ahead' && cursor.value !== null) this.#catchUp();
    });
    socket.on('decided', (outcomes) => {
      heard();
      takeDecided(outcomes);
    });
    socket.on('lanes', (lanes) => {
      heard();
      if (lanes.some(isCallChanged)) void refreshConditions();
      takeWords(lanes);
    });
    socket.on('referrals', () => {
      heard();
      refreshSoon();
      void refreshOffers();
    });
    socket.on('alarm', (alarm) => {
      heard();
      takeAlarm(alarm);
      void refreshConditions();
    });
    // The server's heartbeat shows that the link works although nothing is sent.
    socket.io.on('ping', heard);
    socket.on('disconnect', (reason) => {
      changeLink('socket-lost');
      this.#awayAt ??= now.value;
      void this.#poll();
      // The client does not reopen a connection that the server closed.
      if (reason === 'io server disconnect') this.#reconnectSoon();
    });
  }

  #begin(hello: Parameters<ToConsole['hello']>[0]): void {
    const reconnect = (): void => this.#reconnectSoon();
    mode.value = hello.mode;
    hearServerTime(hello.serverTime);
    takeLanes(hello.lanes);
    begin(hello.feedPosition);
    void ask<AlarmList>('/v1/alarms').then((answer) => takeAlarms(answer.alarms), reconnect);
    this.#readDecided().catch(reconnect);
    refreshSoon();
    this.#catchUp();
  }

  /** Begins again from a greeting, not at once: a server in trouble is not helped by haste. */
  #reconnectSoon(): void {
    this.#socket.disconnect();
    setTimeout(() => this.#socket.connect(), RECONNECT_MS);
  }

  #catchUp(): void {
    changeLink('behind');
    if (this.#catchingUp) return;
    this.#catchingUp = true;
    const reconnect = (): void => this.#reconnectSoon();
    this.#readOn((after) => this.#pageBySocket(after))
      .then((complete) => {
        if (!complete) return reconnect();
        if (this.#socket.connected) changeLink('caught-up');
      }, reconnect)
      .finally(() => {
        this.#catchingUp = false;
      });
  }

  /** Resolves to whether the page is up to date. One reading at a time: a second one begins when the first has ended. */
  #readOn(readPage: (after: number) => Promise<OutcomePage>): Promise<boolean> {
    const result = this.#lastReading.then(() => readThrough(readPage));
    this.#lastReading = result.catch(() => undefined);
    return result;
  }

  async #pageBySocket(after: number): Promise<OutcomePage> {
    const request = { after, limit: PAGE_LIMIT };
    const answer = (await this.#socket.timeout(ANSWER_MS).emitWithAck('catch-up', request)) as CatchUpAnswer;
    if (answer.kind === 'refused') throw new Error(answer.code);
    return answer;
  }

  /** Decisions made while the page was away come before the position at which it continues, so they are requested by time. */
  async #readDecided(): Promise<void> {
    if (this.#awayAt === null) return;
    const since = Math.max(0, Math.floor(this.#awayAt - OVERLAP_MS));
    const answer = await ask<OutcomesAnswer>(
      `/v1/outcomes?after=${cursor.value?.through ?? 0}&limit=1&decided-since=${since}`,
    );
    takeDecided(answer.decided);
    this.#awayAt = this.#socket.connected ? null : answer.serverTime;
  }

  async #poll(): Promise<void> {
    if (this.#socket.connected || this.#polling) return;
    this.#polling = true;
    try {
      const [lanesNow, page, alarmsNow] = await Promise.all([
        ask<LaneList>('/v1/lanes'),
        ask<OutcomesAnswer>(`/v1/outcomes?after=${cursor.value?.through ?? 0}&limit=1`),
        ask<AlarmList>('/v1/alarms'),
      ]);
      if (this.#socket.connected) return;
      mode.value = lanesNow.mode;
      hearServerTime(lanesNow.serverTime);
      takeLanes(lanesNow.lanes);
      takeAlarms(alarmsNow.alarms);
      begin(page.feedPosition);
      refreshSoon();
      this.#awayAt ??= lanesNow.serverTime;
      await this.#readDecided();
      await this.#readOn((after) => ask<OutcomesAnswer>(`/v1/outcomes?after=${after}&limit=${PAGE_LIMIT}`));
      if (!this.#socket.connected) changeLink('poll-answered');
    } catch {
      if (!this.#socket.connected) changeLink('poll-failed');
    } finally {
      this.#polling = false;
    }
  }
}

/** Whether the lane has begun or ended to be in an emergency or out of service. */
function isCallChanged({ kioskId, heard }: LaneView): boolean {
  const before = laneOf(kioskId)?.heard?.state;
  return before !== heard?.state && (isCall(before) || isCall(heard?.state));
}

function isCall(state: LaneState | undefined): boolean {
  return state === 'emergency' || state === 'out-of-service';
}

/** Goes on from where the page was, unless the server's feed is another one or the page was too far behind. */
function begin(feedPosition: number): void {
  const at = cursor.value;
  if (at === null || feedPosition < at.through || feedPosition - at.through > 2 * OPENING) {
    startAt(Math.max(0, feedPosition - OPENING), feedPosition);
  } else {
    cursor.value = { ...at, known: Math.max(at.known, feedPosition) };
  }
}

async function readThrough(readPage: (after: number) => Promise<OutcomePage>): Promise<boolean> {
  for (;;) {
    const at = cursor.value;
    if (at === null || at.through >= at.known) return true;
    takePage(await readPage(at.through));
    const now = cursor.value;
    // A page that leads no further would be asked for again and again
    if (now === null || (now.through === at.through && now.through < now.known)) return false;
  }
}

async function ask<T>(path: string): Promise<T> {
  const response = await fetch(path, {
    signal: AbortSignal.timeout(ANSWER_MS),
    cache: 'no-store',
    headers: { 'postern-background': '1' },
  });
  if (!response.ok) throw new Error(String(response.status));
  return (await response.json()) as T;
}

/** Reads out a passage of more than one person after a clearance. `referrals.ts` reads out referrals. */
function tell({ report, lane }: OutcomeView): void {
  if (link.value.state !== 'live') return;
  if (report.kind === 'passage' && report.passage === 'tailgating') {
    announce(t('Lane {lane}: {event}', { lane, event: PASSAGE_WORDS.tailgating }));
  }
}
