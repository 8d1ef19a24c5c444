import { describe, expect, test } from 'vitest';
import {
  decideStart,
  emptied,
  filled,
  healthy,
  INSTALLED,
  isSame,
  left,
  nextAct,
  type Place,
  placeBefore,
  RETURN_GOALS,
  returnedByTechnician,
  returnFromTrial,
  type Selection,
  selectionSchema,
  type Slot,
  type SoftwareRelease,
  MAX_STARTS,
  switched,
  withoutTrial,
} from '../../../../kiosk/fleet/software/selection.ts';
import fc from '../../../support/seeded-properties.ts';

const SOUND = { a: true, b: true } as const;
const releaseOf = (version: number): SoftwareRelease => ({
  name: 'lane',
  version,
  digest: String(version % 10).repeat(64),
});

/** A lane whose last good release is version 1 in `a`. */
const GOOD: Selection = healthy(switched(filled(INSTALLED, 'a', releaseOf(1)), 'a', []));
const TRIED: Selection = switched(filled(GOOD, 'b', releaseOf(2)), 'b', ['devices']);

function started(selection: Selection, verdicts: Partial<Record<Slot, boolean>> = SOUND, at = 0) {
  const decision = decideStart(selection, verdicts, at);
  if (decision.kind !== 'runs') throw new Error('it asks for a verdict');
  return decision;
}

describe('selection of a release', () => {
  test('runs the installed package before the first release', () => {
    expect(decideStart(INSTALLED, {}, 0)).toEqual({ kind: 'runs', place: 'installed', selection: INSTALLED });
  });
  test('runs no folder without a verdict on it', () => {
    expect(decideStart(GOOD, {}, 0)).toEqual({ kind: 'verifies', slot: 'a' });
    expect(decideStart(TRIED, { a: true }, 0)).toEqual({ kind: 'verifies', slot: 'b' });
  });
  test('counts each start on trial, and returns to the good release after the last', () => {
    let selection = TRIED;
    for (let count = 1; count <= MAX_STARTS; count += 1) {
      const start = started(selection);
      expect(start).toMatchObject({ place: 'b', selection: { trial: { starts: count } } });
      ({ selection } = start);
    }
    const last = started(selection, SOUND, 77);
    expect(last.place).toBe('a');
    expect(last.selection).toMatchObject({
      trial: null,
      refused: [{ version: 2 }],
      returned: { release: { version: 2 }, to: 'a', why: 'did-not-start', at: 77 },
    });
  });
  test('keeps a release that became healthy, and forgets the last return', () => {
    const returned = { ...TRIED, returned: { release: releaseOf(9), to: 'a', why: 'devices', at: 1 } } as const;
    const selection = healthy(started(returned).selection);
    expect(selection).toMatchObject({ good: 'b', trial: null, returned: null, slots: { b: { proven: true } } });
    expect(started(selection).place).toBe('b');
  });
  test('returns when files on trial are damaged, and does not try them again', () => {
    const { place, selection } = started(TRIED, { a: true, b: false });
    expect(place).toBe('a');
    expect(selection).toMatchObject({ slots: { b: null }, returned: { why: 'damaged', to: 'a' } });
    expect(nextAct(selection, 'a', releaseOf(2))).toEqual({ kind: 'stays' });
  });
  test('falls back to the proven folder before when the good one is damaged', () => {
    const later = healthy(TRIED);
    expect(started(later, { a: true, b: false })).toMatchObject({
      place: 'a',
      selection: { good: 'a', returned: { release: { version: 2 }, to: 'a', why: 'damaged' } },
    });
  });
  test('falls back to the installed package when both folders are damaged', () => {
    const { place, selection } = started(healthy(TRIED), { a: false, b: false });
    expect(place).toBe('installed');
    expect(selection.slots).toEqual({ a: null, b: null });
    // The disk is no fault of the release
    expect(nextAct(selection, 'installed', releaseOf(2))).toEqual({ kind: 'prepares', slot: 'a' });
  });
  test('does not fall back to a folder that was never healthy', () => {
    const other = filled(GOOD, 'b', releaseOf(2));
    expect(started(other, { a: false, b: true }).place).toBe('installed');
  });
  test('runs the good release when the start on trial cannot be counted', () => {
    expect(started(withoutTrial(TRIED)).place).toBe('a');
  });
  test.each([
    ['empty the good folder', () => emptied(GOOD, 'a')],
    ['fill the folder on trial', () => filled(TRIED, 'b', releaseOf(3))],
    ['switch to an empty folder', () => switched(GOOD, 'b', [])],
    ['switch to the good folder', () => switched(GOOD, 'a', [])],
  ])('refuses to %s', (_name, act) => {
    expect(act).toThrow();
  });
});

describe('next act of a lane', () => {
  test.each([
    ['prepares a new release in the free folder', GOOD, 'a', 2, { kind: 'prepares', slot: 'b' }],
    ['prepares the first release', INSTALLED, 'installed', 1, { kind: 'prepares', slot: 'a' }],
    ['stays with its release', GOOD, 'a', 1, { kind: 'stays' }],
    ['switches to a release that is ready', filled(GOOD, 'b', releaseOf(2)), 'a', 2, { kind: 'switches', slot: 'b' }],
    ['switches back to the release before', healthy(TRIED), 'b', 1, { kind: 'switches', slot: 'a' }],
    ['goes on with a trial', TRIED, 'b', 2, { kind: 'stays' }],
    ['ends a trial that is no longer wanted', TRIED, 'b', 3, { kind: 'ends-trial' }],
    ['ends a trial that was withdrawn', TRIED, 'b', undefined, { kind: 'ends-trial' }],
    ['leaves a release that is no longer offered', GOOD, 'a', undefined, { kind: 'leaves' }],
    ['stays with the installed package', INSTALLED, 'installed', undefined, { kind: 'stays' }],
    ['does not try a refused release again', returnFromTrial(TRIED, 'devices', 0), 'a', 2, { kind: 'stays' }],
    [
      'tries what a new signed target says',
      returnFromTrial(TRIED, 'devices', 0),
      'a',
      3,
      { kind: 'prepares', slot: 'b' },
    ],
    ['never prepares in the folder that runs', left(GOOD), 'a', 5, { kind: 'prepares', slot: 'b' }],
  ] as const)('%s', (_name, selection, running, version, act) => {
    expect(nextAct(selection, running, version === undefined ? undefined : releaseOf(version))).toEqual(act);
  });
});

describe('return by a technician', () => {
  const LATER = healthy(TRIED);

  test('leads to the release before, which this lane found healthy, and is not undone by itself', () => {
    const next = returnedByTechnician(LATER, 'before', 9);
    expect(next).toMatchObject({
      ...{ good: 'a', trial: null, refused: [releaseOf(2)] },
      returned: { release: releaseOf(2), to: 'a', why: 'technician', at: 9 },
    });
    expect(nextAct(next, 'a', releaseOf(2))).toEqual({ kind: 'stays' });
    expect(nextAct(next, 'a', releaseOf(3))).toEqual({ kind: 'prepares', slot: 'b' });
    // Damage does not lead back to what the technician has left
    expect(started(next, { a: false, b: true }).place).toBe('installed');
  });
  test('leads to the installed package after the release before', () => {
    const next = returnedByTechnician(returnedByTechnician(LATER, 'before', 9), 'before', 10);
    expect(next).toMatchObject({
      good: 'installed',
      refused: [releaseOf(1), releaseOf(2)],
      returned: { to: 'installed' },
    });
    expect(returnedByTechnician(next, 'before', 11)).toBe(next);
    for (const version of [1, 2]) expect(nextAct(next, 'installed', releaseOf(version))).toEqual({ kind: 'stays' });
  });
  test('leaves a release on trial for the good one', () => {
    expect(returnedByTechnician(TRIED, 'before', 9)).toMatchObject({ good: 'a', trial: null, refused: [releaseOf(2)] });
  });
  test.each([
    ['on trial', TRIED],
    ['in use', LATER],
  ])('to the installed package leaves both folders: %s', (_name, selection) => {
    const next = returnedByTechnician(selection, 'installed', 9);
    expect(next).toMatchObject({
      good: 'installed',
      trial: null,
      returned: { release: releaseOf(2), to: 'installed' },
    });
    expect(started(next).place).toBe('installed');
    expect(nextAct(next, 'installed', releaseOf(2))).toEqual({ kind: 'stays' });
  });
  test('never leads to a later release, which people may have taken back', () => {
    const takenBack = healthy(switched(LATER, 'a', []));
    expect(placeBefore(takenBack, 'before')).toBe('installed');
  });
  test('never leads to a release that the lane has left', () => {
    const left = returnFromTrial(switched(LATER, 'a', []), 'devices', 0);
    expect([left.slots.a?.proven, placeBefore(left, 'before')]).toEqual([true, 'installed']);
  });
  test('is legible to an earlier release that does not have its reason', () => {
    const foreign = {
      ...LATER,
      returned: { ...returnedByTechnician(LATER, 'before', 9).returned, why: 'later-reason' },
    };
    expect(selectionSchema.parse(foreign)).toEqual({ ...LATER, returned: null });
  });
});

/** A lane with random releases, health, damage, cuts and starts. Its disk keeps the selection as it was written last. */
class ModelLane {
  selection = INSTALLED;
  running: Place = 'installed';
  wanted: SoftwareRelease | undefined;
  readonly content: Record<Slot, SoftwareRelease | 'damaged' | undefined> = { a: undefined, b: undefined };
  readonly everWritten: Selection[] = [];

  write(next: Selection): void {
    this.selection = selectionSchema.parse(JSON.parse(JSON.stringify(next)));
  }

  /** @param isFull the disk takes no new state */
  start(isFull: boolean): void {
    const verdicts: Partial<Record<Slot, boolean>> = {};
    const decide = (selection: Selection) => {
      for (let count = 0; count < 4; count += 1) {
        const decision = decideStart(selection, verdicts, 0);
        if (decision.kind === 'runs') return decision;
        verdicts[decision.slot] = this.isSound(decision.slot);
      }
      throw new Error('the launcher does not come to an end');
    };
    const trial = this.selection.trial;
    let decision = decide(this.selection);
    if (decision.selection !== this.selection && isFull) decision = decide(withoutTrial(this.selection));
    else this.write(decision.selection);
    this.running = decision.place;
    if (decision.place !== 'installed') expect(verdicts[decision.place]).toBe(true);
    if (decision.place !== 'installed' && decision.place === trial?.slot) {
      // Counted before it starts
      expect(this.selection.trial?.starts).toBe(trial.starts + 1);
    } else if (decision.place !== 'installed') {
      expect(this.selection.slots[decision.place]?.proven).toBe(true);
    }
  }

  isSound(slot: Slot): boolean {
    const named = this.selection.slots[slot]?.release;
    const held = this.content[slot];
    return named !== undefined && held !== undefined && held !== 'damaged' && isSame(held, named);
  }

  /** One act of the running lane, cut off after some of its steps. */
  act(cutAfter: number): void {
    const act = nextAct(this.selection, this.running, this.wanted);
    const steps: (() => void)[] = [];
    switch (act.kind) {
      case 'stays':
        return;
      case 'ends-trial':
        steps.push(() => this.write(withoutTrial(this.selection)));
        break;
      case 'leaves':
        steps.push(() => this.write(left(this.selection)));
        break;
      case 'switches':
        expect(this.selection.refused.some((one) => this.wanted !== undefined && isSame(one, this.wanted))).toBe(false);
        steps.push(() => this.write(switched(this.selection, act.slot, [])));
        break;
      case 'prepares': {
        expect(act.slot).not.toBe(this.running);
        const release = this.wanted;
        if (release === undefined) throw new Error('nothing is wanted');
        steps.push(
          () => this.write(emptied(this.selection, act.slot)),
          () => void (this.content[act.slot] = 'damaged'),
          () => void (this.content[act.slot] = release),
          () => this.write(filled(this.selection, act.slot, release)),
        );
      }
    }
    for (const step of steps.slice(0, cutAfter)) step();
  }
}

test('some verified folder starts after any sequence of updates, cuts, damage and full disks', () => {
  const event = fc.oneof(
    fc.record({ kind: fc.constant('start' as const), isFull: fc.boolean() }),
    fc.record({ kind: fc.constant('act' as const), cutAfter: fc.nat(4) }),
    fc.record({
      kind: fc.constant('wants' as const),
      version: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }),
    }),
    fc.record({ kind: fc.constant('damage' as const), slot: fc.constantFrom('a' as const, 'b' as const) }),
    fc.constant({ kind: 'healthy' as const }),
    fc.constant({ kind: 'gives-up' as const }),
    fc.record({ kind: fc.constant('technician' as const), to: fc.constantFrom(...RETURN_GOALS) }),
  );
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), (events) => {
      const lane = new ModelLane();
      for (const one of events) {
        if (one.kind === 'start') lane.start(one.isFull);
        if (one.kind === 'act') lane.act(one.cutAfter);
        if (one.kind === 'wants') lane.wanted = one.version === undefined ? undefined : releaseOf(one.version);
        if (one.kind === 'damage') lane.content[one.slot] = lane.content[one.slot] && 'damaged';
        const isTried = lane.selection.trial !== null && lane.running === lane.selection.trial.slot;
        if (one.kind === 'healthy' && isTried) lane.write(healthy(lane.selection));
        if (one.kind === 'technician') lane.write(returnedByTechnician(lane.selection, one.to, 0));
        if (one.kind === 'gives-up' && isTried) lane.write(returnFromTrial(lane.selection, 'devices', 0));
      }
      // Without health the lane is back at a good place after the last trial start
      const { good } = lane.selection;
      for (let count = 0; count <= MAX_STARTS; count += 1) lane.start(false);
      expect(lane.selection.trial).toBeNull();
      expect(lane.running).toBe(lane.selection.good);
      if (good !== 'installed' && lane.isSound(good)) expect(lane.running).toBe(good);
    }),
    { numRuns: 3_000 },
  );
});
