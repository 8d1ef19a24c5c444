import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FaceAnalyser } from '../../../../models/face/face-analyser.ts';
import { openFaceAnalyser } from '../../../../models/face/face-analyser.ts';
import type { FaceSeen } from '../../../../models/face/face-observation.ts';
import type { HeadTurnOutcome } from '../../../../models/face/presentation-attack/head-turn-outcome.ts';
import { createHeadTurnSequence } from '../../../../models/face/presentation-attack/head-turn-sequence.ts';
import { casesOf } from '../../../support/extent.ts';
import { withoutModels } from '../built-face-models.ts';
import { type GeneratedSubject, judgeSequence, subjects } from '../rendering/subjects.ts';
import { turnSequence } from '../rendering/turn-sequence.ts';

/** Persons, and tilts of pictures. */
const HEADS = casesOf([0, 1, 2], (person) => person === 0);
const PICTURES = casesOf(
  [
    [0, 'flat-picture', 20],
    [1, 'bent-picture', 35],
    [2, 'flat-picture', 50],
    [0, 'bent-picture', 20],
    [1, 'flat-picture', 35],
    [2, 'bent-picture', 50],
  ] as const,
  (_, place) => place < 3,
);
const OTHER_WAY = casesOf([1, 2, 3], (seed) => seed === 1);

describe.skipIf(withoutModels)('createHeadTurnSequence', () => {
  let analyser: FaceAnalyser;
  let people: readonly GeneratedSubject[];
  beforeAll(async () => {
    analyser = await openFaceAnalyser();
    people = (await subjects(analyser)).slice(0, 3);
  });
  afterAll(() => analyser?.close());

  const judge = (
    options: Omit<Parameters<typeof turnSequence>[0], keyof GeneratedSubject>,
    person: number,
  ): Promise<HeadTurnOutcome> =>
    judgeSequence(analyser, turnSequence({ ...options, ...(people[person] as GeneratedSubject) }));

  it('accepts heads that turn as prompted', async () => {
    for (const person of HEADS) {
      expect(await judge({ seed: 40 + person, species: 'head', turnDegrees: 22 }, person)).toMatchObject({
        kind: 'head',
      });
    }
  });

  it('accepts no flat or bent picture at any tilt', async () => {
    for (const [person, species, turnDegrees] of PICTURES) {
      expect((await judge({ seed: 70 + person, species, turnDegrees }, person)).kind).not.toBe('head');
    }
  });

  it('accepts no head that turns the other way, or does not turn', async () => {
    for (const seed of OTHER_WAY) {
      const options = { seed, species: 'head', turnDegrees: 22, ...(people[0] as GeneratedSubject) } as const;
      const turnTo = turnSequence(options).direction === 'left' ? 'right' : 'left';
      const outcome = await judgeSequence(analyser, turnSequence({ ...options, turnTo }));
      expect(outcome).toMatchObject({ kind: 'undecidable', why: 'turned-other-way' });
    }
    expect(await judge({ seed: 9, species: 'head', turnDegrees: 0 }, 1)).toMatchObject({
      kind: 'undecidable',
      why: 'not-turned',
    });
  });

  it('is undecidable for a face that is too far away', async () => {
    expect(await judge({ seed: 5, species: 'head', interEyePx: 60 }, 0)).toMatchObject({
      kind: 'undecidable',
      why: 'too-far',
    });
  });

  it('wipes its buffers, and refuses use out of order', async () => {
    const scene = turnSequence({ seed: 1, species: 'head', ...(people[0] as GeneratedSubject) });
    const sequence = createHeadTurnSequence();
    const frame = scene.frameAt(0);
    const face = (await analyser.analyse(frame)) as FaceSeen;
    expect(() => sequence.add(frame, face, 0)).toThrow(expect.objectContaining({ code: 'sequence-misused' }));
    expect(sequence.begin(frame, face)).toMatchObject({ kind: 'tracking' });
    sequence.add(frame, face, 10);
    expect(() => sequence.add(frame, face, 10)).toThrow(expect.objectContaining({ code: 'sequence-misused' }));
    sequence.wipe();
    expect(() => sequence.add(frame, face, 20)).toThrow(expect.objectContaining({ code: 'sequence-misused' }));
    expect(sequence.decide({ direction: 'left', atMs: 0 })).toMatchObject({ kind: 'undecidable' });
  });

  it('stores a bounded number of frames', async () => {
    const scene = turnSequence({ seed: 1, species: 'head', ...(people[0] as GeneratedSubject) });
    const sequence = createHeadTurnSequence();
    const frame = scene.frameAt(0);
    const face = (await analyser.analyse(frame)) as FaceSeen;
    sequence.begin(frame, face);
    for (let at = 1; at <= 400; at++) sequence.add(frame, face, at);
    const outcome = sequence.decide({ direction: 'left', atMs: 200 });
    expect(outcome.kind === 'undecidable' && outcome.measures?.frames).toBe(300);
  });
});
