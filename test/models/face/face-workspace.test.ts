import { describe, expect, it } from 'vitest';
import { createFaceWorkspace, wipeFaceWorkspace } from '../../../models/face/face-workspace.ts';

describe('wipeFaceWorkspace', () => {
  it('zeroes every buffer', () => {
    const workspace = createFaceWorkspace();
    const buffers = Object.values(workspace) as Float32Array[];
    for (const buffer of buffers) buffer.fill(9);
    wipeFaceWorkspace(workspace);
    for (const buffer of buffers) expect(buffer.every((value) => value === 0)).toBe(true);
  });

  it('has no buffer that is small enough to be allocated on the JavaScript heap', () => {
    const buffers = Object.values(createFaceWorkspace()) as Float32Array[];
    for (const buffer of buffers) expect(buffer.byteLength).toBeGreaterThan(64);
  });
});
