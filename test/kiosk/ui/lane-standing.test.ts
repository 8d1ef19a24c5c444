import { describe, expect, it } from 'vitest';
import { standingOf } from '../../../kiosk/dock/ui/model/lane-standing.ts';
import { LANE_PHASES, type OutOfServiceCause } from '../../../server/contract/vocabulary.ts';
import { laneFacts, TOO_SLOW } from './fixtures/lane-facts.ts';

const standing = (facts: Parameters<typeof laneFacts>[0]) => standingOf(facts.phase, laneFacts(facts));
const closedBy = (...outOfService: OutOfServiceCause[]) => standing({ phase: 'out-of-service', outOfService });

describe('the state of the lane in one sentence', () => {
  it.each(LANE_PHASES)('exists for the phase %s', (phase) => {
    expect(standing({ phase }).sentence).toMatch(/^The .+\.$/);
  });

  it('calls a lane busy only while a traveller is in it', () => {
    const serving = LANE_PHASES.filter((phase) => standing({ phase }).kind === 'serving');
    const free = ['starting', 'idle', 'emergency', 'out-of-service'];
    expect(serving).toEqual(LANE_PHASES.filter((phase) => !free.includes(phase)));
    expect(standing({ phase: 'idle' }).kind).toBe('ready');
  });

  it('of a lane that is too slow has the measured rate, and asks to close other programs', () => {
    expect(standing(TOO_SLOW)).toEqual({
      phase: 'out-of-service',
      kind: 'too-slow',
      sentence: 'Too slow: 0.5 pictures a second. Close other programs.',
      advice: 'The lane tests its speed every 10 seconds. It opens after 3 good tests in a row: 0 so far.',
      remedy: 'test-pace',
    });
    const pace = { ...TOO_SLOW.pace, framesPerS: 1 };
    expect(standing({ ...TOO_SLOW, pace }).sentence).toBe('Too slow: 1 picture a second. Close other programs.');
  });

  it('says that the lane tests its speed after a request, and that it opens after enough good tests', () => {
    const pace = { ...TOO_SLOW.pace, isTesting: true };
    expect(standing({ ...TOO_SLOW, pace })).toMatchObject({
      kind: 'opening',
      sentence: 'Too slow: 0.5 pictures a second. Close other programs.',
      advice: 'The lane tests its speed now. It opens after 3 good tests in a row: 0 so far.',
    });
    const good = { ...TOO_SLOW.pace, framesPerS: 14.9, goodTests: 2 };
    expect(standing({ ...TOO_SLOW, pace: good })).toMatchObject({
      sentence: 'Fast enough now: 14.9 pictures a second.',
      advice: 'The lane tests its speed every 10 seconds. It opens after 3 good tests in a row: 2 so far.',
    });
    expect(standing({ ...TOO_SLOW, pace: { ...pace, mode: 'reduced' } })).toMatchObject({
      kind: 'opening',
      sentence: 'The lane is fast enough again, and opens.',
    });
  });

  it('names the dock as the cause where the dock slows the camera', () => {
    const faults = [{ device: 'camera', fault: { kind: 'slow', byMs: 600 } }] as const;
    expect(standing({ ...TOO_SLOW, faults })).toMatchObject({
      kind: 'too-slow',
      sentence: 'Too slow: 0.5 pictures a second. The dock slows the camera: let the devices recover.',
      remedy: 'recover-devices',
    });
  });

  it('lets devices recover only where the dock made one fail, and names it before other causes', () => {
    const faults = [{ device: 'document-reader', fault: { kind: 'disconnect' } }] as const;
    expect(
      standing({ phase: 'out-of-service', outOfService: ['frame-rate', 'document-reader'], faults }),
    ).toMatchObject({
      kind: 'closed',
      sentence: 'The document reader has failed. Let the devices recover.',
      remedy: 'recover-devices',
    });
    expect(closedBy('document-reader')).toEqual({
      phase: 'out-of-service',
      kind: 'opening',
      sentence: 'The document reader is not ready yet.',
    });
  });

  it.each([
    'notice',
    'outbox',
    'analysis',
    'clock',
    'vault',
    'handle-keys',
    'readiness-check',
    'readiness',
    'software',
    'order',
    'hours',
  ] as const)('has a sentence of its own for the cause %s, and offers no remedy that does not help', (obstacle) => {
    const { sentence, remedy } = closedBy(obstacle);
    expect(sentence).not.toBe(closedBy().sentence);
    expect(remedy).toBeUndefined();
  });
});
