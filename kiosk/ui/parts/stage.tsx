import type { ComponentChildren } from 'preact';
import type { Instruction } from '../words/words.ts';

export interface StageProps {
  readonly instruction: Instruction;
  readonly picture: ComponentChildren;
  /** The way on, or a sign that something takes its time. */
  readonly children?: ComponentChildren;
  readonly onTouch?: () => void;
}

/** A picture, one instruction, at most one way on. */
export function Stage({ instruction, picture, children, onTouch }: StageProps) {
  return (
    <div class="stage" onClick={onTouch}>
      <div class="picture" aria-hidden="true">
        {picture}
      </div>
      <div class="saying">
        <h1>{instruction.title}</h1>
        <p class="detail">{instruction.detail}</p>
        {children}
      </div>
    </div>
  );
}
