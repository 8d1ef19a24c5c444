import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';
import type { Tone } from './tone.ts';
import './banner.css';

export interface BannerProps {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly children: ComponentChildren;
  readonly action?: ComponentChildren;
}

/** A sentence across the page that stays as long as it is true. */
export function Banner({ tone, icon, children, action }: BannerProps) {
  return (
    <div class={`banner tone-${tone}`}>
      <Icon name={icon} />
      <p>{children}</p>
      {action}
    </div>
  );
}
