import { hashOf } from '../shell/route.ts';
import { refreshSession } from '../shell/session.ts';

/** After somebody has signed in: to their own part of the console. */
export async function enter(): Promise<void> {
  await refreshSession();
  location.hash = hashOf('');
}
