/** Answers the calls of the front: judges keys, stores sealed declarations, shows a trader what is theirs. */
import { randomBytes } from 'node:crypto';
import type { RoomContext } from '../../records/context/room-context.ts';
import { TokenBuckets } from '../../../hardware/host/token-bucket.ts';
import type { DeclarationView } from './api/answers.ts';
import type { DeclarationList, DeclarationSummary } from './api/portal-answers.ts';
import { LIST_PLACE, TRADER_SCOPES, type TraderScope } from './api/vocabulary.ts';
import type { Selection } from './controls/select-declarations.ts';
import type { SelectionRules } from './controls/selection-rules.ts';
import { riskModelFailed } from './controls/watch-risk-model.ts';
import type { Caller, ListAsked, Refused } from './front/messages.ts';
import type { Answerer } from './front/start-front.ts';
import { type Submission, submissionSchema } from './front/submission.ts';
import { KeyUses } from './portal/key-uses.ts';
import { portalDesk } from './portal/portal-desk.ts';
import { OwnKeyHolders } from './portal/own-key-holders.ts';
import type { PortalParts } from './portal/portal-parts.ts';
import { judgeDuplicates, TAKEN_FOR_MS } from './rules/duplicates.ts';
import { judgeRepresentation } from './rules/representation.ts';
import { RULES } from './rules/rule-texts.ts';
import { type Facts, withFindings } from './sealing/readable-facts.ts';
import {
  findDeclaration,
  insertDeclaration,
  listDeclarations,
  lastUses,
  takeReference,
  type StoredDeclaration,
} from './tables/declarations.ts';
import { keptAfterYearOf } from './tables/kept-years.ts';
import { mandatesInForce } from './tables/mandates.ts';
import { findTraderKey } from './tables/trader-keys.ts';
import { TradersSince } from './tables/traders-since.ts';
import { isRestricted } from '../../records/restrictions/restriction-table.ts';
import { viewingLog } from './viewings/trader-log.ts';

/** Rate limit of a trader, with all keys. */
const TRADER_RATE = { perSecond: 50, burst: 500 };
/** An admission that no submission followed is forgotten. */
const ADMITTED_FOR_MS = 30_000;
const ADMISSIONS = 4_096;
/** For how long the readable facts of a rejected declaration answer its trader's questions. */
const REJECTED_KEPT_MS = 30 * 86_400_000;

/** Lines of one list. */
const LINES = 50;

interface Admission {
  readonly filer: string;
  /** The trader for whom the declaration is filed; `undefined`: the filer. */
  readonly principal: string | undefined;
  readonly at: number;
}

/** Whose declarations a key or a session may see and submit. */
interface Holder {
  readonly trader: string;
  readonly scopes: readonly TraderScope[];
}

export interface Selecting {
  readonly selection: Selection;
  readonly rules: SelectionRules;
}

export function tradersDesk(selecting: Selecting, parts: PortalParts): Answerer {
  const { context, sessions, log } = parts;
  const { knex, clock } = context;
  const rates = new TokenBuckets(TRADER_RATE, clock);
  const ownKeys = new OwnKeyHolders(context, parts.people.config.mode);
  const portal = portalDesk(parts);
  const admissions = new Map<string, Admission>();

  const since = new TradersSince(knex);
  const uses = new KeyUses(context, parts.networkDigest);
  const holderOf = async ({ keyDigest: digest, network }: Caller): Promise<Holder | Refused> => {
    const now = clock.wallMs();
    const known = await findTraderKey(knex, digest);
    const isOver = known !== undefined && (known.endedAt !== null || known.validUntil <= now);
    const key = isOver ? 'over' : (known ?? (await ownKeys.find(digest)));
    if (key === 'over') return refused('key-refused');
    if (key !== undefined) {
      const isPaused = await isRestricted(knex, { kind: 'keys-paused', subject: key.trader }, now);
      if (isPaused) return refused('key-paused');
      uses.note(digest, key.trader, network);
      return key;
    }
    const open = await sessions.find(digest);
    return open === undefined ? refused('key-refused') : { trader: open.person.trader, scopes: TRADER_SCOPES };
  };
  const traderOf = async (caller: Caller, scope: TraderScope): Promise<string | Refused> => {
    const holder = await holderOf(caller);
    if ('kind' in holder) return holder;
    return holder.scopes.includes(scope) ? holder.trader : refused('scope-missing');
  };
  const judge = async (caller: Caller, scope: TraderScope): Promise<string | Refused> => {
    const trader = await traderOf(caller, scope);
    if (typeof trader !== 'string') return trader;
    const retryAfterS = rates.take(trader);
    return retryAfterS > 0 ? { ...refused('rate-limited'), retryAfterS } : trader;
  };

  return {
    async identify(caller, { scope }) {
      const trader = await judge(caller, scope);
      return typeof trader === 'string' ? { kind: 'known', trader } : trader;
    },
    async admit(caller, { scope, principal: named, rules: known }) {
      const filer = await judge(caller, scope);
      if (typeof filer !== 'string') return filer;
      const principal = named === filer ? undefined : named;
      const now = clock.wallMs();
      for (const [id, { at }] of admissions) {
        if (now - at < ADMITTED_FOR_MS && admissions.size < ADMISSIONS) break;
        admissions.delete(id);
      }
      const declarationId = randomBytes(16).toString('hex');
      admissions.set(declarationId, { filer, principal, at: now });
      const traderId = principal ?? filer;
      const set = selecting.rules.current();
      return {
        kind: 'admitted',
        traderId,
        filer,
        declarationId,
        rates: parts.ratesToday() ?? null,
        rules: set === undefined ? null : { digest: set.digest, ...(known !== set.digest && { set: set.set }) },
        traderDays: await since.days(traderId, now),
      };
    },
    async submit(_caller, asked) {
      // The front reads what strangers send, so its messages are judged as well
      const submission = submissionSchema.parse(asked);
      const admission = admissions.get(submission.declarationId);
      if (admission === undefined) return refused('unavailable');
      admissions.delete(submission.declarationId);
      return store(context, selecting, admission, submission);
    },
    async submitSealed(caller, asked) {
      // Its request was counted when the front asked who sends it
      const filer = await traderOf(caller, 'declarations.submit');
      if (typeof filer !== 'string') return filer;
      return storeSealed(context, selecting, { admissions, filer }, submissionSchema.parse(asked));
    },
    async declaration(caller, { id }) {
      const traderId = await judge(caller, 'declarations.read');
      if (typeof traderId !== 'string') return traderId;
      const found = await findDeclaration(knex, { id });
      if (found === undefined || (found.trader !== traderId && found.filed?.by !== traderId))
        return refused('not-found');
      return { kind: 'shown', value: viewOf(found) };
    },
    async viewings(caller, { after }) {
      const traderId = await judge(caller, 'viewings.read');
      if (typeof traderId !== 'string') return traderId;
      return { kind: 'shown', value: await viewingLog(knex, log, traderId, after) };
    },
    async declarations(caller, asked) {
      const traderId = await judge(caller, 'declarations.read');
      return typeof traderId === 'string' ? listOf(context, traderId, asked) : traderId;
    },
    portal: ({ keyDigest }, asked) => portal(keyDigest, asked),
  };
}

async function listOf(
  { knex }: RoomContext,
  trader: string,
  { before, state }: ListAsked,
): Promise<{ readonly kind: 'shown'; readonly value: DeclarationList } | Refused> {
  if (before !== undefined && !LIST_PLACE.test(before)) return refused('malformed-request');
  const own = await listDeclarations(knex, { trader, state, after: before }, LINES + 1);
  const filed = await listDeclarations(knex, { filedBy: trader, state, after: before }, LINES + 1);
  const found = [...own, ...filed].sort(latestFirst);
  const lines = found.slice(0, LINES);
  const last = found.length > LINES ? lines.at(-1) : undefined;
  const next = last === undefined ? null : `${last.receivedAt}.${last.id}`;
  return { kind: 'shown', value: { declarations: lines.map(summaryOf), next } };
}

const latestFirst = (a: StoredDeclaration, b: StoredDeclaration): number =>
  b.receivedAt - a.receivedAt || (a.id < b.id ? 1 : -1);

function summaryOf({ id, trader, filed, receivedAt, facts }: StoredDeclaration): DeclarationSummary {
  const { dataSet, state, channel, findings } = facts;
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.filter(({ severity }) => severity === 'warning').length;
  return { id, trader, filedBy: filed?.by ?? null, receivedAt, dataSet, state, channel, errors, warnings };
}

/** Resolves when the declaration and its ledger entries are durable. */
async function store(
  context: RoomContext,
  { selection, rules }: Selecting,
  { filer, principal }: Admission,
  { declarationId: id, submission, message, facts, risk, selected, ...sent }: Submission,
): Promise<{ readonly kind: 'stored'; readonly value: DeclarationView } | Refused> {
  const { queue, ledger, clock } = context;
  const { fingerprints, representation, content } = sent;
  const held = selected === null ? null : rules.held(selected);
  if ((principal === undefined) !== (representation === null)) return refused('unavailable');
  const receivedAt = Math.round(clock.wallMs());
  const stored = await queue.run(async (transaction): Promise<StoredDeclaration | undefined> => {
    const earlier = await findDeclaration(transaction, { filer, submission });
    if (earlier !== undefined) return earlier.message === message ? earlier : undefined;
    const uses = await lastUses(
      transaction,
      fingerprints.map(({ digest }) => digest),
    );
    const represented =
      principal === undefined || representation === null
        ? undefined
        : judgeRepresentation(
            await mandatesInForce(transaction, { principal, representative: filer, now: receivedAt }),
            facts.dataSet,
            representation,
          );
    const mandate = represented?.mandate;
    const judged = withFindings(facts, [
      ...judgeDuplicates(fingerprints, uses, receivedAt),
      ...(represented?.findings ?? []),
    ]);
    const isAccepted = judged.state === 'accepted';
    const declaration: StoredDeclaration = {
      id,
      // A trader who gave no mandate gets no line in their own list
      ...(principal === undefined || mandate === undefined
        ? { trader: filer, filed: null }
        : { trader: principal, filed: { by: filer, mandate } }),
      receivedAt,
      submission,
      message,
      facts: judged,
      keepUntil: keptUntil(judged, receivedAt),
      erasedAt: isAccepted ? null : receivedAt,
    };
    await insertDeclaration(transaction, declaration, isAccepted ? content : undefined);
    if (!isAccepted || risk === null) return declaration;
    const offices = readersOfGoods(content);
    await selection.select(transaction, { id, receivedAt, facts: judged, risk, offices, rules: held });
    for (const { digest, kind } of fingerprints)
      await takeReference(transaction, digest, receivedAt, receivedAt + TAKEN_FOR_MS[kind]);
    return declaration;
  });
  if (stored === undefined) return refused('submission-key-used');
  if (stored.id === id && stored.facts.state === 'accepted') {
    selection.stored(receivedAt);
    if (risk?.kind === 'unscored' && risk.cause === 'model-failed') riskModelFailed(context);
  }
  await ledger.settle();
  return { kind: 'stored', value: viewOf(stored) };
}

/** Stores a declaration that its trader sealed to a number of their own. */
async function storeSealed(
  context: RoomContext,
  selecting: Selecting,
  { admissions, filer }: { readonly admissions: Map<string, Admission>; readonly filer: string },
  submission: Submission,
): Promise<{ readonly kind: 'stored'; readonly value: DeclarationView } | Refused> {
  // A repeated message has the number of the first one, which is used up
  const earlier = await findDeclaration(context.knex, { filer, submission: submission.submission });
  if (earlier !== undefined) {
    const isSame = earlier.message === submission.message;
    return isSame ? { kind: 'stored', value: viewOf(earlier) } : refused('submission-key-used');
  }
  const admission = admissions.get(submission.declarationId);
  // A sealed declaration states no representation that the server could compare with a mandate
  const isTheirs = admission?.filer === filer && admission.principal === undefined;
  if (!isTheirs || context.clock.wallMs() - admission.at >= ADMITTED_FOR_MS) return refused('number-refused');
  admissions.delete(submission.declarationId);
  return store(context, selecting, admission, submission);
}

function readersOfGoods(content: Submission['content']): readonly string[] {
  const reading = content?.offices.filter(({ keys }) => keys.some(({ group }) => group === 'goods')) ?? [];
  return reading.map(({ office }) => office);
}

function keptUntil({ state }: Facts, receivedAt: number): number {
  if (state === 'rejected') return receivedAt + REJECTED_KEPT_MS;
  return keptAfterYearOf(receivedAt);
}

function viewOf(stored: StoredDeclaration): DeclarationView {
  const { id, trader, filed, receivedAt, facts, keepUntil, erasedAt } = stored;
  const findings = facts.findings.map((one) => {
    const { text, remedy } = RULES[one.rule];
    return { ...one, text, remedy };
  });
  const { dataSet, state, channel } = facts;
  const keptUntil = erasedAt === null ? keepUntil : null;
  return { id, trader, filedBy: filed?.by ?? null, receivedAt, dataSet, state, channel, findings, keptUntil };
}

function refused(code: Refused['code']): Refused {
  return { kind: 'refused', code };
}
