import type { BadgeProps } from '../../../../server/console/design/badge.tsx';
import type { LanePhase } from '../../../../server/contract/vocabulary.ts';

/** The shape and colour beside a phase's word. */
export function lookOf(phase: LanePhase): Pick<BadgeProps, 'tone' | 'icon'> {
  switch (phase) {
    case 'idle':
      return { tone: 'plain', icon: 'dash' };
    case 'starting':
    case 'notice':
    case 'document':
    case 'token':
    case 'face':
    case 'finger':
    case 'declaration':
    case 'deciding':
      return { tone: 'note', icon: 'wait' };
    case 'opening':
    case 'passage':
      return { tone: 'good', icon: 'tick' };
    case 'referred':
      return { tone: 'caution', icon: 'arrow' };
    case 'emergency':
    case 'out-of-service':
      return { tone: 'bad', icon: 'cross' };
  }
}
