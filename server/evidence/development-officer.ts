import type { Clock } from '../clock.ts';
import type { OfficerId } from '../contract/field.ts';
import type { GrantAuthority } from './grant-authority.ts';

const TRAINING_MS = 86_400_000;

/**
 * Development's one officer: everybody who reaches the server is them, every referral is theirs. The console says so. Production
 * demands sign-in and refuses to start without it.
 */
export function developmentOfficer(id: OfficerId, clock: Clock): GrantAuthority {
  return {
    officerOf: () => Promise.resolve({ id, role: 'officer', trainingValidUntil: clock.wallMs() + TRAINING_MS }),
    relationOf: () => Promise.resolve('own-referral'),
  };
}
