import { describe, expect, it } from 'vitest';
import { createFaceWorkspace, wipeFaceWorkspace } from '../../../models/face/face-workspace.ts';

describe('wipeFaceWorkspace', () => {
  it('zeroes every buffer there is', () => {
    const workspace = createFaceWorkspace();
    const buffers = Object.values(workspace) as Float32Array[];
    for (const buffer of buffers) buffer.fill(9);
    wipeFaceWorkspace(workspace);
    for (const buffer of buffers) expect(buffer.every((value) => value === 0)).toBe(true);
  });

  it('keeps no buffer so small that the runtime would hold it among its own objects', () => {
    const buffers = Object.values(createFaceWorkspace()) as Float32Array[];
    for (const buffer of buffers) expect(buffer.byteLength).toBeGreaterThan(64);
  });
});
