import { describe, expect, it } from 'vitest';
import { faceTemplate } from '../../../models/face/face-template.ts';

describe('faceTemplate', () => {
  it('zeroes its embedding when wiped, and refuses further use', () => {
    const embedding = new Float32Array(706).fill(0.07);
    const template = faceTemplate('probe', embedding);
    expect(template.embedding()).toBe(embedding);
    template.wipe();
    template.wipe();
    expect(embedding.every((value) => value === 0)).toBe(true);
    expect(() => template.embedding()).toThrow(expect.objectContaining({ code: 'template-unusable' }));
  });

  it('cannot be printed or posted', () => {
    const template = faceTemplate('reference', new Float32Array(706).fill(0.07));
    expect(JSON.stringify(template)).toBe('{"role":"reference"}');
    expect(() => structuredClone(template)).toThrow();
  });
});
