import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { LaneEvent } from '../../../kiosk/lane/lane.ts';
import { projectRoot } from '../../../models/files/project-root.ts';
import { SAMPLE_EVENTS } from '../../kiosk/lane/states/sample-events.ts';
import { GENERATED_PARTS, partIn, withPart } from './parts.ts';

/** The compiler asks for a line of each kind of event. */
const EVENT_KINDS: { readonly [Kind in LaneEvent['kind']]: true } = {
  started: true,
  'traveller-arrived': true,
  'notice-acknowledged': true,
  'desk-chosen': true,
  'more-time': true,
  'receipt-wanted': true,
  'document-examined': true,
  'token-tried': true,
  'token-declined': true,
  'face-attempted': true,
  'finger-attempted': true,
  'declaration-made': true,
  'match-committed': true,
  'commit-failed': true,
  'gate-released': true,
  'gate-secured': true,
  'gate-obstructed': true,
  'gate-jammed': true,
  'passage-seen': true,
  'traveller-gone': true,
  'opening-ordered': true,
  'opening-committed': true,
  'service-closed': true,
  'service-opened': true,
  'emergency-ordered': true,
  'emergency-ended': true,
  'timed-out': true,
  'fault-raised': true,
  'fault-cleared': true,
};

describe('generated parts of READMEs', () => {
  test.each(GENERATED_PARTS.map((part) => [part.file, part.mark, part] as const))(
    '%s: "%s" is what `npm run readmes` writes',
    (file, mark, { write }) => {
      expect(partIn(readFileSync(join(projectRoot(), file), 'utf8'), mark)).toBe(write());
    },
  );
  test('a part is replaced between its marks, and the text around it stays', () => {
    const part = { file: '', mark: 'variables', write: () => 'new' };
    const text = 'before\n<!-- variables -->\nold\n<!-- end -->\nafter\n';
    expect(withPart(text, part)).toBe('before\n<!-- variables -->\nnew\n<!-- end -->\nafter\n');
  });
  test("the lane's table of states tries an event of every kind", () => {
    expect([...new Set(SAMPLE_EVENTS.map(({ event }) => event.kind))].sort()).toEqual(Object.keys(EVENT_KINDS).sort());
  });
});
