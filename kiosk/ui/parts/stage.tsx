import type { ComponentChildren } from 'preact';
import type { ScreenModel } from '../model/screen-model.ts';
import { breakable } from '../words/breakable.ts';
import type { Instruction } from '../words/words.ts';

export interface StageProps {
  readonly model: ScreenModel;
  /** Default: the current instruction. */
  readonly instruction?: Instruction;
  readonly picture: ComponentChildren;
  /** The next act, or a sign that something takes its time. */
  readonly children?: ComponentChildren;
}

/** A picture, one instruction, and at most one way to continue. */
export function Stage({ model, instruction = model.instruction.value, picture, children }: StageProps) {
  const language = model.language.value;
  return (
    <div class="stage">
      <div class="picture" aria-hidden="true">
        {picture}
      </div>
      <div class="saying">
        <h1>{breakable(instruction.title, language)}</h1>
        <p class="detail">{breakable(instruction.detail, language)}</p>
        {children}
      </div>
    </div>
  );
}
