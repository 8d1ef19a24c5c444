import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { modbusProfileSchema, usedOutputs } from '../../../hardware/modbus/profile.ts';
import { projectRoot } from '../../../models/files/project-root.ts';
import { plantProfile } from '../../support/modbus/barrier-plant.ts';

const FOLDER = join(projectRoot(), 'hardware/modbus/profiles');
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));

type Change = (profile: ReturnType<typeof plantProfile>) => object;

function faultsOf(change: Change): string[] {
  const parsed = modbusProfileSchema.safeParse(change(plantProfile()));
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

function withGate(change: object): Change {
  return (profile) => ({ ...profile, gate: { ...profile.gate, ...change } });
}

describe('a profile of a module', () => {
  it('exists for three modules', () => {
    expect(files).toHaveLength(3);
  });

  it.each(files)('is valid for %s, with a gate, an indicator and its sources', (name) => {
    const profile = modbusProfileSchema.parse(JSON.parse(readFileSync(join(FOLDER, name), 'utf8')));
    expect(profile.gate).toBeDefined();
    expect(profile.indicator).toBeDefined();
    expect(profile.sources.length).toBeGreaterThanOrEqual(2);
  });

  it('names every output that it uses, once', () => {
    expect(usedOutputs(plantProfile())).toEqual([0, 1, 3, 2]);
  });

  it.each<[string, Change, string]>([
    ['a setting that does not exist', (profile) => ({ ...profile, colour: 'red' }), 'colour'],
    ['neither a gate nor an indicator', ({ name, module }) => ({ name, module }), 'must have a gate'],
    ['no watchdog', (p) => ({ ...p, module: { ...p.module, watchdog: undefined } }), 'module.watchdog'],
    ['no fire input', withGate({ fire: undefined }), 'gate.fire'],
    ['a missing output', withGate({ open: { output: 8, pulseMs: 300 } }), 'names output 8'],
    ['a missing input', withGate({ fire: { input: 8 } }), 'names input 8'],
    ['a missing counter', withGate({ tailgating: { counter: 0 } }), 'names counter 0'],
    ['an input for two things', withGate({ fire: { input: 0 } }), 'uses input 0 for two things'],
    ['a lamp that opens the gate', withGate({ open: { output: 2, pulseMs: 300 } }), 'uses output 2 for two things'],
    ['a pulse that holds the gate open', withGate({ open: { output: 0, pulseMs: 60_000 } }), 'gate.open.pulseMs'],
  ])('is refused with %s', (_, change, fault) => {
    const faults = faultsOf(change);
    expect(faults.join('\n')).toContain(fault);
  });
});
