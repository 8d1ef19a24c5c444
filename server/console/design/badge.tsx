import { Icon, type IconName } from './icon.tsx';
import type { Tone } from './tone.ts';
import './badge.css';

export interface BadgeProps {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly word: string;
}

/** A state: a word, a shape and a colour that say the same. */
export function Badge({ tone, icon, word }: BadgeProps) {
  return (
    <span class={`badge tone-${tone}`}>
      <Icon name={icon} />
      {word}
    </span>
  );
}
