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
  const socket: Socket<ToConsole, FromConsole> = io({
    transports: ['websocket'],
    reconnectionDelay: 500,
    reconnectionDelayMax: 4_000,
    timeout: ANSWER_MS,
  });
  let lastReading: Promise<unknown> = Promise.resolve();
  let catchingUp = false;
  let polling = false;
  /** The server's time since which this page may have missed decisions; `null` while it receives the feed. */
  let awayAt: number | null = null;

  /** Resolves to whether the page is up to date. One reading at a time: a second one begins when the first has ended. */
  const readOn = (readPage: (after: number) => Promise<OutcomePage>): Promise<boolean> => {
    const result = lastReading.then(() => readThrough(readPage));
    lastReading = result.catch(() => undefined);
    return result;
  };

  const bySocket = async (after: number): Promise<OutcomePage> => {
    const answer = (await socket
      .timeout(ANSWER_MS)
      .emitWithAck('catch-up', { after, limit: PAGE_LIMIT })) as CatchUpAnswer;
    if (answer.kind === 'refused') throw new Error(answer.code);
    return answer;
  };

  /** Begins again from a greeting, not at once: a server in trouble is not helped by haste. */
  const reconnectSoon = () => {
    socket.disconnect();
    setTimeout(() => socket.connect(), RECONNECT_MS);
  };

  const catchUp = () => {
    changeLink('behind');
    if (catchingUp) return;
    catchingUp = true;
    readOn(bySocket)
      .then((complete) => {
        if (!complete) return reconnectSoon();
        if (socket.connected) changeLink('caught-up');
      }, reconnectSoon)
      .finally(() => {
        catchingUp = false;
      });
  };

  /** Decisions made while the page was away come before the position at which it continues, so they are requested by time. */
  const readDecided = async () => {
    if (awayAt === null) return;
    const since = Math.max(0, Math.floor(awayAt - OVERLAP_MS));
    const answer = await ask<OutcomesAnswer>(
      `/v1/outcomes?after=${cursor.value?.through ?? 0}&limit=1&decided-since=${since}`,
    );
    takeDecided(answer.decided);
    awayAt = socket.connected ? null : answer.serverTime;
  };

  socket.on('hello', (hello) => {
    mode.value = hello.mode;
    hearServerTime(hello.serverTime);
    takeLanes(hello.lanes);
    begin(hello.feedPosition);
    void ask<AlarmList>('/v1/alarms').then((answer) => takeAlarms(answer.alarms), reconnectSoon);
    readDecided().catch(reconnectSoon);
    refreshSoon();
    catchUp();
  });
  socket.on('outcome', (outcome, after) => {
    heard();
    const arrival = takeOutcome(outcome, after);
    if (arrival === 'next') tell(outcome);
    else if (arrival === 'ahead' && cursor.value !== null) catchUp();
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
    awayAt ??= now.value;
    void poll();
    // The client does not reopen a connection that the server closed.
    if (reason === 'io server disconnect') reconnectSoon();
  });

  const poll = async (): Promise<void> => {
    if (socket.connected || polling) return;
    polling = true;
    try {
      const [lanesNow, page, alarmsNow] = await Promise.all([
        ask<LaneList>('/v1/lanes'),
        ask<OutcomesAnswer>(`/v1/outcomes?after=${cursor.value?.through ?? 0}&limit=1`),
        ask<AlarmList>('/v1/alarms'),
      ]);
      if (socket.connected) return;
      mode.value = lanesNow.mode;
      hearServerTime(lanesNow.serverTime);
      takeLanes(lanesNow.lanes);
      takeAlarms(alarmsNow.alarms);
      begin(page.feedPosition);
      refreshSoon();
      awayAt ??= lanesNow.serverTime;
      await readDecided();
      await readOn((after) => ask<OutcomesAnswer>(`/v1/outcomes?after=${after}&limit=${PAGE_LIMIT}`));
      if (!socket.connected) changeLink('poll-answered');
    } catch {
      if (!socket.connected) changeLink('poll-failed');
    } finally {
      polling = false;
    }
  };
  setInterval(() => void poll(), POLL_MS);
  // The end of a lease or a watch is not announced.
  setInterval(refreshSoon, REFRESH_MS);

  return {
    retry() {
      if (!socket.connected) socket.disconnect().connect();
      void poll();
    },
  };
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
