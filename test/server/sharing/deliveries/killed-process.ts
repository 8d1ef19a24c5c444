/**
 * `node killed-process.js FOLDER TIME PATTERN when [MESSAGE [PLACE]]`: a server at a time that kills itself at the first statement that contains PATTERN:
 * `before` it, `after` it, or after the `commit` that follows. It looks at deliveries, or takes a lane's message in the file MESSAGE at the path
 * PLACE, by default that of sealed pseudonyms. Where PLACE is no path it takes the file as the list PLACE of the partner, or as signed metadata where
 * PLACE is `metadata`; where PLACE is `lists` it looks at the lists. Exits with 0 when the statement was not reached.
 */
import { createHash } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { startServer } from '../../../../server/main/app/start-server.ts';
import { createEvents } from '../../../../server/platform/base/events.ts';
import { agreedLists } from '../../../../server/sharing/lists/agreed.ts';
import { lookAtLists } from '../../../../server/sharing/lists/keep-lists.ts';
import { publishLists } from '../../../../server/sharing/lists/publish-lists.ts';
import { takePiece } from '../../../../server/sharing/lists/take-piece.ts';
import { lookAtDeliveries } from '../../../../server/sharing/watch-sharing.ts';
import { PEOPLE_CONFIG } from '../../../support/people-config.ts';
import { handTurnedClock } from '../../fixtures/hand-turned-clock.ts';

const [, , dataDir = '', time = '0', pattern = '', when = 'before', message, place = '/v1/partner-pseudonyms'] =
  process.argv;
let isReached = false;
/** The connection that sent the commit. */
let committedBy: unknown;

interface Statement {
  readonly sql: string;
  readonly __knexUid?: unknown;
}

/** A database announces each statement before it and the response to it, some of them twice. */
const emit = EventEmitter.prototype.emit;
EventEmitter.prototype.emit = function (this: EventEmitter, event: string | symbol, ...about: unknown[]) {
  const statement = about.find((one): one is Statement => typeof one === 'object' && one !== null && 'sql' in one);
  if ((event === 'query' || event === 'query-response') && statement !== undefined) look(event, statement);
  return emit.call(this, event, ...about);
};

function look(event: 'query' | 'query-response', { sql: text, __knexUid: connection }: Statement): void {
  const sql = text.replaceAll(/[`"]/g, '');
  const isIt = sql.includes(pattern);
  const isNow = when === 'before' ? event === 'query' : when === 'after' && event === 'query-response';
  if (isIt && isNow) process.kill(process.pid, 'SIGKILL');
  if (when !== 'commit' || event !== 'query') return;
  isReached ||= isIt;
  if (isReached && sql.includes('COMMIT')) committedBy ??= connection;
  // A connection sends its next statement when the commit is answered
  else if (committedBy !== undefined && committedBy === connection) process.kill(process.pid, 'SIGKILL');
}

const clock = handTurnedClock(Number(time));
const events = createEvents(clock, { write: () => undefined });
const server = await startServer(
  {
    ...({ mode: 'development', host: '127.0.0.1', port: 0, dataDir, people: PEOPLE_CONFIG } as const),
    ledger: { origin: 'log.example/test', ratchetDir: dataDir, policy: undefined },
    ...{ testReferralsPerHour: 0, secondLookPercent: 10, closedRequestsDays: 1_096 },
    alerts: { networks: [], logDays: 90 },
  },
  { clock, events },
);
if (message === undefined) {
  await lookAtDeliveries({ context: server.context, noiseKey: server.people.sealer.key('sharing-noise') });
} else if (!place.startsWith('/')) {
  await takeOfPartner(readFileSync(message), place);
} else {
  const headers = { 'content-type': 'application/json' };
  await fetch(`${server.url}${place}`, { method: 'POST', headers, body: readFileSync(message) });
}
process.exit(0);

async function takeOfPartner(bytes: Uint8Array, what: string): Promise<void> {
  const enter = () => Promise.resolve();
  if (what === 'lists') return lookAtLists(server.lists);
  if (what === 'metadata') return void (await publishLists(server.lists, 'statistics', bytes, enter));
  const [own] = await agreedLists(server.context.knex, 'statistics', clock.wallMs());
  if (own === undefined) throw new Error('there is no agreed list');
  const digest = createHash('sha256').update(bytes).digest('hex');
  await takePiece(server.lists, own, { party: 'statistics', digest, from: 0, whole: bytes.length, bytes }, enter);
}
