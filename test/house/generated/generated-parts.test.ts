import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { LaneEvent } from '../../../kiosk/lane/state-machine/lane.ts';
import { projectRoot } from '../../../models/files/project-root.ts';
import { SAMPLE_EVENTS } from '../../kiosk/lane/state-machine/states/sample-events.ts';
import { GENERATED_FILES, GENERATED_PARTS, partIn, withPart } from './parts.ts';

/** The compiler requires an entry for each kind of event. */
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
  'goods-refused': true,
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
  'hours-changed': true,
  'emergency-ordered': true,
  'emergency-ended': true,
  'timed-out': true,
  'fault-raised': true,
  'fault-cleared': true,
};

describe('generated parts of READMEs', () => {
  test.each(GENERATED_PARTS.map((part) => [part.file, part.mark, part] as const))(
    '%s: "%s" equals the output of `npm run readmes`',
    (file, mark, { write }) => {
      expect(partIn(readFileSync(join(projectRoot(), file), 'utf8'), mark)).toBe(write());
    },
  );
  test.each(GENERATED_FILES)('$file equals the output of `npm run readmes`', ({ file, write }) => {
    expect(readFileSync(join(projectRoot(), file), 'utf8')).toBe(write());
  });
  test('replace the text between their marks only', () => {
    const part = { file: '', mark: 'variables', write: () => 'new' };
    const text = 'before\n<!-- variables -->\nold\n<!-- end -->\nafter\n';
    expect(withPart(text, part)).toBe('before\n<!-- variables -->\nnew\n<!-- end -->\nafter\n');
  });
  test("include every kind of event in the lane's table of states", () => {
    expect([...new Set(SAMPLE_EVENTS.map(({ event }) => event.kind))].sort()).toEqual(Object.keys(EVENT_KINDS).sort());
  });
});
