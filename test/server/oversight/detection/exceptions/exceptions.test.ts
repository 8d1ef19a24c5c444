/** An exception hides one rule about one subject until its end, and no longer. */
import { describe, expect, it } from 'vitest';
import { type PersonId, personIdSchema } from '../../../../../server/platform/access/vocabulary.ts';
import { detectionExceptionKind } from '../../../../../server/oversight/detection/exceptions/exception-kind.ts';
import {
  insertException,
  listExceptions,
  type RuleException,
} from '../../../../../server/oversight/detection/exceptions/exception-table.ts';
import { DetectionEngine } from '../../../../../server/oversight/detection/engine/detection-engine.ts';
import type { Finding } from '../../../../../server/oversight/detection/engine/finding.ts';
import { INVARIANTS } from '../../../../../server/oversight/detection/invariants/invariants.ts';
import { entityKey } from '../../../../../server/oversight/detection/rules/entity.ts';
import { eraseCases } from '../../../../../server/oversight/detection/keep-cases.ts';
import { CLOSED_CASE_DAYS } from '../../../../../server/oversight/detection/vocabulary.ts';
import { DetectionWatch, type Engine } from '../../../../../server/oversight/detection/watch-detection.ts';
import { laboratory } from '../../../../bench/detection/kit/laboratory.ts';
import { ingestBench } from '../../../fixtures/ingest-bench.ts';

const DAY_MS = 86_400_000;

const ABOUT_OTTO = {
  id: '1'.repeat(32),
  rule: 'acts-in-hour',
  entity: { kind: 'person', id: 'p-otto' },
  reason: 'planned-work',
  proposedBy: 'p-sara',
  approvedBy: 'p-sven',
} as const;

const person = (id: string) => personIdSchema.parse(id);
const ROLES = { proposedAs: 'security-officer', approvedAs: 'security-officer' } as const;

/** A database with an exception of one day, and a watch whose engine notes the exceptions that it gets. */
async function bench() {
  const { context, clock } = await ingestBench();
  const approvedAt = clock.wallMs();
  const until = approvedAt + DAY_MS;
  await context.queue.run((transaction) => insertException(transaction, { ...ABOUT_OTTO, until, approvedAt }));
  let applied: readonly RuleException[] = [];
  const engine: Engine = {
    take: () => [],
    turn: () => [],
    dispose: () => undefined,
    except: (exceptions) => void (applied = exceptions),
    state: () => ({}),
  };
  const watch = new DetectionWatch(context, () => engine);
  const kind = detectionExceptionKind(clock);
  const decided = {
    proposalId: '2'.repeat(32),
    proposedBy: person('p-sven'),
    approvedBy: person('p-sara'),
    approvedIn: 's',
    ...ROLES,
  };
  return {
    ...{ context, clock, until, kind },
    async applied() {
      await watch.look();
      return applied;
    },
    /** Two people decide a change of exceptions. */
    decide: (change: object, over: { readonly approvedBy?: PersonId } = {}) =>
      context.queue.run((transaction) =>
        kind.apply(transaction, kind.schema.parse(change), { ...decided, at: clock.wallMs(), ...over }),
      ),
  };
}

describe('an exception', () => {
  it('is given to the rules until its time has expired, also after a start', async () => {
    const { applied, clock, until } = await bench();
    const { rule, entity } = ABOUT_OTTO;
    expect(await applied()).toEqual([{ rule, entity, from: until - DAY_MS, until }]);
    clock.turn(DAY_MS - 1);
    expect(await applied()).toHaveLength(1);
    clock.turn(1);
    expect(await applied()).toEqual([]);
  });

  it('ends before its time when two people end it, and is not ended twice', async () => {
    const { applied, clock, decide, context } = await bench();
    clock.turn(3_600_000);
    const end = { change: 'end', id: ABOUT_OTTO.id };
    expect(await decide(end)).toEqual({ kind: 'applied' });
    expect(await applied()).toEqual([]);
    expect(await listExceptions(context.knex)).toMatchObject([{ id: ABOUT_OTTO.id, endedAt: clock.wallMs() }]);
    expect(await decide(end)).toEqual({ kind: 'inapplicable', code: 'not-in-force' });
  });

  it('is made anew only when the one before has ended, and by no one whom it is about', async () => {
    const { applied, clock, decide } = await bench();
    const { rule, entity, reason } = ABOUT_OTTO;
    const again = () => ({ change: 'except', rule, entity, reason, until: clock.wallMs() + DAY_MS });
    expect(await decide(again())).toEqual({ kind: 'inapplicable', code: 'already-approved' });
    clock.turn(DAY_MS);
    expect(await decide(again(), { approvedBy: person('p-otto') })).toEqual({
      kind: 'inapplicable',
      code: 'about-oneself',
    });
    expect(await decide({ ...again(), until: clock.wallMs() })).toEqual({
      ...{ kind: 'inapplicable', code: 'ends-in-the-past' },
    });
    expect(await decide(again())).toEqual({ kind: 'applied' });
    expect(await applied()).toHaveLength(1);
  });

  it('is erased a year after its end', async () => {
    const { clock, context } = await bench();
    clock.turn(DAY_MS + CLOSED_CASE_DAYS * DAY_MS - 1);
    await eraseCases(context);
    expect(await listExceptions(context.knex)).toHaveLength(1);
    clock.turn(2);
    await eraseCases(context);
    expect(await listExceptions(context.knex)).toEqual([]);
  });
});

describe('an engine with an exception', () => {
  const events = [
    ...laboratory({ seed: 5, days: 32, lanesPerSite: 6, peoplePerSite: 12, travellersPerDay: 60 }).events(),
  ].flat();
  const foundWith = (exceptions: readonly RuleException[]): readonly Finding[] => {
    const engine = new DetectionEngine({ invariants: INVARIANTS });
    engine.except(exceptions);
    return events.flatMap((event) => engine.take(event));
  };
  const plain = foundWith([]);
  const hidden = plain.find(({ basis }) => basis === 'statistic')!;
  const isAbout = ({ rule, entity }: Finding): boolean =>
    rule === hidden.rule && entityKey(entity) === entityKey(hidden.entity);
  const exception = (until: number): RuleException => ({ rule: hidden.rule, entity: hidden.entity, from: 0, until });

  it('reports a finding whose window ends when the exception has ended', () => {
    expect(foundWith([exception(hidden.until)])).toEqual(plain);
  });

  it('hides it while the exception lasts a moment longer, and no invariant and no earlier finding', () => {
    const found = foundWith([exception(hidden.until + 1)]);
    expect(found.filter((one) => isAbout(one) && one.until === hidden.until)).toEqual([]);
    const invariants = (all: readonly Finding[]) => all.filter(({ basis }) => basis === 'invariant');
    expect(invariants(found)).toEqual(invariants(plain));
    const earlier = (all: readonly Finding[]) => all.filter(({ at }) => at < hidden.at);
    expect(earlier(found)).toEqual(earlier(plain));
  });
});
