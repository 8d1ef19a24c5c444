import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readAllocatorSetting } from '../../../../kiosk/platform/config/config.ts';
import {
  HARDENING_FAULTS,
  hardeningFaults,
  type ProcessFacts,
  readFacts,
} from '../../../../kiosk/platform/launch/hardening.ts';
import { ALLOCATOR, PROCESS_ARGUMENTS } from '../../../../kiosk/platform/launch/recipe.ts';
import { projectRoot } from '../../../../models/files/project-root.ts';

const HARDENED: ProcessFacts = {
  engineFlags: [...PROCESS_ARGUMENTS],
  allocator: ALLOCATOR.value,
  inspected: false,
  coreLimit: '0',
  mayBeSwapped: false,
};

describe('a process started by the recipe', () => {
  it('has nothing missing', () => {
    expect(hardeningFaults(HARDENED)).toEqual([]);
  });

  it.each([
    ['engine', { engineFlags: ['--expose-gc'] }],
    ['allocator', { allocator: undefined }],
    ['allocator', { allocator: 'glibc.malloc.perturb=0' }],
    ['inspector', { inspected: true }],
    ['core-dumps', { coreLimit: 'unlimited' }],
    ['core-dumps', { coreLimit: undefined }],
    ['swap', { mayBeSwapped: true }],
  ] as const)('reports that %s is missing with %j', (fault, change) => {
    expect(hardeningFaults({ ...HARDENED, ...change })).toEqual([fault]);
    expect(HARDENING_FAULTS[fault].length).toBeGreaterThan(10);
  });

  it('lists the missing parts of this process, which was started differently', () => {
    expect(hardeningFaults(readFacts(readAllocatorSetting({})))).toEqual(
      expect.arrayContaining(['engine', 'allocator']),
    );
  });
});

describe('the service unit', () => {
  const unit = readFileSync(join(projectRoot(), 'kiosk/main/install/postern-lane.service'), 'utf8');
  const values = (name: string) => [...unit.matchAll(new RegExp(`^${name}=(.*)$`, 'gm'))].map(([, value]) => value);

  it('starts the kiosk by the recipe, without core dumps and swap', () => {
    const [command = ''] = values('ExecStart');
    expect(command.split(' ').slice(1)).toEqual([...PROCESS_ARGUMENTS, '/run/postern-lane/release/code/kiosk/main.js']);
    expect(values('Environment')).toContain(`${ALLOCATOR.name}=${ALLOCATOR.value}`);
    expect(values('LimitCORE')).toEqual(['0']);
    expect(values('MemorySwapMax')).toEqual(['0']);
  });
});
