import type { Embedding } from './embed.ts';
import { FaceError } from './face-error.ts';

/** `reference`: what the traveller is compared with (the chip's portrait). `probe`: the traveller at the gate. */
export type TemplateRole = 'reference' | 'probe';

/** The embedding of one face. It cannot be posted to another thread, printed or converted to JSON. */
export interface FaceTemplate {
  readonly role: TemplateRole;
  /** @throws FaceError `template-unusable` once wiped */
  embedding(): Embedding;
  /** Overwrites the embedding with zeros. Safe to repeat. */
  wipe(): void;
}

/** Takes ownership of the embedding: the template wipes it. */
export function faceTemplate(role: TemplateRole, embedding: Embedding): FaceTemplate {
  let wiped = false;
  return {
    role,
    embedding: () => {
      if (wiped) throw new FaceError('template-unusable', 'the template has been wiped');
      return embedding;
    },
    wipe: () => {
      embedding.fill(0);
      wiped = true;
    },
  };
}
