import type { ComponentChildren } from 'preact';

export interface EitherProps {
  readonly isFirst: boolean;
  readonly first: ComponentChildren;
  readonly second: ComponentChildren;
}

/** One of two groups of buttons, in the room of the larger one: the room of the text above them, and so its pages, stay the same. */
export function Either({ isFirst, first, second }: EitherProps) {
  return (
    <div class="either">
      <div class="turning" data-shown={isFirst}>
        {first}
      </div>
      <div class="turning" data-shown={!isFirst}>
        {second}
      </div>
    </div>
  );
}
